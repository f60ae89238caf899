"""Something that a step asked the worker for: under way, answered, or failed and why."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

PATIENCE_S = 15
"""After so long without an answer it is said that the worker may not run."""


@dataclass(slots=True)
class Answer:
    """The state of one request; `look` brings it up to date."""

    is_asking: bool = False
    error: str = ""
    """Why it failed, for a person; empty where it did not."""
    asked_at: int = 0
    was_asked: bool = False
    _request_id: int = 0

    def ask(self, screen: AxisScreen, kind: str, payload: dict[str, Any]) -> None:
        """Leave the request; one that is under way is left to be answered."""
        if self.is_asking:
            return
        self.is_asking, self.was_asked, self.error, self._request_id = True, True, "", 0
        self.asked_at = screen.now
        asked = screen.deps.gateway.ask(kind, payload)
        screen.deliver(asked, self._stored, self._failed)
        screen.axis.on_loop(asked, self._ended)

    def look(self, screen: AxisScreen) -> bool:
        """Whether it was settled since the last look."""
        from axis_tui.store.read import inventory

        if not self.is_asking or not self._request_id or screen.reader is None:
            return False
        request = inventory.request(screen.reader, self._request_id)
        if request is not None and request.state == "pending":
            return False
        self.is_asking = False
        if request is not None and request.state == "failed":
            self.error = _(request.error) or _("the carrier gave no answer")
        return True

    def is_slow(self, now: int) -> bool:
        """Whether the answer takes longer than it should."""
        return self.is_asking and now - self.asked_at >= PATIENCE_S

    def _stored(self, request_id: int) -> None:
        self._request_id = request_id

    def _ended(self, asked: Future[int]) -> None:
        """Whatever went wrong with storing it, nobody waits for an answer then."""
        if asked.exception() is not None:
            self.is_asking = False

    def _failed(self, problem: Problem) -> None:
        self.is_asking, self.error = False, tell(problem)
