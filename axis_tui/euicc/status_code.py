"""Why a carrier's server gave no profile: the status codes of SGP.22 v2.2 §5.2.6 in words. Pure.

A code is a pair, the subject (§5.2.6.1) and the reason (§5.2.6.2). lpac prints the server's own text; where
it sent none, the description that the specification gives the pair; else `subject-code: …, reason-code: …`.
"""

import re
from collections.abc import Sequence

from axis_tui.domain.problem import N_
from axis_tui.euicc.problem import ChipProblem, NoMemory

_PAIRS: dict[tuple[str, str], str] = {
    ("8.1", "4.8"): N_("the chip has no room for the profile; delete one first (%(code)s)"),
    ("8.1.1", "3.8"): N_(
        "this code is for another chip; ask the carrier for one for the EID of this one (%(code)s)"
    ),
    ("8.2", "1.2"): N_(
        "the carrier has not released the profile yet; try again later, or ask the carrier (%(code)s)"
    ),
    ("8.2", "3.7"): N_(
        "the profile was fetched before and cannot be again; ask the carrier for a new code (%(code)s)"
    ),
    ("8.2.5", "4.3"): N_("the carrier’s server has no profile for this chip; ask the carrier (%(code)s)"),
    ("8.2.6", "3.8"): N_(
        "the carrier’s server refuses this code, which is mistyped or was used before; check it, or ask for"
        " a new one (%(code)s)"
    ),
    ("8.2.7", "2.2"): N_(
        "this code needs a confirmation code as well; the carrier gives it to you (%(code)s)"
    ),
    ("8.2.7", "3.8"): N_(
        "that confirmation code is wrong; type it as the carrier gave it to you, the tries are few (%(code)s)"
    ),
    ("8.2.7", "6.4"): N_(
        "the confirmation code was wrong too often; ask the carrier for a new activation code (%(code)s)"
    ),
    ("8.8.1", "3.8"): N_(
        "this server does not go by that name; check the code, or ask the carrier (%(code)s)"
    ),
    ("8.8.5", "4.10"): N_("the time to use this code is over; ask the carrier for a new one (%(code)s)"),
    ("8.8.5", "6.4"): N_("this code was tried too often; ask the carrier for a new one (%(code)s)"),
}
_DESCRIPTIONS: Sequence[tuple[str, tuple[str, str]]] = (
    ("not have sufficient space", ("8.1", "4.8")),
    ("eid doesn't match", ("8.1.1", "3.8")),
    ("not yet been released", ("8.2", "1.2")),
    ("not available for a new binding", ("8.2", "3.7")),
    ("no eligible profile", ("8.2.5", "4.3")),
    ("eventid) is refused", ("8.2.6", "3.8")),
    ("confirmation code is missing", ("8.2.7", "2.2")),
    ("confirmation code is refused", ("8.2.7", "3.8")),
    ("retries for the confirmation code", ("8.2.7", "6.4")),
    ("invalid sm-dp+ address", ("8.8.1", "3.8")),
    ("download order has expired", ("8.8.5", "4.10")),
    ("retries for the profile download order", ("8.8.5", "6.4")),
)
"""A part of a pair's description, in small letters."""
_CODE = re.compile(r"\b(8(?:\.\d{1,2}){1,3})(?:\.0)*\W+(?:reason\W{0,2}code\W+)?(\d{1,2}\.\d{1,2})\b")
_TRANSPORT: Sequence[tuple[str, str]] = (
    ("http transport failed",
     N_("the carrier’s server cannot be reached; check the connection, and the server’s name in the code")),
    ("http status code error",
     N_("the carrier’s server answers with an error; try again later, and check its name in the code")),
)  # fmt: skip
"""What lpac says itself, in small letters."""


def refusal(why: str) -> ChipProblem | None:
    """The problem that a server's answer stands for, as lpac printed it; None for one that is not known."""
    said = why.lower()
    for part, template in _TRANSPORT:
        if said == part:
            return ChipProblem(template)
    found = _CODE.search(said)
    pair = (found[1], found[2]) if found is not None else ("", "")
    if pair not in _PAIRS:
        pair = next((pair for part, pair in _DESCRIPTIONS if part in said), pair)
    if pair not in _PAIRS:
        return None
    kind = NoMemory if pair == ("8.1", "4.8") else ChipProblem
    return kind(_PAIRS[pair], code="/".join(pair))
