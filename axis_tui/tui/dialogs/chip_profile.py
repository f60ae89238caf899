"""What is done to one profile besides switching: renamed, deleted for ever, linked to an eSIM here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from axis_tui.domain.nickname import check_nickname
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.status_words import status_line
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped
from axis_tui.tui.dialogs.chip_switch import is_our_way
from axis_tui.tui.dialogs.choose import Choose
from axis_tui.tui.dialogs.form import Form, Text
from axis_tui.tui.dialogs.pin_approval import Approval, asks_pin
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from axis_tui.store.read.chip import ProfileRow
    from axis_tui.store.read.chip_rule import EsimChoice
    from axis_tui.tui.screens.base import AxisScreen

Ask = Callable[[str, dict[str, Any], str], None]
"""Leaves a request: kind, payload, and the name that is said of it."""


class Rename(Form):
    """Asks for the new name; an empty one takes the nickname away."""

    def __init__(self, profile: ProfileRow, ask: Ask) -> None:
        self._profile, self._ask = profile, ask
        name = Text("name", N_("Name"), N_("none: the carrier’s own"), LineEditor(profile.nickname))
        super().__init__(_("Rename “%(name)s”") % {"name": profile.label}, [name])

    def save(self) -> None:
        name = check_nickname(self.values()["name"])
        self._ask("chip_rename", {"profile_id": self._profile.id, "name": name}, self._profile.label)
        self.stored(1)


def delete(
    screen: AxisScreen,
    profile: ProfileRow,
    stored: Callable[[int], None],
    refused: Callable[[Problem], None],
) -> None:
    """Delete it once its name was typed, and the PIN where one is set; `stored` gets the request's number."""
    from axis_tui.store.read.chip_rule import check_deletion, deletion_word

    if screen.reader is None:
        return
    try:
        check_deletion(screen.reader, profile, may_carry=is_our_way(screen))
    except Problem as problem:
        refused(problem)
        return

    def lines(width: int) -> Sequence[Line]:
        return _warning(profile, width)

    def change(tx: Any, pin: str | None) -> Any:
        from axis_tui.store.write import approval, requests

        payload = {"profile_id": profile.id}
        return approval.approved(tx, pin, tx.now, lambda tx: requests.ask(tx, "chip_delete", payload, tx.now))

    def answered(request_id: int | None) -> None:
        if request_id is not None:
            stored(request_id)

    title = _("Delete “%(name)s”") % {"name": profile.label}
    word = deletion_word(profile)
    dialog = Approval[int](screen, title, lines, word, change, asks_pin=asks_pin(screen))
    screen.app.push_screen(dialog, answered)


def link(screen: AxisScreen, profile: ProfileRow) -> None:
    """Choose the eSIM that it is, or have it added; the store refuses where they contradict."""
    from axis_tui.store.read.chip_rule import may_be

    if screen.reader is None:
        return
    glyphs = screen.deps.glyphs
    options: list[tuple[Line, EsimChoice | None]] = []
    if profile.provider:
        options.append((line(_("A new eSIM of %(carrier)s") % {"carrier": profile.provider}), None))
    for row in may_be(screen.reader, profile):
        name = fit(row.name, 28, glyphs.ellipsis) + " "
        options.append((line(name, *status_line(row.status, glyphs)), row))
    if not options:
        screen.say(_("no eSIM here can be it; add it on Plans (key 1) first"), Tone.WARNING)
        return
    remark = _("Which eSIM is the profile “%(name)s”?") % {"name": profile.label}

    def chosen(at: int | None) -> None:
        if at is None:
            return
        row = options[at][1]
        if row is None:
            said = _("“%(profile)s” is a new eSIM on Plans") % {"profile": profile.label}
            screen.write(lambda tx: _adopt(tx, profile.id), lambda _id: screen.say(said, Tone.GOOD))
            return
        known, said = row.esim_id, _("“%(profile)s” is “%(esim)s” now")
        said %= {"profile": profile.label, "esim": row.name}
        screen.write(lambda tx: _link(tx, profile.id, known), lambda _none: screen.say(said, Tone.GOOD))

    choices = [(shown, at) for at, (shown, _row) in enumerate(options)]
    screen.app.push_screen(Choose(_("Link"), choices, remark), chosen)


def _link(tx: Any, profile_id: int, esim_id: int) -> None:
    """Run in the writing thread."""
    from axis_tui.store.write.chip_link import link_profile

    link_profile(tx, profile_id, esim_id)


def _adopt(tx: Any, profile_id: int) -> int:
    """Run in the writing thread."""
    from axis_tui.store.write.chip_link import adopt_profile

    return adopt_profile(tx, profile_id)


def _warning(profile: ProfileRow, width: int) -> list[Line]:
    """What is lost by it."""
    told = [(_("This is for ever: the profile cannot be brought back from the chip."), Tone.STRONG)]
    told.append(
        (_("Most activation codes work once; to have it again, ask the carrier for a new one."), Tone.NORMAL)
    )
    if profile.esim_id is not None:
        known = _("“%(name)s” stays on Plans, with its history, as deleted.") % {"name": profile.esim_name}
        told.append((known, Tone.NORMAL))
        told.append((_("Its plan does not end by it: to end the service, cancel it (key 4)."), Tone.WARNING))
    if profile.is_enabled:
        told.append((_("It is enabled: this machine is then without a profile."), Tone.WARNING))
    return [line((text, tone)) for words, tone in told for text in wrapped(words, width)]
