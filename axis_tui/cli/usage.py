"""`axis-tui usage`: bytes by hour, day, week or month, of one eSIM or of all."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from axis_tui.cli import exits
from axis_tui.cli.arguments import add_formats
from axis_tui.cli.context import Context
from axis_tui.cli.output import iso, print_json, print_lines, print_table
from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from axis_tui.present.line import Line
    from axis_tui.store.read import Reader
    from axis_tui.store.read.usage import UsageRow

DAYS = {"hour": 1, "day": 14, "week": 84, "month": 365}
"""Days shown when no range is asked for."""
MOST_DAYS = 4_000
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
COLUMNS = ("from", "rx_bytes", "tx_bytes", "carrier_bytes", "estimated_bytes")


class Slot(NamedTuple):
    """The bytes of one hour, day, week or month."""

    label: str
    rx_bytes: int
    tx_bytes: int
    carrier_bytes: int
    estimated_bytes: int

    @property
    def total_bytes(self) -> int:
        """Both directions, as our own meters counted them."""
        return self.rx_bytes + self.tx_bytes


def usage_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `usage`."""
    parser.add_argument(
        "esim", nargs="?", metavar=_("ESIM"), help=_("nickname, end of the ICCID, or number as #2; none: all")
    )
    parser.add_argument("--by", choices=tuple(DAYS), default="day", help=_("length of a row"))
    parser.add_argument("--from", dest="first", metavar=_("DATE"), help=_("first day"))
    parser.add_argument("--to", dest="last", metavar=_("DATE"), help=_("last day (today)"))
    parser.add_argument("--days", type=int, metavar=_("N"), help=_("so many days up to the last"))
    add_formats(parser)


def usage(context: Context) -> int:
    """Prints bytes in and out, the carrier's figure and what is estimated, for each stretch of time."""
    options = context.options
    now = context.clock()
    with context.open_reader() as reader:
        zone = _reporting_zone(reader)
        first, last = _range(options, now, zone)
        esim_id, name, system = _subject(reader, options.esim)
        slots = _by_hour(reader, esim_id, first, last, zone, now) if options.by == "hour" else _by_day(
            reader, esim_id, first, last, options.by
        )  # fmt: skip
    if options.json:
        print_json("usage", now, {
            "esim_id": esim_id, "esim": name, "by": options.by, "time_zone": zone,
            "rows": [dict(zip(COLUMNS, slot, strict=True)) for slot in slots],
        })  # fmt: skip
    elif options.plain:
        print_table(COLUMNS, slots)
    else:
        print_lines(_table(context, name, slots, system, zone), context.colour)
    return exits.FINE


def _range(options: argparse.Namespace, now: int, zone: str) -> tuple[int, int]:
    """First and last day, in days since 1970-01-01."""
    from axis_tui.domain.validity import local_day

    last = _day(options.last) if options.last else local_day(now, zone)
    if options.first and options.days is not None:
        raise UsageProblem(N_("--from and --days say the same; give one of them"))
    length = DAYS[options.by] if options.days is None else options.days
    first = _day(options.first) if options.first else last - length + 1
    if not 1 <= last - first + 1 <= MOST_DAYS:
        raise UsageProblem(N_("ask for 1 to %(most)d days, with the first before the last"), most=MOST_DAYS)
    return first, last


def _day(text: str) -> int:
    try:
        return date.fromisoformat(text.strip()).toordinal() - EPOCH_ORDINAL
    except ValueError:
        raise UsageProblem(N_("“%(text)s” is not a date; write 2026-11-20"), text=text) from None


def _reporting_zone(reader: Reader) -> str:
    from axis_tui.store.read import inventory

    return inventory.time_zone(reader)


def _subject(reader: Reader, text: str | None) -> tuple[int | None, str | None, str]:
    """The eSIM that is meant, its name and its carrier's unit system; all eSIMs where none is named."""
    if text is None:
        return None, None, "decimal"
    from axis_tui.cli.naming import find_esim

    row = find_esim(reader, text)
    return row.esim_id, row.name, str(row.unit_system)


def _by_hour(reader: Reader, esim_id: int | None, first: int, last: int, zone: str, now: int) -> list[Slot]:
    from axis_tui.domain.validity import day_bounds
    from axis_tui.store.read import usage as read

    first_hour = day_bounds(first, zone)[0] // 3600
    end_hour = min((day_bounds(last, zone)[1] - 1) // 3600, now // 3600) + 1
    if end_hour <= first_hour:
        return []
    rows = read.hours(reader, esim_id, first_hour, end_hour - first_hour)
    return [_slot(str(iso(row.slot * 3600)), [row]) for row in rows]


def _by_day(reader: Reader, esim_id: int | None, first: int, last: int, by: str) -> list[Slot]:
    from axis_tui.store.read import usage as read

    start_of: dict[str, Callable[[date], date]] = {
        "day": lambda on: on,
        "week": lambda on: on - timedelta(days=on.weekday()),
        "month": lambda on: on.replace(day=1),
    }
    groups: dict[date, list[UsageRow]] = {}
    for row in read.days(reader, esim_id, first, last - first + 1):
        groups.setdefault(start_of[by](date.fromordinal(row.slot + EPOCH_ORDINAL)), []).append(row)
    return [_slot(start.isoformat(), rows) for start, rows in groups.items()]


def _slot(label: str, rows: Iterable[UsageRow]) -> Slot:
    rows = list(rows)
    return Slot(
        label,
        sum(row.rx_bytes for row in rows),
        sum(row.tx_bytes for row in rows),
        sum(row.carrier_bytes for row in rows),
        sum(row.estimated_bytes for row in rows),
    )


def _table(context: Context, name: str | None, slots: list[Slot], system: str, zone: str) -> list[Line]:
    from axis_tui.present.bars import bar
    from axis_tui.present.line import Tone, line
    from axis_tui.present.sizes import size
    from axis_tui.present.width import fit, fit_right

    most = max((slot.total_bytes for slot in slots), default=0)
    total = sum(slot.total_bytes for slot in slots)
    room = max(context.width() - 62, 8)
    heading = _("%(name)s, times in %(zone)s") % {"name": name or _("all eSIMs"), "zone": zone}
    titles = (_("in"), _("out"), _("both"), _("carrier"))
    columns = fit(_("from"), 22) + "".join(fit_right(title, 10) for title in titles)
    lines = [line((heading, Tone.MUTED)), line((columns, Tone.MUTED))]
    for slot in slots:
        figures = (slot.rx_bytes, slot.tx_bytes, slot.total_bytes)
        carrier = size(slot.carrier_bytes, system) if slot.carrier_bytes else context.glyphs.none
        text = fit(slot.label, 22) + "".join(fit_right(size(figure, system), 10) for figure in figures)
        share = bar(room, slot.total_bytes / most if most else 0, context.glyphs)
        lines.append(
            line(text, fit_right(carrier, 10), (f" {share.replace(context.glyphs.empty, ' ')}", Tone.BAR))
        )
    lines.append(line((fit(_("sum"), 42) + fit_right(size(total, system), 10), Tone.STRONG)))
    return lines
