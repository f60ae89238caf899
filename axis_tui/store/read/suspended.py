"""How many auto-renew rules are suspended; light, since a login banner asks it."""

from axis_tui.store.read.reader import Reader


def suspended_rules(reader: Reader) -> int:
    """Rules that wait for a person, a payment method or a balance."""
    (found,) = reader.row("SELECT count(*) FROM auto_renew WHERE state = 'suspended'") or (0,)
    return int(found)
