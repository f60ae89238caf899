"""Reviews of the cases on screen: roughly at once, exactly once their countries' holidays are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from axis_tui.domain.cancellation import CaseState
from axis_tui.domain.cancellation_review import Review
from axis_tui.domain.problem import Problem
from axis_tui.present.case_review import rough_review
from axis_tui.present.when import local

if TYPE_CHECKING:
    from axis_tui.store.read.cases import CaseRow


class CaseReviews:
    """Loads in a thread, so that no key waits; a country is loaded once."""

    def __init__(self) -> None:
        self._loaded: set[tuple[str, int]] = set()
        self._asked: set[tuple[str, int]] = set()

    def of(self, case: CaseRow, now: int) -> Review | None:
        """Where the carrier's review stands; None where the case is not under one."""
        if case.state is not CaseState.IN_REVIEW:
            return None
        if _calendar(case) not in self._loaded:
            return rough_review(case, now)
        from axis_tui.deadline import review_of

        return review_of(case, now)

    def load(self, cases: Iterable[CaseRow], now: int, done: Callable[[], object]) -> None:
        """Load what these need and is not there; `done` is called, in the thread, if anything was."""
        wanted = {
            _calendar(case): case
            for case in cases
            if case.state is CaseState.IN_REVIEW and _calendar(case) not in self._asked
        }
        if wanted:
            self._asked |= set(wanted)
            Thread(target=self._load, args=(wanted, now, done), name="axis-holidays", daemon=True).start()

    def _load(self, wanted: dict[tuple[str, int], CaseRow], now: int, done: Callable[[], object]) -> None:
        from axis_tui.deadline import review_of

        for calendar, case in wanted.items():
            with suppress(Problem):  # a calendar that makes no sense: it stays rough
                review_of(case, now)
                self._loaded.add(calendar)
        done()


def _calendar(case: CaseRow) -> tuple[str, int]:
    """What a calendar is kept by: the country, and the year from which it is needed."""
    return case.carrier_country, local(case.received_at or 0, case.carrier_zone).year
