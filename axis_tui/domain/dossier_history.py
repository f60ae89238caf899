"""What happened with a cancellation, an English sentence each, for the summary of its dossier."""

from axis_tui.domain.cancellation_word import OnChip
from axis_tui.domain.dossier_facts import AUTO_RENEW_OFF, CaseFacts

_SENTENCES = {
    "drafted": "the request was written",
    "submit": "it was submitted",
    "asked": "the request was handed to the carrier, reference",
    "receive": "the carrier has the request, reference",
    "approve": "the carrier agreed",
    "reject": "the carrier refused",
    "withdraw": "its owner withdrew it",
    "recall_told": "the carrier knows that it is withdrawn",
    "recall_none": "the carrier has no request that is to be withdrawn",
    "recall_refused": "the carrier did not take the request back",
    "confirmed": "its owner confirmed the removal",
    "begin": "the removal began",
    "disable": "the profile was disabled",
    "delete": "the profile was deleted from its chip",
    "kept": "what the chip signed about the deletion was kept",
    "notify": "the carrier's server took the chip's notification",
    "refused": "the chip refused by the profile's own rules",
    "revoke": "the carrier ended the service on its side, in place of the chip",
    "told_ended": "it was taken as ended, by the carrier's word",
    "ended": "the carrier says that the service has ended",
    "close": "the case was closed",
    "give_up": "its owner ended the case without all of the proof",
}
_WITHOUT_DETAIL = frozenset({"drafted", "ended"})
"""What these add stands elsewhere in the dossier, whole."""


def history(facts: CaseFacts) -> list[tuple[int, str]]:
    """Instant and sentence of each line, oldest first; one of a later version by its own word."""
    return [(at, _told(facts, event, detail)) for at, event, detail in facts.times]


def _told(facts: CaseFacts, event: str, detail: str) -> str:
    if event == "verify":
        return _verified(facts)
    sentence = _SENTENCES.get(event)
    if sentence is None:
        return f"{event.replace('_', ' ')} {detail}".strip()
    bare = sentence.removesuffix(", reference")
    if not detail or event in _WITHOUT_DETAIL:
        return bare
    if bare != sentence:
        return f"{sentence} {detail}"
    if detail == AUTO_RENEW_OFF:
        return f"{sentence}, and auto-renew was turned off"
    return f"{sentence}: {detail}"


def _verified(facts: CaseFacts) -> str:
    if facts.is_out_of_reach:
        return "the service has ended at the carrier; the device is out of reach"
    if facts.after is not None and facts.after.profile is OnChip.ABSENT:
        return "the service has ended at the carrier, and the profile is not on its chip any more"
    return "the service has ended at the carrier; the profile's chip was not read"
