"""Forms, confirmations and lists of choices over a screen. Imported when first opened, never at the start."""
