"""An activation code as a QR code and as text, side by side where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.qr import qr_lines
from axis_tui.present.width import cells
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.page import PageDialog

GAP = 3
SIDE_COLUMNS = 24
"""The least that the text needs beside the code."""
EDGES = (6, 2)
"""Columns and rows of a terminal that the frame and the blanks around it take."""


class RevealPage(PageDialog):
    """As high as the terminal, since a code has to be seen whole; nothing of it is kept once it is left."""

    COLUMNS = 100

    def __init__(self, name: str, code: str) -> None:
        super().__init__(name, self._page)
        self._code = code

    @property
    def room(self) -> int:
        return max(1, self.app.size.height - EDGES[1])

    def _page(self, width: int) -> Sequence[Line]:
        drawn = qr_lines(self._code, self.glyphs, is_dark=self.app.current_theme.dark)
        return reveal_lines(drawn, self._code, width, self.room)


def reveal_lines(drawn: Sequence[str], code: str, width: int, room: int) -> list[Line]:
    """The page in `width` columns and `room` rows: the code `drawn` whole, or how much room it needs."""
    columns = cells(drawn[0]) if drawn else 0
    side = width - columns - GAP
    if drawn and len(drawn) <= room and side >= SIDE_COLUMNS:
        beside = _text(code, side)
        blank = " " * columns
        rows = max(len(drawn), len(beside))
        return [
            line(
                (drawn[at] if at < len(drawn) else blank, Tone.STRONG),
                " " * GAP,
                *(beside[at] if at < len(beside) else ()),
            )
            for at in range(rows)
        ]
    if drawn and len(drawn) <= room and columns <= width:
        margin = " " * ((width - columns) // 2)
        return [*(line(margin, (each, Tone.STRONG)) for each in drawn), *_text(code, width)]
    if not drawn:
        said = _("The code is too long for a QR code.")
    else:
        needed = {"columns": columns + EDGES[0], "rows": len(drawn) + EDGES[1]}
        said = _("The QR code needs a terminal of %(columns)d×%(rows)d.") % needed
    return [*(line((text, Tone.WARNING)) for text in wrapped(said, width)), (), *_text(code, width)]


def _text(code: str, width: int) -> list[Line]:
    """The code in rows, none of it left out, and what to know before it is used."""
    lines = [line((code[at : at + width], Tone.ACCENT)) for at in range(0, len(code), width)]
    for said in (
        _("Scan it with the other device, or type it there."),
        _("Most codes work once. Delete the profile on the old device first."),
        _("Whoever sees it can take the eSIM; that it was shown is noted."),
    ):
        lines += [(), *(line((text, Tone.MUTED)) for text in wrapped(said, width))]
    return lines
