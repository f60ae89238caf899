"""The bundle that goes to a carrier's support: an order's facts as JSON and as a page, and their digest.

Pure. Nothing secret is in either: no activation code, and of a card at most four digits.
"""

from axis_tui.domain.canonical import canonical_json, sha256_of
from axis_tui.domain.credit import Holdings
from axis_tui.domain.evidence_facts import Evidence as Evidence
from axis_tui.domain.evidence_facts import told
from axis_tui.domain.evidence_page import as_markdown as as_markdown
from axis_tui.domain.money import Money
from axis_tui.domain.page import utc_iso

SCHEMA = "axis-tui/evidence/1"
"""What `as_json` gives; the number grows where a reader of the one before would go wrong."""


def as_json(evidence: Evidence, generated_at: int) -> str:
    """The bundle as canonical JSON (sorted keys, no blanks) of SCHEMA, what must not leave taken out.

    Instants are ISO 8601 in UTC, data is in bytes, money in minor units; null and "" are not known.
    """
    facts = told(evidence)
    values = {
        "schema": SCHEMA,
        "generated_at": utc_iso(generated_at),
        "order": facts.order,
        "state": facts.state.value,
        "channel": facts.channel.value,
        "carrier": facts.carrier,
        "contacts": [{"kind": kind, "value": value} for kind, value in facts.contacts],
        "esim": {"name": facts.esim, "iccid": facts.iccid},
        "package": {"name": facts.package, "code": facts.package_code},
        "amount": _money(facts.amount),
        "fee": None if facts.fee is None else _money(facts.fee),
        "method": {
            "kind": facts.method_kind.value,
            "label": facts.method_label,
            "last4": facts.method_last4,
        },
        "key": facts.key,
        "carrier_reference": facts.carrier_reference,
        "own_reference": facts.own_reference,
        "times": [{"at": utc_iso(at), "event": event, "detail": detail} for at, event, detail in facts.times],
        "before": _holdings(facts.before),
        "after": _holdings(facts.after),
        "looks": facts.looks,
        "ledger": [{"number": number, "sha256": sha256} for number, sha256 in facts.ledger],
    }
    return canonical_json(values)


def digest(text: str) -> str:
    """SHA-256 in hex of a bundle's text as UTF-8: keep it, to show later what was sent."""
    return sha256_of(text)


def _money(amount: Money) -> dict[str, int | str]:
    return {"minor": amount.minor, "currency": amount.currency, "exponent": amount.exponent}


def _holdings(held: Holdings | None) -> dict[str, int | str | None] | None:
    if held is None:
        return None
    return {
        "packages": held.packages,
        "allowance_bytes": held.allowance_bytes,
        "used_bytes": held.used_bytes,
        "expires_at": utc_iso(held.expires_at) if held.expires_at else None,
    }
