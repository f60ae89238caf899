"""One file a screen: what it asks the store, how it is laid out, what its keys do."""
