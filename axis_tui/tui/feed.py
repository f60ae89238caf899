"""What moves without a key: changes in the store, the minute, who refreshes, and the companion worker.

One timer polls SQLite's data_version, which costs microseconds; nothing is drawn or sent unless it moved.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from textual.timer import Timer

from axis_tui.domain.problem import Problem
from axis_tui.i18n import _
from axis_tui.present.line import Span, Tone
from axis_tui.tui.screens.base import AxisScreen
from axis_tui.tui.worker_words import worker_span

if TYPE_CHECKING:
    from axis_tui.store.presence import Presence
    from axis_tui.store.read import Reader
    from axis_tui.tui.app import AxisApp
    from axis_tui.tui.companion import Companion
    from axis_tui.tui.deps import Deps

POLL_S = 0.5
PRESENCE_EVERY = 6
"""Polls between two looks at the worker's lease."""
PATIENCE_S = 90
"""How long a refresh is shown as going on."""


def open_or_none(deps: Deps) -> Reader | None:
    """The read side, or None where the store is still to be made. Raises Problem for a store that
    cannot be used."""
    from axis_tui.store.problems import StoreEmpty, StoreMissing

    try:
        return deps.open_reader()
    except (StoreMissing, StoreEmpty):
        return None


class Feed:
    """Polls on behalf of the app and calls the shown screen when something moved."""

    def __init__(self, app: AxisApp) -> None:
        self._app = app
        self._timer: Timer | None = None
        self._polls = 0
        self._minute = 0
        self._presence: Presence | None = None
        self._seen: tuple[object, int] | None = None
        self._alert_version: tuple[object, int] | None = None
        self._alert_mark = ""
        self._companion: Companion | None = None
        self._asked: tuple[int, int] | None = None  # request id (0 until stored), asked at
        self._zone: tuple[Reader, str] | None = None
        self._probe()

    @property
    def version(self) -> tuple[object, int]:
        """Differs whenever another connection changed the store, or the store itself was replaced."""
        reader = self._app.reader
        if reader is None:
            return None, 0
        try:
            return id(reader), reader.data_version()
        except (sqlite3.Error, Problem):
            return id(reader), -1

    def start(self) -> None:
        """Begin; called once the first picture is shown."""
        self._seen = self.version
        self._minute = self._app.deps.clock() // 60
        self._look_for_worker()
        self._redraw_frame()
        self._timer = self._app.set_interval(POLL_S, self.poll)

    def stop(self) -> None:
        """End polling, and the companion with it."""
        if self._timer is not None:
            self._timer.stop()
        if self._companion is not None:
            self._companion.stop()

    def poll(self) -> None:
        """One look; draws only if something moved."""
        app = self._app
        self._polls += 1
        if app.reader is None:
            self._try_to_open()
        screen = self._screen()
        version, minute = self.version, app.deps.clock() // 60
        before = self._presence
        if self._polls % PRESENCE_EVERY == 0:
            self._look_for_worker()
        if version != self._seen:
            self._seen = version
            self._follow_request()
            if screen is not None:
                screen.store_changed()
        elif minute != self._minute:
            if screen is not None:
                screen.minute_turned()
        elif worker_span(before, app.deps.glyphs) != worker_span(self._presence, app.deps.glyphs):
            self._redraw_frame()
        self._minute = minute
        if self._asked is not None and app.deps.clock() - self._asked[1] > PATIENCE_S:
            self._asked = None
            self._redraw_frame()

    def status_span(self) -> Span:
        """The status at the right of the footer; nothing while there is no store to refresh."""
        if self._app.reader is None:
            return "", Tone.MUTED
        if self._asked is not None:
            return _("refreshing") + self._app.deps.glyphs.ellipsis, Tone.ACCENT
        if self._app.deps.demo:
            return _("demo"), Tone.ACCENT
        return worker_span(self._presence, self._app.deps.glyphs)

    def alert_mark(self) -> str:
        """Glyph and number of open alerts; asked of the store once a version."""
        reader = self._app.reader
        if reader is None:
            return ""
        version = self.version
        if version != self._alert_version:
            from axis_tui.store.read import alerts

            try:
                count = sum(alerts.open_counts(reader).values())
            except (sqlite3.Error, Problem):
                count = 0
            self._alert_version = version
            self._alert_mark = f"{self._app.deps.glyphs.alert}{count}" if count else ""
        return self._alert_mark

    def reporting_zone(self) -> str:
        """Asked once a store; the person's own zone while there is none."""
        reader = self._app.reader
        if reader is None:
            return self._app.deps.zone
        if self._zone is None or self._zone[0] is not reader:
            from axis_tui.store.read import setting

            self._zone = (reader, setting.time_zone(reader))
        return self._zone[1]

    def refresh_now(self, screen: AxisScreen) -> None:
        """Leave a refresh request and show that it is going on until the worker finished it."""
        if self._asked is not None:
            screen.say(_("a refresh is already going on"), Tone.MUTED)
            return
        self._asked = (0, self._app.deps.clock())

        def stored(request_id: int) -> None:
            if self._asked is not None:
                self._asked = (request_id, self._asked[1])
            if self._presence is None or not self._presence.running:
                self._asked = None
                screen.say(_("asked; it is done once a worker runs"), Tone.WARNING)

        def failed(problem: Problem) -> None:
            from axis_tui.i18n import tell

            self._asked = None
            screen.say(tell(problem), Tone.BAD)

        screen.deliver(self._app.deps.gateway.ask("refresh", {}), stored, failed)
        screen.refresh_frame()

    def _follow_request(self) -> None:
        reader, asked = self._app.reader, self._asked
        if reader is None or asked is None or not asked[0]:
            return
        from axis_tui.store.read import inventory

        request = inventory.request(reader, asked[0])
        if request is None or request.state in ("done", "failed"):
            self._asked = None
            screen = self._screen()
            if screen is not None and request is not None and request.state == "failed":
                screen.say(_("refresh failed: %(why)s") % {"why": request.error}, Tone.BAD)

    def _probe(self) -> None:
        try:
            self._presence = self._app.deps.presence()
        except OSError:
            self._presence = None

    def _look_for_worker(self) -> None:
        self._probe()
        argv = self._app.deps.companion_argv
        if argv is None or self._app.reader is None:
            return
        if self._companion is None:
            if self._presence is not None and self._presence.running:
                return
            from axis_tui.tui.companion import Companion

            self._companion = Companion(argv)
        self._companion.keep_running(self._presence is not None and self._presence.running)

    def _try_to_open(self) -> None:
        try:
            self._app.reader = open_or_none(self._app.deps)
        except (Problem, sqlite3.Error):
            return

    def _screen(self) -> AxisScreen | None:
        for screen in reversed(self._app.screen_stack):
            if isinstance(screen, AxisScreen):
                return screen
        return None

    def _redraw_frame(self) -> None:
        screen = self._screen()
        if screen is not None:
            screen.refresh_frame()
