"""The selected eSIM in a few lines: under the list on narrow terminals, beside it on wide ones."""

from collections.abc import Sequence

from axis_tui.i18n import _
from axis_tui.present.bars import bar_line, sparkline
from axis_tui.present.forecast_words import forecast
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size, size_of
from axis_tui.present.status_words import CANCELLED, OUT_OF_USE, profile_word, status_line
from axis_tui.present.when import ago, left, moment, zone_note
from axis_tui.present.width import cells, cut
from axis_tui.present.wrap import wrapped

SPARK_DAYS = 12
PANE_ROWS = 4
_GAP = "   "


def low_pane(
    row: OverviewLike,
    days: Sequence[int],
    now: int,
    glyphs: Glyphs,
    width: int,
    valid_for: str = "",
    renewing: Span | None = None,
) -> tuple[Line, ...]:
    """Four lines for under the list. `days`: bytes of the last days, today last; `valid_for`: how long a
    plan that has not started is valid, and from when; `renewing`: its auto-renew rule in short, which goes
    before the dates, since the list has those.
    """
    inner = width - 2
    head: list[tuple[Span, ...]] = [((row.name, Tone.STRONG),), tuple(status_line(str(row.status), glyphs))]
    head += [((text, Tone.MUTED),) for text in _whereabouts(row, glyphs)]
    return (
        _packed(head, inner, glyphs, f" {glyphs.dot} "),
        _packed([*_used(row), *_read(row, now)], inner, glyphs),
        _packed(_recent(row, days, glyphs), inner, glyphs),
        _packed(
            [
                *([(renewing,)] if renewing else []),
                *_validity(row, now, valid_for),
                *_outlook(row, now, glyphs, told=renewing is not None),
            ],
            inner,
            glyphs,
        ),
    )


def side_pane(
    row: OverviewLike,
    days: Sequence[int],
    now: int,
    glyphs: Glyphs,
    width: int,
    valid_for: str = "",
    renewing: Span | None = None,
) -> tuple[Line, ...]:
    """The same beside the list, one fact a line, with a rule at its left and a blank before it."""
    inner = width - 3
    bar: tuple[Line, ...] = ()
    if row.allowance_bytes and str(row.status) != CANCELLED:
        share = max(row.left_bytes or 0, 0) / row.allowance_bytes
        bar = (bar_line(inner, share, glyphs),)
    spark = ((sparkline(days, glyphs), Tone.BAR),)
    facts: list[tuple[Span, ...]] = [
        ((row.name, Tone.STRONG),),
        tuple(status_line(str(row.status), glyphs)),
        *[((text, Tone.MUTED),) for text in _whereabouts(row, glyphs)],
        *([((row.plan_name, Tone.NORMAL),)] if row.plan_name else []),
        (),
        *bar,
        *_used(row),
        *_read(row, now),
        (),
        *(
            [(*spark, (_GAP + _("last %(days)d days") % {"days": len(days)}, Tone.MUTED))]
            if any(days)
            else []
        ),
        *_recent(row, (), glyphs),
        (),
        *_validity(row, now, valid_for),
        *_outlook(row, now, glyphs, told=renewing is not None),
        *([((text, renewing[1]),) for text in wrapped(renewing[0], inner)] if renewing else []),
    ]
    edge: Span = (f" {glyphs.axis_vertical} ", Tone.BAR_EMPTY)
    return tuple((edge, *_fitted(fact, inner, glyphs)) for fact in facts)


def empty_side(glyphs: Glyphs) -> Line:
    """The rule at the left of the pane where it has nothing to say."""
    return line((f" {glyphs.axis_vertical}", Tone.BAR_EMPTY))


def _whereabouts(row: OverviewLike, glyphs: Glyphs) -> list[str]:
    profile = str(row.profile_state)
    is_there = row.device and profile != "deleted"
    parts = [_("on %(device)s") % {"device": row.device} if is_there else profile_word(profile)]
    parts += [text for text in (row.coverage, row.carrier) if text]
    if row.iccid_tail:
        parts.append(_("ICCID %(tail)s") % {"tail": _masked(row.iccid_tail, glyphs)})
    return parts


def _masked(tail: str, glyphs: Glyphs) -> str:
    return glyphs.ellipsis + tail


def _used(row: OverviewLike) -> list[tuple[Span, ...]]:
    if row.plan_id is None:
        return [((_("no plan on this eSIM"), Tone.MUTED),)]
    if row.allowance_bytes is None:
        text = _("used %(used)s, unlimited") % {"used": size(row.used_bytes, row.unit_system)}
    else:
        used, whole = size_of(row.used_bytes, row.allowance_bytes, row.unit_system)
        text = _("used %(used)s of %(whole)s") % {"used": used, "whole": whole}
    spans: list[Span] = [(text, Tone.NORMAL)]
    if row.is_estimate:
        spans.append((" " + _("est."), Tone.ESTIMATE))
    return [tuple(spans)]


