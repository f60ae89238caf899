"""What a person types to narrow the lists of cancellations: words, `state:`, `reason:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from axis_tui.domain.cancellation_word import CaseState, Reason
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.store.read.case_pages import Filter

KEYS = ("state", "reason")
_ALIASES = {
    "review": "in_review", "under_review": "in_review", "refused": "rejected", "off_the_chip": "deleted",
    "ended": "revoked", "proven": "closed", "not_proven": "unproven", "damaged": "lost", "device": "replaced",
    "account": "upkeep",
}  # fmt: skip
"""What the screens call some of them."""
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_KEYED = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_NUMBER = re.compile(r"[Cc]-0*(\d{1,15})")
_LONGEST = 200


def parse(text: str) -> Filter:
    """The filter that `eu state:review reason:lost`, or `C-0007`, means.

    The beginning of a state's or reason's name stands for it, and a key without a value yet counts for
    nothing, so that the list follows as one types. Raises Problem on a key or word that does not exist.
    """
    words: list[str] = []
    states: list[str] = []
    reasons: list[str] = []
    number: int | None = None
    for token in _TOKEN.findall(clean(text, _LONGEST)):
        keyed = _KEYED.fullmatch(token)
        if keyed is None:
            numbered = _NUMBER.fullmatch(token)
            if numbered is not None:
                number = int(numbered[1])
            else:
                words.append(token.replace('"', ""))
            continue
        key, value = keyed[1].lower(), keyed[2].replace('"', "").strip().lower()
        if key == "state":
            states += _named(
                value, tuple(CaseState), N_("There is no state “%(word)s”. Use one of: %(all)s.")
            )
        elif key == "reason":
            reasons += _named(value, tuple(Reason), N_("There is no reason “%(word)s”. Use one of: %(all)s."))
        else:
            raise Problem(N_("There is no filter “%(key)s:”. Use state: or reason:, or quote it."), key=key)
    return Filter(tuple(dict.fromkeys(states)), tuple(dict.fromkeys(reasons)), number, " ".join(words))


def _named(value: str, every: Sequence[CaseState | Reason], complaint: str) -> list[str]:
    names = [each.value for each in every]
    found: list[str] = []
    for part in filter(None, value.split(",")):
        wanted = part.replace("-", "_")
        hits = [name for name in names if name.startswith(wanted)]
        hits += [name for alias, name in _ALIASES.items() if alias.startswith(wanted) and name in names]
        if not hits:
            raise Problem(complaint, word=part, all=", ".join(names))
        found += hits
    return found
