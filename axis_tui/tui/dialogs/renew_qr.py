"""A number or a page as a QR code, for the telephone in the other hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.qr import qr_lines
from axis_tui.present.width import cells
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.page import PageDialog

if TYPE_CHECKING:
    from textual.app import App


class QrPage(PageDialog):
    """The code in the middle; where it does not fit whole, what it holds and how much room it needs."""

    def __init__(self, link: str) -> None:
        super().__init__(_("Scan with your phone"), self._page)
        self._link = link

    def _page(self, width: int) -> Sequence[Line]:
        below = [line((text, Tone.ACCENT)) for text in wrapped(self._link, width)]
        code = qr_lines(self._link, self.glyphs, is_dark=self.app.current_theme.dark)
        if not code:
            return [line((_("too long for a QR code"), Tone.WARNING)), *below]
        rows, columns = len(code), cells(code[0])
        if rows > self.room or columns > width:
            needed = {"columns": columns + 6, "rows": rows + 4}
            said = _("The code needs a terminal of %(columns)d×%(rows)d.") % needed
            return [line((text, Tone.WARNING)) for text in wrapped(said, width)] + [(), *below]
        margin = " " * ((width - columns) // 2)
        drawn = [line(margin, (each, Tone.STRONG)) for each in code]
        return [*drawn, *below] if rows + len(below) <= self.room else drawn


def show_qr(app: App[object], link: str) -> None:
    """Open the page; nothing where there is nothing to encode."""
    if link:
        app.push_screen(QrPage(link))
