"""What is known of a cancellation at its end, and the parts of a dossier that tell it."""

import re
from dataclasses import dataclass, replace

from axis_tui.domain.cancellation import EXECUTING, CaseState, Reason
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CarrierSays, CaseEvent, OnChip
from axis_tui.domain.dossier_part import is_signed
from axis_tui.domain.ledger import Entry
from axis_tui.domain.redaction import redacted

BY_HAND = "by hand"
"""The detail of what a person did in place of a program."""
AUTO_RENEW_OFF = "auto-renew off"
"""The detail of a request that turned auto-renew off."""
REFUSED = "refused"
"""The event of a chip that refused by the profile's own rules."""
BY_WORD = "told_ended"
"""The event of a case that goes on by the carrier's word of its end; nobody asked it to revoke."""
_LONGEST = 500
"""Of what a person wrote, and of a detail such as a carrier's reason."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Standing:
    """What chip and carrier said of the eSIM at one moment, and what it still held."""

    at: int
    profile: OnChip
    carrier: CarrierSays
    plan_state: str
    """Of its current plan; empty where it had none."""
    left_bytes: int | None
    """None is unlimited, or no plan."""
    expires_at: int | None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The facts of one case; empty text and None are what is not known. Texts need not be clean.

    Never put an activation code or a matching id in.
    """

    case: int
    state: CaseState
    reason: Reason
    reason_text: str
    by_carrier: bool
    """Whether the carrier's revoke took the place of the chip's steps."""
    carrier: str
    esim: str
    """The name that its owner gave it."""
    iccid: str
    """As it is to be told: in full, or masked by `identifiers.mask`. What the chip signed names it whole."""
    device: str
    carrier_reference: str
    """The carrier's own number of the request."""
    times: tuple[tuple[int, str, str], ...]
    """What happened, oldest first: instant, an event's word, detail."""
    before: Standing | None
    """When it was submitted."""
    after: Standing | None
    """When it was last looked at."""
    ledger: tuple[tuple[Entry, str], ...]
    """Entries about the eSIM since it was submitted, with their SHA-256 in hex."""
    notification: str
    """The chip's signed notification of the deletion, in base64."""
    confirmation: str
    """What the carrier wrote or said, in its own words."""
    contact: str = ""
    """Where the carrier may answer."""
    checks: tuple[Check, ...] = ()
    """The checklist as it was when it was submitted."""
    backup_sha256: str = ""
    """Of the verified copy of the store that was made with the request, in hex."""

    @property
    def was_carried_out(self) -> bool:
        """Whether its execution began."""
        return self.state in EXECUTING or self.state in (CaseState.CLOSED, CaseState.UNPROVEN)

    @property
    def was_deleted(self) -> bool:
        """Whether the profile was deleted from its chip, by a program or as a person said."""
        return any(event == CaseEvent.DELETE for _, event, _ in self.times)

    @property
    def was_deleted_by_hand(self) -> bool:
        """Whether it was a person who deleted it, and recorded that."""
        return any(event == CaseEvent.DELETE and detail == BY_HAND for _, event, detail in self.times)

    @property
    def has_refused(self) -> bool:
        """Whether its chip refused by the profile's own rules."""
        return any(event == REFUSED for _, event, _ in self.times)

    @property
    def is_out_of_reach(self) -> bool:
        """Whether the device is lost or damaged, so that nobody can say what is on it."""
        return self.reason is Reason.LOST

    @property
    def removed_by(self) -> str:
        """`chip`, `owner` by hand, `carrier` in its place, `unknown` without a record, `nobody` yet."""
        if not self.was_carried_out:
            return "nobody"
        if self.was_deleted_by_hand:
            return "owner"
        if self.was_deleted or not self.by_carrier:
            return "chip"
        return "carrier" if self.is_out_of_reach or self.has_refused else "unknown"

    @property
    def unproven(self) -> tuple[str, ...]:
        """What the dossier does not prove, in words for its reader.

        Empty where nothing is wanting, and where nothing was carried out.
        """
        if not self.was_carried_out:
            return ()
        wanting = []
        is_told_deleted = self.was_deleted or not self.by_carrier
        if is_told_deleted and not is_signed(self.notification):
            wanting.append("the chip's signed notification of the deletion")
        is_gone = self.after is not None and self.after.profile is OnChip.ABSENT
        if is_told_deleted and not is_gone and not self.was_deleted_by_hand:
            wanting.append("that the profile is off the chip")
        if not is_told_deleted and not is_gone and not self.is_out_of_reach:
            wanting.append("that the profile is off the device")
        ended = self.after is not None and self.after.carrier is CarrierSays.CANCELLED
        if not ended and not self.confirmation.strip():
            wanting.append("the carrier's word that the service has ended")
        return tuple(wanting)


def told(facts: CaseFacts) -> CaseFacts:
    """The facts as they may leave: every text but the two long ones `redacted` to one safe line.

    What is no SHA-256 is no hash of an entry, and is left out. Notification and confirmation are made safe
    as the parts that they become.
    """
    return replace(
        facts,
        reason_text=redacted(facts.reason_text, _LONGEST),
        carrier=redacted(facts.carrier),
        esim=redacted(facts.esim),
        iccid=redacted(facts.iccid),
        device=redacted(facts.device),
        carrier_reference=redacted(facts.carrier_reference),
        contact=redacted(facts.contact),
        checks=tuple(_check(check) for check in facts.checks),
        backup_sha256=_hash(facts.backup_sha256),
        times=tuple((at, redacted(event), redacted(detail, _LONGEST)) for at, event, detail in facts.times),
        before=_told(facts.before),
        after=_told(facts.after),
        ledger=tuple((_entry(entry), _hash(sha256)) for entry, sha256 in facts.ledger),
    )


def _told(standing: Standing | None) -> Standing | None:
    return None if standing is None else replace(standing, plan_state=redacted(standing.plan_state))


def _check(check: Check) -> Check:
    params = ((name, redacted(value) if isinstance(value, str) else value) for name, value in check.params)
    return replace(check, params=tuple(params))


def _hash(text: str) -> str:
    return text if _SHA256.fullmatch(text) else ""


def _entry(entry: Entry) -> Entry:
    return replace(
        entry, kind=redacted(entry.kind), reference=redacted(entry.reference), note=redacted(entry.note)
    )
