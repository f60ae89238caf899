"""The first step: why its service is to end, what the carrier should know, and where it may answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events

from axis_tui.domain.cancellation import Reason
from axis_tui.domain.cancellation_typed import NotTyped
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.wrap import wrapped
from axis_tui.tui.commands.cancellation import REASON
from axis_tui.tui.dialogs.cancel_draft import REASONS, Draft
from axis_tui.tui.dialogs.cancel_lines import LABEL_CELLS, field_line, reason_lines
from axis_tui.tui.dialogs.cancel_step import Step
from axis_tui.tui.editor import LineEditor

_FIELDS = ("reason", "notes", "contact")


class ReasonStep(Step):
    """The reasons and two fields that may stay empty; Enter goes on from any of them."""

    COMMANDS: ClassVar[Any] = REASON
    NUMBER = 1

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._at = 0
        self._leaving = False

    @property
    def _editor(self) -> LineEditor | None:
        """What is being typed in; None at the reasons."""
        return (None, self.draft.notes, self.draft.contact)[self._at]

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        draft = self.draft
        lines: list[Line] = [line((_("Why is its service to end?"), Tone.TITLE if self._at else Tone.KEY))]
        marked = len(lines) + draft.reason_at if self._at == 0 else None
        lines += reason_lines(draft.reason, self.glyphs)
        lines.append(())
        needs_text = draft.reason is Reason.OTHER
        fields = (
            (
                _("Notes"),
                draft.notes,
                _("needed: say why") if needs_text else _("what the carrier should know; may stay empty"),
            ),
            (_("Answer to"), draft.contact, _("your e-mail address, for the carrier’s answer")),
        )
        for at, (label, editor, hint) in enumerate(fields, start=1):
            here = at == self._at
            text, caret = editor.window(max(1, self.inner - LABEL_CELLS - 1), "*")
            if here:
                self.caret_at(LABEL_CELLS + caret, len(lines))
            lines.append(field_line(label, text, hint, is_here=here))
        said = _about(draft)
        lines += [(), *(line((text, Tone.MUTED)) for text in wrapped(said, self.inner))]
        return lines, marked

    # Keys

    def on_key(self, event: events.Key) -> None:
        editor = self._editor
        if event.key == "escape":
            return
        if editor is None and event.key in ("j", "down", "k", "up"):
            self._mark(1 if event.key in ("j", "down") else -1)
        elif editor is None or not editor.key(event.key, event.character):
            self._leaving = False
            return
        event.stop()
        self._leaving = False
        self.remark("")

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._editor is not None:
            self._editor.paste(event.text.strip())
            self._leaving = False
            self.remark("")

    def _mark(self, by: int) -> None:
        """The next reason; after the last one come the fields."""
        to = self.draft.reason_at + by
        if to >= len(REASONS):
            self._at = 1
        self.draft.reason_at = max(0, min(to, len(REASONS) - 1))

    def action_step(self, by: int) -> None:
        self._at = (self._at + by) % len(_FIELDS)
        self.remark("")

    def action_go_on(self) -> None:
        from axis_tui.tui.dialogs.cancel_check import CheckStep

        try:
            self.draft.check_typed()
        except NotTyped as wrong:
            self._at = _FIELDS.index(wrong.field)
            self.remark(tell(wrong), Tone.BAD)
            return
        self.draft.look_again()
        self.go(CheckStep(self.draft))

    def action_cancel(self) -> None:
        if self.draft.is_written_in and not self._leaving:
            self._leaving = True
            self.remark(_("esc again throws away what you typed; any other key goes on"))
        else:
            self.action_abandon()


def _about(draft: Draft) -> str:
    """What the marked reason means for how it ends."""
    told = {"carrier": draft.esim.carrier}
    if draft.reason is Reason.LOST:
        return _(
            "%(carrier)s revokes it on its side in place of the chip’s steps; the chip is not touched from "
            "here, whatever still answers."
        ) % told  # fmt: skip
    if draft.goes_by_chip:
        return _("This machine’s chip holds the profile: it is deleted there once %(carrier)s agrees.") % told
    return _("No chip of this machine holds the profile: %(carrier)s ends it on its side.") % told
