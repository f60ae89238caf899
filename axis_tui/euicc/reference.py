"""Which profile of a chip's list is meant, and by which names a chip may be told of it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.domain.problem import N_
from axis_tui.euicc.base import Profile, ProfileRef
from axis_tui.euicc.problem import ChipProblem, NotFound

_AID = re.compile(r"[0-9A-F]{32}")
_ICCID = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Found:
    """A profile, and those of its names that a chip can take and that no other profile there has."""

    profile: Profile
    isdp_aid: str
    iccid: str

    @property
    def names(self) -> tuple[str, ...]:
        """The better name first."""
        return tuple(filter(None, (self.isdp_aid, self.iccid)))


def find(ref: ProfileRef, profiles: Sequence[Profile]) -> Found:
    """The one profile that fits all of `ref` but its EID. Raises NotFound for none, and for several."""
    meant = [profile for profile in profiles if is_meant(profile, ref)]
    if not meant:
        raise NotFound(N_("the chip holds no such profile; list its profiles again"))
    if len(meant) > 1:
        raise NotFound(N_("more than one profile of the chip fits; name it by its AID"))
    aids, iccids = ([key(profile) for profile in profiles] for key in (_aid, _iccid))
    aid, iccid = _aid(meant[0]), _iccid(meant[0])
    return Found(
        meant[0],
        aid if _AID.fullmatch(aid) and aids.count(aid) == 1 else "",
        iccid if _ICCID.fullmatch(iccid) and iccids.count(iccid) == 1 else "",
    )


def is_meant(profile: Profile, ref: ProfileRef) -> bool:
    """Whether it has the AID and the ICCID that `ref` names; a `ref` without either means none."""
    return bool(ref.isdp_aid or ref.iccid) and (
        (not ref.isdp_aid or _aid(ref) == _aid(profile)) and (not ref.iccid or _iccid(ref) == _iccid(profile))
    )


def unusable() -> ChipProblem:
    """The problem of a profile that cannot be named to its chip."""
    return ChipProblem(N_("the chip gives that profile no identifier of its own; use its carrier's program"))


def _aid(named: Profile | ProfileRef) -> str:
    return named.isdp_aid.upper()


def _iccid(named: Profile | ProfileRef) -> str:
    """Without the F that pads one of 19 digits on the chip."""
    return named.iccid.upper().rstrip("F")
