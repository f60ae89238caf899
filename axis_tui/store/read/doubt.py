"""How many orders are in doubt; light, since the first picture asks it."""

from axis_tui.store.read.reader import Reader

SILENT_AFTER_S = 10
"""An order sent so long ago without an answer counts."""


def in_doubt(reader: Reader, now: int) -> int:
    """Orders of which it is not known whether money moved."""
    (found,) = reader.row(
        "SELECT count(*) FROM renewal WHERE state IN ('review', 'unknown')"
        " OR (state = 'sent' AND changed_at < ?)",
        (now - SILENT_AFTER_S,),
    ) or (0,)
    return int(found)
