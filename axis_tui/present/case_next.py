"""What happens next with a cancellation: in a few words for a column, in a sentence for a person. Pure."""

from __future__ import annotations

from typing import Protocol

from axis_tui.domain.cancellation import CaseState, Reason, goes_by_chip
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_word import CheckCode, OnChip, Recall
from axis_tui.domain.dossier_facts import Standing
from axis_tui.i18n import _
from axis_tui.present.case_review import ReviewedLike, rough_review
from axis_tui.present.case_way import CaseLike, follows_chip


class NextLike(CaseLike, ReviewedLike, Protocol):
    """What tells how a case goes on (`store.read.cases.CaseRow`)."""

    @property
    def esim_name(self) -> str: ...
    @property
    def checks(self) -> tuple[Check, ...]: ...
    @property
    def carrier(self) -> str: ...
    @property
    def uses_api(self) -> bool: ...
    @property
    def confirmed_at(self) -> int | None: ...
    @property
    def rejection(self) -> str: ...
    @property
    def confirmation(self) -> str: ...
    @property
    def recall(self) -> Recall: ...
    @property
    def has_proof(self) -> bool: ...
    @property
    def after(self) -> Standing | None: ...
    @property
    def error(self) -> str: ...


def is_yours(case: NextLike, now: int) -> bool:
    """Whether it waits for a person and for nobody else, or the carrier is late."""
    match case.state:
        case CaseState.DRAFT:
            return True
        case CaseState.SUBMITTED:
            return not case.uses_api
        case CaseState.APPROVED:
            return case.confirmed_at is None
        case CaseState.IN_REVIEW:
            review = rough_review(case, now)
            return review is not None and review.is_overdue
        case CaseState.REMOVING | CaseState.DISABLED | CaseState.DELETED:
            return not case.uses_api and not _by_this_chip(case)
        case CaseState.NOTIFIED | CaseState.REVOKED:
            return not case.uses_api
    return False


def case_next(case: NextLike, now: int) -> str:
    """What happens next, for a column of some 24 cells."""
    match case.state:
        case CaseState.DRAFT:
            return _("waits to be submitted")
        case CaseState.SUBMITTED:
            return _("is sent to the carrier") if case.uses_api else _("hand it to the carrier")
        case CaseState.IN_REVIEW if is_yours(case, now):
            return _("chase the carrier")
        case CaseState.IN_REVIEW:
            return _("the carrier answers")
        case CaseState.APPROVED if case.confirmed_at is None:
            return _("confirm the removal")
        case CaseState.APPROVED:
            return _("the removal begins")
        case CaseState.REMOVING if _by_this_chip(case):
            return _("the chip disables it")
        case CaseState.DISABLED if _by_this_chip(case):
            return _("the chip deletes it")
        case CaseState.DELETED if _by_this_chip(case):
            return _("the carrier is notified")
        case CaseState.VERIFIED:
            return _("its dossier is kept")
        case CaseState.WITHDRAWN if case.recall is Recall.REFUSED:
            return _("tell the carrier")
        case CaseState.REJECTED | CaseState.WITHDRAWN:
            return _("the eSIM stays")
        case CaseState.CLOSED | CaseState.UNPROVEN:
            return _("it is over")
    return _("the carrier ends it") if case.uses_api else _("record that it ended")


def case_advice(case: NextLike, now: int) -> str:
    """What it means and what to do, in a sentence or two; no key is named."""
    told = {"carrier": case.carrier}
    if case.error:
        return _("It could not go on: %(why)s. It is tried again.") % {"why": case.error.rstrip(".")}
    match case.state:
        case CaseState.DRAFT:
            return _("Nothing was asked for yet.")
        case CaseState.SUBMITTED if case.uses_api:
            return _("It is handed to %(carrier)s by itself; nothing is to be done.") % told
        case CaseState.SUBMITTED:
            return _("No program reaches %(carrier)s: hand it over yourself, then say so.") % told
        case CaseState.IN_REVIEW if is_yours(case, now):
            return _("%(carrier)s is late: chase it, and record its answer.") % told
        case CaseState.IN_REVIEW if case.uses_api:
            return _("%(carrier)s is asked by itself; it can be withdrawn until the removal begins.") % told
        case CaseState.IN_REVIEW:
            return _("Record the answer of %(carrier)s when it comes; until then it can be withdrawn.") % told
        case CaseState.APPROVED if case.confirmed_at is None and case.confirmation:
            return _ended_before(case)
        case CaseState.APPROVED if case.confirmed_at is None:
            return _("%(carrier)s agreed. Nothing is removed before you confirm it.") % told
        case CaseState.VERIFIED | CaseState.CLOSED:
            return _proven(case)
        case CaseState.REJECTED:
            return _("%(carrier)s refused: %(why)s") % {**told, "why": case.rejection}
        case CaseState.WITHDRAWN if case.recall is Recall.REFUSED:
            return _("It was taken back here, but %(carrier)s may end the service all the same.") % told
        case CaseState.WITHDRAWN:
            return _("It was taken back; the eSIM stays as it is.")
        case CaseState.UNPROVEN:
            return _("It was ended without proof; the dossier says what is missing.")
    if _by_this_chip(case) and case.state not in (CaseState.NOTIFIED, CaseState.REVOKED):
        return _("The chip goes through its steps by itself; there is no way back.")
    is_elsewhere = not case.has_chip and case.reason is not Reason.LOST
    if is_elsewhere and case.state in (CaseState.REMOVING, CaseState.DISABLED):
        return _("Remove the profile on its device, and record what %(carrier)s says of its end.") % told
    if case.uses_api:
        return _("%(carrier)s ends the service on its side; nothing is to be done.") % told
    return _("Record what %(carrier)s says once the service has ended.") % told


def auto_renew_words(case: NextLike) -> str:
    """What is left of a request that came to nothing: auto-renew, where it had turned it off."""
    was_on = any(check.code is CheckCode.AUTO_RENEW_ON for check in case.checks)
    if not was_on or case.state not in (CaseState.REJECTED, CaseState.WITHDRAWN):
        return ""
    return _(
        "Auto-renew was turned off for it and stays off. To turn it on: key a on Plans, or axis-tui "
        "auto-renew “%(name)s” on."
    ) % {"name": case.esim_name}


def _proven(case: NextLike) -> str:
    """What is proven of an end, and no more."""
    told = {"carrier": case.carrier}
    if case.reason is Reason.LOST:
        return _("The service has ended, by the word of %(carrier)s; the device is out of reach.") % told
    if case.has_proof and case.after is not None and case.after.profile is OnChip.ABSENT:
        return _("The service has ended, and the dossier proves it.")
    return _("The service has ended, by the word of %(carrier)s; the dossier says what is not proven.") % told


def _ended_before(case: NextLike) -> str:
    """The carrier did its part before the removal was agreed to here."""
    if goes_by_chip(case.reason, has_chip=case.has_chip, chip_refused=case.chip_refused):
        told = _("%(carrier)s has ended the service. Confirming removes the profile from the chip here.")
    elif case.reason is Reason.LOST:
        told = _("%(carrier)s has ended the service. Confirming closes the case; its device is out of reach.")
    else:
        told = _(
            "%(carrier)s has ended the service. Remove the profile on its device; confirming closes the case."
        )
    return told % {"carrier": case.carrier}


def _by_this_chip(case: NextLike) -> bool:
    return case.has_chip and follows_chip(case)
