"""The dossier of a case: as it was kept when the case was closed; of another case, as it is known now."""

from __future__ import annotations

from dataclasses import dataclass

from axis_tui.domain.dossier import Dossier, as_json
from axis_tui.domain.dossier_check import checked_parts, verify
from axis_tui.domain.dossier_content import dossier_of
from axis_tui.domain.dossier_read import read_json
from axis_tui.domain.dossier_verdict import Fault, Verdict
from axis_tui.domain.problem import N_, Problem
from axis_tui.store.read.case_facts import facts_of
from axis_tui.store.read.cases import CaseRow, dossier
from axis_tui.store.read.reader import Reader


@dataclass(frozen=True, slots=True)
class CheckedDossier:
    """A dossier with the check of the text that it was read from."""

    dossier: Dossier
    verdict: Verdict
    parts: tuple[tuple[str, bool], ...]
    """Each part's name, and whether its text is what its hash says."""
    is_kept: bool
    """Whether it is the one that was kept; else it is made now, and may be another tomorrow."""


def checked_dossier(reader: Reader, case: CaseRow, now: int, *, reveal: bool = False) -> CheckedDossier:
    """The dossier of `case`; identifiers masked unless `reveal`, which makes it anew from what is known.

    Raises Problem where the kept one cannot be read at all.
    """
    kept = "" if reveal else dossier(reader, case.id)
    at = now if case.is_open else case.changed_at
    text = kept or as_json(dossier_of(facts_of(reader, case, reveal=reveal), at))
    claim = read_json(text)
    if isinstance(claim, Fault):
        raise Problem(N_("The dossier that was kept cannot be read; check the store: axis-tui doctor"))
    return CheckedDossier(claim.dossier, verify(text), checked_parts(claim), bool(kept))
