"""What a case needs of this machine's chip: what it says of the profile now, and its steps, one at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from axis_tui.domain.cancellation import CaseState, Step, goes_by_chip
from axis_tui.domain.cancellation_word import Notice, OnChip
from axis_tui.euicc.problem import NotAllowed
from axis_tui.store.read.case_subject import on_chip_word
from axis_tui.store.read.cases import CaseRow
from axis_tui.worker.renewals.errand import said

AGAIN_S = 60
"""After a step that did not come about, or a look that told nothing; twice as long after each one more."""
LONGEST_WAIT_S = 300
_ASKING = frozenset({CaseState.REMOVING, CaseState.DISABLED, CaseState.DELETED, CaseState.NOTIFIED})
"""States that cannot go on without the chip's word."""
_LOOKED_AT = frozenset({CaseState.REMOVING, CaseState.NOTIFIED})
"""States that begin with a fresh look: the one before anything is removed, and the last."""


class ChipService(Protocol):
    """What `worker.chip.service.Chips` offers; steps go on by themselves and show in what is read."""

    held: frozenset[int]

    def profile_state(self, esim_id: int) -> str | None: ...
    def notice(self, esim_id: int) -> str | None: ...
    def is_notice_sent(self, esim_id: int) -> bool: ...
    def proof(self, esim_id: int) -> str | None: ...
    def failure(self, esim_id: int) -> Exception | None: ...
    def is_busy_with(self, esim_id: int) -> bool: ...
    def ask(self, step: str, esim_id: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What the chip says now."""

    profile: OnChip = OnChip.UNKNOWN
    notice: Notice = Notice.UNKNOWN
    proof: str = ""
    """The signed notification of the deletion; empty where none is kept."""
    is_sent: bool = False
    """Whether the carrier's server took it."""
    refusal: str = ""
    """Why the chip refused by the profile's own rules; empty where it did not."""
    error: str | None = None
    """Why the step that ended just now did not come about otherwise; empty where it did, None for none."""


@dataclass(slots=True)
class ChipSide:
    """The steps under way; nothing is kept, for the chip itself shows how far it came."""

    chip: ChipService | None
    _asked: dict[int, Step | None] = field(default_factory=dict)
    """Case → the step that was asked for last, None for a look; until its end was seen."""
    _looked: dict[int, CaseState] = field(default_factory=dict)
    """Case → the state for which the chip was looked at afresh."""
    _last: dict[int, tuple[CaseState, Step]] = field(default_factory=dict)
    _wait_until: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Case → since when, and until when, no step is asked for."""
    _failed: dict[int, Step | None] = field(default_factory=dict)
    """Case → the step, or None for a look, that failed last and has not come about since."""
    _in_vain: dict[int, int] = field(default_factory=dict)
    """Case → steps and looks in a row that came to nothing."""

    def hold(self, esim_ids: frozenset[int]) -> None:
        """Notifications of these eSIMs are sent step by step, by their cases."""
        if self.chip is not None:
            self.chip.held = esim_ids

    def is_busy(self, case: CaseRow) -> bool:
        """Whether a step of the case waits or runs."""
        return self.chip is not None and self.chip.is_busy_with(case.esim_id)

    def look(self, case: CaseRow, now: int) -> Seen:
        """What the chip says; nothing is known while a step goes on, and until it was looked at afresh."""
        chip = self.chip
        if chip is None or not case.has_chip or chip.is_busy_with(case.esim_id):
            return Seen()
        refusal, error = self._ended(chip, case, now)
        is_needed = _is_needed(case)
        if is_needed and case.state in _LOOKED_AT and self._looked.get(case.id) is not case.state:
            if not self._is_waiting(case, now):
                self._looked[case.id] = case.state
                self._look_afresh(chip, case, now)
            return Seen(refusal=refusal, error=error)
        profile = on_chip_word(chip.profile_state(case.esim_id))
        if is_needed and profile is OnChip.UNKNOWN and not self._is_waiting(case, now):
            self._look_afresh(chip, case, now)
        notice = {"pending": Notice.PENDING, "none": Notice.NONE}.get(chip.notice(case.esim_id) or "")
        return Seen(
            profile, notice or Notice.UNKNOWN, chip.proof(case.esim_id) or "",
            chip.is_notice_sent(case.esim_id), refusal, error,
        )  # fmt: skip

    def ask(self, case: CaseRow, step: Step, now: int) -> bool:
        """Begin a step; False where one is under way or has to wait."""
        if self.chip is None or self.is_busy(case) or self._is_waiting(case, now):
            return False
        if self._last.get(case.id) == (case.state, step):
            # It was done, and nothing has changed: not again at once.
            del self._last[case.id]
            self._put_off(case, now)
            return False
        self._last[case.id] = case.state, step
        self._asked[case.id] = step
        self.chip.ask(step.value, case.esim_id)
        return True

    def _look_afresh(self, chip: ChipService, case: CaseRow, now: int) -> None:
        self._asked[case.id] = None
        self._put_off(case, now)
        chip.ask("read", case.esim_id)

    def _ended(self, chip: ChipService, case: CaseRow, now: int) -> tuple[str, str | None]:
        """Refusal and error of the step that was asked for last, once it has ended."""
        if case.id not in self._asked:
            return "", None
        step = self._asked.pop(case.id)
        error = chip.failure(case.esim_id)
        if error is None:
            if step is not None or on_chip_word(chip.profile_state(case.esim_id)) is not OnChip.UNKNOWN:
                self._wait_until.pop(case.id, None)
                self._in_vain.pop(case.id, None)
            if case.id not in self._failed or self._failed[case.id] is not step:
                return "", None
            del self._failed[case.id]
            return "", ""
        if isinstance(error, NotAllowed) and step in (Step.DISABLE, Step.DELETE):
            return said(error), None
        if step is not None:
            self._put_off(case, now)
        self._looked.pop(case.id, None)
        self._failed[case.id] = step
        return "", said(error)

    def _put_off(self, case: CaseRow, now: int) -> None:
        count = self._in_vain.get(case.id, 0)
        self._in_vain[case.id] = count + 1
        self._wait_until[case.id] = (now, now + min(AGAIN_S << min(count, 10), LONGEST_WAIT_S))

    def _is_waiting(self, case: CaseRow, now: int) -> bool:
        since_at, until_at = self._wait_until.get(case.id, (0, 0))
        return since_at <= now < until_at


def _is_needed(case: CaseRow) -> bool:
    """Whether the case asks the chip now; a review needs none, nor what the carrier ends on its side."""
    by_chip = goes_by_chip(case.reason, has_chip=case.has_chip, chip_refused=case.chip_refused)
    return case.state in _ASKING and (by_chip or case.state is CaseState.NOTIFIED)
