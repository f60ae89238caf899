"""Showing an activation code: asked first, noted before it is shown, gone when the page is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.i18n import N_, _
from axis_tui.present.line import Tone
from axis_tui.tui.commands.chip import REVEAL
from axis_tui.tui.dialogs.confirm import Confirm
from axis_tui.tui.dialogs.form import Text
from axis_tui.tui.dialogs.pin import PinForm
from axis_tui.tui.dialogs.pin_approval import asks_pin
from axis_tui.tui.dialogs.reveal_page import RevealPage
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen


def has_code(screen: AxisScreen, esim_id: int) -> bool:
    """Whether an activation code is kept for this eSIM."""
    from axis_tui.store.read import detail

    found = detail.esim(screen.reader, esim_id) if screen.reader is not None else None
    return found is not None and found.has_activation_code


def reveal(screen: AxisScreen, esim_id: int, name: str) -> None:
    """Ask, then for the PIN where one is set; note it, and show the code."""
    question = _("Show the activation code of “%(name)s”?") % {"name": name}
    facts = (
        _("This shows a secret: whoever sees it can take the eSIM. It is logged that it was shown."),
        _("To move the plan to another device: most codes work once, so ask the carrier whether this one may"
          " be used again, and delete the profile on the old device first."),
    )  # fmt: skip

    def answered(yes: bool | None) -> None:
        if not yes:
            return
        if asks_pin(screen):
            screen.app.push_screen(RevealPin(screen, esim_id, name))
        else:
            screen.write(lambda tx: _reveal(tx, esim_id), lambda code: _show(screen, name, code))

    screen.app.push_screen(Confirm(_("Activation code"), question, facts), answered)


class RevealPin(PinForm):
    """The PIN, and then the code in its place."""

    COMMANDS: ClassVar[Any] = REVEAL
    DOING = N_("looking at the PIN")

    def __init__(self, screen: AxisScreen, esim_id: int, name: str) -> None:
        self._esim_id, self._esim = esim_id, name
        pin = Text("old", N_("Approval PIN"), editor=LineEditor(secret=True, typed_only=True))
        super().__init__(screen, _("Activation code"), [pin])

    def save(self) -> None:
        pin = self.old_pin()
        self._screen.write(lambda tx: _approved(tx, pin, self._esim_id), self.answered, self.refused)

    def answered(self, approved: Any) -> None:
        super().answered(approved)
        if approved.is_done:
            _show(self._screen, self._esim, approved.value)


def _show(screen: AxisScreen, name: str, code: str) -> None:
    screen.app.push_screen(RevealPage(name, code))
    screen.say(_("it is noted that the code was shown"), Tone.MUTED)


def _reveal(tx: Any, esim_id: int) -> str:
    """Run in the writing thread."""
    from axis_tui.store.write.reveal import reveal_code

    return reveal_code(tx, esim_id, tx.now)


def _approved(tx: Any, pin: str, esim_id: int) -> Any:
    """Run in the writing thread."""
    from axis_tui.store.write import approval

    return approval.approved(tx, pin, tx.now, lambda tx: _reveal(tx, esim_id))
