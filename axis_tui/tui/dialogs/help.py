"""`?`: what a screen is for, its keys, its words; all of it from the screen's own declarations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.page import PageDialog

if TYPE_CHECKING:
    from axis_tui.tui.command import Command
    from axis_tui.tui.screens.base import AxisScreen


class HelpScreen(PageDialog):
    """The help page of one main screen."""

    def __init__(self, screen: AxisScreen) -> None:
        super().__init__(
            _("Help: %(screen)s") % {"screen": _(screen.HEADING)}, lambda width: help_lines(screen, width)
        )


def help_lines(screen: AxisScreen, width: int) -> Sequence[Line]:
    """The page in `width` columns."""
    from axis_tui.tui.commands import common

    ascii_only = screen.deps.glyphs.name == "ascii"
    lines: list[Line] = [line(text) for text in wrapped(_(screen.PURPOSE), width)]
    lines += [(), line((_("Keys here"), Tone.TITLE))]
    now = set(screen.usable_commands())
    passing = ("start.", "filter.")  # worth telling only where they work
    own = [each for each in screen.COMMANDS if each in now or not each.id.startswith(passing)]
    lines += _keys(own, width, ascii_only)
    lines += [(), line((_("Keys everywhere"), Tone.TITLE))]
    taken = {key for each in own for key in each.keys}
    lines += _keys([each for each in common.COMMANDS if not taken.issuperset(each.keys)], width, ascii_only)
    if screen.WORDS:
        lines += [(), line((_("Words"), Tone.TITLE))]
        for word, meaning in screen.WORDS:
            first, *rest = wrapped(f"{_(word)}: {_(meaning)}", width)
            head, _colon, tail = first.partition(":")
            lines.append(line((head, Tone.STRONG), (f":{tail}", Tone.NORMAL)))
            lines += [line(f"  {text}") for text in rest]
    return lines


def _keys(commands: Iterable[Command], width: int, ascii_only: bool) -> list[Line]:
    lines: list[Line] = []
    for command in commands:
        if not command.keys:
            continue
        keys = fit(command.key_words(ascii_only=ascii_only), 13)
        first, *rest = wrapped(_(command.help), width - 14)
        lines.append(line((f"{keys} ", Tone.KEY), first))
        lines += [line(" " * 14, text) for text in rest]
    return lines
