"""What is said once a person has done something with a cancellation, and what is left to them then."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from axis_tui.domain.cancellation_act import Act
from axis_tui.domain.cancellation_word import Recall
from axis_tui.i18n import N_, _
from axis_tui.present.when import day_with_weekday

_DONE = {
    Act.ASKED: N_("recorded: %(carrier)s has it, its answer is due %(day)s"),
    Act.APPROVE: N_("recorded: %(carrier)s approved cancellation %(number)d"),
    Act.REJECT: N_("recorded: %(carrier)s refused cancellation %(number)d"),
    Act.REMOVE: N_("“%(name)s” is being removed"),
    Act.STEP: N_("recorded in cancellation %(number)d, by hand"),
    Act.ENDED: N_("kept what %(carrier)s said about cancellation %(number)d"),
    Act.WITHDRAW: N_("cancellation %(number)d is withdrawn; nothing was removed"),
    Act.TOLD: N_("recorded: %(carrier)s knows that cancellation %(number)d is withdrawn"),
    Act.GIVE_UP: N_("cancellation %(number)d is ended, not all of it proven"),
}


class CaseLike(Protocol):
    """What is told of a case (`store.read.cases.CaseRow`)."""

    @property
    def id(self) -> int: ...
    @property
    def esim_name(self) -> str: ...
    @property
    def carrier(self) -> str: ...
    @property
    def received_at(self) -> int | None: ...
    @property
    def deadline_on(self) -> date | None: ...
    @property
    def recall(self) -> Recall: ...


def done_words(act: Act, case: CaseLike) -> str:
    """`recorded: Handy has it, its answer is due Wed 25 Nov`: what was done to `case`, as it is after it."""
    due = case.deadline_on
    return _(_DONE[act]) % {
        "number": case.id, "name": case.esim_name, "carrier": case.carrier,
        "day": "" if due is None else day_with_weekday(due),
    }  # fmt: skip


def is_yours_to_tell(case: CaseLike) -> bool:
    """Whether a person has to tell the carrier that its request is taken back."""
    return case.recall is Recall.REFUSED or (case.recall is Recall.NO and case.received_at is not None)


def withdrawal_words(case: CaseLike) -> str:
    """Who tells the carrier of a withdrawal; empty where nobody has to any more."""
    if is_yours_to_tell(case):
        told = _("%(carrier)s has the request still; tell it that you took it back")
    elif case.recall is Recall.WANTED:
        told = _("%(carrier)s is told so by the worker")
    else:
        return ""
    return told % {"carrier": case.carrier}
