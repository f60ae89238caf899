"""What stands above the chip's list: what goes on, what failed, what goes back, and the parts. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from axis_tui.config.chip import OFF
from axis_tui.i18n import N_, _
from axis_tui.present.chip_alert_words import went_back
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.when import ago, moment
from axis_tui.present.width import fit_line
from axis_tui.present.wrap import wrapped

if TYPE_CHECKING:
    from axis_tui.config import Settings
    from axis_tui.store.read.chip import SwitchBackRow, WentBackRow

PROFILES, NOTICES, MISFITS = "profiles", "notifications", "misfits"
PARTS = (PROFILES, NOTICES, MISFITS)
_WORDS = {PROFILES: N_("profiles"), NOTICES: N_("notifications"), MISFITS: N_("does not fit")}
_MOST_GOING_ON = 2
_MOST_LINES = 3


def news_lines(
    back: SwitchBackRow | None,
    undone: str,
    going_on: Sequence[str],
    failure: str,
    silence: str,
    now: int,
    width: int,
    glyphs: Glyphs,
) -> list[Line]:
    """What is to be said beside the chip's facts; nothing on a quiet day.

    `undone`: which switch went back.
    """
    told: list[Span] = []
    if back is not None:
        told.append((f"{glyphs.warning} {back_words(back, now)}", Tone.WARNING))
    if undone:
        told.append((f"{glyphs.warning} {undone}", Tone.WARNING))
    for words in going_on[:_MOST_GOING_ON]:
        told.append((f"{glyphs.forward} {words}{glyphs.ellipsis}", Tone.ACCENT))
    for mark, text, tone in ((glyphs.bad, failure, Tone.BAD), (glyphs.warning, silence, Tone.WARNING)):
        for at, part in enumerate(wrapped(text, width - 4)[:_MOST_LINES] if text else ()):
            told.append((f"{' ' if at else mark} {part}", tone))
    return [fit_line(line(" ", span), width, glyphs.ellipsis) for span in told]


def back_words(back: SwitchBackRow, now: int) -> str:
    """`goes back to “Japan” in 43 s; y keeps the switch`."""
    seconds = max(0, back.due_at - now)
    values = {"name": back.to_label, "seconds": seconds}
    if not seconds:
        return _("the switch goes back now")
    if back.to_label:
        return _("goes back to “%(name)s” in %(seconds)d s; y keeps the switch") % values
    return _("goes back in %(seconds)d s; y keeps the switch") % values


def undone_words(row: WentBackRow, zone: str, now: int) -> str:
    """`14:02: the switch to “Gulf” went back by itself: nobody kept it`."""
    return _("%(when)s: %(what)s") % {"when": moment(row.at, zone, now), "what": went_back(row.label)}


def silence_words(read_at: int, now: int) -> str:
    """That the chip does not answer, and how old what is shown is."""
    read = ago(read_at, now)
    return _("the chip does not answer; this was read %(age)s, ^r tries again") % {"age": read}


def nowhere_words(settings: Settings | None) -> str:
    """Why there is no chip to ask, and what to do about it."""
    if settings is not None and settings.chip.lpac == OFF:
        return _("The chip is left alone: lpac = “off” under [chip] in the settings; take it out to use it.")
    return _("No lpac on this machine: install it, or say under [chip] in the settings where it is.")


def parts_line(part: str, counts: Mapping[str, int], glyphs: Glyphs) -> Line:
    """`‹ [profiles 3]  notifications 1  does not fit ▲2 ›`."""
    spans: list[Span] = [(f" {glyphs.back} ", Tone.MUTED)]
    for each in PARTS:
        is_wrong, here = each == MISFITS and counts[each] > 0, each == part
        word = f"{_(_WORDS[each])} {glyphs.warning if is_wrong else ''}{counts[each]}"
        tone = Tone.STRONG if here else Tone.WARNING if is_wrong else Tone.MUTED
        spans.append((f"[{word}]" if here else f" {word} ", tone))
    return line(*spans, (f" {glyphs.forward}", Tone.MUTED))
