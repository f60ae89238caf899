"""Orders as the read side gives them, made up for tests of present."""

from dataclasses import dataclass, replace
from typing import Any

from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing, CapRule, Terms
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit
from tests.present.rows import GB, NOW


@dataclass(frozen=True)
class Order:
    """What `OrderLike` asks for: 10 GB for 11.50 USD, asked for just now."""

    id: int = 7
    esim_name: str = "EU 20 GB"
    carrier: str = "Axis EU"
    channel: str = "online"
    is_guided: bool = False
    effect: str = "stack"
    name: str = "EU 10 GB"
    minor: int = 1150
    state: str = "intent"
    asked_at: int = NOW - 240
    first_sent_at: int | None = None
    paid_at: int | None = None
    credited_at: int | None = None
    changed_at: int = NOW - 240
    consent_until_at: int = NOW + 3_360
    reference: str = ""
    proof: str = ""
    decline: str = ""
    detail: str = ""
    looks: int = 0
    next_look_at: int | None = None
    method_kind: str = "card"
    method_label: str = "card"
    method_last4: str = "4242"

    @property
    def terms(self) -> Terms:
        validity = Validity(15, ValidityUnit.DAY, ValidityClock.ROLLING, "Europe/Berlin")
        return Terms(
            self.name, ("DE", "FR"), UnitSystem.DECIMAL, 10 * GB, None, CapRule.NONE, validity,
            StartRule.FIRST_USE, Billing.PREPAID, price=self.amount,
        )  # fmt: skip

    @property
    def fee(self) -> Money:
        return Money(0, "USD", 2)

    @property
    def amount(self) -> Money:
        return Money(self.minor, "USD", 2)


def order(**changes: Any) -> Order:
    """The order, changed."""
    return replace(Order(), **changes)
