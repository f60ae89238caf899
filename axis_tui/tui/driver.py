"""The terminal: Textual's Linux driver with fewer questions, clicks without motion, and an end when the tty
ends.

The stock reader spins at full speed after end of file and prints a traceback on EIO, both of which happen
whenever an SSH connection drops; this one closes the app.
"""

import contextlib
import os
import select
import selectors
import signal
import sys
import termios
import tty
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from axis_tui.tui.bracketed import Brackets, Pasted, Typed

if TYPE_CHECKING:
    from textual.app import App

    from axis_tui.tui.app import AxisApp

_ESCAPE_WAIT_S = 0.1
_READ_BYTES = 4096


class _Output:
    """The terminal to write to; one that is gone is told once, and then takes everything silently."""

    def __init__(self, file: TextIO, gone: Callable[[], None]) -> None:
        self._file, self._gone, self._is_gone = file, gone, False

    def write(self, text: str) -> None:
        self._do(lambda: self._file.write(text))

    def flush(self) -> None:
        self._do(self._file.flush)

    def _do(self, act: Callable[[], object]) -> None:
        if not self._is_gone:
            try:
                act()
            except (OSError, ValueError):
                self._is_gone = True
                self._gone()


class AxisDriver(LinuxDriver):
    """A tty on Linux."""

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = _Output(sys.__stdout__ or self._file, self._tty_is_gone)  # type: ignore[arg-type,assignment]
        self._has_started = False
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000l\x1b[?1006l")
            self.flush()

    def _enable_mouse_pixels(self) -> None:
        """Cells are exact enough."""

    def start_application_mode(self) -> None:
        from axis_tui.tui import lifeline

        app = cast("AxisApp", self._app)
        lifeline.install(app)
        app.forget_terminal()
        if not self._has_started and self._is_typed_ahead():
            # Its echo would be there again at the end.
            print("\r\x1b[K", end="", file=self._file)
        self._has_started = True
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def _is_typed_ahead(self) -> bool:
        """Whether keys wait that were typed, and echoed, before the terminal was taken over.

        A terminal that collects lines counts only whole ones, so it is asked while it does not.
        """
        try:
            before = termios.tcgetattr(self.fileno)
            raw = [*before]
            raw[tty.LFLAG] &= ~(termios.ICANON | termios.ECHO)
            termios.tcsetattr(self.fileno, termios.TCSANOW, raw)
            try:
                return bool(select.select([self.fileno], [], [], 0)[0])
            finally:
                termios.tcsetattr(self.fileno, termios.TCSANOW, before)
        except (termios.error, OSError):
            return False

    def disable_input(self) -> None:
        if not self.exit_event.is_set():
            self.exit_event.set()
            self._wake()
            if self._key_thread is not None:
                self._key_thread.join()
                self._key_thread = None
            self.exit_event.clear()
        super().disable_input()

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"x")
        except OSError:
            return

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except OSError:
            self._tty_is_gone()

    def run_input_thread(self) -> None:
        """Read keys and pastes until told to stop; sleeps without a time-out unless a sequence is open."""
        parser, brackets = XTermParser(self._debug), Brackets()
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                is_open = brackets.is_waiting or parser._timeout_time is not None
                ready = selector.select(_ESCAPE_WAIT_S if is_open else None)
                for key, _mask in ready:
                    data = os.read(key.fd, _READ_BYTES)
                    if key.fd == self._wake_read:
                        continue
                    if not data:
                        self._tty_is_gone()
                        return
                    self._take(parser, brackets.feed(decode(data)))
                if not ready:
                    self._take(parser, brackets.give_up())
                    if parser._timeout_time is not None:
                        parser._timeout_time = 0.0  # it has waited long enough
                for event in parser.tick():
                    self.process_message(event)

    def _take(self, parser: XTermParser, parts: Iterable[Typed | Pasted]) -> None:
        for part in parts:
            if isinstance(part, Pasted):
                self.process_message(events.Paste(part.text))
                continue
            for event in parser.feed(part.text):
                self.process_message(event)

    def _tty_is_gone(self) -> None:
        """Ask the app to end, and end the process the hard way should it hang on a dead terminal."""
        arm_last_resort()
        loop = self._app._loop
        if loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended already
                loop.call_soon_threadsafe(cast("AxisApp", self._app).end, 129)


LAST_RESORT_S = 3


def arm_last_resort() -> None:
    """End this process in a few seconds even if its loop is stuck writing to a terminal nobody reads."""
    signal.alarm(LAST_RESORT_S)
