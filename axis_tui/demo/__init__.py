"""The demo: a believable world in a throw-away store, the same for the same seed and instant.

Nothing here reads or writes a person's own store or settings, and no textual enters.
"""
