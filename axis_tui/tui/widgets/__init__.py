"""Things that draw themselves. They hold no queries and no rules: attributes come down, messages go up."""
