"""What a carrier sells: the terms of a package; how much of one is used up is the plan's business."""

from dataclasses import dataclass

from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal_word import Effect as Effect
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import StartRule, Validity
from axis_tui.domain.word import Billing as Billing
from axis_tui.domain.word import CapRule as CapRule
from axis_tui.domain.word import PackageKind as PackageKind


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised for a price. Raises Problem on amounts that cannot be."""

    name: str
    coverage: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes, or a carrier's own names of regions, verbatim."""
    unit_system: UnitSystem
    allowance_bytes: int | None
    """None is unlimited."""
    daily_cap_bytes: int | None
    """Counted by local days of the validity's zone."""
    cap_rule: CapRule
    validity: Validity
    start_rule: StartRule
    billing: Billing
    activation_window_days: int | None = None
    """Days from purchase within which the plan must start; None is for ever."""
    price: Money | None = None

    def __post_init__(self) -> None:
        for amount in (self.allowance_bytes, self.daily_cap_bytes):
            if amount is not None and amount < 0:
                raise Problem(N_("An amount of data cannot be negative; leave it empty for unlimited"))
        if self.activation_window_days is not None and self.activation_window_days < 1:
            raise Problem(N_("The activation window is at least 1 day; leave it empty where there is none"))


@dataclass(frozen=True, slots=True)
class Package:
    """An offer in a carrier's catalogue, known by the carrier's own code."""

    code: str
    carrier: str
    kind: PackageKind
    terms: Terms
    effect: Effect = Effect.STACK
    """What it does to a plan that it renews."""
    rollover: bool = False
    """Whether what is left is kept where `effect` resets."""
