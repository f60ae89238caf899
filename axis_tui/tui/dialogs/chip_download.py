"""Installing a profile: by a code that is typed or pasted, or by one that is kept for an eSIM.

A code is masked while it is typed. It reaches the worker in a file of its own and never through a request.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axis_tui.domain.identifiers import ActivationCode, parse_activation_code
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, tell
from axis_tui.present.line import Tone, line
from axis_tui.tui.commands.chip import CODE
from axis_tui.tui.dialogs.choose import Choose
from axis_tui.tui.dialogs.confirm import Confirm
from axis_tui.tui.dialogs.form import FieldProblem, Form, Text
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.tui.screens.base import AxisScreen

KIND = "chip_download"
Stored = Callable[[int, Path | None], None]
"""Called once it is asked for: the request's number, and the file with the codes."""


def install(screen: AxisScreen, stored: Stored) -> None:
    """Choose the code where some are kept; else type one."""
    from axis_tui.store.read.chip_rule import kept_codes

    kept = kept_codes(screen.reader) if screen.reader is not None else []
    if not kept:
        screen.app.push_screen(TypedCode(screen, stored))
        return
    options: list[tuple[Any, Any]] = [(line(_("Type or paste an activation code")), None)]
    options += [(line(_("The code kept for “%(name)s”") % {"name": row.name}), row) for row in kept]

    def chosen(at: int | None) -> None:
        if at is None:
            return
        row = options[at][1]
        if row is None:
            screen.app.push_screen(TypedCode(screen, stored))
        else:
            _by_kept_code(screen, row.esim_id, row.name, stored)

    choices = [(shown, at) for at, (shown, _row) in enumerate(options)]
    screen.app.push_screen(Choose(_("Install a profile"), choices), chosen)


class TypedCode(Form):
    """Asks for a code, and for a confirmation code where it needs one."""

    COMMANDS = CODE

    def __init__(self, screen: AxisScreen, stored: Stored) -> None:
        self._screen, self._told = screen, stored
        super().__init__(
            _("Install a profile"),
            [
                Text("code", N_("Code"), N_("type or paste it: LPA:1$…"), LineEditor(secret=True)),
                Text("confirmation", N_("Confirmation"), N_("only if the carrier gave one"),
                     LineEditor(secret=True)),
            ],
        )  # fmt: skip

    def save(self) -> None:
        values = self.values()
        try:
            code = parse_activation_code(values["code"])
        except Problem as problem:
            raise FieldProblem("code", problem) from None
        _check_confirmation(code, values["confirmation"])
        _leave(self._screen, None, code.text(), values["confirmation"], self._done, self.refused)

    def _done(self, request_id: int, file: Path | None) -> None:
        self.stored(1)
        self._told(request_id, file)


class Confirmation(Form):
    """Asks for the confirmation code of a code that is kept."""

    COMMANDS = CODE

    def __init__(self, screen: AxisScreen, esim_id: int, code: ActivationCode, stored: Stored) -> None:
        self._screen, self._esim_id, self._code, self._told = screen, esim_id, code, stored
        field = Text(
            "confirmation", N_("Confirmation"), N_("as the carrier gave it"), LineEditor(secret=True)
        )
        super().__init__(_("This code needs a confirmation code as well"), [field])

    def save(self) -> None:
        typed = self.values()["confirmation"]
        _check_confirmation(self._code, typed)
        _leave(self._screen, self._esim_id, "", typed, self._done, self.refused)

    def _done(self, request_id: int, file: Path | None) -> None:
        self.stored(1)
        self._told(request_id, file)


def _by_kept_code(screen: AxisScreen, esim_id: int, name: str, stored: Stored) -> None:
    from axis_tui.store.read import detail

    assert screen.reader is not None
    try:
        code = parse_activation_code(detail.activation_code(screen.reader, esim_id) or "")
    except Problem as problem:
        screen.say(tell(problem), Tone.BAD)
        return
    if code.needs_confirmation:
        screen.app.push_screen(Confirmation(screen, esim_id, code, stored))
        return
    question = _("Install the profile of “%(name)s”?") % {"name": name}
    facts = (
        _("It is fetched from %(server)s.") % {"server": code.smdp_address},
        _("Most codes work once. It is not enabled by it."),
    )

    def answered(yes: bool | None) -> None:
        if yes:
            _leave(screen, esim_id, "", "", stored)

    screen.app.push_screen(Confirm(_("Install a profile"), question, facts), answered)


def _leave(
    screen: AxisScreen,
    esim_id: int | None,
    code: str,
    confirmation: str,
    stored: Stored,
    refused: Callable[[Problem], None] | None = None,
) -> None:
    """Leave the codes in their file and the request; the file is gone again where that is refused."""
    settings = screen.deps.settings
    left: list[Path] = []

    def change(tx: Any) -> int:
        from axis_tui.store.chip_code import leave_code
        from axis_tui.store.write import requests

        payload: dict[str, Any] = {} if esim_id is None else {"esim_id": esim_id}
        if code or confirmation:
            if settings is None:
                raise Problem(N_("no settings say where the code may be left"))
            left.append(leave_code(settings.paths.state_dir, code, confirmation))
            payload["code_file"] = left[0].name
        return requests.ask(tx, KIND, payload, tx.now)

    def undone(problem: Problem) -> None:
        for path in left:
            take_away(path)
        (refused or (lambda problem: screen.say(tell(problem), Tone.BAD)))(problem)

    screen.write(change, lambda request_id: stored(request_id, left[0] if left else None), undone)


def take_away(path: Path) -> None:
    """Remove a file with codes that the worker did not take."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _check_confirmation(code: ActivationCode, confirmation: str) -> None:
    if code.needs_confirmation and not confirmation:
        needed = Problem(N_("this code needs a confirmation code as well; the carrier gives it to you"))
        raise FieldProblem("confirmation", needed)
