"""What tests and the demo do at the far end, behind the port's back: set knobs, use data, count charges."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from axis_tui.carriers.sandbox import line, server
from axis_tui.carriers.sandbox.fault import KnobValue
from axis_tui.carriers.sandbox.file import changing, read_state, write_state
from axis_tui.carriers.sandbox.state import Charge, SandboxState


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

    def charges(self) -> tuple[Charge, ...]:
        """All that was really charged, in order."""
        return tuple(self.state().charges)

    def at(self, now: int) -> int:
        """The far end's clock: its own, else the caller's."""
        return self.clock() if self.clock else now
