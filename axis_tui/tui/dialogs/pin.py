"""Setting, changing and removing the approval PIN: masked, typed twice, and the old one asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.domain.approval import check_pin
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.present.line import Tone, line
from axis_tui.present.pin_words import refusal
from axis_tui.tui.dialogs.choose import Choose
from axis_tui.tui.dialogs.form import FieldProblem, Form, Text
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen


def open_pin(screen: AxisScreen) -> None:
    """Set one where there is none; else ask whether to change or remove it."""
    from axis_tui.store.read import payment

    if screen.reader is None:
        return
    if not payment.pin(screen.reader).is_set:
        _ask(screen, ChangePin(screen, is_set=False), _("the approval PIN is set"))
        return

    def chosen(what: str | None) -> None:
        if what == "change":
            _ask(screen, ChangePin(screen, is_set=True), _("the approval PIN is changed"))
        elif what == "remove":
            _ask(screen, RemovePin(screen), _("no approval PIN is asked for any more"))

    options = [(line(_("Change it")), "change"), (line(_("Remove it")), "remove")]
    remark = _("forgotten? the store’s owner resets it: axis-tui pin reset")
    screen.app.push_screen(Choose(_("Approval PIN"), options, remark), chosen)


class PinForm(Form):
    """Fields that show dots; a wrong PIN is told with the tries that are left, and none is no try."""

    def __init__(self, screen: AxisScreen, title: str, fields: Sequence[Text]) -> None:
        self._screen = screen
        super().__init__(title, fields)

    def old_pin(self) -> str:
        """The PIN that is set, as typed. Raises FieldProblem where it is not typed yet."""
        typed = self.values()["old"]
        if not typed:
            raise FieldProblem("old", Problem(N_("Type the PIN")))
        return typed

    def answered(self, approved: Any) -> None:
        """What `store.write.approval` said."""
        if approved.is_done:
            self.stored(1)
            return
        self._saving = False
        self._at = 0
        self._fields[0].editor.set("")  # type: ignore[union-attr]  # the old PIN's, a Text
        self.remark(refusal(approved, self._screen.deps.zone, self._screen.now), Tone.BAD)


class ChangePin(PinForm):
    """A new PIN, typed twice."""

    def __init__(self, screen: AxisScreen, *, is_set: bool) -> None:
        old = [_secret("old", N_("PIN now"))] if is_set else []
        new = _secret("new", N_("New PIN"), N_("4 to 12 digits"))
        super().__init__(screen, _("Approval PIN"), [*old, new, _secret("again", N_("Once more"))])

    def save(self) -> None:
        values = self.values()
        old = self.old_pin() if "old" in values else None
        try:
            pin = check_pin(values["new"])
        except Problem as problem:
            raise FieldProblem("new", problem) from None
        if values["again"] != values["new"]:
            raise FieldProblem("again", Problem(N_("The two are not the same; type it once more")))
        self._screen.write(lambda tx: _set(tx, pin, old), self.answered, self.refused)


class RemovePin(PinForm):
    """The PIN, to be asked for no more."""

    def __init__(self, screen: AxisScreen) -> None:
        super().__init__(screen, _("Remove the approval PIN"), [_secret("old", N_("PIN now"))])

    def save(self) -> None:
        pin = self.old_pin()
        self._screen.write(lambda tx: _remove(tx, pin), self.answered, self.refused)


def _secret(key: str, label: str, hint: str = "") -> Text:
    return Text(key, label, hint, LineEditor(secret=True))


def _ask(screen: AxisScreen, form: Form, said: str) -> None:
    def done(result: int | None) -> None:
        if result is not None:
            screen.say(said, Tone.GOOD)

    screen.app.push_screen(form, done)


def _set(tx: Any, pin: str, old: str | None) -> Any:
    """Run in the writing thread."""
    from axis_tui.store.write import approval

    return approval.set_pin(tx, pin, tx.now, old=old)


def _remove(tx: Any, pin: str) -> Any:
    """Run in the writing thread."""
    from axis_tui.store.write import approval

    return approval.remove_pin(tx, pin, tx.now)
