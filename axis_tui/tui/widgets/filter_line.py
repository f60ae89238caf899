"""One line to type a filter in; what it finds is told at the right as you type."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets._input import Input

from axis_tui.present.line import Tone, line
from axis_tui.present.width import cells
from axis_tui.tui.widgets.canvas import Canvas


class FilterLine(Widget):
    """`/`, an input, and a remark. `typed(text)` is called on each change, `closed(keep)` on Enter or Esc."""

    DEFAULT_CSS = """
    FilterLine { height: 1; layout: horizontal; }
    FilterLine .slash { width: 3; }
    FilterLine Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    FilterLine .remark { width: 12; }
    """

    def __init__(self, typed: Callable[[str], None], closed: Callable[[bool], None]) -> None:
        super().__init__()
        self._typed, self._closed = typed, closed
        self._slash = Canvas((line((" / ", Tone.KEY)),), classes="slash")
        self._remark = Canvas(classes="remark")
        self._input = Input(compact=True, select_on_focus=False)
        self._input.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield self._slash
        yield self._input
        yield self._remark

    def open(self, text: str) -> None:
        """Show it with this text and take the keys."""
        self.display = True
        self._input.value = text
        self._input.cursor_position = len(text)
        self.call_after_refresh(self._input.focus)

    def close(self) -> None:
        """Put it away, the filter cleared."""
        if self.display:
            self._closed(False)

    def tell(self, text: str, tone: Tone) -> None:
        """A remark at the right: what was found, or what is wrong."""
        self._remark.styles.width = min(cells(text) + 2, max(12, self.app.size.width - 24))
        self._remark.show((line(" ", (text, tone)),))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self.display:
            self._typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._closed(True)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self._closed(False)
        elif event.key in ("down", "up"):
            event.stop()
            self._closed(True)
