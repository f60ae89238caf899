"""A small far end for the sandbox's tests: two lines, a package of each effect, 50 dollars."""

from pathlib import Path

from axis_tui.carriers.base import Order
from axis_tui.carriers.sandbox import Line, SandboxCarrier, SandboxState, plan_of, write_state
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing, CapRule, Effect, Package, PackageKind, Terms
from axis_tui.domain.units import GB, UnitSystem
from axis_tui.domain.validity import DAY_S, StartRule, Validity, ValidityClock, ValidityUnit

NOW = 1_795_180_000
BEGAN = NOW - 20 * DAY_S
ENDS = BEGAN + 30 * DAY_S
LINE, FRESH = "8988000000000000011", "8988000000000000029"


def usd(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "USD", 2)


def package(
    code: str,
    kind: PackageKind = PackageKind.TOP_UP,
    effect: Effect = Effect.STACK,
    *,
    rollover: bool = False,
    days: int = 30,
    allowance_bytes: int | None = 5 * GB,
) -> Package:
    """A package of 9.00 USD in Japan."""
    validity = Validity(days, ValidityUnit.DAY, ValidityClock.ROLLING, "UTC")
    terms = Terms(
        f"Japan {code}", ("JP",), UnitSystem.DECIMAL, allowance_bytes, None, CapRule.NONE, validity,
        StartRule.PURCHASE, Billing.PREPAID, price=usd(900),
    )  # fmt: skip
    return Package(code, "sandbox", kind, terms, effect, rollover)


BASE = package("base", PackageKind.BASE)
CATALOGUE = [
    BASE,
    package("stack"),
    package("extend", effect=Effect.EXTEND),
    package("reset", effect=Effect.RESET),
    package("rollover", effect=Effect.RESET, rollover=True),
    package("data", effect=Effect.ADD_DATA, allowance_bytes=GB),
    package("money", effect=Effect.BALANCE),
]


def state(**changes: object) -> SandboxState:
    """A line on its 21st of 30 days with 1 of 5 GB left, and one on which nothing was ever bought."""
    running = plan_of(BASE, BEGAN, used_bytes=4 * GB, starts_at=BEGAN)
    values: dict[str, object] = {
        "catalogue": list(CATALOGUE),
        "lines": {LINE: Line([running]), FRESH: Line()},
        "balance": usd(5_000),
    }
    return SandboxState(**values | changes)  # type: ignore[arg-type]  # a test's own keywords


def sandbox(folder: Path, **changes: object) -> SandboxCarrier:
    """A carrier on a fresh state file in that folder."""
    write_state(folder / "sandbox.json", state(**changes))
    return adapter(folder)


def adapter(folder: Path) -> SandboxCarrier:
    """One more adapter for the state file in that folder."""
    return SandboxCarrier("Axis Mobile", {"state": str(folder / "sandbox.json")}, sleep=_never)


def order(
    code: str = "stack", key: str = "key-1", *, minor: int = 900, method: str = "card", line: str = LINE
) -> Order:
    """An order of that package for at most so many cents."""
    kind = PackageKind.BASE if code == "base" else PackageKind.TOP_UP
    return Order(key, kind.value, code, line, usd(minor), method)


def _never(seconds: float) -> None:
    raise AssertionError("slept where no delay was asked for")
