"""What the demo's simulated carriers sell: packages of every effect, in the carriers' own currencies."""

from __future__ import annotations

from axis_tui.domain.money import Money, parse_money
from axis_tui.domain.package import Billing, CapRule, Effect, Package, PackageKind, Terms
from axis_tui.domain.units import GB, GIB, UnitSystem
from axis_tui.domain.validity import StartRule, Validity, ValidityClock, ValidityUnit

_JP, _EU, _CH, _TH = "JP", "DE FR IT ES NL CH", "CH", "TH"
_OFFERS: dict[str, tuple[tuple[str, str, str, int | None, int, str, Effect], ...]] = {
    # Code, name, coverage, bytes, days, price, effect.
    "Axis JP": (
        ("JP-1-ADD", "Japan 1 GB more", _JP, GB, 1, "3.50 USD", Effect.ADD_DATA),
        ("JP-3-ADD", "Japan 3 GB more", _JP, 3 * GB, 1, "9.00 USD", Effect.ADD_DATA),
        ("JP-5-15", "Japan 5 GB, 15 days", _JP, 5 * GB, 15, "11.00 USD", Effect.STACK),
        ("JP-10-30", "Japan 10 GB, 30 days", _JP, 10 * GB, 30, "18.50 USD", Effect.STACK),
        ("JP-30-90", "Japan 30 GB, 90 days", _JP, 30 * GB, 90, "49.00 USD", Effect.STACK),
        ("JP-KR-20-30", "Japan and Korea 20 GB, 30 days", "JP KR", 20 * GB, 30, "35.00 USD", Effect.STACK),
        ("JP-BAL-25", "Balance 25 USD", _JP, 0, 1, "25.00 USD", Effect.BALANCE),
    ),
    "Axis EU": (
        ("EU-5-ADD", "EU 5 GB more", _EU, 5 * GB, 1, "7.50 EUR", Effect.ADD_DATA),
        ("EU-10-15", "EU 10 GB, 15 days", _EU, 10 * GB, 15, "11.50 EUR", Effect.STACK),
        ("EU-5-EXT", "EU 5 GB and 30 days more", _EU, 5 * GB, 30, "14.00 EUR", Effect.EXTEND),
        ("EU-20-30", "EU 20 GB, 30 days", _EU, 20 * GB, 30, "32.00 EUR", Effect.STACK),
        ("EU-100-365", "EU 100 GB, 365 days", _EU, 100 * GB, 365, "119.00 EUR", Effect.STACK),
    ),
    "Axis CH": (
        ("CH-1-1", "Swiss day pass 1 GB", _CH, GB, 1, "4.90 CHF", Effect.STACK),
        ("CH-5-7", "Swiss week 5 GB", _CH, 5 * GB, 7, "19.00 CHF", Effect.STACK),
    ),
    "Siam Link": (
        ("TH-2-ADD", "Thailand 2 GB more", _TH, 2 * GIB, 1, "149.00 THB", Effect.ADD_DATA),
        ("TH-5-RST", "Thailand 5 GB anew, 15 days", _TH, 5 * GIB, 15, "299.00 THB", Effect.RESET),
        ("TH-10-30", "Thailand 10 GB, 30 days", _TH, 10 * GIB, 30, "549.00 THB", Effect.STACK),
    ),
}
_BALANCES = {"Axis JP": "42.00 USD", "Axis EU": "14.70 EUR"}


def packages(carrier: str, zone: str) -> tuple[tuple[Package, ...], Money | None]:
    """The carrier's catalogue and the prepaid balance with it; nothing for one that a person renews with."""
    is_binary = carrier == "Siam Link"
    sold = tuple(
        Package(
            code, carrier, PackageKind.TOP_UP,
            Terms(
                name, tuple(coverage.split()), UnitSystem.BINARY if is_binary else UnitSystem.DECIMAL, amount,
                None, CapRule.NONE, Validity(days, ValidityUnit.DAY, ValidityClock.ROLLING, zone),
                StartRule.FIRST_USE, Billing.PREPAID, price=parse_money(price),
            ),
            effect,
        )
        for code, name, coverage, amount, days, price, effect in _OFFERS.get(carrier, ())
    )  # fmt: skip
    balance = _BALANCES.get(carrier)
    return sold, None if balance is None else parse_money(balance)
