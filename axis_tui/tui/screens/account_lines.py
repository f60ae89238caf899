"""Carriers, devices and meters as rows and panes of lists. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.i18n import N_, _, ngettext
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.money import money
from axis_tui.present.when import age, ago, moment
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting
from axis_tui.tui.screens.contact_words import channel_names, contact_line

if TYPE_CHECKING:
    from axis_tui.domain.money import Money
    from axis_tui.store.read.inventory import CarrierRow, DeviceRow, MeterRow

UNIT_WORDS = {"decimal": N_("GB (1000)"), "binary": N_("GiB (1024)")}
DEVICE_WORDS = {
    "phone": N_("phone"),
    "tablet": N_("tablet"),
    "watch": N_("watch"),
    "router": N_("router"),
    "laptop": N_("laptop"),
}
METER_WORDS: dict[str, tuple[str, str, Tone]] = {
    "never": ("ready", N_("not read yet"), Tone.MUTED),
    "ok": ("good", N_("ok"), Tone.GOOD),
    "failing": ("bad", N_("failing"), Tone.BAD),
}
METER_KINDS = {"kernel": N_("kernel counters"), "vnstat": N_("vnStat"), "simulated": N_("simulated")}


def carrier_header(width: int) -> Line:
    """Titles over the columns of carriers."""
    name, wide = _carrier_name(width)
    text = f" {fit(_('Carrier'), name)} {fit(_('Counts in'), 11)} {fit_right(_('eSIMs'), 6)}  "
    text += f"{fit_right(_('Balance'), 13)} {fit_right(_('Age'), 6)}  " if wide else ""
    text += _("Ways")
    return line((fit(text, width), Tone.MUTED))


def carrier_row(row: CarrierRow, now: int, width: int, glyphs: Glyphs) -> Line:
    """One carrier."""
    name, wide = _carrier_name(width)
    known = channel_names(row)
    units = fit(_(UNIT_WORDS[str(row.unit_system)]), 11)
    lead = f" {fit(row.name, name, glyphs.ellipsis)} {units} {fit_right(str(row.esims), 6)}  "
    spans: list[Span] = [(lead, Tone.NORMAL)]
    if wide:
        balance, when = glyphs.none, ""
        if row.balance is not None:
            balance, when = _money(row.balance), age(row.balance_at, now)
        spans += [(fit_right(balance, 13), Tone.NORMAL), (f" {fit_right(when, 6)}  ", Tone.MUTED)]
    spans.append((known or _("none known"), Tone.MUTED if known else Tone.WARNING))
    return fit_line(spans, width, glyphs.ellipsis)


def _money(amount: Money) -> str:
    return money(amount.minor, amount.currency, amount.exponent)


def _carrier_name(width: int) -> tuple[int, bool]:
    """Cells for the name, and whether there is room for the balance."""
    wide = width >= 76
    return width - 1 - 12 - 7 - 2 - (22 if wide else 0) - 18, wide


def carrier_pane(row: CarrierRow, now: int, zone: str, width: int, glyphs: Glyphs) -> Sequence[Line]:
    """Name, contacts, how it counts, and its balance."""
    room = width - 2
    head = [
        line((row.name, Tone.STRONG)),
        line((_("kept by hand") if row.adapter == "manual" else row.adapter, Tone.MUTED)),
    ]
    if row.service_ended_at is not None:
        ended = _("ended service %(when)s") % {"when": moment(row.service_ended_at, zone, now)}
        head.append(line((f"{glyphs.bad} {ended}", Tone.BAD)))
    counts = [
        line((_("counts in %(unit)s") % {"unit": _(UNIT_WORDS[str(row.unit_system)])}, Tone.MUTED)),
        line((_("its days are of %(zone)s") % {"zone": row.time_zone}, Tone.MUTED)),
    ]
    if row.balance is None:
        balance = line((_("no balance known"), Tone.MUTED))
    else:
        balance = line(
            _("balance %(amount)s") % {"amount": _money(row.balance)},
            (f"  {ago(row.balance_at, now)}", Tone.MUTED),
        )
    parts = (
        join_fitting(head, f" {glyphs.dot} ", room),
        contact_line(row.name, row, room),
        balance,
        join_fitting(counts, "   ", room),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in parts]


def device_header(width: int) -> Line:
    """Titles over the columns of devices."""
    name = width - 1 - 10 - 8 - 6 - 14 - 4
    text = f" {fit(_('Device'), name)} {fit(_('Kind'), 10)} {fit('EID', 8)} {fit_right(_('eSIMs'), 6)}  "
    return line((fit(text, width), Tone.MUTED))


def device_row(row: DeviceRow, width: int, glyphs: Glyphs) -> Line:
    """One device."""
    name = width - 1 - 10 - 8 - 6 - 14 - 4
    kind = _(DEVICE_WORDS.get(row.kind, row.kind))
    here = _("this machine") if row.is_local else ""
    spans: list[Span] = [
        (f" {fit(row.name, name, glyphs.ellipsis)} ", Tone.NORMAL),
        (f"{fit(kind, 10)} {fit(row.eid_masked or glyphs.none, 8)} ", Tone.MUTED),
        (f"{fit_right(str(row.esims), 6)}  ", Tone.NORMAL),
        (here, Tone.ACCENT),
    ]
    return fit_line(spans, width, glyphs.ellipsis)


def device_pane(row: DeviceRow, width: int, glyphs: Glyphs) -> Sequence[Line]:
    """Name and kind, its identifier masked, and what it holds."""
    holds = ngettext("holds %(count)d eSIM", "holds %(count)d eSIMs", row.esims) % {"count": row.esims}
    eid = f"EID {row.eid_masked}" if row.eid_masked else _("its EID is not known")
    parts = (
        line(
            (row.name, Tone.STRONG), (f" {glyphs.dot} {_(DEVICE_WORDS.get(row.kind, row.kind))}", Tone.MUTED)
        ),
        line(holds),
        line((eid, Tone.MUTED)),
        line((_("this machine") if row.is_local else "", Tone.ACCENT)),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in parts]


def meter_header(width: int) -> Line:
    """Titles over the columns of meters."""
    name, kind = _meter_widths(width)
    text = f" {fit(_('Interface'), name)} {fit(_('Kind'), kind)} {fit(_('State'), 15)} "
    return line((fit(f"{text}{fit_right(_('Read'), 6)}  {_('Counts for')}", width), Tone.MUTED))


def meter_row(row: MeterRow, now: int, width: int, glyphs: Glyphs) -> Line:
    """One meter."""
    name, kind = _meter_widths(width)
    glyph, word, tone = METER_WORDS[row.state]
    state = fit(f"{getattr(glyphs, glyph)} {_(word)}", 15)
    spans: list[Span] = [
        (f" {fit(row.label, name, glyphs.ellipsis)} ", Tone.NORMAL),
        (fit(_(METER_KINDS.get(row.kind, row.kind)), kind, glyphs.ellipsis) + " ", Tone.MUTED),
        (state + " ", tone),
        (fit_right(age(row.read_at, now), 6) + "  ", Tone.MUTED),
        (row.esim_name or _("no eSIM"), Tone.NORMAL if row.esim_name else Tone.WARNING),
    ]
    return fit_line(spans, width, glyphs.ellipsis)


def meter_pane(row: MeterRow, now: int, width: int, glyphs: Glyphs) -> Sequence[Line]:
    """Which meter, how it fares, what went wrong, and whose bytes it counts."""
    glyph, word, tone = METER_WORDS[row.state]
    room = width - 2
    head = [
        line((row.label, Tone.STRONG)),
        line((_(METER_KINDS.get(row.kind, row.kind)), Tone.MUTED)),
        line((f"{getattr(glyphs, glyph)} {_(word)}", tone)),
        line((_("read %(age)s") % {"age": ago(row.read_at, now)}, Tone.MUTED)),
    ]
    if row.esim_name:
        use = line(_("its bytes count for %(name)s") % {"name": row.esim_name})
    else:
        use = line(
            (_("its bytes count for no eSIM: press u on Plans, or set esim in the settings"), Tone.WARNING)
        )
    where = _("read through ssh %(host)s") % {"host": row.host} if row.host else _("read on this machine")
    parts = (
        join_fitting(head, f" {glyphs.dot} ", room),
        use,
        line((row.error, Tone.BAD)) if row.error else line((where, Tone.MUTED)),
        line((where if row.error else "", Tone.MUTED)),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in parts]


def _meter_widths(width: int) -> tuple[int, int]:
    kind = 15 if width >= 72 else 7
    return (width - 1 - kind - 15 - 6 - 5) // 2, kind
