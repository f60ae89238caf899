"""`axis-tui status`: one screenful for a login banner, worst first; also where no terminal can draw.

Standard library and the read side only, since it runs at every login.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from axis_tui.cli import exits
from axis_tui.cli.context import Context
from axis_tui.cli.output import print_json, print_lines, print_table
from axis_tui.i18n import _, ngettext

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from axis_tui.domain.word import Severity
    from axis_tui.present.line import Line, Span
    from axis_tui.store.presence import Presence
    from axis_tui.store.read.overview import OverviewRow

MOST_ROWS = 18
"""eSIMs that fit one screen of 24 rows beside the other lines."""


class Waiting(NamedTuple):
    """What waits for a person."""

    orders: int
    """Of which it is not known whether money moved."""
    rules: int
    """Auto-renew rules that are suspended."""
    late: int
    """Cancellations whose carrier is late."""
    cases: int
    """Cancellations that wait for the person."""


def status_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `status`: plain flags only, see run.STATUS_FLAGS."""
    from axis_tui.cli.arguments import add_formats

    parser.add_argument("--check", action="store_true", help=_("end with exit code 3 while an alert is open"))
    add_formats(parser)


def status(context: Context) -> int:
    """Prints what is left, until when, alerts and the worker; where there is no store yet, what to do."""
    from axis_tui.store.problems import StoreMissing
    from axis_tui.store.read import alerts, doubt, overview, suspended, waiting

    try:
        reader = context.open_reader()
    except StoreMissing as missing:
        if missing.known:
            raise
        return _nothing_yet(context)
    with reader:
        everything = overview.Filter()
        rows = overview.page(reader, everything, overview.Order.STATUS, MOST_ROWS)
        total = overview.count(reader, everything)
        counts = alerts.open_counts(reader)
        now = context.clock()
        waits = Waiting(
            doubt.in_doubt(reader, now), suspended.suspended_rules(reader), *waiting.waiting_cases(reader)
        )
    presence = context.presence()
    if context.options.json:
        from axis_tui.cli import payload

        print_json(
            "status",
            now,
            {
                "esims": total,
                "shown": [payload.overview(row) for row in rows],
                "open_alerts": payload.severities(counts),
                "orders_in_doubt": waits.orders,
                "rules_suspended": waits.rules,
                "cancellations_late": waits.late,
                "cancellations_waiting": waits.cases,
                "worker": payload.worker(presence),
            },
        )
    elif context.options.plain:
        from axis_tui.cli import payload

        print_table(payload.PLAN_COLUMNS, (payload.overview_cells(row) for row in rows))
    else:
        print_lines(_screen(context, rows, total, counts, waits, presence, now), context.colour)
    return exits.ATTENTION if context.options.check and any(counts.values()) else exits.FINE


def _screen(
    context: Context,
    rows: list[OverviewRow],
    total: int,
    counts: Mapping[Severity, int],
    waits: Waiting,
    presence: Presence,
    now: int,
) -> list[Line]:
    from axis_tui.present.line import Tone, line
    from axis_tui.present.overview_cells import columns, header_line, overview_line

    glyphs = context.glyphs
    layout = columns(context.width())
    lines = [header_line(layout), *(overview_line(row, now, layout, glyphs) for row in rows)] if rows else []
    if not rows:
        lines.append(
            line(_("No eSIM yet. Add one with “axis-tui add”, or look around with “axis-tui demo”."))
        )
    if total > len(rows):
        more = total - len(rows)
        text = ngettext("%(count)d more: axis-tui plans", "%(count)d more: axis-tui plans", more)
        lines.append(line((f" {text % {'count': more}}", Tone.MUTED)))
    gap = f" {glyphs.dot} "
    told = (_money(waits, gap), _cases(waits, gap))
    lines += [line((f" {glyphs.warning} {text}", Tone.WARNING)) for text in told if text]
    lines.append(
        line(" ", *_alerts(counts, glyphs.alert, glyphs.done), gap, _worker(presence, glyphs.warning))
    )
    return lines


def _money(waits: Waiting, gap: str) -> str:
    """What waits for a person before money moves on."""
    parts = []
    if waits.orders:
        text = ngettext("%(count)d order in doubt", "%(count)d orders in doubt", waits.orders)
        parts.append(f"{text % {'count': waits.orders}}: axis-tui renewals")
    if waits.rules:
        text = ngettext("%(count)d rule suspended", "%(count)d rules suspended", waits.rules)
        parts.append(f"{text % {'count': waits.rules}}: axis-tui auto-renew")
    return gap.join(parts)


def _cases(waits: Waiting, gap: str) -> str:
    """What waits for a person before a service ends."""
    parts = []
    if waits.late:
        text = ngettext("%(count)d cancellation late", "%(count)d cancellations late", waits.late)
        parts.append(text % {"count": waits.late})
    if waits.cases:
        text = ngettext(
            "%(count)d cancellation waits for you", "%(count)d cancellations wait for you", waits.cases
        )
        parts.append(text % {"count": waits.cases})
    return f"{gap.join(parts)}: axis-tui cancellations" if parts else ""


def _alerts(counts: Mapping[Severity, int], mark: str, good: str) -> list[Span]:
    from axis_tui.present.line import Tone

    open_alerts = sum(counts.values())
    if not open_alerts:
        return [(f"{good} {_('no open alert')}", Tone.GOOD)]
    urgent = next((count for severity, count in counts.items() if severity == "critical"), 0)
    text = ngettext("%(count)d open alert", "%(count)d open alerts", open_alerts) % {"count": open_alerts}
    if urgent:
        text += ngettext(", %(count)d critical", ", %(count)d critical", urgent) % {"count": urgent}
    return [(f"{mark} {text}", Tone.BAD if urgent else Tone.WARNING)]


def _worker(presence: Presence, mark: str) -> Span:
    from axis_tui.present.line import Tone

    if not presence.running:
        return f"{mark} {_('no worker runs: figures may be old')}", Tone.WARNING
    if presence.stalled:
        return f"{mark} {_('the worker is stalled')}", Tone.WARNING
    return (_("companion worker ok") if presence.kind == "companion" else _("worker ok")), Tone.MUTED


def _nothing_yet(context: Context) -> int:
    if context.options.json:
        print_json("status", context.clock(), {"esims": 0, "shown": [], "open_alerts": {}, "worker": None})
    elif not context.options.plain:
        print(_("No store yet. Open “axis-tui”, add an eSIM with “axis-tui add”, or try “axis-tui demo”."))
    return exits.FINE
