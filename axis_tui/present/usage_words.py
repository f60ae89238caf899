"""Use of a plan in words: what is used, who says so, and what may be used a day."""

from typing import NamedTuple

from axis_tui.i18n import _
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size, size_of
from axis_tui.present.when import ago, day, last_day


class CarrierFigure(NamedTuple):
    """The last figure a carrier gave for a plan, and what the router has metered since."""

    used_bytes: int
    at: int
    since_bytes: int


def used(row: OverviewLike) -> str:
    """`used 3.9 of 10.0 GB`; for an unlimited plan `used 3.9 GB, unlimited`."""
    if row.allowance_bytes is None:
        return _("used %(used)s, unlimited") % {"used": size(row.used_bytes, row.unit_system)}
    part, whole = size_of(row.used_bytes, row.allowance_bytes, row.unit_system)
    return _("used %(part)s of %(whole)s") % {"part": part, "whole": whole}


def today(row: OverviewLike) -> str:
    """`today 412 MB`, with the day's cap where the plan has one."""
    if row.daily_cap_bytes is None:
        return _("today %(used)s") % {"used": size(row.today_bytes, row.unit_system)}
    part, cap = size_of(row.today_bytes, row.daily_cap_bytes, row.unit_system)
    return _("today %(part)s of %(cap)s") % {"part": part, "cap": cap}


def carrier_says(figure: CarrierFigure, system: str, now: int) -> str:
    """`carrier 3.7 GB (2 h ago)`."""
    used_text = size(figure.used_bytes, system)
    return _("carrier %(used)s (%(age)s)") % {"used": used_text, "age": ago(figure.at, now)}


def router_adds(figure: CarrierFigure, system: str) -> str:
    """`router +0.2 GB est.`: what is not in the carrier's figure yet, an estimate."""
    return _("router +%(since)s est.") % {"since": size(figure.since_bytes, system)}


def budget(row: OverviewLike) -> str:
    """`may use 505 MB a day until 3 Dec`; empty where there is no budget."""
    if row.budget_bytes_per_day is None or row.expires_at is None:
        return ""
    return _("may use %(budget)s a day until %(day)s") % {
        "budget": size(row.budget_bytes_per_day, row.unit_system),
        "day": day(last_day(row.expires_at, row.zone)),
    }


def rate(row: OverviewLike) -> str:
    """`about 430 MB a day lately`; empty before there is a rate."""
    if row.rate_bytes_per_day is None:
        return ""
    return _("about %(rate)s a day lately") % {"rate": size(row.rate_bytes_per_day, row.unit_system)}


def drift(carrier_bytes: int, router_bytes: int) -> str:
    """`-1.8 %`: how far the router's sum lies from the carrier's; a dash where the carrier gave none."""
    if carrier_bytes <= 0:
        return "-"
    tenths = (router_bytes - carrier_bytes) * 1000 // carrier_bytes
    return f"{'-' if tenths < 0 else '+'}{abs(tenths) // 10}.{abs(tenths) % 10} %"
