"""Payment methods as rows and a pane. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.i18n import _, ngettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.method_words import expiry_span, method_kind, method_words
from axis_tui.present.when import day_with_year, local
from axis_tui.present.width import fit, fit_line, join_fitting

if TYPE_CHECKING:
    from axis_tui.store.read.payment import MethodRow

_KIND, _DIGITS, _EXPIRES = 15, 6, 16


def method_header(width: int) -> Line:
    """Titles over the columns."""
    text = (
        f" {fit(_('Label'), _name(width))} {fit(_('Kind'), _KIND)} {fit(_('Digits'), _DIGITS)} {_('Expires')}"
    )
    return line((fit(text, width), Tone.MUTED))


def method_row(row: MethodRow, now: int, zone: str, width: int, glyphs: Glyphs) -> Line:
    """One payment method."""
    digits = f"{glyphs.ellipsis}{row.last4}" if row.last4 else glyphs.none
    label = row.label if not row.carrier else method_words("balance", row.label, "", carrier=row.carrier)
    expires, tone = expiry_span(row.expires_month, now, zone, glyphs)
    spans: list[Span] = [
        (f" {fit(label, _name(width), glyphs.ellipsis)} ", Tone.NORMAL),
        (f"{fit(method_kind(row.kind.value), _KIND, glyphs.ellipsis)} {fit(digits, _DIGITS)} ", Tone.MUTED),
        (expires or glyphs.none, tone),
    ]
    return fit_line(spans, width, glyphs.ellipsis)


def method_pane(
    row: MethodRow, rules: int, now: int, zone: str, width: int, glyphs: Glyphs
) -> Sequence[Line]:
    """What it is, until when it can be used, and how many auto-renew rules (`rules`) pay with it."""
    room, gap = width - 2, f" {glyphs.dot} "
    words = method_words(row.kind.value, row.label, row.last4, carrier=row.carrier, ellipsis=glyphs.ellipsis)
    since = _("added %(day)s") % {"day": day_with_year(local(row.created_at, zone).date())}
    names = [words] if row.carrier else [row.label, words]
    head = [line((names[0], Tone.STRONG)), *map(line, names[1:]), line((since, Tone.MUTED))]
    uses = ngettext("%(count)d auto-renew rule pays with it", "%(count)d auto-renew rules pay with it", rules)
    used = uses % {"count": rules} if rules else _("no auto-renew rule pays with it")
    never = _("only these digits and the label are kept; the carrier has the rest")
    parts = (
        join_fitting(head, gap, room),
        line(expiry_span(row.expires_month, now, zone, glyphs)) if row.expires_month else line(),
        line((used, Tone.NORMAL if rules else Tone.MUTED)),
        line((never, Tone.MUTED)) if row.last4 else line(),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in parts if spans]


def _name(width: int) -> int:
    return width - 1 - 1 - _KIND - 1 - _DIGITS - 1 - _EXPIRES
