"""Account: the store and who refreshes it, carriers, devices, payment methods, meters, language, theme.

Five parts, of which one is shown: a page of facts, or a list with a pane. Payment methods and the approval
PIN are changed here; language and theme for this session only, since the settings file is what keeps them.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult

from axis_tui import i18n
from axis_tui.i18n import N_, _
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells
from axis_tui.tui import lifeline
from axis_tui.tui.choice import main_screens
from axis_tui.tui.commands.account import COMMANDS
from axis_tui.tui.forward_source import ForwardSource
from axis_tui.tui.screens.account_parts import (
    METERS,
    METHODS,
    PARTS,
    STORE,
    header,
    new_source,
    pane_lines,
    part_word,
    row_line,
    rules_of,
)
from axis_tui.tui.screens.listing import ListScreen
from axis_tui.tui.screens.store_lines import About, StoreFile, about_lines
from axis_tui.tui.theme import LABELS
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.list_body import PANE_ROWS, ListBody
from axis_tui.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from axis_tui.store.presence import Presence
    from axis_tui.store.read import Reader
    from axis_tui.tui.app import AxisApp


class AccountScreen(ListScreen):
    """One part at a time, under a line that names all of them."""

    NAME = "account"
    HEADING = N_("Account")
    PURPOSE = N_(
        "Where everything is kept and who refreshes it; your carriers, devices, payment methods and meters; "
        "the approval PIN; the settings."
    )
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = (
        (N_("worker"), N_("the process that reads the meters and does what the screens ask for")),
        (N_("companion"), N_("a worker that a dashboard started, and that ends with it")),
        (N_("meter"), N_("where bytes are counted: an interface, here or through ssh")),
        (N_("heartbeat"), N_("the worker’s sign of life, every few seconds")),
        (N_("payment method"), N_("what renewals are paid with: a label and four digits, never a number")),
        (N_("approval PIN"), N_("asked for before anything is bought, deleted or allowed to buy")),
        (N_("days of"), N_("the zone whose midnight ends a day of use")),
    )
    COMMANDS = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._between = Canvas(id="between")
        self._pane = Canvas(id="pane")
        self._facts = Canvas(id="facts")
        self._facts_lines: Sequence[Line] = ()
        self._first = 0
        self._part = STORE
        self._source: ForwardSource[Any] | None = None
        self._loaded: tuple[int, str] | None = None

    def compose_body(self) -> ComposeResult:
        self._list = PageList(self._draw_row, self._show_about, self.deps.glyphs.cursor, id="list")
        self._body = ListBody(self._list, self._between, self._pane)
        yield self._body
        yield self._facts

    # Data

    def refresh_data(self) -> None:
        """Ask for the part that is shown."""
        facts = self._part == STORE
        self._body.display, self._facts.display = not facts, facts
        if facts:
            self._facts_lines = about_lines(self._about(self.reader), self.columns, self.deps.glyphs)
            self._show_facts()
        elif self.reader is not None:
            self._show_list(self.reader)

    def reveal_meter(self, meter_id: int) -> None:
        """Show the meters, the cursor on this one."""
        self._part = METERS
        self._show_all()
        self.listing.select(meter_id)

    def _show_list(self, reader: Reader) -> None:
        listing, wanted = self.listing, (id(reader), self._part)
        listing.set_header((self._parts_line(), (), header(self._part, self.columns)))
        listing.fit(self.body_rows - 1 - PANE_ROWS)
        if self._source is not None and wanted == self._loaded:
            self._source.forget()
            listing.reload()
        else:
            self._source, self._loaded = new_source(self._part, reader), wanted
            listing.load(self._source)
        self._show_about()

    def _about(self, reader: Reader | None) -> About:
        from axis_tui.store.read import inventory, payment

        return About(
            presence=self._presence(),
            schedule=inventory.schedule(reader) if reader is not None else (),
            info=inventory.store_info(reader) if reader is not None else None,
            file=self._file(),
            settings=self.deps.settings,
            theme=_(LABELS[self._theme_name]),
            person_zone=self.deps.zone,
            zone=self.deps.zone,
            now=self.now,
            pin=payment.pin(reader) if reader is not None else None,
        )

    def _presence(self) -> Presence | None:
        try:
            found: Presence | None = self.deps.presence()
        except OSError:
            return None
        return found

    def _file(self) -> StoreFile:
        try:
            found = self.deps.store.stat()
        except OSError:
            return StoreFile(None, None)
        return StoreFile(found.st_size, stat.S_IMODE(found.st_mode))

    # Drawing

    def _parts_line(self) -> Line:
        glyphs = self.deps.glyphs
        spans: list[Span] = [(f" {glyphs.back} ", Tone.MUTED)]
        for part in PARTS:
            here, word = part == self._part, part_word(part, self.columns)
            spans.append((f"[{word}]" if here else f" {word} ", Tone.STRONG if here else Tone.MUTED))
        return line(*spans, (f" {glyphs.forward}", Tone.MUTED))

    def _show_facts(self) -> None:
        room = max(self.body_rows - 2, 1)
        self._first = max(0, min(self._first, len(self._facts_lines) - room))
        self._facts.show((self._parts_line(), (), *self._facts_lines[self._first : self._first + room]))

    def _draw_row(self, row: Any) -> Line:
        return row_line(self._part, row, self.now, self.deps.zone, self.columns, self.deps.glyphs)

    def _show_about(self) -> None:
        row, glyphs, listing = self.listing.selected, self.deps.glyphs, self.listing
        place = (
            f"{glyphs.rule} {_('%(at)d of %(total)d') % {'at': listing.position, 'total': listing.total}} "
        )
        rule = glyphs.rule * max(0, self.columns - cells(place))
        self._between.show((line((place, Tone.MUTED), (rule, Tone.BAR_EMPTY)),))
        if self.reader is not None:
            self._pane.show(
                pane_lines(self._part, row, self.reader, self.now, self.deps.zone, self.columns, glyphs)
            )
        self.refresh_frame()

    # Keys

    def allows(self, action: str) -> bool:
        if action == "open_chip":
            return False  # Account has a key for it
        if action in ("part", "pin"):
            return self.reader is not None
        if action == "add_method":
            return self._part == METHODS
        if action == "retire_method":
            # A carrier's balance is there as long as the carrier tells of it.
            return self._part == METHODS and self._chosen is not None and self._chosen.carrier_id is None
        if action == "language":
            return lifeline.carries_unicode()
        if action in ("move", "page", "first", "last"):
            if self._part == STORE:
                return len(self._facts_lines) > self.body_rows - 2
            return self._list is not None and self._list.selected is not None
        return action != "refresh_now" or self.reader is not None

    def action_part(self, step: int) -> None:
        self._part = PARTS[(PARTS.index(self._part) + step) % len(PARTS)]
        self._first = 0
        self._show_all()

    def action_move(self, by: int) -> None:
        if self._part != STORE:
            super().action_move(by)
            return
        self._first += by
        self._show_facts()

    def action_page(self, pages: int) -> None:
        if self._part == STORE:
            self.action_move(pages * max(1, self.body_rows - 3))
        else:
            super().action_page(pages)

    def action_first(self) -> None:
        if self._part == STORE:
            self.action_move(-len(self._facts_lines))
        else:
            super().action_first()

    def action_last(self) -> None:
        if self._part == STORE:
            self.action_move(len(self._facts_lines))
        else:
            super().action_last()

    def action_add_method(self) -> None:
        from axis_tui.tui.dialogs.method import add_method

        add_method(self)

    def action_retire_method(self) -> None:
        from axis_tui.tui.dialogs.method import retire_method

        row = self._chosen
        if row is not None and self.reader is not None:
            retire_method(self, row, rules_of(self.reader, row.id))

    def action_pin(self) -> None:
        from axis_tui.tui.dialogs.pin import open_pin

        open_pin(self)

    def action_chip(self) -> None:
        from axis_tui.tui.screens.chip import ChipScreen

        self.app.push_screen(ChipScreen())

    def action_language(self) -> None:
        """Speak the next language, on every screen from now on."""
        names = list(i18n.LANGUAGES)
        name = names[(names.index(i18n.current()) + 1) % len(names)]
        i18n.use(name)
        self._show_all()
        if not i18n.is_complete():
            self.say(_("the catalogue of this language is not installed"), Tone.WARNING)
        else:
            self.say(self._kept_by(f'language = "{name}"'))

    def action_theme(self) -> None:
        self.axis.next_theme()
        self._show_all()
        self.say(self._kept_by(f'theme = "{self._theme_name}"'))

    @property
    def _theme_name(self) -> str:
        return self.axis.theme.removeprefix("axis-")

    def _kept_by(self, setting: str) -> str:
        return _("for this session; to keep it: %(line)s in the settings") % {"line": setting}


def go_to_meter(axis: AxisApp, meter_id: int) -> None:
    """Open Account with the cursor on this meter."""
    axis.show_mode("account")

    def reveal() -> None:
        for screen in main_screens(axis):
            if isinstance(screen, AccountScreen):
                screen.reveal_meter(meter_id)

    axis.call_after_refresh(reveal)
