"""An amount to fill a carrier's balance with, as a package: a code that adapters of such carriers read.

`balance-2000-USD` is 20.00 USD. Pure.
"""

import re

from axis_tui.domain.money import EXPONENT, MAX_MINOR, Money
from axis_tui.domain.package import Billing, CapRule, Effect, Package, PackageKind, Terms
from axis_tui.domain.units import UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit

_CODE = re.compile(r"balance-([0-9]{1,18})-([A-Z]{3})", re.ASCII)


def balance_package(amount: Money, carrier: str = "", zone: str = "UTC") -> Package:
    """The amount as a package: what fills a balance has no data and no validity that would matter."""
    terms = Terms(
        name=amount.text(),
        coverage=(),
        unit_system=UnitSystem.DECIMAL,
        allowance_bytes=0,
        daily_cap_bytes=None,
        cap_rule=CapRule.NONE,
        validity=Validity(1, ValidityUnit.DAY, ValidityClock.ROLLING, zone),
        start_rule=StartRule.PURCHASE,
        billing=Billing.PREPAID,
        price=amount,
    )
    code = f"balance-{amount.minor}-{amount.currency}"
    return Package(code, carrier, PackageKind.TOP_UP, terms, Effect.BALANCE)


def amount_of(code: str) -> Money | None:
    """The amount that a package's code stands for; None for the code of anything else."""
    match = _CODE.fullmatch(code)
    if match is None or match[2] not in EXPONENT or not 0 < int(match[1]) <= MAX_MINOR:
        return None
    return Money(int(match[1]), match[2], EXPONENT[match[2]])
