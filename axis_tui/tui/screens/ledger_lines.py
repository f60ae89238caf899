"""Entries of the ledger as rows and a pane, and balances with what differs. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.domain.money import Money
from axis_tui.i18n import _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.ledger_words import difference_span, ledger_kind, ledger_note, signed
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.money import money
from axis_tui.present.when import ago, day_with_year, local, moment
from axis_tui.present.width import fit, fit_line, fit_right, join_fitting

if TYPE_CHECKING:
    from axis_tui.store.read.ledger import BalanceRow, LedgerRow

_NUMBER, _DAY, _KIND, _AMOUNT = 5, 14, 10, 14
_FIXED = 1 + _NUMBER + 1 + _DAY + 1 + _KIND + 1 + _AMOUNT + 2


def ledger_header(width: int) -> Line:
    """Titles over the columns."""
    carrier, esim, method, reference = _widths(width)
    text = f" {fit_right(_('No.'), _NUMBER)} {fit(_('Date'), _DAY)} {fit(_('Kind'), _KIND)} "
    text += f"{fit_right(_('Amount'), _AMOUNT)}  "
    text += f"{fit(_('Carrier'), carrier)} " if carrier else ""
    text += fit(_("eSIM"), esim)
    text += f" {fit(_('Paid with'), method)}" if method else ""
    text += f" {fit(_('Reference'), reference)}" if reference else ""
    return line((fit(text, width), Tone.MUTED))


def ledger_row(row: LedgerRow, zone: str, width: int, glyphs: Glyphs) -> Line:
    """One entry."""
    carrier, esim, method, reference = _widths(width)
    entry, cut_by = row.entry, glyphs.ellipsis
    day = day_with_year(local(entry.at, zone).date())
    spans: list[Span] = [
        (f" {fit_right(str(entry.number), _NUMBER)} {fit(day, _DAY, cut_by)} ", Tone.MUTED),
        (fit(ledger_kind(entry.kind), _KIND, cut_by) + " ", Tone.NORMAL),
        (fit_right(signed(entry.amount), _AMOUNT, cut_by) + "  ", _tone(entry.amount)),
    ]
    if carrier:
        spans.append((fit(row.carrier, carrier, cut_by) + " ", Tone.NORMAL))
    # Without a column of its own the carrier stands where no eSIM does.
    about = row.esim_name or (glyphs.none if carrier else row.carrier)
    spans.append((fit(about, esim, cut_by), Tone.NORMAL))
    if method:
        spans.append((" " + fit(_method(row, glyphs) or glyphs.none, method, cut_by), Tone.MUTED))
    if reference:
        text = entry.reference or ledger_note(entry.note)
        spans.append((" " + fit(text, reference, cut_by), Tone.MUTED))
    return fit_line(spans, width, cut_by)


def ledger_pane(row: LedgerRow, zone: str, now: int, width: int, glyphs: Glyphs) -> Sequence[Line]:
    """Four lines: what it is, what it is about, how it was paid, and what was noted."""
    entry, room, gap = row.entry, width - 2, f" {glyphs.dot} "
    head = [
        line((_("entry %(number)d") % {"number": entry.number}, Tone.STRONG)),
        line(ledger_kind(entry.kind)),
        line((signed(entry.amount), _tone(entry.amount))),
        line((moment(entry.at, zone, now), Tone.MUTED)),
    ]
    about = [line(text) for text in (row.carrier, row.esim_name) if text]
    if entry.renewal_id is not None:
        about.append(line((_("order %(number)d") % {"number": entry.renewal_id}, Tone.MUTED)))
    place = _("moves the carrier’s balance") if entry.on_balance else _("not on the carrier’s balance")
    method = _method(row, glyphs)
    paid = [line(_("paid with %(method)s") % {"method": method})] if method else []
    paid.append(line((place, Tone.MUTED)))
    noted = [line((text, Tone.MUTED)) for text in (entry.reference, ledger_note(entry.note)) if text]
    noted.append(line((f"SHA-256 {row.hash[:16]}{glyphs.ellipsis}", Tone.MUTED)))
    parts = (
        join_fitting(head, gap, room),
        join_fitting(about, gap, room),
        join_fitting(paid, gap, room),
        join_fitting(noted, gap, room),
    )
    return [fit_line(line(" ", *spans), width, glyphs.ellipsis) for spans in parts]


def balance_line(row: BalanceRow, now: int, width: int, glyphs: Glyphs) -> Line:
    """A carrier's balance: the ledger's, the carrier's with its age, and how they differ."""
    name = max(12, width - 14 - 16 - 30)
    spans: list[Span] = [
        (f" {fit(row.carrier, name, glyphs.ellipsis)} ", Tone.NORMAL),
        (fit_right(_amount(row.derived, glyphs), 13) + "  ", Tone.NORMAL),
        (fit_right(_amount(row.stated, glyphs), 13) + " ", Tone.NORMAL),
        difference_span(row.difference, glyphs),
    ]
    return fit_line(spans, width, glyphs.ellipsis)


def balance_header(width: int) -> Line:
    """Titles over the columns of balances."""
    name = max(12, width - 14 - 16 - 30)
    text = f" {fit(_('Carrier'), name)} {fit_right(_('Ledger'), 13)}  {fit_right(_('Carrier says'), 13)} "
    return line((fit(text, width), Tone.MUTED))


def balance_words(row: BalanceRow, now: int) -> str:
    """What is known of one balance, as a sentence with the age of the carrier's figure."""
    if row.derived is None:
        return _("The ledger holds nothing on this balance.")
    derived = money(row.derived.minor, row.derived.currency, row.derived.exponent)
    if row.stated is None:
        return _("The ledger adds up to %(derived)s; the carrier was never heard.") % {"derived": derived}
    return _("The ledger adds up to %(derived)s; the carrier said %(stated)s %(ago)s.") % {
        "derived": derived,
        "stated": money(row.stated.minor, row.stated.currency, row.stated.exponent),
        "ago": ago(row.stated_at, now),
    }


def _widths(width: int) -> tuple[int, int, int, int]:
    """Cells for carrier, eSIM, method and reference; 0 where there is no room for the column."""
    rest = width - _FIXED
    if width < 76:
        return 0, rest, 0, 0
    if width < 100:
        carrier = min(14, rest // 2)
        return carrier, rest - carrier - 1, 0, 0
    method = 14
    carrier = (rest - method - 3) // 3
    esim = (rest - method - 3) // 3
    return carrier, esim, method, rest - carrier - esim - method - 3


def _method(row: LedgerRow, glyphs: Glyphs) -> str:
    if row.method and row.method_last4:
        return f"{row.method} {glyphs.ellipsis}{row.method_last4}"
    return row.method


def _tone(amount: Money) -> Tone:
    return Tone.GOOD if amount.minor > 0 else Tone.NORMAL


def _amount(amount: Money | None, glyphs: Glyphs) -> str:
    return glyphs.none if amount is None else money(amount.minor, amount.currency, amount.exponent)
