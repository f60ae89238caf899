"""How many cancellations wait for a person; light, since a login banner asks it."""

from axis_tui.store.read.reader import Reader


def waiting_cases(reader: Reader) -> tuple[int, int]:
    """Cancellations whose carrier is late, and those that wait for the person, as the worker judged last."""
    late, yours = reader.row(
        "SELECT coalesce(sum(CASE WHEN kind = 'review_overdue' THEN 1 ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN kind = 'case_waits_for_you' THEN 1 ELSE 0 END), 0) FROM alert"
        " WHERE kind IN ('review_overdue', 'case_waits_for_you') AND state <> 'resolved'"
    ) or (0, 0)
    return int(late), int(yours)
