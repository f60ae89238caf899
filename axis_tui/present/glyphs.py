"""The glyphs that screens and tables draw with, in Unicode and in ASCII; each is one cell wide."""

from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of glyphs. Eighths and shades run from empty to full and begin with a space."""

    name: str
    eighths_right: str
    """Nine steps of a horizontal bar's last cell, or two where the terminal knows no blocks."""
    eighths_up: str
    """Nine steps of a column's top cell and of a sparkline, or fewer."""
    full: str
    empty: str
    """The part of a bar that is used up."""
    shades: str
    """Steps of a heat map, from nothing to the most."""
    estimate: str
    series_carrier: str
    series_router: str
    budget: str
    axis_vertical: str
    axis_tick: str
    axis_corner: str
    rule: str
    good: str
    ready: str
    warning: str
    bad: str
    slowed: str
    info: str
    none: str
    done: str
    infinite: str
    ellipsis: str
    cursor: str
    alert: str
    ascending: str
    descending: str
    dot: str
    """Between the parts of a line."""
    back: str
    forward: str
    corners: str
    """Upper left, upper right, lower left, lower right of a box."""


UNICODE = Glyphs(
    name="unicode",
    eighths_right=" ▏▎▍▌▋▊▉█",
    eighths_up=" ▁▂▃▄▅▆▇█",
    full="█",
    empty="░",
    shades=" ░▒▓█",
    estimate="░",
    series_carrier="▒",
    series_router="█",
    budget="┄",
    axis_vertical="│",
    axis_tick="┤",
    axis_corner="└",
    rule="─",
    good="●",
    ready="○",
    warning="▲",
    bad="✕",
    slowed="▼",
    info="·",
    none="–",
    done="✓",
    infinite="∞",
    ellipsis="…",
    cursor="▌",
    alert="▲",
    ascending="↑",
    descending="↓",
    dot="·",
    back="‹",
    forward="›",
    corners="┌┐└┘",
)

ASCII = Glyphs(
    name="ascii",
    eighths_right=" #",
    eighths_up=" .=+*#",
    full="#",
    empty="-",
    shades=" .:*#",
    estimate=":",
    series_carrier="o",
    series_router="#",
    budget="-",
    axis_vertical="|",
    axis_tick="+",
    axis_corner="+",
    rule="-",
    good="*",
    ready="o",
    warning="!",
    bad="x",
    slowed="v",
    info=".",
    none="-",
    done="+",
    infinite="*",
    ellipsis="~",
    cursor=">",
    alert="!",
    ascending="^",
    descending="v",
    dot="-",
    back="<",
    forward=">",
    corners="++++",
)

SETS: dict[str, Glyphs] = {glyphs.name: glyphs for glyphs in (UNICODE, ASCII)}


def glyphs_for(setting: str, encoding: str) -> Glyphs:
    """The set that `setting` names (`unicode`, `ascii`), or with `auto` the one that `encoding` can carry."""
    if setting in SETS:
        return SETS[setting]
    return UNICODE if encoding.lower().replace("-", "").replace("_", "") in ("utf8", "utf16") else ASCII