def _read(row: OverviewLike, now: int) -> list[tuple[Span, ...]]:
    if row.reading_at is None:
        return [((_("never read"), Tone.MUTED),)]
    return [((_("read %(ago)s") % {"ago": ago(row.reading_at, now)}, Tone.MUTED),)]


def _recent(row: OverviewLike, days: Sequence[int], glyphs: Glyphs) -> list[tuple[Span, ...]]:
    facts: list[tuple[Span, ...]] = []
    if any(days):
        label = " " + _("last %(days)d days") % {"days": len(days)}
        facts.append(((sparkline(days, glyphs), Tone.BAR), (label, Tone.MUTED)))
    if str(row.status) == CANCELLED:
        return [*facts, ((_("nothing left"), Tone.MUTED),)]
    today = size(row.today_bytes, row.unit_system)
    if row.daily_cap_bytes is not None:
        used, cap = size_of(row.today_bytes, row.daily_cap_bytes, row.unit_system)
        facts.append(((_("today %(used)s of %(cap)s") % {"used": used, "cap": cap}, Tone.NORMAL),))
    else:
        facts.append(((_("today %(used)s") % {"used": today}, Tone.NORMAL),))
    if row.budget_bytes_per_day is not None and str(row.status) not in OUT_OF_USE:
        budget = size(row.budget_bytes_per_day, row.unit_system)
        facts.append(((_("may use %(budget)s a day") % {"budget": budget}, Tone.NORMAL),))
    return facts


def _validity(row: OverviewLike, now: int, valid_for: str) -> list[tuple[Span, ...]]:
    if row.plan_id is None:
        return []
    facts: list[tuple[Span, ...]] = []
    if str(row.status) == CANCELLED:
        ended_at = row.lapses_at if row.starts_at is None else row.expires_at
        if ended_at is not None and ended_at <= now:
            when = f"{moment(ended_at, row.zone, now)} {zone_note(ended_at, row.zone)}"
            facts.append(((_("ended %(when)s") % {"when": when}, Tone.NORMAL),))
        return facts
    if row.expires_at is not None:
        words = _("valid until %(when)s") if row.expires_at > now else _("ended %(when)s")
        when = f"{moment(row.expires_at, row.zone, now)} {zone_note(row.expires_at, row.zone)}"
        facts.append(((words % {"when": when}, Tone.NORMAL),))
        if row.expires_at > now and str(row.status) not in OUT_OF_USE:
            facts.append(((_("%(left)s left") % {"left": left(row.expires_at, now, row.zone)}, Tone.MUTED),))
    elif row.starts_at is not None:
        facts.append(((_("no end"), Tone.MUTED),))
    else:
        if row.lapses_at is not None:
            words = _("start it by %(when)s") if row.lapses_at > now else _("lapsed %(when)s, never started")
            when = moment(row.lapses_at, row.zone, now)
            facts.append(((words % {"when": when}, Tone.NORMAL),))
        if valid_for and (row.lapses_at is None or row.lapses_at > now):
            facts.append(((valid_for, Tone.MUTED),))
    return facts


def _outlook(row: OverviewLike, now: int, glyphs: Glyphs, *, told: bool) -> list[tuple[Span, ...]]:
    if str(row.status) == CANCELLED:
        return []
    facts: list[tuple[Span, ...]] = [(forecast(row, now, glyphs),)]
    if row.auto_renew and not told:
        facts.append(((_("auto-renew on"), Tone.ACCENT),))
    return facts


def _packed(facts: Sequence[Sequence[Span]], width: int, glyphs: Glyphs, gap: str = _GAP) -> Line:
    """Facts side by side after a margin, those that do not fit left off from the end."""
    spans: list[Span | str] = [" "]
    room = width
    for fact in facts:
        cost = sum(cells(text) for text, _tone in fact) + (cells(gap) if len(spans) > 1 else 0)
        if cost > room and len(spans) > 1:
            break
        if len(spans) > 1:
            spans.append((gap, Tone.MUTED))
        spans += _fitted(fact, room, glyphs)
        room -= cost
    return line(*spans)


def _fitted(fact: Sequence[Span], width: int, glyphs: Glyphs) -> list[Span]:
    fitted: list[Span] = []
    for text, tone in fact:
        text = cut(text, width, glyphs.ellipsis)
        width -= cells(text)
        if text:
            fitted.append((text, tone))
    return fitted
