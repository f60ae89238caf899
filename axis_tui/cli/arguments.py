"""Arguments that several commands share, and values that people type: dates, spans of time, validity."""

from __future__ import annotations

import argparse

from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""Years in which an eSIM may be bought; others are slips of the finger."""
_SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def add_formats(parser: argparse.ArgumentParser, *, plain: bool = True, csv: bool = False) -> None:
    """`--json`, `--plain` and `--csv`, of which one at most."""
    formats = parser.add_mutually_exclusive_group()
    formats.add_argument("--json", action="store_true", help=_("print JSON with a versioned schema"))
    if plain:
        formats.add_argument("--plain", action="store_true", help=_("print tab-separated rows for pipes"))
    if csv:
        formats.add_argument("--csv", action="store_true", help=_("print CSV for spreadsheets"))


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """`--dry-run`: say what would change, change nothing."""
    parser.add_argument(
        "--dry-run", action="store_true", help=_("check and say what would change; change nothing")
    )


def span_seconds(text: str) -> int:
    """Seconds of `90m`, `4h`, `1d` or `2w`. Raises UsageProblem."""
    number, unit = text[:-1], text[-1:].lower()
    if number.isascii() and number.isdigit() and unit in _SECONDS and 0 < int(number) < 10_000:
        return int(number) * _SECONDS[unit]
    raise UsageProblem(N_("“%(text)s” is not a span of time; write 90m, 4h, 1d or 2w"), text=text)


def instant(text: str, zone: str) -> int:
    """UTC seconds of a date, or a date and time, in `zone` unless it names one. Raises UsageProblem.

    `2026-11-20`, `2026-11-20T18:00`, `2026-11-20 18:00+09:00`. A date alone is its midnight.
    """
    from datetime import datetime
    from zoneinfo import ZoneInfo

    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(zone))
        if FIRST_YEAR <= moment.year <= LAST_YEAR:
            return int(moment.timestamp())
    except (ValueError, OverflowError, OSError, KeyError):
        pass
    raise UsageProblem(N_("“%(text)s” is not a date; write 2026-11-20 or 2026-11-20T18:00"), text=text)
