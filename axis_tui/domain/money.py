"""Money in integer minor units with its currency and exponent; no floats, no exchange rates, no locale."""

import re
from dataclasses import dataclass

from axis_tui.domain.figure import parse_figure
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean

# ISO 4217 list one (active codes of funds and countries) by number of minor-unit digits.
_EXPONENTS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD"
    " CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS"
    " GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL"
    " MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK"
    " PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS"
    " TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
EXPONENT = {code: exponent for exponent, codes in _EXPONENTS.items() for code in codes.split()}
"""Minor-unit digits of every ISO 4217 currency: EUR 2, JPY 0, KWD 3."""

MAX_MINOR = 2**63 - 1

_AMOUNT_FIRST = re.compile(r"([+-]?[0-9.,]+)\s*([A-Za-z]{3})")
_CODE_FIRST = re.compile(r"([A-Za-z]{3})\s*([+-]?[0-9.,]+)")


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` ÷ 10**`exponent` of `currency` (three capital letters); negative for what goes out or back.

    Sums, differences and comparisons want the same currency and exponent; else Problem.
    """

    minor: int
    currency: str
    exponent: int

    def __post_init__(self) -> None:
        is_code = len(self.currency) == 3 and self.currency.isascii() and self.currency.isalpha()
        if not is_code or not self.currency.isupper():
            raise Problem(N_("A currency is three capital letters, such as USD"))
        if not 0 <= self.exponent <= 4:
            raise Problem(N_("A currency has 0 to 4 decimals"))
        if isinstance(self.minor, float) or abs(self.minor) > MAX_MINOR:
            raise Problem(N_("The amount is no whole number of minor units that can be stored"))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._like(other).minor, self.currency, self.exponent)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._like(other).minor, self.currency, self.exponent)

    def __mul__(self, count: int) -> "Money":
        return Money(self.minor * count, self.currency, self.exponent)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency, self.exponent)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._like(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._like(other).minor

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._like(other).minor

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._like(other).minor

    def decimal_text(self) -> str:
        """The amount with a point and all its decimals, without the currency: `9.00`, `-0.50`, `900`."""
        digits = str(abs(self.minor)).zfill(self.exponent + 1)
        if self.exponent:
            digits = f"{digits[: -self.exponent]}.{digits[-self.exponent :]}"
        return f"-{digits}" if self.minor < 0 else digits

    def text(self) -> str:
        """Amount and currency as `parse_money` reads them back: `9.00 USD`."""
        return f"{self.decimal_text()} {self.currency}"

    def _like(self, other: "Money") -> "Money":
        if (self.currency, self.exponent) != (other.currency, other.exponent):
            raise Problem(
                N_("%(one)s and %(other)s cannot be reckoned together; keep to one currency"),
                one=self.currency,
                other=other.currency,
            )
        return other


def exponent_of(currency: str) -> int:
    """Minor-unit digits of an ISO 4217 code in any case; Problem where there is no such currency."""
    code = currency.strip().upper()
    if code not in EXPONENT:
        raise Problem(
            N_("“%(currency)s” is not a currency; write its three letters, such as USD, EUR or JPY"),
            currency=clean(currency, 20),
        )
    return EXPONENT[code]


def parse_money(text: str) -> Money:
    """The money of `9.00 USD`, `USD 9` or `9,50 eur`, with no more decimals than it has; else Problem."""
    stripped = text.strip()
    if match := _AMOUNT_FIRST.fullmatch(stripped):
        amount, currency = match.groups()
    elif match := _CODE_FIRST.fullmatch(stripped):
        currency, amount = match.groups()
    else:
        raise _not_money(text)
    exponent = exponent_of(currency)
    figure = parse_figure(amount)
    if figure is None:
        raise _not_money(text)
    if figure.places > exponent:
        raise Problem(
            N_("%(currency)s has %(decimals)d decimals; write the amount without thousands separators"),
            currency=currency.upper(),
            decimals=exponent,
        )
    return Money(figure.digits * 10 ** (exponent - figure.places), currency.upper(), exponent)


def _not_money(text: str) -> Problem:
    return Problem(
        N_("“%(text)s” is not an amount; write it with its currency, such as 9.00 USD"), text=clean(text, 16)
    )
