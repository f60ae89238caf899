"""Figures of packages for the wizard's columns. Pure."""

from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, Terms
from axis_tui.domain.units import GB, UnitSystem
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.money import money
from axis_tui.present.order_effect import valid_words
from axis_tui.present.sizes import size

_GIB = 2**30


def price_text(price: Money | None) -> str:
    """`11.50 USD`, or a question mark where no price is known."""
    return "?" if price is None else money(price.minor, price.currency, price.exponent)


def data_text(package: Package, glyphs: Glyphs) -> str:
    """`10.0 GB`, or that there is no limit; nothing for what only fills a balance."""
    terms = package.terms
    if package.effect is Effect.BALANCE:
        return glyphs.none
    if terms.allowance_bytes is None:
        return glyphs.infinite
    return size(terms.allowance_bytes, str(terms.unit_system))


def valid_text(package: Package) -> str:
    """`15 days`; empty for what moves no plan's end."""
    return valid_words(package.effect, package.terms.validity)


def price_a_unit(terms: Terms, glyphs: Glyphs) -> str:
    """`1.15`: the price of one GB or GiB, rounded to the currency's decimals."""
    price, allowance = terms.price, terms.allowance_bytes
    if price is None or not allowance:
        return glyphs.none
    unit_bytes = _GIB if terms.unit_system is UnitSystem.BINARY else GB
    minor = (price.minor * unit_bytes + allowance // 2) // allowance
    return money(minor, "", price.exponent).strip()
