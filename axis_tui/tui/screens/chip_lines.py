"""The chip as lines: its facts, profiles, notifications, and what does not fit with the plans. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.domain.identifiers import mask
from axis_tui.i18n import N_, _, ngettext
from axis_tui.present.chip_alert_words import KIND_WORDS, chip_sentence, has_no_service
from axis_tui.present.chip_words import esim_words, notice_span, operation_word, profile_state_mark
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.sizes import size
from axis_tui.present.when import ago, moment
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting

if TYPE_CHECKING:
    from axis_tui.store.read.chip import ChipRow, NoticeRow, ProfileRow
    from axis_tui.store.read.chip_fit import MisfitRow

_WITH_PROVIDER = 72
_STATE_CELLS = 12
_KIND_CELLS = 18
_ADVICE = {
    "paid_not_installed": N_("install it by its code (n), or mark its profile and link it (l)"),
    "enabled_expired": N_("renew it on Plans, or enable another profile"),
    "deleted_billing": N_("switch auto-renew off, or end its service on Cancellation (key 4)"),
    "unknown_on_chip": N_("mark it among the profiles and press l: it is an eSIM here, or a new one"),
}
_NO_SERVICE = N_("ask its carrier why, or enable another profile")
"""What to do about one that is enabled in vain though its plan may run."""


def chip_lines(chip: ChipRow, others: int, now: int, width: int, glyphs: Glyphs) -> list[Line]:
    """Two lines: which chip it is, and how it fares. `others`: how many more were read before."""
    more = ngettext("%(count)d other chip was read before", "%(count)d other chips were read before", others)
    which = (
        line((f"EID {chip.eid_masked}", Tone.STRONG)),
        line(chip.device),
        line((chip.host or _("this machine"), Tone.MUTED)),
        line((more % {"count": others} if others else "", Tone.MUTED)),
    )
    free = "" if chip.free_bytes is None else _("%(size)s free") % {"size": size(chip.free_bytes, "binary")}
    fares = (
        line((_("read %(age)s") % {"age": ago(chip.read_at, now)}, Tone.MUTED)),
        line(free),
        line((_("firmware %(version)s") % {"version": chip.firmware} if chip.firmware else "", Tone.MUTED)),
        line((chip.default_dp_address, Tone.MUTED)),
    )
    return [line(" ", *join_fitting(parts, f" {glyphs.dot} ", width - 2)) for parts in (which, fares)]


# Profiles


def profile_header(width: int) -> Line:
    """Titles over the columns."""
    name, provider = _profile_widths(width)
    text = f" {fit(_('Profile'), name)} {fit(_('State'), _STATE_CELLS)} {fit('ICCID', 6)} "
    text += f"{fit(_('Provider'), provider)} " if provider else ""
    return line((fit(text + _("eSIM here"), width), Tone.MUTED))


def profile_row(row: ProfileRow, is_misfit: bool, width: int, glyphs: Glyphs) -> Line:
    """One profile; `is_misfit`: something about it does not fit with the plans."""
    name, provider = _profile_widths(width)
    state, tone = profile_state_mark(row.state, glyphs, is_gone=row.gone_at is not None)
    spans: list[Span] = [
        (f" {fit(row.label, name, glyphs.ellipsis)} ", Tone.NORMAL),
        (fit(state, _STATE_CELLS, glyphs.ellipsis) + " ", tone),
        (fit(mask(row.iccid), 6) + " ", Tone.MUTED),
    ]
    if provider:
        spans.append((fit(row.provider, provider, glyphs.ellipsis) + " ", Tone.MUTED))
    if is_misfit:
        spans.append((f"{glyphs.warning} ", Tone.WARNING))
    return fit_line([*spans, _esim_span(row)], width, glyphs.ellipsis)


def profile_pane(
    row: ProfileRow, misfit: MisfitRow | None, case: str, width: int, glyphs: Glyphs
) -> list[Line]:
    """Which profile, what it is here, what does not fit, and the open cancellation `case`, such as C-0007."""
    state = profile_state_mark(row.state, glyphs, is_gone=row.gone_at is not None)
    head = [
        line((row.label, Tone.STRONG)), line(state),
        *(line((text, Tone.MUTED)) for text in dict.fromkeys((row.provider, row.name)) if text != row.label),
    ]  # fmt: skip
    if row.klass not in ("", "operational"):
        head.append(line((row.klass, Tone.MUTED)))
    facts = [line((f"ICCID {mask(row.iccid)}", Tone.MUTED)), line(_esim_span(row))]
    if row.isdp_aid:
        facts.insert(1, line((f"AID {mask(row.isdp_aid)}", Tone.MUTED)))
    told: list[Line] = [
        join_fitting(head, f" {glyphs.dot} ", width - 2),
        join_fitting(facts, "   ", width - 2),
    ]
    if misfit is not None:
        told.append(line((f"{glyphs.warning} {_sentence(misfit)}", Tone.WARNING)))
    if case:
        said = _("%(case)s is open for it and takes it off the chip itself, with proof") % {"case": case}
        told.append(line((f"{glyphs.warning} {said}", Tone.WARNING)))
    return _in_margin(told, width, glyphs)


def _esim_span(row: ProfileRow) -> Span:
    if row.esim_id is None:
        return _("no eSIM here"), Tone.WARNING
    return esim_words(row.esim_name, row.status), Tone.MUTED


def _profile_widths(width: int) -> tuple[int, int]:
    room = width - _STATE_CELLS - 11
    provider = room // 5 if width >= _WITH_PROVIDER else 0
    return (room - provider) * 2 // 5 + 2, provider


# Notifications


def notice_header(width: int) -> Line:
    """Titles over the columns."""
    text = f" {fit_right(_('No.'), 5)}  {fit(_('Tells of'), 12)} {fit(_('eSIM'), _esim_cells(width))} "
    return line((fit(f"{text}{fit(_('Proof'), 6)} {_('State')}", width), Tone.MUTED))


def notice_row(row: NoticeRow, width: int, glyphs: Glyphs) -> Line:
    """One notification: its number, what it tells of, whether its proof is kept, and what became of it."""
    told, tone = _notice_span(row)
    proof = (glyphs.done, Tone.GOOD) if row.has_proof else (glyphs.none, Tone.MUTED)
    spans: list[Span] = [
        (f" {fit_right(str(row.seq), 5)}  ", Tone.STRONG),
        (fit(operation_word(row.operation), 12, glyphs.ellipsis) + " ", Tone.NORMAL),
        (fit(row.esim_name or row.iccid_masked, _esim_cells(width), glyphs.ellipsis) + " ", Tone.NORMAL),
        (fit(proof[0], 6) + " ", proof[1]),
        (told, tone),
    ]
    return fit_line(spans, width, glyphs.ellipsis)


def notice_pane(row: NoticeRow, now: int, zone: str, width: int, glyphs: Glyphs) -> list[Line]:
    """Which one, where it goes, what became of it."""
    told, tone = _notice_span(row)
    head = [
        line((_("notification %(number)d") % {"number": row.seq}, Tone.STRONG)),
        line(operation_word(row.operation)),
        line(row.esim_name),
        line((f"ICCID {row.iccid_masked}" if row.iccid_masked else "", Tone.MUTED)),
    ]
    seen = _("seen %(when)s") % {"when": moment(row.seen_at, zone, now)}
    sent = "" if row.sent_at is None else _("sent %(when)s") % {"when": moment(row.sent_at, zone, now)}
    proof = _("kept as the chip signed it: the proof") if row.has_proof else _("its signed form is not kept")
    lines = [
        join_fitting(head, f" {glyphs.dot} ", width - 2),
        join_fitting(
            [line((row.address, Tone.MUTED)), line((seen, Tone.MUTED)), line(sent)], "   ", width - 2
        ),
        line((row.error, Tone.BAD)) if row.error and row.is_on_chip else line((told, tone)),
        line((proof, Tone.GOOD if row.has_proof else Tone.MUTED)),
    ]
    return _in_margin(lines, width, glyphs)


def _notice_span(row: NoticeRow) -> tuple[str, Tone]:
    return notice_span(
        is_on_chip=row.is_on_chip, is_sent=row.sent_at is not None, is_new=row.is_new,
        unsent_confirmed=row.unsent_confirmed, error=row.error,
    )  # fmt: skip


def _esim_cells(width: int) -> int:
    return 14 if width < _WITH_PROVIDER else 20


# What does not fit with the plans


def misfit_header(width: int) -> Line:
    """Titles over the columns."""
    return line((fit(f"   {fit(_('What'), _KIND_CELLS)} {_('Why')}", width), Tone.MUTED))


def misfit_row(row: MisfitRow, width: int, glyphs: Glyphs) -> Line:
    """One of them."""
    tone = _TONES[str(row.severity)]
    glyph = glyphs.bad if tone is Tone.BAD else glyphs.warning if tone is Tone.WARNING else glyphs.info
    spans: list[Span] = [
        (f" {glyph} {fit(_(KIND_WORDS[str(row.kind)]), _KIND_CELLS, glyphs.ellipsis)} ", tone),
        (_sentence(row), Tone.NORMAL),
    ]
    return fit_line(spans, width, glyphs.ellipsis)


def misfit_pane(row: MisfitRow, width: int, glyphs: Glyphs) -> list[Line]:
    """What it is, and what to do about it."""
    advice = _NO_SERVICE if has_no_service(row.detail) else _ADVICE[str(row.kind)]
    told = [line((_sentence(row), Tone.STRONG)), line(_(advice))]
    return _in_margin(told, width, glyphs)


_TONES = {"critical": Tone.BAD, "warning": Tone.WARNING, "info": Tone.ACCENT}


def _sentence(row: MisfitRow) -> str:
    return chip_sentence(row, row.esim_name)


def _in_margin(lines: Sequence[Line], width: int, glyphs: Glyphs) -> list[Line]:
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in lines]
