"""A carrier without an interface for programs: a person carries each step out and records what came of it."""

from collections.abc import Mapping, Sequence

from axis_tui.carriers.base import (
    Balance,
    CancellationState,
    Capability,
    CarrierProblem,
    Conduct,
    LineUsage,
    Order,
    Quote,
    Receipt,
)
from axis_tui.carriers.option import take_options
from axis_tui.config import OptionValue
from axis_tui.domain.package import Package
from axis_tui.domain.problem import N_
from axis_tui.domain.renewal_word import Channel
from axis_tui.domain.text import clean


class ManualCarrier:
    """Offers every channel that a person can follow, and none that runs by itself. No options.

    Every method raises the same CarrierProblem: there is no one to ask but the carrier's people.
    """

    kind = "manual"
    capabilities: frozenset[Capability] = frozenset()
    conduct = Conduct(channels=frozenset(Channel) - {Channel.AUTO})

    def __init__(self, name: str, options: Mapping[str, OptionValue] | None = None) -> None:
        self.name = clean(name)
        take_options(options, {})

    def catalogue(self, now: int) -> Sequence[Package]:
        """Raises CarrierProblem: packages are typed in."""
        raise self._by_hand()

    def quote(self, package_code: str, esim_reference: str, now: int) -> Quote:
        """Raises CarrierProblem: the price is what the person is told."""
        raise self._by_hand()

    def order(self, order: Order, now: int) -> Receipt:
        """Raises CarrierProblem: the person buys, and records the reference."""
        raise self._by_hand()

    def top_up(self, order: Order, now: int) -> Receipt:
        """Raises CarrierProblem: the person buys, and records the reference."""
        raise self._by_hand()

    def look_up(self, order: Order, now: int) -> Receipt | None:
        """Raises CarrierProblem: the person asks what became of it."""
        raise self._by_hand()

    def balance(self, now: int) -> Balance:
        """Raises CarrierProblem: the person looks it up."""
        raise self._by_hand()

    def usage(self, esim_reference: str, now: int) -> LineUsage:
        """Raises CarrierProblem: only our own meters count here."""
        raise self._by_hand()

    def suspend(self, esim_reference: str, now: int) -> None:
        """Raises CarrierProblem: the person asks for it."""
        raise self._by_hand()

    def cancel(self, esim_reference: str, now: int) -> str:
        """Raises CarrierProblem: the person asks for it, and records the reference."""
        raise self._by_hand()

    def cancellation(self, esim_reference: str, now: int) -> CancellationState:
        """Raises CarrierProblem: the person asks, and records the answer."""
        raise self._by_hand()

    def withdraw(self, reference: str, now: int) -> None:
        """Raises CarrierProblem: the person tells the carrier."""
        raise self._by_hand()

    def revoke(self, esim_reference: str, now: int) -> None:
        """Raises CarrierProblem: the person asks for it, and records what the carrier says."""
        raise self._by_hand()

    def refund(self, reference: str, now: int) -> Receipt:
        """Raises CarrierProblem: the person asks for it, and records what comes back."""
        raise self._by_hand()

    def _by_hand(self) -> CarrierProblem:
        return CarrierProblem(
            N_("%(carrier)s has no interface for programs; do it yourself and record what came of it"),
            carrier=self.name,
        )
