"""Each status as a glyph, a word and a tone; keyed by the values of `domain.status.Status`."""

from typing import NamedTuple

from axis_tui.i18n import N_, _
from axis_tui.present.glyphs import Glyphs
from axis_tui.present.line import Line, Tone, line


class StatusWord(NamedTuple):
    """How one status reads: `glyph` names a field of `Glyphs`."""

    glyph: str
    word: str
    tone: Tone


CANCELLED = "cancelled"
"""The state of an eSIM whose plan a cancellation ended: nothing is left, and nothing to be renewed."""

STATUS_WORDS: dict[str, StatusWord] = {
    "none": StatusWord("none", N_("no plan"), Tone.MUTED),
    "ready": StatusWord("ready", N_("ready"), Tone.ACCENT),
    "queued": StatusWord("ready", N_("queued"), Tone.MUTED),
    "active": StatusWord("good", N_("active"), Tone.GOOD),
    "expiring": StatusWord("warning", N_("expiring"), Tone.WARNING),
    "low": StatusWord("warning", N_("low"), Tone.WARNING),
    "slowed": StatusWord("slowed", N_("slowed"), Tone.WARNING),
    "depleted": StatusWord("bad", N_("used up"), Tone.BAD),
    "expired": StatusWord("bad", N_("expired"), Tone.BAD),
    "lapsed": StatusWord("bad", N_("lapsed"), Tone.BAD),
    "service_ended": StatusWord("bad", N_("no service"), Tone.BAD),
    "profile_expired": StatusWord("bad", N_("eSIM expired"), Tone.BAD),
    CANCELLED: StatusWord("none", N_("cancelled"), Tone.MUTED),
    "archived": StatusWord("none", N_("archived"), Tone.MUTED),
}

OUT_OF_USE = frozenset({"profile_expired", "service_ended", "lapsed", "expired", CANCELLED, "archived"})
"""States in which nothing of a plan can be used, so that it has neither a budget nor a forecast."""

PROFILE_WORDS: dict[str, str] = {
    "released": N_("not installed"),
    "installed": N_("installed"),
    "enabled": N_("enabled"),
    "disabled": N_("disabled"),
    "deleted": N_("deleted"),
}
"""Words for the profile states of an eSIM."""


def status_word(status: str) -> str:
    """`active`, `used up`: the word alone."""
    return _(STATUS_WORDS[status].word)


def status_line(status: str, glyphs: Glyphs) -> Line:
    """`● active`, in the tone of the status."""
    entry = STATUS_WORDS[status]
    return line((f"{getattr(glyphs, entry.glyph)} {_(entry.word)}", entry.tone))


def profile_word(state: str) -> str:
    """`not installed`, `enabled`: the word for a profile state."""
    return _(PROFILE_WORDS[state])
