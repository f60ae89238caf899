"""All that the simulated carrier knows, as its state file keeps it; what it does with it is the server's."""

from dataclasses import dataclass, field

from axis_tui.carriers.base import Order
from axis_tui.carriers.sandbox.fault import Faults, Verdict
from axis_tui.carriers.sandbox.line import Line
from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.domain.units import UnitSystem

DAY_S = 86_400


@dataclass(slots=True)
class OrderRecord:
    """An order as it was acted on."""

    order: Order
    at: int
    declined: DeclineKind | None = None
    """Why it was not taken; nothing below is set then."""
    reference: str = ""
    charged: Money | None = None
    fee: Money | None = None
    package: Package | None = None
    """As it was when it was bought; None once it is credited."""
    credit_at: int | None = None
    """When its data arrives; None is never."""
    is_credited: bool = False


@dataclass(frozen=True, slots=True)
class Charge:
    """Money that was really taken; never changed or removed."""

    key: str
    reference: str
    amount: Money
    at: int


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that was given back."""

    reference: str
    order_reference: str
    amount: Money
    at: int


@dataclass(frozen=True, slots=True)
class Review:
    """A request to end a line's service: under review until `due_at`, and then decided by `verdict`."""

    reference: str
    esim_reference: str
    at: int
    due_at: int
    verdict: Verdict
    ends_at: int | None = None
    """When the line's service ends; None is never."""
    is_withdrawn: bool = False
    """Taken back: nothing is decided, and nothing ends by it."""
    why: str = ""
    """The carrier's reason where it refuses; empty for the usual one."""


@dataclass(slots=True)
class SandboxState:
    """The far end of one carrier account."""

    catalogue: list[Package] = field(default_factory=list)
    """Each with a price. Whatever carrier they name, they are given out under the adapter's own name."""
    lines: dict[str, Line] = field(default_factory=dict)
    """By eSIM reference."""
    balance: Money | None = None
    """None: it keeps no prepaid balance."""
    unit_system: UnitSystem = UnitSystem.DECIMAL
    idempotent: bool = True
    key_lifetime_s: int | None = DAY_S
    """None is for ever."""
    look_up: bool = True
    """Whether orders can be looked up."""
    look_up_is_final: bool = False
    usage_interval_s: int = 5
    faults: Faults = field(default_factory=Faults)
    orders: list[OrderRecord] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    revoked: dict[str, int] = field(default_factory=dict)
    """When a line's service was ended for good, by eSIM reference."""
