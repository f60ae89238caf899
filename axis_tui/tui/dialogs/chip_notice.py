"""Dropping a notification unsent: its carrier then believes what it believed before, so a word is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.i18n import _
from axis_tui.present.chip_words import drop_word, operation_word
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin

if TYPE_CHECKING:
    from axis_tui.store.read.chip import NoticeRow
    from axis_tui.tui.screens.base import AxisScreen


def drop(screen: AxisScreen, notice: NoticeRow, stored: Callable[[int], None]) -> None:
    """Drop it once its word and number were typed, and the PIN where one is set; `stored` gets the request's
    number."""

    def lines(width: int) -> Sequence[Line]:
        return _warning(notice, width)

    def change(tx: Any, pin: str | None) -> Any:
        from axis_tui.store.write import approval, requests

        payload = {"notice_id": notice.id, "confirmed": True}
        return approval.approved(tx, pin, tx.now, lambda tx: requests.ask(tx, "chip_drop", payload, tx.now))

    def answered(request_id: int | None) -> None:
        if request_id is not None:
            stored(request_id)

    title = _("Drop notification %(number)d") % {"number": notice.seq}
    word = drop_word(notice.operation, notice.seq)
    dialog = Approval[int](screen, title, lines, word, change, asks_pin=asks_pin(screen))
    screen.app.push_screen(dialog, answered)


def _warning(notice: NoticeRow, width: int) -> list[Line]:
    told = [
        (_("It is taken off the chip and never sent: its carrier does not hear of it."), Tone.STRONG),
        (
            _("number %(number)d, %(operation)s, for %(server)s")
            % {"number": notice.seq, "operation": operation_word(notice.operation), "server": notice.address},
            Tone.NORMAL,
        ),
    ]
    if notice.operation == "delete":
        believes = _("The carrier goes on believing that the profile is installed, and may refuse it anew.")
        told.append((believes, Tone.WARNING))
    told.append((_("To send it instead, press s on the page before."), Tone.NORMAL))
    return [line((text, tone)) for words, tone in told for text in wrapped(words, width)]
