"""What a person may do to a profile of the chip; the same for screens and command line."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.dossier import case_text
from axis_tui.domain.problem import N_, Problem
from axis_tui.store.read import cases
from axis_tui.store.read.chip import ProfileRow, profiles
from axis_tui.store.read.reader import Reader

BACK_AFTER_S = 60
"""How long a switch that may cut the person's connection waits to be confirmed."""
_TAIL = 4


def has_enabled(reader: Reader, eid: str) -> bool:
    """Whether the modem of that chip uses a profile now, so that there is a connection to be cut."""
    return any(row.is_enabled and row.eid == eid for row in profiles(reader))


def check_deletion(reader: Reader, profile: ProfileRow, *, may_carry: bool) -> None:
    """Returns where it may be deleted by hand. Raises Problem.

    `may_carry`: whether the enabled profile may carry the person's own connection.
    """
    if profile.is_enabled and may_carry:
        raise Problem(
            N_("“%(name)s” may carry your own connection; enable another profile first"), name=profile.label
        )
    case = None if profile.esim_id is None else cases.open_of_esim(reader, profile.esim_id)
    if case is not None:
        raise Problem(
            N_("%(case)s is open for “%(name)s” and takes it off the chip itself, with proof; withdraw it"
               " first, or let it go on"),
            case=case_text(case.id), name=profile.label,
        )  # fmt: skip


def deletion_word(profile: ProfileRow) -> str:
    """What has to be typed to delete it: its name, or its last digits where a keyboard may lack the name."""
    return profile.label if profile.label.isascii() else profile.iccid[-_TAIL:] or f"#{profile.id}"


@dataclass(frozen=True, slots=True)
class EsimChoice:
    """An eSIM that a profile may be."""

    esim_id: int
    name: str
    status: str


def may_be(reader: Reader, profile: ProfileRow, limit: int = 200) -> list[EsimChoice]:
    """The eSIMs that an unknown profile may be: on no chip, and of no other ICCID; the same ICCID first."""
    found = reader.rows(
        "SELECT e.id, o.name, o.status FROM esim e JOIN overview o ON o.esim_id = e.id"
        " WHERE e.archived_at IS NULL AND (e.iccid = '' OR e.iccid = ?)"
        " AND NOT EXISTS (SELECT 1 FROM profile p WHERE p.esim_id = e.id AND p.gone_at IS NULL)"
        " ORDER BY CASE WHEN e.iccid = '' THEN 1 ELSE 0 END, o.sort_name, e.id LIMIT ?",
        (profile.iccid, limit),
    )
    return [EsimChoice(*row) for row in found]


def kept_codes(reader: Reader, limit: int = 200) -> list[EsimChoice]:
    """The eSIMs whose activation code is kept and that are on no chip yet."""
    found = reader.rows(
        "SELECT e.id, o.name, o.status FROM esim e JOIN overview o ON o.esim_id = e.id"
        " WHERE e.archived_at IS NULL AND e.activation_code IS NOT NULL AND e.activation_code <> ''"
        " AND NOT EXISTS (SELECT 1 FROM profile p WHERE p.esim_id = e.id AND p.gone_at IS NULL)"
        " ORDER BY o.sort_name, e.id LIMIT ?",
        (limit,),
    )
    return [EsimChoice(*row) for row in found]
