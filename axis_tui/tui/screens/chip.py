"""The chip of this machine: its profiles, what it has to tell carriers, and what does not fit with the plans.

Nothing here talks to the chip: what a person wants is left for the worker, and the page follows the store.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from axis_tui.config.chip import is_chip_set_up
from axis_tui.domain.dossier import case_text
from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, _, tell
from axis_tui.present import chip_ask_words
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import cells
from axis_tui.present.wrap import wrapped
from axis_tui.tui.choice import go_to_esim
from axis_tui.tui.commands.chip import COMMANDS
from axis_tui.tui.forward_source import FewSource
from axis_tui.tui.screens.chip_asked import Asked
from axis_tui.tui.screens.chip_head import (
    MISFITS,
    NOTICES,
    PARTS,
    PROFILES,
    news_lines,
    nowhere_words,
    parts_line,
    silence_words,
    undone_words,
)
from axis_tui.tui.screens.chip_lines import chip_lines
from axis_tui.tui.screens.chip_parts import header, pane_lines, row_line
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.list_body import PANE_ROWS, ListBody
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from pathlib import Path

    from axis_tui.store.read import Reader
    from axis_tui.store.read.chip import ChipRow, NoticeRow, ProfileRow, SwitchBackRow

_ON_CHIP_ACTIONS = ("enable", "disable", "rename", "delete", "install", "send", "drop", "read")


class ChipScreen(ListScreen):
    """One part at a time under the chip's facts.

    `esim_id`: whose profile is marked when it opens; `profile_id`: which one that is no eSIM's.
    """

    NAME = "account"
    HEADING = N_("The chip")
    PURPOSE = N_(
        "The eUICC that this machine’s modem uses: the profiles on it, what it has to tell carriers, and "
        "what does not fit with your plans. What you ask here is done in the background."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("profile"), N_("what a carrier puts on the chip; the one that is enabled is in use")),
        (N_("notification"), N_("what the chip has to tell a carrier: installed, enabled, deleted")),
        (N_("proof"), N_("a notification as the chip signed it, kept here")),
        (N_("goes back"), N_("a switch that may cut your own connection is undone unless you keep it")),
        (N_("link"), N_("say which eSIM on Plans a profile is that nobody knows")),
    )
    COMMANDS = COMMANDS

    def __init__(self, esim_id: int | None = None, *, profile_id: int | None = None) -> None:
        super().__init__()
        self._wanted = esim_id
        self._wanted_profile = profile_id
        self._between = Canvas(id="between")
        self._pane = Canvas(id="pane")
        self._part = PROFILES
        self._loaded: tuple[int, str, str] | None = None
        self._source: FewSource[Any] | None = None
        self._asked = Asked()
        self._chip: ChipRow | None = None
        self._back: SwitchBackRow | None = None
        self._rows: dict[str, Sequence[Any]] = dict.fromkeys(PARTS, ())
        self._seconds: Timer | None = None
        self._is_set_up = True

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self._draw_row, self._show_about, self.deps.glyphs.cursor, id="list")
        yield ListBody(self._list, self._between, self._pane)

    def on_mount(self) -> None:
        settings = self.deps.settings
        self._is_set_up = settings is None or is_chip_set_up(settings, os.environ)
        super().on_mount()

    # Data

    def refresh_data(self) -> None:
        """A handful of small queries, since a chip holds a handful of profiles."""
        from axis_tui.store.read import chip as read
        from axis_tui.store.read.chip_fit import misfits

        reader, listing = self.reader, self.listing
        chips = read.chips(reader) if reader is not None else []
        self._chip = chips[0] if chips else None
        if reader is None:
            self._show_nothing([])
            return
        profiles = read.profiles(reader)
        failure = self._asked.failure
        said = self._asked.look(reader, {row.id: row.label for row in profiles}, self.now)
        if said is not None:
            self.say(*said)
        elif self._asked.failure != failure:
            self.hush()  # that it goes on is not so any more
        self._follow_back(reader)
        if self._chip is None:
            self._show_nothing(self._news(reader))
            return
        pending = read.notices(reader, pending=True)
        before = [row for row in read.notices(reader) if not row.is_on_chip]
        self._rows = {
            PROFILES: [row for row in profiles if row.eid == self._chip.eid],
            NOTICES: [*pending, *before],
            MISFITS: misfits(reader),
        }
        counts = {part: len(rows) for part, rows in self._rows.items()} | {NOTICES: len(pending)}
        width, glyphs = self.columns, self.deps.glyphs
        facts = chip_lines(self._chip, len(chips) - 1, self.now, width, glyphs)
        parts = parts_line(self._part, counts, glyphs)
        listing.set_header((*facts, *self._news(reader), parts, header(self._part, width)))
        listing.fit(self.body_rows - 1 - PANE_ROWS)
        wanted = (id(reader), self._part, self._chip.eid)
        if self._source is not None and wanted == self._loaded:
            self._source.forget()
            listing.reload()
        else:
            self._source, self._loaded = self._new_source(), wanted
            listing.load(self._source, keep=self._first_marked())
        self._show_about()

    def _new_source(self) -> FewSource[Any]:
        """The rows of the part that is shown, as the last refresh found them."""
        part = self._part
        return FewSource(lambda: self._rows[part], lambda row: row.key if part == MISFITS else row.id)

    def _first_marked(self) -> int | None:
        """The profile that the page was opened for, or that of its eSIM."""
        wanted, self._wanted = self._wanted, None
        marked, self._wanted_profile = self._wanted_profile, None
        if marked is not None or wanted is None or self._part != PROFILES:
            return marked
        return next((row.id for row in self._rows[PROFILES] if row.esim_id == wanted), None)

    def _follow_back(self, reader: Reader) -> None:
        """A switch that is made and waits to be kept is counted down by the second."""
        from axis_tui.store.read import chip as read

        self._back = None if self._asked.is_switching else read.switch_back(reader)
        if self._back is not None and self._seconds is None:
            self._seconds = self.set_interval(1, self._count_down)
        elif self._back is None and self._seconds is not None:
            self._seconds.stop()
            self._seconds = None

    def _count_down(self) -> None:
        if self.is_current:
            self._show_all()

    # Drawing

    def _news(self, reader: Reader) -> list[Line]:
        failure = self._asked.failure
        silence = "" if self._chip is None or failure else self._silence(reader, self._chip)
        return news_lines(
            self._back, self._undone(reader), self._asked.going_on, failure, silence, self.now, self.columns,
            self.deps.glyphs,
        )  # fmt: skip

    def _undone(self, reader: Reader) -> str:
        """Which switch went back, until the next one is made."""
        from axis_tui.store.read import chip as read

        row = None if self._back is not None or self._asked.is_switching else read.went_back(reader)
        return "" if row is None else undone_words(row, self.deps.zone, self.now)

    def _silence(self, reader: Reader, chip: ChipRow) -> str:
        """That what is shown is old, where the chip does not answer or is not to be asked any more."""
        from axis_tui.store.read import inventory

        if not self._is_set_up:
            return nowhere_words(self.deps.settings)
        row = next((row for row in inventory.schedule(reader) if row.job == "chip"), None)
        return silence_words(chip.read_at, self.now) if row is not None and row.failures else ""

    def _show_nothing(self, news: Sequence[Line]) -> None:
        """One clear line on what to do."""
        if self.reader is None:
            said = _("No store yet: add an eSIM on Plans (key 1) first.")
        elif not self._is_set_up:
            said = nowhere_words(self.deps.settings)
        elif self._asked.failure:
            said = _("The chip was never read. Mend what is said above, then ctrl+r reads it.")
        else:
            said = _("The chip was not read yet; ctrl+r reads it now.")
        lines = [line((f" {text}", Tone.NORMAL)) for text in wrapped(said, self.columns - 2)]
        self._loaded = None
        self.listing.set_header((*news, (), *lines))
        self.listing.clear()
        self._between.show(())
        self._pane.show(())
        self.refresh_frame()

    def _draw_row(self, row: Any) -> Line:
        return row_line(self._part, row, self._rows[MISFITS], self.columns, self.deps.glyphs)

    def _show_about(self) -> None:
        glyphs, listing = self.deps.glyphs, self.listing
        place = _("%(at)d of %(total)d") % {"at": listing.position, "total": listing.total}
        rule = glyphs.rule * max(0, self.columns - cells(place) - 3)
        self._between.show((line((f"{glyphs.rule} {place} ", Tone.MUTED), (rule, Tone.BAR_EMPTY)),))
        row = listing.selected
        case = self._case_of(row) if row is not None and self._part == PROFILES else ""
        self._pane.show(
            pane_lines(
                self._part, row, self._rows[MISFITS], case, self.now, self.deps.zone, self.columns, glyphs
            )
        )
        self.refresh_frame()

    def _case_of(self, row: ProfileRow) -> str:
        from axis_tui.store.read import cases

        if row.esim_id is None or self.reader is None:
            return ""
        case = cases.open_of_esim(self.reader, row.esim_id)
        return "" if case is None else case_text(case.id)

    # What works now

    @property
    def _profile(self) -> ProfileRow | None:
        return self._chosen if self._part == PROFILES and self._chip is not None else None

    @property
    def _notice(self) -> NoticeRow | None:
        return self._chosen if self._part == NOTICES and self._chip is not None else None

    def allows(self, action: str) -> bool:
        if action in _ON_CHIP_ACTIONS and (self.reader is None or not self._is_set_up):
            return False
        profile, notice = self._profile, self._notice
        match action:
            case "refresh_now" | "open_chip":
                return False
            case "keep":
                return self._back is not None and not self._asked.is_pending("chip_confirm")
            case "give_up":
                return self._asked.downloading is not None and not self._asked.is_pending("chip_cancel")
            case "enable":
                return profile is not None and not profile.is_enabled
            case "disable":
                return profile is not None and profile.is_enabled
            case "rename" | "delete":
                return profile is not None
            case "link":
                return profile is not None and profile.esim_id is None
            case "install":
                return self._chip is not None and self._asked.downloading is None
            case "send":
                return notice is not None and not self._asked.is_pending("chip_notifications")
            case "drop":
                return notice is not None and notice.is_on_chip
            case "to_plans":
                return self._part != NOTICES and getattr(self._chosen, "esim_id", None) is not None
            case "part":
                return self._chip is not None
            case "move" | "page" | "first" | "last":
                return self._chosen is not None
        return True

    # Keys

    def on_key(self, _event: events.Key) -> None:
        if self._asked.go_on(self.now):
            self._show_all()

    def action_back(self) -> None:
        self.app.pop_screen()

    def action_part(self, step: int) -> None:
        self._part = PARTS[(PARTS.index(self._part) + step) % len(PARTS)]
        self._show_all()

    def action_to_plans(self) -> None:
        go_to_esim(self.axis, self._chosen.esim_id)

    def action_read(self) -> None:
        self._ask("chip_read", {}, "")

    def action_keep(self) -> None:
        self._ask("chip_confirm", {}, "")

    def action_send(self) -> None:
        self._ask("chip_notifications", {}, "")

    def action_give_up(self) -> None:
        self._ask("chip_cancel", {"request_id": self._asked.downloading}, "")

    def action_enable(self) -> None:
        self._switch("chip_enable")

    def action_disable(self) -> None:
        self._switch("chip_disable")

    def _switch(self, kind: str) -> None:
        from axis_tui.tui.dialogs.chip_switch import switch

        if self._profile is not None:
            switch(self, self._profile, kind, self._ask, self._refused)

    def action_rename(self) -> None:
        from axis_tui.tui.dialogs.chip_profile import Rename

        if self._profile is not None:
            self.app.push_screen(Rename(self._profile, self._ask))

    def action_delete(self) -> None:
        from axis_tui.tui.dialogs.chip_profile import delete

        profile = self._profile
        if profile is not None:
            delete(self, profile, lambda id: self._note(id, "chip_delete", profile.label), self._refused)

    def action_link(self) -> None:
        from axis_tui.tui.dialogs.chip_profile import link

        if self._profile is not None:
            link(self, self._profile)

    def action_install(self) -> None:
        from axis_tui.tui.dialogs.chip_download import KIND, install

        install(self, lambda id, file: self._note(id, KIND, "", file))

    def action_drop(self) -> None:
        from axis_tui.tui.dialogs.chip_notice import drop

        notice = self._notice
        if notice is not None:
            drop(self, notice, lambda id: self._note(id, "chip_drop", str(notice.seq)))

    def _ask(self, kind: str, payload: dict[str, Any], name: str) -> None:
        """Leave a request and follow it; it is said at once, since storing it may take a moment."""
        self.say(chip_ask_words.doing(kind, name) + self.deps.glyphs.ellipsis)
        self.deliver(self.deps.gateway.ask(kind, payload), lambda id: self._note(id, kind, name))

    def _refused(self, problem: Problem) -> None:
        """Nothing was asked, and why."""
        self._asked.fail(tell(problem), self.now)
        self._show_all()

    def _note(self, request_id: int, kind: str, name: str, file: Path | None = None) -> None:
        self._asked.note(request_id, kind, name, file)
        self._show_all()
