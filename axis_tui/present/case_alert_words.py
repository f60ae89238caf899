"""What alerts about cancellations say; by `word.AlertKind`."""

from __future__ import annotations

from axis_tui.i18n import N_, _
from axis_tui.present.rows import AlertLike

KIND_WORDS: dict[str, str] = {
    "review_reminder": N_("Answer due soon"),
    "review_overdue": N_("Answer overdue"),
    "case_waits_for_you": N_("Waits for you"),
    "case_refused": N_("Refused"),
}
"""A heading for each kind."""

ADVICE: dict[str, str] = {
    "review_reminder": N_("Enter opens it; there c has a text that asks the carrier, ready to copy."),
    "review_overdue": N_("Enter opens it; there c has a text that asks the carrier, ready to copy."),
    "case_waits_for_you": N_("Enter opens it; the keys for what it waits for stand below it."),
    "case_refused": N_("The eSIM goes on as it was; Enter opens the case, which says what to do."),
}
"""What a person can do about each kind."""


def case_sentence(alert: AlertLike, name: str) -> str:
    """What is wrong in one sentence; empty for a kind that is none of these."""
    values = {"name": name, "case": f"C-{alert.cycle:04d}"}
    match str(alert.kind):
        case "review_reminder":
            return _("%(name)s: the carrier’s answer to cancellation %(case)s is due soon") % values
        case "review_overdue":
            return _("%(name)s: the carrier’s answer to cancellation %(case)s is late; chase it") % values
        case "case_waits_for_you" if alert.detail == "submitted":
            return _("%(name)s: hand cancellation %(case)s to the carrier, and record its answer") % values
        case "case_waits_for_you" if alert.detail == "approved":
            return _("%(name)s: cancellation %(case)s is approved; confirm the removal") % values
        case "case_waits_for_you" if alert.detail == "withdrawn":
            return _("%(name)s: tell the carrier that you took cancellation %(case)s back") % values
        case "case_waits_for_you":
            return _("%(name)s: cancellation %(case)s waits for you") % values
        case "case_refused":
            told = {**values, "why": alert.detail}
            return _("%(name)s: the carrier refused cancellation %(case)s: %(why)s") % told
    return ""
