"""The sandbox's adapter: the port's calls, on a line that may delay, refuse, repeat and lose them."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from axis_tui.carriers.base import (
    Balance,
    CancellationState,
    Capability,
    CarrierProblem,
    Conduct,
    LineUsage,
    NotSent,
    Order,
    Quote,
    Receipt,
)
from axis_tui.carriers.option import take_options
from axis_tui.carriers.sandbox import review, server
from axis_tui.carriers.sandbox.backstage import Backstage
from axis_tui.carriers.sandbox.fault import LONGEST_DELAY_MS, Drop, Fate
from axis_tui.carriers.sandbox.state import SandboxState
from axis_tui.config import OptionValue
from axis_tui.domain.package import Package, PackageKind
from axis_tui.domain.problem import N_
from axis_tui.domain.renewal_word import Channel
from axis_tui.domain.text import clean

Answer = TypeVar("Answer")
Dated = TypeVar("Dated", Balance, Quote, Receipt)
_ALWAYS = frozenset(Capability) - {Capability.LOOK_UP, Capability.BALANCE, Capability.SUSPEND}


class SandboxCarrier(Backstage):
    """A simulated carrier that keeps its own state file. Its far end is all there is behind the port.

    Options: `state`, the path of that file, which is there already; `clock_offset_s`, by how much the clock
    that it tells is ahead of the true one. Tests give it a `clock` of its own (UTC seconds; else it goes by
    the caller's), and a `sleep` in seconds.
    """

    kind = "sandbox"

    def __init__(
        self,
        name: str,
        options: Mapping[str, OptionValue] | None = None,
        *,
        clock: Callable[[], int] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        taken = take_options(options, {"state": str, "clock_offset_s": int})
        if not taken.get("state"):
            raise CarrierProblem(N_('a sandbox carrier needs its state file; add state = "…" to its options'))
        super().__init__(Path(str(taken["state"])), clock)
        self.name = clean(name)
        self._clock_offset_s = int(taken.get("clock_offset_s", 0))
        self._sleep = sleep

    @cached_property
    def capabilities(self) -> frozenset[Capability]:
        """By the state file, read once: look-ups and a balance only where it has them. Raises NotSent."""
        return _capabilities(self.state())

    @cached_property
    def conduct(self) -> Conduct:
        """By the state file, read once. Raises NotSent."""
        state = self.state()
        return Conduct(
            is_idempotent=state.idempotent,
            key_lifetime_s=state.key_lifetime_s,
            look_up_is_final=state.look_up and state.look_up_is_final,
            reads_per_minute=600,
            usage_interval_s=state.usage_interval_s,
            deadline_s=LONGEST_DELAY_MS // 1_000 + 30,
            unit_system=state.unit_system,
            channels=frozenset(Channel),
        )

    def catalogue(self, now: int) -> Sequence[Package]:
        """All it sells now, at present prices."""
        return self._ask(Capability.CATALOGUE, now, lambda state, at: server.catalogue(state, self.name))

    def quote(self, package_code: str, esim_reference: str, now: int) -> Quote:
        """What that package costs for that line now; Declined where it cannot be bought."""

        def act(state: SandboxState, at: int) -> Quote:
            return server.quote(state, package_code, esim_reference, self.name, at)

        return self._dated(self._ask(Capability.QUOTE, now, act), now)

    def order(self, order: Order, now: int) -> Receipt:
        """Buy a base package."""
        return self._buy(order, PackageKind.BASE, now)

    def top_up(self, order: Order, now: int) -> Receipt:
        """Buy a top-up."""
        return self._buy(order, PackageKind.TOP_UP, now)

    def look_up(self, order: Order, now: int) -> Receipt | None:
        """The receipt of the order of that key, None where none is seen; Declined where it was refused."""
        receipt = self._ask(Capability.LOOK_UP, now, lambda state, at: server.look_up(state, order, at))
        return None if receipt is None else self._dated(receipt, now)

    def balance(self, now: int) -> Balance:
        """The prepaid balance."""
        held = self._ask(Capability.BALANCE, now, lambda state, at: state.balance)
        if held is None:
            raise _cannot(Capability.BALANCE)
        return self._dated(Balance(held), now)

    def usage(self, esim_reference: str, now: int) -> LineUsage:
        """What each package of that line holds."""
        return self._ask(Capability.USAGE, now, lambda state, at: server.usage(state, esim_reference, at))

    def suspend(self, esim_reference: str, now: int) -> None:
        """Raises CarrierProblem: the sandbox suspends no line."""
        raise _cannot(Capability.SUSPEND)

    def cancel(self, esim_reference: str, now: int) -> str:
        """Open a review; its reference, the same until it is decided."""
        return self._do(now, lambda state, at: review.cancel(state, esim_reference, at), self._fate(False))

    def cancellation(self, esim_reference: str, now: int) -> CancellationState:
        """Where the line's latest review stands."""

        def act(state: SandboxState, at: int) -> CancellationState:
            return review.cancellation(state, esim_reference, at)

        return self._ask(Capability.CANCELLATION, now, act)

    def withdraw(self, reference: str, now: int) -> None:
        """Take a review back; Declined once the service that it was about has ended."""
        self._do(now, lambda state, at: review.withdraw(state, reference, at), self._fate(False))

    def revoke(self, esim_reference: str, now: int) -> None:
        """End the line's service at once."""
        self._do(now, lambda state, at: review.revoke(state, esim_reference, at), self._fate(False))

    def refund(self, reference: str, now: int) -> Receipt:
        """Give back what an order cost, where its data has not arrived yet."""
        given = self._do(now, lambda state, at: server.refund(state, reference, at), self._fate(False))
        return self._dated(given, now)

    def _buy(self, order: Order, kind: PackageKind, now: int) -> Receipt:
        fate = self._fate(True)

        def act(state: SandboxState, at: int) -> Receipt | CarrierProblem:
            answer = server.buy(state, order, kind, at)
            if fate.is_repeated:
                server.buy(state, order, kind, at)
            return answer

        answer = self._do(now, act, fate)
        if isinstance(answer, CarrierProblem):
            raise answer
        return self._dated(answer, now)

    def _fate(self, is_order: bool) -> Fate:
        """What befalls the call that begins, counted on disk. Raises NotSent where it does not get out."""
        faults = self.state().faults
        if not faults.counts:
            fate = faults.fate(is_order=is_order)
        else:
            with self.changing() as state:
                fate = state.faults.fate(is_order=is_order)
        if fate.is_refused:
            raise NotSent(N_("the sandbox refused the connection; try again later"))
        self._pass(fate)
        if fate.drop is Drop.BEFORE:
            raise _lost()
        return fate

    def _ask(self, capability: Capability, now: int, act: Callable[[SandboxState, int], Answer]) -> Answer:
        """A call that leaves the state as it is, so that a clock gone astray is not kept."""
        fate = self._fate(False)
        state, at = self.state(), self.at(now)
        if capability not in _capabilities(state):
            raise _cannot(capability)
        server.settle(state, at)
        try:
            return act(state, at)
        finally:
            self._back(fate)

    def _do(self, now: int, act: Callable[[SandboxState, int], Answer], fate: Fate) -> Answer:
        """A call that is on disk before its answer is given or lost."""
        at = self.at(now)
        try:
            with self.changing() as state:
                server.settle(state, at)
                return act(state, at)
        finally:
            self._back(fate)

    def _back(self, fate: Fate) -> None:
        """The way of an answer, or of a refusal."""
        self._pass(fate)
        if fate.drop is Drop.AFTER:
            raise _lost()

    def _pass(self, fate: Fate) -> None:
        if fate.delay_ms:
            self._sleep(fate.delay_ms / 2_000)

    def _dated(self, answer: Dated, now: int) -> Dated:
        return replace(answer, answered_at=self.at(now) + self._clock_offset_s)


def _capabilities(state: SandboxState) -> frozenset[Capability]:
    look_up = {Capability.LOOK_UP} if state.look_up else set()
    return _ALWAYS | look_up | (set() if state.balance is None else {Capability.BALANCE})


def _lost() -> CarrierProblem:
    return CarrierProblem(N_("the sandbox's answer was lost; whether it acted is not known"))


def _cannot(capability: Capability) -> CarrierProblem:
    return CarrierProblem(N_("the sandbox cannot do this: %(what)s"), what=capability.value)
