"""One eSIM at a glance: four lines under the list, or a tall pane beside it."""

from collections.abc import Sequence

from axis_tui.i18n import _
from axis_tui.present import usage_words
from axis_tui.present.bars import bar_line, sparkline
from axis_tui.present.forecast_words import forecast
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.overview_cells import valid_until
from axis_tui.present.rows import OverviewLike
from axis_tui.present.status_words import profile_word, status_line
from axis_tui.present.usage_words import CarrierFigure
from axis_tui.present.when import ago, moment, zone_note
from axis_tui.present.width import cells, cut, fit, fit_line, join_fitting

GAP = "   "
SPARK_DAYS = 12


def detail_lines(
    row: OverviewLike,
    daily_bytes: Sequence[int],
    now: int,
    width: int,
    glyphs: Glyphs,
    carrier: CarrierFigure | None = None,
) -> list[Line]:
    """The four lines under the list, each `width` cells; `daily_bytes` are days, oldest first, today last.

    What does not fit is left out, the most useful first.
    """
    room = width - 2
    lines = (
        join_fitting(_who(row, glyphs, room), f" {glyphs.dot} ", room),
        join_fitting(_amounts(row, now, carrier), GAP, room),
        join_fitting(_pace(row, daily_bytes, glyphs), GAP, room),
        join_fitting(_rest(row, now, glyphs), GAP, room),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def tall_lines(
    row: OverviewLike,
    daily_bytes: Sequence[int],
    now: int,
    width: int,
    glyphs: Glyphs,
    carrier: CarrierFigure | None = None,
) -> list[Line]:
    """The pane beside a wide list: a heading, the bar, then labels and values; each line `width` cells."""
    room = width - 2
    lines: list[Line] = [
        line((cut(row.name, room, glyphs.ellipsis), Tone.TITLE)),
        line(*status_line(str(row.status), glyphs)),
        (),
    ]
    if row.allowance_bytes and row.plan_id is not None:
        share = max(row.left_bytes or 0, 0) / row.allowance_bytes
        lines += [bar_line(room, share, glyphs)]
    if row.plan_id is not None:
        lines += [line(part) for part in _tall_use(row, now, carrier) if part]
        lines += [()]
    if daily_bytes:
        spark = sparkline(daily_bytes[-room:], glyphs)
        lines += [line((spark, Tone.BAR)), line((_last_days(len(spark)), Tone.MUTED)), ()]
    pairs = _facts(row, now, glyphs)
    label_width = max(cells(label) for label, _value in pairs)
    for label, value in pairs:
        lines.append(line((fit(label, label_width + 2), Tone.MUTED), value))
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def _who(row: OverviewLike, glyphs: Glyphs, room: int) -> list[Line]:
    ((state, tone),) = status_line(str(row.status), glyphs)
    if row.device:
        device = cut(row.device, 20, glyphs.ellipsis)
        state = _("%(state)s on %(device)s") % {"state": state, "device": device}
    tail = f"ICCID {glyphs.ellipsis}{row.iccid_tail}" if row.iccid_tail else ""
    name = cut(row.name, max(room // 2, 1), glyphs.ellipsis)
    return [
        line((name, Tone.STRONG)),
        line((state, tone)),
        line((cut(row.coverage, 20, glyphs.ellipsis), Tone.MUTED)),
        line((tail, Tone.MUTED)),
    ]


def _amounts(row: OverviewLike, now: int, carrier: CarrierFigure | None) -> list[Line]:
    if row.plan_id is None:
        return [line((_("no plan on this eSIM"), Tone.MUTED))]
    parts = [line(usage_words.used(row))]
    if carrier is not None:
        parts.append(line((usage_words.carrier_says(carrier, row.unit_system, now), Tone.MUTED)))
        parts.append(line((usage_words.router_adds(carrier, row.unit_system), Tone.ESTIMATE)))
    elif row.is_estimate:
        parts.append(line((_("an estimate"), Tone.ESTIMATE)))
    else:
        parts.append(line((_("read %(age)s") % {"age": ago(row.reading_at, now)}, Tone.MUTED)))
    return parts


def _pace(row: OverviewLike, daily_bytes: Sequence[int], glyphs: Glyphs) -> list[Line]:
    parts: list[Line] = []
    days = list(daily_bytes[-SPARK_DAYS:])
    if days:
        parts.append(line((sparkline(days, glyphs), Tone.BAR), (f" {_last_days(len(days))}", Tone.MUTED)))
    if row.plan_id is not None:
        parts += [line(usage_words.today(row)), line(usage_words.budget(row) or usage_words.rate(row))]
    return parts


def _rest(row: OverviewLike, now: int, glyphs: Glyphs) -> list[Line]:
    words = _("auto-renew on") if row.auto_renew else _("auto-renew off")
    parts = [line((words, Tone.GOOD if row.auto_renew else Tone.MUTED))]
    if row.service_ended:
        parts.insert(0, line((f"{glyphs.warning} {_('the carrier has ended service')}", Tone.BAD)))
    ends_at = row.expires_at if row.expires_at is not None else row.lapses_at
    if ends_at is not None:
        parts.append(line((_times_in(ends_at, row.zone), Tone.MUTED)))
    return parts


def _tall_use(row: OverviewLike, now: int, carrier: CarrierFigure | None) -> list[str]:
    texts = [usage_words.used(row)]
    if carrier is not None:
        texts += [
            usage_words.carrier_says(carrier, row.unit_system, now),
            usage_words.router_adds(carrier, row.unit_system),
        ]
    return [*texts, usage_words.today(row), usage_words.budget(row), usage_words.rate(row)]


def _facts(row: OverviewLike, now: int, glyphs: Glyphs) -> list[tuple[str, str]]:
    facts = [
        (_("Carrier"), row.carrier),
        (_("Device"), row.device or glyphs.none),
        (_("Coverage"), row.coverage),
    ]
    if row.plan_name:
        facts.append((_("Plan"), row.plan_name))
    if row.plan_id is not None:
        facts.append((_("Forecast"), forecast(row, now, glyphs)[0]))
        words, remaining, _tone = valid_until(row, now, glyphs)
        facts.append((_("Valid until"), f"{words} {remaining}".rstrip()))
    if row.expires_at is not None:
        ends = moment(row.expires_at, row.zone, now)
        facts.append((_("Ends"), f"{ends} {zone_note(row.expires_at, row.zone)}"))
    facts.append((_("Profile"), profile_word(str(row.profile_state))))
    if row.iccid_tail:
        facts.append(("ICCID", glyphs.ellipsis + row.iccid_tail))
    facts.append((_("Read"), ago(row.reading_at, now)))
    facts.append((_("Auto-renew"), _("on") if row.auto_renew else _("off")))
    return facts


def _last_days(count: int) -> str:
    return _("last %(count)d days") % {"count": count}


def _times_in(at: int, zone: str) -> str:
    return _("times in %(zone)s") % {"zone": zone_note(at, zone)}
