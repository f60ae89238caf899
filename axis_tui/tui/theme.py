"""Colours: each tone of a line as a terminal style, by theme. Nothing else in the program names a colour.

Tones use the 256-colour palette: short codes on the wire and the same look on every terminal. Dialogs and
inputs take the same colours as hexadecimal values through a Textual theme of the same name.
"""

from dataclasses import dataclass, replace

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from axis_tui.i18n import N_
from axis_tui.present.line import Tone

NAMES = ("dark", "light", "high-contrast", "ansi")
LABELS = {
    "dark": N_("dark"),
    "light": N_("light"),
    "high-contrast": N_("high contrast"),
    "ansi": N_("terminal colours"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Styles by tone, and the style laid over the cursor row."""

    tones: dict[Tone, Style]
    cursor: Style


_COLOURS: dict[str, dict[Tone, str]] = {
    "dark": {
        Tone.NORMAL: "color(252)",
        Tone.MUTED: "color(245)",
        Tone.STRONG: "bold color(255)",
        Tone.TITLE: "bold color(80)",
        Tone.ACCENT: "color(80)",
        Tone.GOOD: "color(114)",
        Tone.WARNING: "color(221)",
        Tone.BAD: "color(210)",
        Tone.BAR: "color(73)",
        Tone.BAR_EMPTY: "color(240)",
        Tone.ESTIMATE: "color(180)",
        Tone.KEY: "bold color(80)",
    },
    "light": {
        Tone.NORMAL: "color(236)",
        Tone.MUTED: "color(241)",
        Tone.STRONG: "bold color(232)",
        Tone.TITLE: "bold color(24)",
        Tone.ACCENT: "color(24)",
        Tone.GOOD: "color(22)",
        Tone.WARNING: "color(94)",
        Tone.BAD: "color(124)",
        Tone.BAR: "color(31)",
        Tone.BAR_EMPTY: "color(250)",
        Tone.ESTIMATE: "color(94)",
        Tone.KEY: "bold color(24)",
    },
    "high-contrast": {
        Tone.NORMAL: "color(231)",
        Tone.MUTED: "color(252)",
        Tone.STRONG: "bold color(231)",
        Tone.TITLE: "bold color(231)",
        Tone.ACCENT: "bold color(123)",
        Tone.GOOD: "bold color(120)",
        Tone.WARNING: "bold color(227)",
        Tone.BAD: "bold color(217)",
        Tone.BAR: "color(231)",
        Tone.BAR_EMPTY: "color(246)",
        Tone.ESTIMATE: "color(227)",
        Tone.KEY: "bold color(123)",
    },
    "ansi": {
        Tone.NORMAL: "default",
        Tone.MUTED: "dim",
        Tone.STRONG: "bold",
        Tone.TITLE: "bold cyan",
        Tone.ACCENT: "cyan",
        Tone.GOOD: "green",
        Tone.WARNING: "yellow",
        Tone.BAD: "red",
        Tone.BAR: "cyan",
        Tone.BAR_EMPTY: "dim",
        Tone.ESTIMATE: "yellow",
        Tone.KEY: "bold cyan",
    },
}
_PLAIN: dict[Tone, str] = {
    Tone.MUTED: "dim",
    Tone.STRONG: "bold",
    Tone.TITLE: "bold",
    Tone.ACCENT: "bold",
    Tone.WARNING: "bold",
    Tone.BAD: "bold",
    Tone.KEY: "bold",
}
_BACKGROUND = {"dark": 234, "light": 255, "high-contrast": 16}
_CURSOR = {
    "dark": "bold on color(239)",
    "light": "bold on color(251)",
    "high-contrast": "reverse",
    "ansi": "reverse",
}
_HEX = {
    "dark": ("#d0d0d0", "#1c1c1c", "#262626", "#5fd7d7"),
    "light": ("#303030", "#eeeeee", "#e4e4e4", "#005f87"),
    "high-contrast": ("#ffffff", "#000000", "#000000", "#87ffff"),
}
"""Foreground, background, raised surfaces and emphasis, for what Textual itself paints."""


def palette(name: str, *, no_color: bool = False) -> Palette:
    """The styles of a theme; without colours only weight and inversion tell tones apart."""
    if no_color:
        return Palette({tone: Style.parse(_PLAIN.get(tone, "")) for tone in Tone}, Style(reverse=True))
    ground = f" on color({_BACKGROUND[name]})" if name in _BACKGROUND else ""
    tones = {tone: Style.parse(_COLOURS[name][tone] + ground) for tone in Tone}
    return Palette(tones, Style.parse(_CURSOR[name]))


def textual_theme(name: str) -> Theme:
    """The Textual theme for what is not drawn as lines: the ground between canvases."""
    prefixed = f"axis-{name}"
    known = _HEX.get(name)
    if known is None:
        return replace(BUILTIN_THEMES["ansi-dark"], name=prefixed)
    front, back, raised, strong = known
    return Theme(
        prefixed,
        primary=strong,
        accent=strong,
        foreground=front,
        background=back,
        surface=raised,
        panel=raised,
        dark=name != "light",
    )
