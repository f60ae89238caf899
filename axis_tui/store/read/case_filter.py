"""What a person types to narrow the lists of cancellations: words, `state:`, `reason:`."""

from __future__ import annotations

import re

from axis_tui.domain.cancellation_word import CaseState, Reason
from axis_tui.domain.problem import N_, Problem
from axis_tui.store.read.case_pages import Filter
from axis_tui.store.read.typed import keyed, named, unquoted

KEYS = ("state", "reason")
_ALIASES = {
    "review": "in_review", "under_review": "in_review", "refused": "rejected", "off_the_chip": "deleted",
    "ended": "revoked", "proven": "closed", "not_proven": "unproven", "damaged": "lost", "device": "replaced",
    "account": "upkeep",
}  # fmt: skip
"""What the screens call some of them."""
_NUMBER = re.compile(r"[Cc]-0*(\d{1,15})")


def parse(text: str) -> Filter:
    """The filter that `eu state:review reason:lost`, or `C-0007`, means.

    The beginning of a state's or reason's name stands for it, and a key without a value yet counts for
    nothing, so that the list follows as one types. Raises Problem on a key or word that does not exist.
    """
    words: list[str] = []
    states: list[str] = []
    reasons: list[str] = []
    number: int | None = None
    for key, value in keyed(text):
        if not key:
            numbered = _NUMBER.fullmatch(value)
            if numbered is not None:
                number = int(numbered[1])
            else:
                words.append(unquoted(value))
        elif key == "state":
            states += named(
                value, tuple(CaseState), _ALIASES, N_("There is no state “%(word)s”. Use one of: %(all)s.")
            )
        elif key == "reason":
            reasons += named(
                value, tuple(Reason), _ALIASES, N_("There is no reason “%(word)s”. Use one of: %(all)s.")
            )
        else:
            raise Problem(N_("There is no filter “%(key)s:”. Use state: or reason:, or quote it."), key=key)
    return Filter(tuple(dict.fromkeys(states)), tuple(dict.fromkeys(reasons)), number, " ".join(words))
