"""The worker: the one process that reads meters, moves plans along with time, and raises alerts.

It decides nothing itself (domain does) and holds no SQL (store does). Nothing of the screens may enter;
SQLModel comes in only through store.write, and only after the lease is held.
"""
