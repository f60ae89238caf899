"""What comes next for a cancellation, judged by what chip and carrier say now and not by what was done last.

Pure. So it makes no difference where a crash, a power cut or an answer that got lost fell in: what shows as
done is recorded, and what does not is done, again if need be.
"""

from dataclasses import dataclass

from axis_tui.domain.cancellation import CaseEvent, CaseState, Reason, Step, goes_by_chip
from axis_tui.domain.cancellation_word import CarrierSays as CarrierSays
from axis_tui.domain.cancellation_word import Notice as Notice
from axis_tui.domain.cancellation_word import OnChip as OnChip
from axis_tui.domain.cancellation_word import Wait as Wait


@dataclass(frozen=True, slots=True)
class Case:
    """A case as the store has it, and what chip and carrier say of its eSIM now."""

    state: CaseState
    reason: Reason
    has_chip_access: bool
    """Whether this machine reaches the chip, known by its EID, that held the profile when it was submitted.

    Not reached for a moment is UNKNOWN below; this is whether it can be at all.
    """
    profile: OnChip
    notice: Notice
    carrier: CarrierSays
    uses_api: bool
    """Whether the request goes to the carrier by itself; else a person hands it over."""
    can_revoke: bool
    """Whether the carrier takes a program's word to end a profile on its side."""
    has_reference: bool
    """Whether the carrier's reference of the request is kept."""
    is_confirmed: bool
    """Whether a person confirmed the removal, after it was approved."""
    chip_refused: bool
    """Whether the chip refused to disable or delete, as it does by the profile's own rules."""
    has_proof: bool
    """Whether the signed notification of the deletion is kept."""
    has_confirmation: bool
    """Whether the carrier's own word that the service has ended is kept."""
    clock_trusted: bool

    @property
    def goes_by_chip(self) -> bool:
        """Whether the chip's steps apply; else the carrier's revoke takes their place."""
        return goes_by_chip(self.reason, has_chip=self.has_chip_access, chip_refused=self.chip_refused)

    @property
    def has_ended(self) -> bool:
        """Whether the carrier says that the service has ended."""
        return self.carrier is CarrierSays.CANCELLED or self.has_confirmation


@dataclass(frozen=True, slots=True)
class Move:
    """What comes next: exactly one of these, or nothing where the case is at its end."""

    record: CaseEvent | None = None
    """It has happened already: record it, and ask again."""
    step: Step | None = None
    """Do it, record what `cancellation.RECORDED` says, look at chip and carrier, and ask again."""
    wait: Wait | None = None
    """Nothing to do until this has changed."""


def next_move(case: Case) -> Move:
    """What comes next for `case`."""
    match case.state:
        case CaseState.DRAFT:
            return Move(wait=Wait.PERSON)
        case CaseState.SUBMITTED:
            return _of_the_request(case)
        case CaseState.IN_REVIEW:
            return Move(record=CaseEvent.APPROVE) if case.has_ended else Move(wait=Wait.CARRIER)
        case CaseState.APPROVED:
            if not case.is_confirmed:
                return Move(wait=Wait.PERSON)
            return Move(record=CaseEvent.BEGIN) if case.clock_trusted else Move(wait=Wait.CLOCK)
        case CaseState.REMOVING | CaseState.DISABLED:
            return _of_the_removal(case) if case.goes_by_chip else _of_the_carrier(case)
        case CaseState.DELETED:
            return _of_the_notice(case) if case.goes_by_chip else _of_the_carrier(case)
        case CaseState.NOTIFIED:
            return _of_the_last_look(case)
        case CaseState.REVOKED:
            return _of_the_end(case)
        case CaseState.VERIFIED:
            return Move(step=Step.SEAL)
        case _:
            return Move()


def next_step(case: Case) -> Step | None:
    """What the worker does next; None where something is to be recorded first, or it has to wait."""
    return next_move(case).step


def _of_the_request(case: Case) -> Move:
    if case.has_ended:
        return Move(record=CaseEvent.APPROVE)
    if case.has_reference:
        return Move(record=CaseEvent.RECEIVE)
    if not case.uses_api:
        return Move(wait=Wait.PERSON)
    # Not before it was looked whether an earlier request has ended the service.
    return Move(wait=Wait.CARRIER) if case.carrier is CarrierSays.UNKNOWN else Move(step=Step.ASK)


def _of_the_removal(case: Case) -> Move:
    match case.profile:
        case OnChip.ENABLED:
            return _for_good(case, Step.DISABLE)
        case OnChip.DISABLED:
            if case.state is CaseState.REMOVING:
                return Move(record=CaseEvent.DISABLE)
            return _for_good(case, Step.DELETE)
        case OnChip.ABSENT:
            return Move(record=CaseEvent.DELETE)
        case OnChip.UNKNOWN:
            return Move(wait=Wait.CHIP)


def _of_the_notice(case: Case) -> Move:
    if case.profile in (OnChip.ENABLED, OnChip.DISABLED):
        # Deleted once, it was installed anew since, perhaps on purpose; carriers use an ICCID again.
        return Move(wait=Wait.PERSON)
    match case.notice:
        case Notice.PENDING:
            return Move(step=Step.NOTIFY if case.has_proof else Step.KEEP)
        case Notice.NONE:
            # Ours goes only after it is recorded as sent: another hand took this one, perhaps unsent.
            return _of_the_carrier(case)
        case Notice.UNKNOWN:
            return Move(wait=Wait.CHIP)


def _of_the_carrier(case: Case) -> Move:
    if case.has_ended:
        return Move(record=CaseEvent.REVOKE)
    if case.carrier is CarrierSays.UNKNOWN:
        return Move(wait=Wait.CARRIER)
    if case.can_revoke:
        return _for_good(case, Step.REVOKE)
    # One that tells when it has ended ends it by the request that it agreed to.
    return Move(wait=Wait.PERSON if case.carrier is CarrierSays.MUTE else Wait.CARRIER)


def _of_the_last_look(case: Case) -> Move:
    if case.has_chip_access:
        if case.profile in (OnChip.ENABLED, OnChip.DISABLED):
            return Move(wait=Wait.PERSON)
        if case.profile is OnChip.UNKNOWN or case.notice is Notice.UNKNOWN:
            return Move(wait=Wait.CHIP)
        if case.notice is Notice.PENDING:
            return Move(step=Step.TIDY if case.has_proof else Step.KEEP)
    return _of_the_end(case)


def _of_the_end(case: Case) -> Move:
    if case.has_ended:
        return Move(record=CaseEvent.VERIFY)
    return Move(wait=Wait.PERSON if case.carrier is CarrierSays.MUTE else Wait.CARRIER)


def _for_good(case: Case, step: Step) -> Move:
    return Move(step=step) if case.clock_trusted else Move(wait=Wait.CLOCK)
