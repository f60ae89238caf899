"""Payment methods: a label and at most four digits; until when one can be used. Never a card number."""

import re
from datetime import date

from axis_tui.domain.card_number import looks_like_card_number
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean
from axis_tui.domain.validity import day_bounds, local_day

LONGEST_LABEL = 40
_EPOCH = date(1970, 1, 1).toordinal()
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])\s*[/.-]\s*((?:20)?[0-9]{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(20[0-9]{2})\s*[/.-]\s*(0?[1-9]|1[0-2])", re.ASCII)


def check_label(label: str) -> str:
    """The label cleaned; Problem where it is empty, too long, or holds what may be a card number."""
    cleaned = clean(label, LONGEST_LABEL + 1)
    # Both: what is invisible may part the digits that are left once it is gone.
    if looks_like_card_number(label) or looks_like_card_number(cleaned):
        raise Problem(
            N_("That looks like a payment card’s number; give a name and the last four digits only")
        )
    if not 1 <= len(cleaned) <= LONGEST_LABEL:
        raise Problem(N_("Give the payment method a label of 1 to %(most)d characters"), most=LONGEST_LABEL)
    return cleaned


def check_last4(text: str) -> str:
    """Four digits or nothing; Problem for anything else: more than four are never kept."""
    digits = text.strip()
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        raise Problem(N_("Only the last four digits are kept; write just these, or nothing"))
    return digits


def parse_month(text: str) -> int | None:
    """YYYYMM of `12/28`, `12/2028` or `2028-12`; None for no text. Raises Problem."""
    stripped = text.strip()
    if not stripped:
        return None
    if match := _YEAR_FIRST.fullmatch(stripped):
        year, month = int(match[1]), int(match[2])
    elif match := _MONTH_FIRST.fullmatch(stripped):
        year, month = int(match[2]) % 100 + 2_000, int(match[1])
    else:
        raise Problem(N_("“%(text)s” is not a month; write it as on the card, 12/28"), text=clean(text, 20))
    return year * 100 + month


def ends_at(expires_month: int, zone: str) -> int:
    """The first instant after its last month, YYYYMM, in `zone`."""
    year, month = divmod(expires_month, 100)
    following = date(year + month // 12, month % 12 + 1, 1)
    return day_bounds(following.toordinal() - _EPOCH, zone)[0]


def days_to_expiry(expires_month: int, now: int, zone: str) -> int:
    """Local days until its last month is over; 0 on its last day, below 0 after it."""
    return local_day(ends_at(expires_month, zone) - 1, zone) - local_day(now, zone)
