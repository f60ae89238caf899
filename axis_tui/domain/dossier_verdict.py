"""What a check of a dossier found, in one line."""

from dataclasses import dataclass
from enum import StrEnum

from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean


class Fault(StrEnum):
    """What is wrong with a dossier; the first of these that holds."""

    TOO_LONG = "too_long"
    NOT_ONE = "not_one"
    """It has not the form of a dossier, or is cut off."""
    OTHER_SCHEMA = "other_schema"
    """It is of a version that is not known here."""
    PART = "part"
    """A part's text is not what its hash says."""
    LIST = "list"
    """A part was left out, added, renamed or moved; or the case or the time was changed."""
    REWRITTEN = "rewritten"
    """Each part is as it was, and the file around them is not."""
    OTHER_SEAL = "other_seal"
    """It is whole, and is not the one whose seal was kept."""


_LINES = {
    None: N_("Whole: each of its %(count)d parts is as it was written"),
    Fault.TOO_LONG: N_("This is longer than any dossier; check that it is the right file"),
    Fault.NOT_ONE: N_(
        "This is no dossier of a cancellation, or it is cut off; take the file that was exported"
    ),
    Fault.OTHER_SCHEMA: N_("This dossier is of another version; check it with a newer Axis TUI"),
    Fault.PART: N_("Changed: the part “%(part)s” is not what its hash says; do not rely on it"),
    Fault.LIST: N_("Changed: the list of parts is not what its hash says; a part is missing, new or moved"),
    Fault.REWRITTEN: N_(
        "Its parts are unchanged, but the file was written anew; take the one that was exported"
    ),
    Fault.OTHER_SEAL: N_("Whole, but not the dossier that was kept for this case"),
}
_WITH_UNKNOWN = N_("Whole: each of its %(count)d parts is as it was written; not known here: %(unknown)s")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; `first_wrong` names the part where the fault is one of a part."""

    fault: Fault | None
    count: int = 0
    """Parts that were looked at."""
    first_wrong: str = ""
    unknown: tuple[str, ...] = ()
    """Parts that this version does not know; their hashes are checked all the same."""
    seal: str = ""
    """The SHA-256 over the list as it is now; empty where there was none to reckon."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.fault is None

    @property
    def template(self) -> str:
        """The line as it is to be translated, with places for `params`."""
        return _WITH_UNKNOWN if self.fault is None and self.unknown else _LINES[self.fault]

    @property
    def params(self) -> dict[str, object]:
        """What goes into the places of `template`."""
        return {
            "count": self.count,
            "part": clean(self.first_wrong, 40),
            "unknown": clean(", ".join(self.unknown), 120),
        }

    @property
    def line(self) -> str:
        """One line for a person, in English."""
        return self.template % self.params
