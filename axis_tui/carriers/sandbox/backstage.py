"""What tests and the demo do at the far end, behind the port's back: set knobs, use data, count charges."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from axis_tui.carriers.sandbox import line, server
from axis_tui.carriers.sandbox.fault import KnobValue, Verdict
from axis_tui.carriers.sandbox.file import changing, read_state, write_state
from axis_tui.carriers.sandbox.state import Charge, SandboxState
from axis_tui.domain.problem import N_, Problem


class Backstage:
    """The state file of a sandbox, and its clock where it has one of its own."""

    def __init__(self, path: Path, clock: Callable[[], int] | None = None) -> None:
        self.path = path
        self.clock = clock

    def seed(self, state: SandboxState) -> None:
        """Begin with that state, whatever was there. Raises CarrierProblem."""
        write_state(self.path, state)

    def state(self) -> SandboxState:
        """A copy of the state as it is on disk. Raises NotSent."""
        return read_state(self.path)

    def changing(self) -> AbstractContextManager[SandboxState]:
        """The state, to be changed in place: `with sandbox.changing() as state: state.balance = …`."""
        return changing(self.path)

    def set_knobs(self, values: Mapping[str, KnobValue], calls: int | None = None) -> None:
        """Set knobs by name, `{"decline": "card_expired"}`: for the next `calls` calls, or for ever.

        Raises Problem for an unknown knob and for what it cannot be; see `fault.Knobs`.
        """
        with self.changing() as state:
            state.faults.turn(values, calls)

    def use_data(self, esim_reference: str, leaving_bytes: int, now: int | None = None) -> None:
        """Have the running plan hold `leaving_bytes` from `now` on, by the far end's clock unless given.

        Raises Problem where no plan with a limit runs on that line, or where it never held so much.
        """
        at = self.at(int(time.time())) if now is None else now
        with self.changing() as state:
            server.settle(state, at)
            if esim_reference not in state.lines:
                raise server.unknown_line()
            line.use_data(state.lines[esim_reference], leaving_bytes, at)

    def decide(self, esim_reference: str, verdict: str, now: int | None = None, why: str = "") -> None:
        """Have the review of that line's cancellation end now, and so. Raises Problem where none goes on.

        `verdict` is a Verdict's word, and `why` the carrier's reason where it refuses.
        """
        at = self.at(int(time.time())) if now is None else now
        with self.changing() as state:
            index = _latest(state, esim_reference)
            if index is None or state.reviews[index].due_at <= at:
                raise Problem(N_("no cancellation of that line is under review; ask for one first"))
            ends_s = state.faults.knobs.ends_s
            ends_at = None if ends_s is None or verdict == Verdict.REJECTED else at + ends_s
            state.reviews[index] = replace(
                state.reviews[index], due_at=at, verdict=Verdict(verdict), ends_at=ends_at, why=why
            )

    def end_service(self, esim_reference: str, now: int | None = None) -> None:
        """Have that line's service end now. Raises Problem where no cancellation of it was agreed to."""
        at = self.at(int(time.time())) if now is None else now
        with self.changing() as state:
            index = _latest(state, esim_reference)
            review = None if index is None else state.reviews[index]
            if index is None or review is None or review.due_at > at or review.verdict is Verdict.REJECTED:
                raise Problem(N_("the carrier has agreed to no cancellation of that line yet"))
            ends_at = at if review.ends_at is None else min(at, review.ends_at)
            state.reviews[index] = replace(review, ends_at=ends_at)

    def charges(self) -> tuple[Charge, ...]:
        """All that was really charged, in order."""
        return tuple(self.state().charges)

    def at(self, now: int) -> int:
        """The far end's clock: its own, else the caller's."""
        return self.clock() if self.clock else now


def _latest(state: SandboxState, esim_reference: str) -> int | None:
    """Where the line's last request is that was not taken back; None where there is none."""
    found = [
        index
        for index, review in enumerate(state.reviews)
        if review.esim_reference == esim_reference and not review.is_withdrawn
    ]
    return found[-1] if found else None
