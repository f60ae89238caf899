"""The words that lpac is called with, checked. Pure; no message repeats a code."""

import re

from axis_tui.domain.identifiers import ActivationCode
from axis_tui.domain.problem import N_
from axis_tui.euicc.problem import ChipProblem

_IMEI = re.compile(r"[0-9]{14,16}")
_CONFIRMATION_LIMIT = 255


def download_words(code: ActivationCode, confirmation: str, imei: str, *, ask: bool) -> list[str]:
    """The arguments for a download; `ask` has lpac wait for y or n. Raises ChipProblem."""
    if code.needs_confirmation and not confirmation:
        raise ChipProblem(N_("this code needs a confirmation code as well; the carrier gives it to you"))
    if len(confirmation) > _CONFIRMATION_LIMIT or not confirmation.isprintable():
        raise ChipProblem(N_("that is no confirmation code; type it as the carrier gave it to you"))
    if imei and not _IMEI.fullmatch(imei):
        raise ChipProblem(N_("an IMEI has 15 digits; on phones, dial *#06# to see it"))
    words = ["profile", "download", "-s", code.smdp_address]
    for option, value in (("-m", code.matching_id), ("-c", confirmation), ("-i", imei)):
        words += [option, value] if value else []
    return [*words, "-p"] if ask else words
