"""Whether an eSIM has an auto-renew rule that matters; apart from the rules, since the first picture asks."""

from axis_tui.store.read.reader import Reader


def rule_state(reader: Reader, esim_id: int) -> str:
    """`on`, `suspended` or `off`; off also where there never was a rule."""
    found = reader.row("SELECT state FROM auto_renew WHERE esim_id = ?", (esim_id,))
    return "off" if found is None else str(found[0])


def rules_paid_with(reader: Reader, method_id: int) -> int:
    """How many rules that are on pay with this method."""
    found = reader.row("SELECT count(*) FROM auto_renew WHERE method_id = ? AND state = 'on'", (method_id,))
    return 0 if found is None else int(found[0])
