"""Writing: every change validated at the edge, in one transaction begun with BEGIN IMMEDIATE.

Imports SQLModel (half a second, 40 MB), so screens load this in a thread and only when a person changes
something. What a change shows in lists (overview, counts, roll-ups, search) is kept in the same transaction.
"""

from axis_tui.store.write.opening import open_writer
from axis_tui.store.write.transaction import Tx, Writer

__all__ = ["Tx", "Writer", "open_writer"]
