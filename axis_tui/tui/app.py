"""The dashboard's application: six screens as modes, one open reader, the feed of changes, the terminal's
frame.

Screens hold what is particular; this holds what outlives them. No SQL, no rules, and no import of the write
side.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, AutopilotCallbackType
from textual.filter import LineFilter
from textual.screen import Screen

from axis_tui import i18n
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Span, Tone
from axis_tui.tui import lifeline
from axis_tui.tui.driver import AxisDriver
from axis_tui.tui.feed import Feed, open_or_none
from axis_tui.tui.picture import Picture
from axis_tui.tui.screens.base import MIN_COLUMNS, MIN_ROWS, AxisScreen
from axis_tui.tui.theme import LABELS, NAMES, Palette, palette, textual_theme

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.tui.deps import Deps

T = TypeVar("T")
_SCREENS = {
    "plans": "PlansScreen",
    "usage": "UsageScreen",
    "renewals": "RenewalsScreen",
    "cancellation": "CancellationScreen",
    "alerts": "AlertsScreen",
    "account": "AccountScreen",
}

NEW_SCREEN_S = 0.02
LOAD_AHEAD_S = 0.2
SETTLED_S = 1.0
"""After the start, for terminals that report their size again on request."""


def _new_screen(name: str) -> Screen[None]:
    """A main screen; its module is imported when it is first shown."""
    module = import_module(f"axis_tui.tui.screens.{name}")
    screen = cast("Screen[None]", getattr(module, _SCREENS[name])())
    # Screens have no style sheets of their own, so nothing has to be parsed again for one.
    screen._css_update_count = screen.app._css_update_count
    return screen


class AxisApp(App[int]):
    """The dashboard. `run()` gives its exit code."""

    CSS_PATH = "axis.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        name: partial(_new_screen, name) for name in _SCREENS
    }
    DEFAULT_MODE = "plans"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "Axis"

    def __init__(self, deps: Deps) -> None:
        """Raises the store's Problem when there is a store that cannot be used."""
        self.deps = deps
        self.palette: Palette = palette(deps.theme, no_color=deps.no_color)
        self.reader: Reader | None = open_or_none(deps)
        self.writing = 0
        """Changes on their way to the store; none when 0."""
        super().__init__(driver_class=AxisDriver)
        self.feed = Feed(self)
        self._picture = Picture(self)
        self._theme_name = deps.theme
        self._colourless: list[LineFilter] = []
        self._fault: BaseException | None = None
        self._settled = False
        self._is_up = False
        self._end_code: int | None = None
        self._is_known_mode = False
        self.next_argv: tuple[str, ...] | None = None
        """A program to become once the terminal is given back, such as the demo."""
        self._take_theme(deps.theme)

    # What screens use

    @property
    def version(self) -> tuple[object, int]:
        """Changes whenever what the store holds may have."""
        return self.feed.version

    def feed_now(self) -> None:
        """Look for changes at once rather than at the next poll."""
        self.feed.poll()

    def alert_mark(self) -> str:
        """Open alerts for the tab: glyph and count, or nothing."""
        return self.feed.alert_mark()

    def reporting_zone(self) -> str:
        """The zone by whose days the store counts usage."""
        return self.feed.reporting_zone()

    def status_span(self) -> Span:
        """Who refreshes the store."""
        return self.feed.status_span()

    def show_mode(self, name: str) -> None:
        """Open one of the six main screens."""
        if name not in _SCREENS:
            return
        if name != self.current_mode:
            self._is_known_mode = bool(self._screen_stacks.get(name))
            self.switch_mode(name)
        elif len(self.screen_stack) > 1:
            self.pop_screen()

    def delay_update(self, delay: float = 0.05) -> None:
        """A screen shown before is drawn at once; a new one once it has its contents."""
        if not self._is_known_mode:
            super().delay_update(NEW_SCREEN_S)

    def refresh_now(self, screen: AxisScreen) -> None:
        """Ask the worker to read all meters, and say so until it has."""
        self.feed.refresh_now(screen)

    def guard_reading(self, read: Callable[[], None]) -> None:
        """Run a screen's reading; a store that cannot be read is one line, not the end of the dashboard."""
        try:
            read()
        except (Problem, sqlite3.Error) as error:
            text = tell(error) if isinstance(error, Problem) else _("the store cannot be read now")
            if isinstance(self.screen, AxisScreen):
                self.screen.say(text, Tone.BAD)

    def on_loop(self, future: Future[T], arrived: Callable[[Future[T]], None]) -> None:
        """Call `arrived(future)` among the messages of this app once the future is done."""
        future.add_done_callback(lambda done: self.call_later(arrived, done))

    # Keys

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes are carried out one by one, here.

        Textual would post each to the screen and let it come back, so that of keys that arrive together the
        later ones reach a screen that does not yet know of the first.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed(event)
        else:
            await super().on_event(event)

    async def _typed(self, event: events.Key | events.Paste) -> None:
        screen = self.screen
        if not screen.is_mounted:
            await screen._mounted_event.wait()
        if isinstance(screen, AxisScreen):
            screen.hush()
        take = getattr(screen, event.handler_name, None)
        if take is not None:
            take(event)
        if isinstance(event, events.Key) and not event._stop_propagation:
            await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)

    # Size, theme, terminal

    def cover_small(self, small: bool) -> None:
        """Cover everything with a notice while the terminal is too small, and take it away after."""
        from axis_tui.tui.screens.too_small import TooSmall

        covered = isinstance(self.screen, TooSmall)
        if small and not covered:
            self.push_screen(TooSmall())
        elif not small and covered:
            self.pop_screen()

    def on_resize(self, event: events.Resize) -> None:
        if self._settled:  # the first sizes only say what is already drawn for
            self.redraw()
        small = event.size.width < MIN_COLUMNS or event.size.height < MIN_ROWS
        if small or len(self.screen_stack) > 1:
            self.cover_small(small)

    def next_theme(self) -> None:
        """Take the next theme of the list."""
        name = NAMES[(NAMES.index(self._theme_name) + 1) % len(NAMES)]
        self._take_theme(name)
        self._css_update_count += 1
        self.refresh_css(animate=False)
        self.redraw()
        if isinstance(self.screen, AxisScreen):
            self.screen.say(_("theme: %(name)s") % {"name": _(LABELS[name])})

    def redraw(self) -> None:
        """Send the whole screen again, whatever the terminal shows."""
        self.forget_terminal()
        self.screen.refresh()

    def forget_terminal(self) -> None:
        """Say that the terminal may show something else than was sent."""
        self._picture.forget()

    def _take_theme(self, name: str) -> None:
        self._theme_name = name
        self.palette = palette(name, no_color=self.deps.no_color)
        theme = textual_theme(name)
        if theme.name not in self._registered_themes:
            self.register_theme(theme)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        if self.deps.no_color:
            from axis_tui.tui.monochrome import Colourless

            self._colourless = [Colourless((238, 238, 238) if name == "light" else (28, 28, 28))]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No colour codes under NO_COLOR; otherwise colours go out as the theme says."""
        return self._colourless

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Textual gives the picture's changed rows; only the cells that differ are sent."""
        if self.is_headless or not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
        elif not self._batch_count and self._running and not self._closed:
            self._picture.send(screen, renderable)

    def place_caret(self, at: tuple[int, int] | None) -> None:
        """Show the terminal's own cursor at (column, row), where text is being typed; None hides it."""
        self._picture.place_caret(at)

    # Life

    def on_mount(self) -> None:
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """What can wait until the first picture is on the terminal."""
        self._is_up = True
        if self._end_code is not None:
            self.exit(None, self._end_code)
            return
        self.feed.start()
        self.set_timer(SETTLED_S, self._is_settled)

    def end(self, code: int) -> None:
        """Leave with this exit code, as soon as everything that is being put together stands."""
        self._end_code = code
        if self._is_up:
            self.exit(None, code)

    def _is_settled(self) -> None:
        self._settled = True
        self._load_ahead(list(_SCREENS))

    def _load_ahead(self, names: list[str]) -> None:
        """Import the other screens one at a time while nothing happens, so that each opens at once."""
        if names:
            import_module(f"axis_tui.tui.screens.{names[0]}")
            self.set_timer(LOAD_AHEAD_S, partial(self._load_ahead, names[1:]))

    def leave_for(self, argv: tuple[str, ...] | None) -> None:
        """End, and start another program in this terminal."""
        self.next_argv = argv
        self.exit()

    def on_unmount(self) -> None:
        self.feed.stop()

    def run(self, *, auto_pilot: AutopilotCallbackType | None = None, **options: Any) -> int | None:
        """Show the dashboard until it is left; the terminal is as before, and the store closed."""
        if not lifeline.carries_unicode():
            i18n.use(i18n.ENGLISH)
        try:
            result = super().run(auto_pilot=auto_pilot, **options)
        finally:
            self.deps.gateway.close()
            if self.reader is not None:
                self.reader.close()
        return self.return_code or result

    def _fatal_error(self) -> None:
        """End on an unforeseen error without printing locals, which hold identifiers."""
        import sys

        self._fault = self._fault or sys.exc_info()[1]
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        self._fatal_error()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        if self._fault is not None or self._exception is not None:
            lifeline.print_fault(self._fault or cast(BaseException, self._exception))
