"""Puts a dossier together from a case's facts: which parts it has, and what each says.

English in every language of the program, and so not marked for the translators, as evidence is.
"""

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.domain.dossier import Dossier, case_text
from axis_tui.domain.dossier_checklist import checklist, money_lines
from axis_tui.domain.dossier_facts import CaseFacts, Standing, told
from axis_tui.domain.dossier_history import history
from axis_tui.domain.dossier_part import Part, PartName, facts_part, signed_part, text_part
from axis_tui.domain.page import utc, utc_iso

REASONS = {
    Reason.LOST: "lost or damaged",
    Reason.REPLACED: "device replaced",
    Reason.UNUSED: "no longer used",
    Reason.UPKEEP: "account upkeep",
    Reason.OTHER: "other",
}
_ENDS = {
    CaseState.CLOSED: "the service has ended, and that is proven",
    CaseState.UNPROVEN: "ended by its owner, not all of it proven",
    CaseState.REJECTED: "refused by the carrier",
    CaseState.WITHDRAWN: "withdrawn by its owner",
    CaseState.VERIFIED: "the service has ended, and that is proven",
}
"""How a case at its end reads; it is put together as VERIFIED, and closed by being kept."""


def dossier_of(facts: CaseFacts, generated_at: int) -> Dossier:
    """The dossier of a case, what must not leave taken out; the same facts always give the same parts.

    Summary, case, times and ledger are always there; of the others those of which something is known.
    """
    safe = told(facts)
    parts: list[Part] = [
        text_part(PartName.SUMMARY, "\n".join(_summary(safe))),
        facts_part(PartName.CASE, _case(safe)),
        *_checklist(safe),
        facts_part(
            PartName.TIMES,
            [{"at": utc_iso(at), "event": event, "detail": detail} for at, event, detail in safe.times],
        ),
    ]
    if safe.before is not None:
        parts.append(facts_part(PartName.BEFORE, _standing(safe.before)))
    if safe.after is not None:
        parts.append(facts_part(PartName.AFTER, _standing(safe.after)))
    nothing = text_part(PartName.LEDGER, "no entry since the request")
    parts.append(facts_part(PartName.LEDGER, _ledger(safe)) if safe.ledger else nothing)
    if safe.notification.strip():
        parts.append(signed_part(PartName.NOTIFICATION, safe.notification))
    if safe.confirmation.strip():
        parts.append(text_part(PartName.CONFIRMATION, safe.confirmation))
    return Dossier(facts.case, utc_iso(generated_at), tuple(parts))


def reason_line(reason: Reason, text: str) -> str:
    """The reason as a desk abroad reads it, with what the person added."""
    return f"{REASONS[reason]}: {text}" if text else REASONS[reason]


def _summary(facts: CaseFacts) -> list[str]:
    named = (
        ("Carrier", facts.carrier),
        ("eSIM", facts.esim),
        ("ICCID", facts.iccid),
        ("Device", facts.device),
        ("Reason", reason_line(facts.reason, facts.reason_text)),
        ("Carrier's reference", facts.carrier_reference),
        ("Removed", _how(facts)),
    )
    return [
        f"Cancellation {case_text(facts.case)}: {_headline(facts)}",
        *(f"{name}: {value or 'not known'}" for name, value in named),
        *money_lines(facts.checks),
        *(f"{utc(at)} UTC: {sentence}" for at, sentence in history(facts)),
        *(f"Not proven: {wanting}" for wanting in facts.unproven),
    ]


def _headline(facts: CaseFacts) -> str:
    """How it ended, and no more of it than is proven."""
    if facts.state in (CaseState.VERIFIED, CaseState.CLOSED) and facts.unproven:
        return f"the service has ended by the carrier's word; not proven: {'; '.join(facts.unproven)}"
    return _ENDS.get(facts.state, "not at its end")


def _how(facts: CaseFacts) -> str:
    if not facts.was_carried_out:
        return "nothing was removed"
    from_chip = "by hand, as its owner recorded" if facts.was_deleted_by_hand else "by the chip"
    if not facts.by_carrier:
        return from_chip
    if facts.was_deleted:
        return f"{from_chip}, and ended by the carrier on its side"
    if facts.is_out_of_reach:
        return "by the carrier on its side; the device is out of reach"
    if facts.has_refused:
        return "by the carrier on its side; the chip refused to"
    return "nobody recorded that; the carrier ended the service on its side"


def _checklist(facts: CaseFacts) -> list[Part]:
    if not facts.checks:
        return []
    told = {"checks": checklist(facts.checks), "backup_sha256": facts.backup_sha256}
    return [facts_part(PartName.CHECKLIST, told)]


def _case(facts: CaseFacts) -> dict[str, object]:
    return {
        "case": facts.case,
        "state": facts.state.value,
        "reason": facts.reason.value,
        "reason_text": facts.reason_text,
        "removed_by": facts.removed_by,
        "carrier": facts.carrier,
        "esim": {"name": facts.esim, "iccid": facts.iccid},
        "device": facts.device,
        "contact": facts.contact,
        "carrier_reference": facts.carrier_reference,
        "unproven": list(facts.unproven),
    }


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "at": utc_iso(standing.at),
        "profile": standing.profile.value,
        "carrier": standing.carrier.value,
        "plan_state": standing.plan_state,
        "left_bytes": standing.left_bytes,
        "expires_at": None if standing.expires_at is None else utc_iso(standing.expires_at),
    }


def _ledger(facts: CaseFacts) -> list[dict[str, object]]:
    return [
        {
            "number": entry.number,
            "at": utc_iso(entry.at),
            "kind": entry.kind,
            "amount": {
                "minor": entry.amount_minor,
                "currency": entry.currency,
                "exponent": entry.exponent,
            },
            "reference": entry.reference,
            "note": entry.note,
            "sha256": sha256,
        }
        for entry, sha256 in facts.ledger
    ]
