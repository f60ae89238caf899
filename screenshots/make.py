"""Draws every picture in this folder from the demo: `python -m screenshots.make`.

The same seed and instant give the same pictures. SVG comes from Textual itself; PNG needs Debian's
librsvg2-bin, fonts-dejavu-core and fonts-noto-cjk, and is left as it is where `rsvg-convert` is missing.
"""

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from axis_tui import bootstrap, i18n
from axis_tui.demo.stage import Stage
from axis_tui.present.glyphs import UNICODE
from axis_tui.store.presence import Presence
from axis_tui.tui.app import AxisApp
from axis_tui.tui.deps import Deps
from axis_tui.tui.gateway import Gateway

HERE = Path(__file__).parent
SEED = 7
AT = 1_795_177_440
"""Friday 20 November 2026, 12:24 UTC: the moment all pictures show."""
ZONE = "Europe/Berlin"
NORMAL, WIDE = (80, 24), (120, 36)
WORK_S = 1.0
"""What is written or backed up on the way to a picture is done by then."""
REMOTE_FONT = re.compile(r"\s*@font-face \{.*?\n    \}", re.S)
CELL_FONT = "DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace"
CELL_FONT_SIZE = 20.26
"""DejaVu Sans Mono is 0.602 em wide, and Textual's cells are 12.2 units."""
CELL = 12.2
INDENTED = re.compile(r'x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"([^>]*)>((?:&#160;)+)')


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen: its file name, its size in cells, the keys that lead to it, its language and theme."""

    name: str
    size: tuple[int, int]
    keys: Sequence[str] = ()
    language: str = "en"
    theme: str = "dark"


PICTURES = (
    Picture("plans", NORMAL),
    Picture("plans-wide", WIDE),
    Picture("plan", NORMAL, ("enter",)),
    Picture("add", NORMAL, ("n",)),
    Picture("help", NORMAL, ("question_mark",)),
    Picture("usage", NORMAL, ("2",)),
    Picture("usage-wide", WIDE, ("2",)),
    Picture("renewals", NORMAL, ("3",)),
    Picture("renew", NORMAL, ("3", *"jjjjjj", "r", *"jjj")),
    Picture("order", NORMAL, ("3", "h", "enter")),
    Picture("auto-renew", NORMAL, ("a",)),
    Picture("auto-renew-wide", WIDE, ("a", "e", "ctrl+s")),
    Picture("ledger", NORMAL, ("3", "l")),
    Picture("cancellation", NORMAL, ("4",)),
    Picture("cancel", NORMAL, ("4", "slash", *"japan", "enter", "c", "enter")),
    Picture("case", NORMAL, ("4", "v", "enter")),
    Picture("case-wide", WIDE, ("4", "v", "v", "j", "j", "enter")),
    Picture("dossier", NORMAL, ("4", "v", "v", "j", "j", "enter", "d", "v")),
    Picture("chip", NORMAL, ("6", "c")),
    Picture("code", NORMAL, ("G", "c", "y")),
    Picture("alerts", NORMAL, ("5",)),
    Picture("account", NORMAL, ("6",)),
    Picture("plans-light", NORMAL, theme="light"),
    Picture("plans-zh-hans", NORMAL, language="zh_Hans"),
    Picture("usage-zh-hant", NORMAL, ("2",), language="zh_Hant"),
)


async def draw(picture: Picture, stage: Stage) -> str:
    """The SVG of one picture."""
    i18n.use(picture.language)
    flags = {"store": str(stage.store), "state": str(stage.state), "language": picture.language}
    settings = bootstrap.settings({**flags, "config": str(stage.config)}, {})
    deps = Deps(
        store=stage.store,
        open_reader=partial(bootstrap.open_reader, settings),
        gateway=Gateway(partial(bootstrap.open_writer, settings, create=False), lambda: AT),
        clock=lambda: AT,
        zone=ZONE,
        settings=settings,
        state_dir=stage.state,
        glyphs=UNICODE,
        presence=lambda: Presence(True, "companion", 4242, AT - 3600, 2),
        theme=picture.theme,
    )
    app = AxisApp(deps)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.press(*picture.keys)
        await pilot.pause(WORK_S if picture.keys else 0)
        drawn = app.export_screenshot(title="axis-tui")
    # No picture may ask another machine for a font.
    drawn = REMOTE_FONT.sub("", drawn).replace("Fira Code, monospace", CELL_FONT)
    return INDENTED.sub(unindented, drawn)


def unindented(found: re.Match[str]) -> str:
    """A text that begins with spaces, begun after them: some renderers drop them at the start."""
    x, y, length, rest, spaces = found.groups()
    skipped = CELL * spaces.count(";")
    return f'x="{float(x) + skipped:g}" y="{y}" textLength="{float(length) - skipped:g}"{rest}>'


def write_png(svg: Path) -> None:
    """The PNG beside an SVG, with a font that fills Textual's cells exactly."""
    text = svg.read_text("utf-8").replace("font-size: 20px", f"font-size: {CELL_FONT_SIZE}px")
    with tempfile.NamedTemporaryFile("w", suffix=".svg", encoding="utf-8") as exact:
        exact.write(text)
        exact.flush()
        subprocess.run(["rsvg-convert", exact.name, "-o", str(svg.with_suffix(".png"))], check=True)


def main() -> int:
    has_png = shutil.which("rsvg-convert") is not None
    with Stage(SEED, AT) as stage:
        stage.build()
        for picture in PICTURES:
            svg = HERE / f"{picture.name}.svg"
            drawn = asyncio.run(draw(picture, stage))
            svg.write_text(drawn.replace(str(stage.directory), "/tmp/axis-tui-demo"), "utf-8")
            if has_png:
                write_png(svg)
    if not has_png:
        print("rsvg-convert is not here, so the PNG files are as they were", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
