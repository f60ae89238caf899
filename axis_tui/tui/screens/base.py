"""The frame of every main screen: tabs above, the screen's own body, keys and status below.

A screen gives `compose_body` and `refresh_data`; the frame calls the latter before the first paint, when
the store changed, when the minute turned, on resize and when the screen comes back. Rules and SQL do not
enter here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from axis_tui.domain.problem import Problem
from axis_tui.i18n import N_, current, tell
from axis_tui.present.line import Span, Tone
from axis_tui.tui.command import Command, bindings
from axis_tui.tui.commands import common
from axis_tui.tui.widgets.canvas import Canvas
from axis_tui.tui.widgets.foot import Foot, keys_line, message_line
from axis_tui.tui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.tui.app import AxisApp
    from axis_tui.tui.deps import Deps

T = TypeVar("T")
MIN_COLUMNS, MIN_ROWS = 60, 20
FRAME_ROWS = 4  # tabs, rule; rule, keys
MESSAGE_S, GOOD_NEWS_S = 8, 4


class AxisScreen(Screen[None]):
    """One main screen. Class attributes declare it; methods marked "hook" are for the screen to give."""

    NAME: ClassVar[str] = ""
    """The mode it is shown in: plans, usage, …"""
    HEADING: ClassVar[str] = ""
    """Its name for people, marked with N_."""
    PURPOSE: ClassVar[str] = ""
    """What it is for, one or two sentences for `?`, marked with N_."""
    WORDS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Words this screen uses and what they mean, marked with N_."""
    COMMANDS: ClassVar[Any] = ()
    """What can be done here, a tuple of Command in the order of the footer. (Textual means something else
    by this name, for a palette that is off.)"""

    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False

    def __init_subclass__(cls, **options: Any) -> None:
        cls.BINDINGS = bindings((*cls.COMMANDS, *common.COMMANDS))  # type: ignore[assignment]
        super().__init_subclass__(**options)

    def __init__(self) -> None:
        super().__init__()
        self._tabs = TabBar()
        self._foot = Foot()
        self._message: Span | None = None
        self._message_timer: Any = None
        self._shown: tuple[object, ...] | None = None
        self._is_ready = False  # put together, so that it can be drawn
        self._too_small: Canvas | None = None

    # What the screen gives

    def compose_body(self) -> ComposeResult:
        """Hook: the widgets between the tabs and the footer."""
        yield from ()

    def refresh_data(self) -> None:
        """Hook: ask the store for what is visible and show it. Cheap, synchronous, safe to call at any time;
        `columns` and `body_rows` tell the space there is."""

    def allows(self, action: str) -> bool:
        """Hook: whether the command with this action name works now. Asked for keys, footer and palette."""
        return True

    # What the screen is given

    @property
    def axis(self) -> AxisApp:
        """The app, typed."""
        return cast("AxisApp", self.app)

    @property
    def deps(self) -> Deps:
        """Collaborators from outside."""
        return self.axis.deps

    @property
    def reader(self) -> Reader | None:
        """The open read side; None where there is no store yet."""
        return self.axis.reader

    @property
    def now(self) -> int:
        """This instant, UTC seconds."""
        return self.deps.clock()

    @property
    def columns(self) -> int:
        """Width of the terminal."""
        return self.app.size.width

    @property
    def body_rows(self) -> int:
        """Rows between the rule under the tabs and the rule over the footer."""
        return max(0, self.app.size.height - FRAME_ROWS)

    def say(self, text: str, tone: Tone = Tone.NORMAL) -> None:
        """Show one line in place of the keys, for some seconds or until the next key or message."""
        self._message = (text, tone)
        if self._message_timer is not None:
            self._message_timer.stop()
        self._message_timer = self.set_timer(GOOD_NEWS_S if tone is Tone.GOOD else MESSAGE_S, self.hush)
        self.refresh_frame()

    def ask(self, kind: str, payload: Mapping[str, Any], said: str = "") -> None:
        """Leave a request for the worker; `said` is shown once it is stored."""
        self.deliver(self.deps.gateway.ask(kind, payload), lambda _id: self.say(said) if said else None)

    def write(
        self,
        change: Callable[[Any], T],
        then: Callable[[T], None] | None = None,
        refused: Callable[[Problem], None] | None = None,
    ) -> None:
        """Run `change(tx)` in a thread, then `then(result)` here; a Problem goes to `refused`, or is said."""
        self.deliver(self.deps.gateway.write(change), then, refused)

    def deliver(
        self,
        future: Future[T],
        then: Callable[[T], None] | None = None,
        refused: Callable[[Problem], None] | None = None,
    ) -> None:
        """Bring a future's result, or its failure in one line, back to the loop of the screens."""
        self.axis.writing += 1

        def arrived(done: Future[T]) -> None:
            self.axis.writing -= 1
            error = done.exception()
            if error is None:
                self.axis.feed_now()
                if then is not None:
                    then(done.result())
            else:
                if not isinstance(error, Problem):
                    error = Problem(N_("could not be stored (%(kind)s)"), kind=type(error).__name__)
                (refused or (lambda problem: self.say(tell(problem), Tone.BAD)))(error)

        self.axis.on_loop(future, arrived)

    # The frame

    def compose(self) -> ComposeResult:
        yield self._tabs
        yield from self.compose_body()
        yield self._foot

    def on_mount(self) -> None:
        self._is_ready = True
        self._show_all()

    def on_resize(self, event: events.Resize) -> None:
        if self._is_ready and self._state() != self._shown:
            self._show_all()

    def on_screen_resume(self) -> None:
        if not self._is_ready:
            return  # not put together yet; mounting draws it
        if self._state() != self._shown:
            self._show_all()
        else:
            self.refresh_frame()

    def store_changed(self) -> None:
        """Called by the feed while this screen is shown."""
        if self._is_ready:
            self._show_all()

    def minute_turned(self) -> None:
        """Called when texts that depend on the time of day may read differently."""
        if self._is_ready:
            self._show_all()

    def _state(self) -> tuple[object, ...]:
        """What the picture depends on besides the person's keys."""
        return self.axis.version, self.app.size, self.now // 60, current()

    def _show_all(self) -> None:
        size = self.app.size
        small = size.width < MIN_COLUMNS or size.height < MIN_ROWS
        self.axis.cover_small(small)
        if small:
            return
        self._shown = self._state()
        self.axis.guard_reading(self.refresh_data)
        self.refresh_frame()

    def refresh_frame(self) -> None:
        """Draw tabs and footer again; only what changed reaches the terminal."""
        if not self._is_ready:
            return
        glyphs = self.deps.glyphs
        self._tabs.show_tabs(self.NAME, self.axis.alert_mark(), glyphs.rule)
        right = self.axis.status_span()
        if self._message is not None:
            below = message_line(self._message, self.columns, right)
        else:
            usable = list(self.usable_commands(shown_only=True))
            below = keys_line(usable, self.columns, right, ascii_only=glyphs.name == "ascii")
        self._foot.show_foot(below, glyphs.rule)

    def usable_commands(self, *, shown_only: bool = False) -> Iterable[Command]:
        """The commands that work at this moment, the screen's own first, help last among the shown."""
        commands: tuple[Command, ...] = (*self.COMMANDS, *common.COMMANDS)
        for command in commands:
            if (command.shown or not shown_only) and self.allows(command.name):
                yield command

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Textual asks before it runs a key's action."""
        return self.allows(action)

    def go_stale(self) -> None:
        """Draw everything again when this screen is next shown, whatever the store says."""
        self._shown = None

    def hush(self) -> None:
        """Take the message away, if there is one, so that the keys are seen again."""
        if self._message is None:
            return
        self._message = None
        if self._message_timer is not None:
            self._message_timer.stop()
            self._message_timer = None
        self.refresh_frame()

    # Common actions

    def action_help(self) -> None:
        from axis_tui.tui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def action_palette(self) -> None:
        from axis_tui.tui.dialogs.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self), self.run_command)

    async def run_command(self, command: Command | None) -> None:
        """Run a command chosen in the palette."""
        if command is not None:
            await self.run_action(command.action)

    def action_refresh_now(self) -> None:
        self.axis.refresh_now(self)

    def action_show(self, name: str) -> None:
        self.axis.show_mode(name)

    def action_open_chip(self) -> None:
        from axis_tui.tui.screens.chip import ChipScreen

        self.app.push_screen(ChipScreen())

    def action_next_theme(self) -> None:
        self.axis.next_theme()

    def action_redraw(self) -> None:
        self.axis.redraw()

    def action_suspend(self) -> None:
        self.app.action_suspend_process()

    def action_leave(self) -> None:
        self.app.exit()
