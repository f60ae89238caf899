"""The second step: the checklist, what blocks first, and the verified backup, which is made here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from axis_tui.domain.cancellation_word import CheckCode, Level
from axis_tui.i18n import _
from axis_tui.present.check_words import check_lines
from axis_tui.present.line import Line, Tone, line
from axis_tui.tui.command import key_word
from axis_tui.tui.commands.cancellation import CHECKS
from axis_tui.tui.dialogs.cancel_draft import NO_BACKUP, Draft
from axis_tui.tui.dialogs.cancel_lines import MONEY, blocking_lines, lost_lines
from axis_tui.tui.dialogs.cancel_step import Step


class CheckStep(Step):
    """Enter goes on once nothing blocks and the backup is there; `said` is shown when it opens."""

    COMMANDS: ClassVar[Any] = CHECKS
    NUMBER = 2

    def __init__(self, draft: Draft, said: str = "") -> None:
        super().__init__(draft)
        self._said = said
        self._first = 0
        self._rows = 0

    def on_mount(self) -> None:
        if self._said:
            self.remark(self._said, Tone.BAD)
        self._copy_if_wanted()

    def store_moved(self) -> None:
        self._copy_if_wanted()

    def _copy_if_wanted(self) -> None:
        """A copy that failed is made again only where a person asks for it."""
        if self.draft.wants_backup and not self.draft.copy_failed:
            self.draft.copy(self._copied)

    def _copied(self) -> None:
        if self.is_current:
            self.remark(self._said, Tone.BAD)

    def _state(self) -> tuple[object, ...]:
        return *super()._state(), self.draft.is_copying, self.draft.copy_failed

    # Drawing

    def draw_inside(self) -> tuple[Sequence[Line], int | None]:
        told = self._told()
        room = max(2, self.room - 2)
        self._rows = len(told)
        self._first = max(0, min(self._first, len(told) - room))
        return told[self._first : self._first + room], None

    def _told(self) -> list[Line]:
        draft, glyphs, width = self.draft, self.glyphs, self.inner
        zone, now = draft.screen.deps.zone, draft.now
        lines: list[Line] = []
        for check in draft.checks:
            if check.level is Level.BLOCKS and (check.code not in NO_BACKUP or draft.copy_failed):
                lines += blocking_lines(check, draft.esim.carrier, zone, now, width, glyphs)
        if draft.copy_failed:
            lines.append(line("  ", (draft.copy_failed, Tone.BAD)))
        good = [check for check in draft.checks if check.level is not Level.BLOCKS]
        if draft.is_copying:
            making = _("making a backup of the store, which is then verified")
            lines.append(line((f"{glyphs.ready} {making} {glyphs.ellipsis}", Tone.ACCENT)))
        copied = [check for check in good if check.code is CheckCode.BACKUP_MADE]
        lines += check_lines(copied, zone, now, width, glyphs)
        lines += [(), *lost_lines(draft, width, glyphs), ()]
        rest = [check for check in good if check not in copied and check.code not in MONEY]
        lines += check_lines(rest, zone, now, width, glyphs)
        return lines

    def keys_text(self) -> str:
        keys = super().keys_text()
        return f"{keys}   {key_word('pagedown')} {_('more')}" if self._rows > self.room - 2 else keys

    def offers_key(self, action: str) -> bool:
        if action == "copy_again":
            return bool(self.draft.copy_failed)
        return action != "go_on" or not (self.draft.blocking or self.draft.copy_failed)

    # Keys

    def action_move(self, by: int) -> None:
        self._first += by
        self.draw()

    def action_page(self, pages: int) -> None:
        self.action_move(pages * (self.room - 3))

    def action_first(self) -> None:
        self.action_move(-self._first)

    def action_last(self) -> None:
        self.action_move(self._rows)

    def action_copy_again(self) -> None:
        if self.draft.copy_failed:
            self.draft.copy(self._copied)
            self.remark("")

    def action_cancel(self) -> None:
        from axis_tui.tui.dialogs.cancel_reason import ReasonStep

        self.go(ReasonStep(self.draft))

    def action_go_on(self) -> None:
        from axis_tui.tui.dialogs.cancel_confirm import ConfirmStep

        draft = self.draft
        if draft.blocking:
            self.action_first()
            self.remark(_("something stands in the way; it cannot be asked for so"), Tone.BAD)
        elif draft.is_copying:
            self.remark(_("the backup is being made; wait until its line says so"))
        elif draft.wants_backup or draft.backup is None:
            self.remark(_("there is no backup; nothing is asked for without one"), Tone.BAD)
        else:
            self.go(ConfirmStep(draft))
