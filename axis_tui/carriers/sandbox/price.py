"""What a package of the sandbox costs now, with the knobs that raise it."""

from dataclasses import replace

from axis_tui.carriers.sandbox.state import SandboxState
from axis_tui.domain.balance_amount import amount_of
from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.problem import N_, Problem


def price(state: SandboxState, package: Package) -> Money:
    """The price of the package itself, rounded half up; Problem for one that never had a price."""
    listed = package.terms.price
    if listed is None:
        raise Problem(N_("every package of the sandbox needs a price; mend its catalogue"))
    # Money for a balance costs what it is.
    percent = 100 + (0 if amount_of(package.code) else state.faults.knobs.price_percent)
    return replace(listed, minor=(listed.minor * percent * 2 + 100) // 200)


def fee(state: SandboxState, package: Package) -> Money | None:
    """What comes on top, if anything does."""
    minor = state.faults.knobs.fee_minor
    return replace(price(state, package), minor=minor) if minor else None


def total(state: SandboxState, package: Package) -> Money:
    """What is charged in all."""
    on_top = fee(state, package)
    return price(state, package) if on_top is None else price(state, package) + on_top


def offered(state: SandboxState, package: Package, carrier: str) -> Package:
    """The package at its present price, under the carrier's own name."""
    return replace(package, carrier=carrier, terms=replace(package.terms, price=price(state, package)))


def is_like(one: Money, other: Money) -> bool:
    """Whether both can be reckoned together."""
    return (one.currency, one.exponent) == (other.currency, other.exponent)
