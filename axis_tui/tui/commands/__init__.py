"""What can be done on each screen, one file a screen; keys, footer, palette and help follow from here."""
