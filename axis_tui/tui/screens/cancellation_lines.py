"""What cancelling an eSIM would mean, as lines: the row, the pane, and the check in full. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.domain.plan import Plan
from axis_tui.i18n import _, ngettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.rows import OverviewLike
from axis_tui.present.sizes import size, size_short
from axis_tui.present.status_words import profile_word, status_line
from axis_tui.present.when import left, left_short
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting
from axis_tui.tui.screens.contact_words import Contacts, channel_names, contact_line

LONG_FROM = 72
"""Columns from which the last column says in words what stands in the way."""
OVER = frozenset({"expired", "lapsed"})
"""States in which nothing of the plan can be used any more."""
Finding = tuple[bool, str]
"""Whether it stands in the way, and what it is."""


def widths(width: int) -> tuple[int, int, int]:
    """Cells for name, carrier (0 below 100) and state."""
    state, before = (16, 18) if width >= LONG_FROM else (14, 5)
    rest = width - 1 - state - 5 - 6 - 5 - before - 6
    carrier = 18 if width >= 100 else 0
    return rest - (carrier + 1 if carrier else 0), carrier, state


def cancellation_header(width: int) -> Line:
    """Titles over the columns."""
    name, carrier, state = widths(width)
    text = f" {fit(_('eSIM'), name)} "
    if carrier:
        text += fit(_("Carrier"), carrier) + " "
    text += f"{fit(_('State'), state)} {fit_right(_('Time'), 5)} {fit_right(_('Data'), 6)} "
    text += fit_right(_("Auto"), 5)
    return line((fit(f"{text}  {_('To do')}", width), Tone.MUTED))


def cancellation_row(
    row: OverviewLike, contacts: Contacts | None, now: int, width: int, glyphs: Glyphs
) -> Line:
    """One eSIM: its state, what would be lost, auto-renew, and how much stands in the way."""
    name, carrier, state = widths(width)
    spans: list[Span] = [(f" {fit(row.name, name, glyphs.ellipsis)} ", Tone.NORMAL)]
    if carrier:
        spans.append((fit(row.carrier, carrier, glyphs.ellipsis) + " ", Tone.MUTED))
    ((words, tone),) = status_line(str(row.status), glyphs)
    spans.append((fit(words, state, glyphs.ellipsis) + " ", tone))
    auto = _("on") if row.auto_renew else _("off")
    figures = f"{fit_right(_time_left(row, now, glyphs), 5)} {fit_right(_data_left(row, glyphs), 6)} "
    spans.append((figures, Tone.NORMAL))
    spans.append((fit_right(auto, 5) + "  ", Tone.WARNING if row.auto_renew else Tone.MUTED))
    count = sum(stands for stands, _text in findings(row, (), contacts, now))
    if count:
        words = ngettext("%(count)d thing to do", "%(count)d things to do", count) % {"count": count}
        text = words if width >= LONG_FROM else str(count)
        spans.append((f"{glyphs.warning} {text}", Tone.WARNING))
    else:
        nothing = f" {_('nothing')}" if width >= LONG_FROM else ""
        spans.append((glyphs.done + nothing, Tone.GOOD))
    return fit_line(spans, width, glyphs.ellipsis)


def findings(row: OverviewLike, plans: Sequence[Plan], contacts: Contacts | None, now: int) -> list[Finding]:
    """What is to be done or lost before the eSIM can be cancelled, first what stands in the way."""
    found: list[Finding] = []
    if row.auto_renew:
        found.append((True, _("auto-renew is on: turn it off with the carrier, or it charges again")))
    else:
        found.append((False, _("auto-renew is off")))
    running = row.expires_at is not None and row.expires_at > now and row.plan_id is not None
    if running and (row.left_bytes is None or row.left_bytes > 0):
        found.append((True, _("its plan still runs: %(what)s would be lost") % {"what": _lost(row, now)}))
    elif row.lapses_at is not None and row.starts_at is None and row.lapses_at > now:
        found.append((True, _("its plan was never started: all of it would be lost")))
    else:
        found.append((False, _("no plan is running")))
    queued = sum(str(plan.state) == "queued" for plan in plans)
    if queued:
        text = ngettext("%(count)d more plan waits on it", "%(count)d more plans wait on it", queued)
        found.append((True, text % {"count": queued}))
    if row.profile_state == "enabled":
        where = row.device or _("its device")
        found.append((True, _("it is enabled on %(device)s: disable it there") % {"device": where}))
    else:
        state = profile_word(str(row.profile_state))
        found.append((False, _("its profile is %(state)s") % {"state": state}))
    if not channel_names(contacts):
        found.append((True, _("no contact of %(carrier)s is known here") % {"carrier": row.carrier}))
    return sorted(found, key=lambda each: not each[0])


def cancellation_pane(
    row: OverviewLike, contacts: Contacts | None, now: int, width: int, glyphs: Glyphs
) -> Sequence[Line]:
    """Four lines: what it is, what stands in the way, and whom to write or call."""
    room = width - 2
    head = [
        line((row.name, Tone.STRONG)),
        status_line(str(row.status), glyphs),
        line((row.carrier, Tone.MUTED)),
    ]
    ways = [_mark(each, glyphs) for each in findings(row, (), contacts, now)]
    lines = (
        join_fitting(head, f" {glyphs.dot} ", room),
        join_fitting(ways[:1], "   ", room) or ways[0],
        join_fitting(ways[1:], "   ", room),
        contact_line(row.carrier, contacts, room),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]


def check_lines(
    row: OverviewLike, plans: Sequence[Plan], contacts: Contacts | None, now: int, width: int, glyphs: Glyphs
) -> list[Line]:
    """The check in full: every finding on a line of its own, and how to cancel by hand."""
    lines: list[Line] = [line((row.name, Tone.STRONG), (f"  {row.carrier}", Tone.MUTED)), ()]
    lines += [_mark(each, glyphs) for each in findings(row, plans, contacts, now)]
    lines += [
        (),
        line((_("The carrier ends the service; ask it here:"), Tone.MUTED)),
        contact_line(row.carrier, contacts, width),
    ]
    return [fit_line(spans, width, glyphs.ellipsis) for spans in lines]


def _mark(finding: Finding, glyphs: Glyphs) -> Line:
    stands, text = finding
    return line(
        (f"{glyphs.warning if stands else glyphs.done} {text}", Tone.WARNING if stands else Tone.GOOD)
    )


def _lost(row: OverviewLike, now: int) -> str:
    time = left(row.expires_at or now, now, row.zone)
    if row.left_bytes is None:
        return _("%(time)s of unlimited data") % {"time": time}
    return _("%(time)s and %(data)s") % {"time": time, "data": size(row.left_bytes, row.unit_system)}


def _time_left(row: OverviewLike, now: int, glyphs: Glyphs) -> str:
    if row.plan_id is None or row.expires_at is None:
        return glyphs.none
    return left_short(row.expires_at, now, row.zone) if row.expires_at > now else "0"


def _data_left(row: OverviewLike, glyphs: Glyphs) -> str:
    if row.plan_id is None or str(row.status) in OVER:
        return glyphs.none
    if row.expires_at is not None and row.allowance_bytes is None:
        return glyphs.infinite
    return size_short(max(row.left_bytes or 0, 0), row.unit_system)
