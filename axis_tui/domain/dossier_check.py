"""Checks a dossier against its own hashes. Any text gives a verdict, and none an error."""

from collections.abc import Callable

from axis_tui.domain.dossier import Dossier, as_json, as_markdown
from axis_tui.domain.dossier_part import PartName
from axis_tui.domain.dossier_read import MOST_CHARACTERS, Claim, read_json, read_page
from axis_tui.domain.dossier_verdict import Fault as Fault
from axis_tui.domain.dossier_verdict import Verdict as Verdict

_KNOWN = frozenset(PartName)


def verify(text: str, kept_seal: str = "") -> Verdict:
    """The verdict on a file's text, JSON or page, whichever it is.

    `kept_seal` is the seal that was kept apart from the file, where there is one: with it a dossier that
    somebody wrote anew, hashes and all, is told from the one that was exported.
    """
    check = verify_json if text.lstrip()[:1] == "{" else verify_markdown
    return check(text, kept_seal)


def verify_json(text: str, kept_seal: str = "") -> Verdict:
    """The verdict on what `as_json` wrote; one line break at its end is none of its bytes."""
    return _judged(text.removesuffix("\n"), read_json, as_json, kept_seal)


def verify_markdown(text: str, kept_seal: str = "") -> Verdict:
    """The verdict on what `as_markdown` wrote."""
    return _judged(text, read_page, as_markdown, kept_seal)


def checked_parts(claim: Claim) -> tuple[tuple[str, bool], ...]:
    """Each part's name, and whether its text is what its hash says."""
    pairs = zip(claim.dossier.parts, claim.hashes, strict=True)
    return tuple((part.name, part.sha256 == sha256) for part, sha256 in pairs)


def _judged(
    text: str, read: Callable[[str], Claim | Fault], write: Callable[[Dossier], str], kept_seal: str
) -> Verdict:
    if len(text) > MOST_CHARACTERS:
        return Verdict(Fault.TOO_LONG)
    claim = read(text)
    if isinstance(claim, Fault):
        return Verdict(claim)
    fault, first_wrong = _fault(claim, text, write, kept_seal)
    parts = claim.dossier.parts
    return Verdict(
        fault=fault,
        count=len(parts),
        first_wrong=first_wrong,
        unknown=tuple(part.name for part in parts if part.name not in _KNOWN),
        seal=claim.dossier.seal,
    )


def _fault(
    claim: Claim, text: str, write: Callable[[Dossier], str], kept_seal: str
) -> tuple[Fault | None, str]:
    for name, is_whole in checked_parts(claim):
        if not is_whole:
            return Fault.PART, name
    if claim.dossier.seal != claim.seal:
        return Fault.LIST, ""
    # Written anew from what was read, it must be the same: so nothing hides between the parts.
    if write(claim.dossier) != text:
        return Fault.REWRITTEN, ""
    if kept_seal and claim.dossier.seal != kept_seal:
        return Fault.OTHER_SEAL, ""
    return None, ""
