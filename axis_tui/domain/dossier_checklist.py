"""The checklist that a request was submitted with, as a dossier tells it: loss, fee, refund, backup."""

from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode
from axis_tui.domain.money import Money
from axis_tui.domain.page import utc, utc_iso

_AMOUNT = frozenset({"minor", "currency", "exponent"})
_SUMMED = {
    CheckCode.VALUE_NONE: ("Lost", "nothing that was paid for"),
    CheckCode.VALUE_LEFT: ("Lost", "about %s of what was paid"),
    CheckCode.VALUE_UNKNOWN: ("Lost", "something, its price not known"),
    CheckCode.FEE_NONE: ("Fee", "none"),
    CheckCode.FEE: ("Fee", "%s"),
    CheckCode.FEE_UNKNOWN: ("Fee", "not known"),
    CheckCode.REFUND_NOTHING: ("Refund", "nothing is left to be refunded"),
    CheckCode.REFUND_FULL: ("Refund", "all that was paid, %s"),
    CheckCode.REFUND_PART: ("Refund", "at most %s"),
    CheckCode.REFUND_NONE: ("Refund", "none"),
    CheckCode.REFUND_UNKNOWN: ("Refund", "not known"),
}


def money_lines(checks: tuple[Check, ...]) -> list[str]:
    """`Lost: about 3.50 USD of what was paid`, as reckoned when it was submitted; empty for a draft."""
    found = [check for check in checks if check.code in _SUMMED or check.code is CheckCode.BACKUP_MADE]
    return [_line(check) for check in found]


def checklist(checks: tuple[Check, ...]) -> list[dict[str, object]]:
    """Every line of it for programs: amounts as in the ledger's part, instants by ISO 8601."""
    return [_values(check) for check in checks]


def _line(check: Check) -> str:
    told = dict(check.params)
    if check.code is CheckCode.BACKUP_MADE:
        return f"Backup: made and verified {utc(int(told['at']))} UTC"
    name, text = _SUMMED[check.code]
    amount = ""
    if told.keys() >= _AMOUNT:
        amount = Money(int(told["minor"]), str(told["currency"]), int(told["exponent"])).text()
    return f"{name}: {text.replace('%s', amount)}"


def _values(check: Check) -> dict[str, object]:
    told = dict(check.params)
    values: dict[str, object] = {"check": check.code.value, "level": check.level.value}
    if told.keys() >= _AMOUNT:
        values["amount"] = {name: told[name] for name in sorted(_AMOUNT)}
    for name, value in told.items():
        if name in ("at", "until_at"):
            values[name] = utc_iso(int(value))
        elif name not in _AMOUNT:
            values[name] = value
    return values
