"""The bottom of every main screen: the keys that work now, or a message, and who refreshes the store."""

from collections.abc import Sequence

from axis_tui.i18n import _
from axis_tui.present.line import Line, Span, Tone, line
from axis_tui.present.width import cells, cut
from axis_tui.tui.command import Command
from axis_tui.tui.widgets.canvas import Canvas

_GAP = 2


def keys_line(commands: Sequence[Command], width: int, right: Span, *, ascii_only: bool = False) -> Line:
    """As many commands as fit in `width` beside the text at the right; the last one (help) always does."""
    room = width - (cells(right[0]) + _GAP if right[0] else 1)
    entries = [(command.key_word(ascii_only=ascii_only), _(command.label)) for command in commands]
    costs = [cells(key) + 1 + cells(label) + _GAP for key, label in entries]
    used = costs[-1] if costs else 0
    kept: list[tuple[str, str]] = []
    for entry, cost in zip(entries[:-1], costs[:-1], strict=True):
        if used + cost > room:
            break
        used += cost
        kept.append(entry)
    spans: list[Span | str] = [" "]
    for key, label in [*kept, *entries[-1:]]:
        spans += [(key, Tone.KEY), (f" {label}{' ' * _GAP}", Tone.MUTED)]
    return _with_right(spans, width, right)


def message_line(message: Span, width: int, right: Span) -> Line:
    """One message in place of the keys."""
    room = width - 1 - (cells(right[0]) + _GAP if right[0] else 0)
    return _with_right([" ", (cut(message[0], room), message[1])], width, right)


def _with_right(spans: list[Span | str], width: int, right: Span) -> Line:
    left = line(*spans)
    if not right[0]:
        return left
    space = width - 1 - cells(right[0]) - sum(cells(text) for text, _tone in left)
    return line(*left, " " * max(space, 1), right)


class Foot(Canvas):
    """A rule, and one line below it."""

    def show_foot(self, below: Line, rule: str) -> None:
        self.show((line((rule * self.app.size.width, Tone.BAR_EMPTY)), below))
