"""`x`: taking an eSIM off the list, and putting it back; nothing of it is lost either way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axis_tui.i18n import _
from axis_tui.present.line import Tone
from axis_tui.tui.dialogs.confirm import Confirm

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen


def ask_archive(screen: AxisScreen, esim_id: int, name: str) -> None:
    """Ask, then archive, and say how to see it again."""
    question = _("Take “%(name)s” off the list?") % {"name": name}
    facts = (_("Its plans and usage stay in the store; A shows it again, x puts it back."),)

    def answered(yes: bool | None) -> None:
        if yes:
            _change(screen, "archive_esim", esim_id, _("archived; A shows it"))

    screen.app.push_screen(Confirm(_("Archive"), question, facts), answered)


def unarchive(screen: AxisScreen, esim_id: int) -> None:
    """Put it back on the list."""
    _change(screen, "unarchive_esim", esim_id, _("back on the list"))


def _change(screen: AxisScreen, function: str, esim_id: int, said: str) -> None:
    now = screen.now

    def change(tx: Any) -> None:
        from axis_tui.store.write import fleet

        getattr(fleet, function)(tx, esim_id, now)

    screen.write(change, lambda _none: screen.say(said, Tone.GOOD))
