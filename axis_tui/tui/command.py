"""What a person can do, declared once: key bindings, footer, palette and `?` help all follow from a
Command."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding

# How a key is written for people; everything else is shown as it is.
_WORDS = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "exclamation_mark": "!",
    "comma": ",",
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "plus": "+",
    "minus": "-",
    "space": "space",
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
_ASCII_WORDS = {"up": "Up", "down": "Down", "left": "Left", "right": "Right"}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a screen can do.

    `keys` are Textual key names, the first is the one shown. `label` (one or two words, for the footer)
    and `help` (one sentence) are marked with `N_` and translated on display. `action` is the name of the
    screen's `action_…` method, with literal arguments in parentheses if it has any. `shown`: whether the
    footer names it when it works now, which is the screen's to say (`AxisScreen.allows`).
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    action: str
    shown: bool = True
    in_palette: bool = True

    @property
    def name(self) -> str:
        """The action without its arguments."""
        return self.action.partition("(")[0].rpartition(".")[2]

    def key_word(self, *, ascii_only: bool = False) -> str:
        """The first key as people write it."""
        return key_word(self.keys[0], ascii_only=ascii_only) if self.keys else ""

    def key_words(self, *, ascii_only: bool = False) -> str:
        """All keys as people write them."""
        return " ".join(key_word(key, ascii_only=ascii_only) for key in self.keys)


def key_word(key: str, *, ascii_only: bool = False) -> str:
    """A Textual key name as people write it: `ctrl+r` is `^r`, `question_mark` is `?`."""
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if ascii_only and key in _ASCII_WORDS:
        return _ASCII_WORDS[key]
    return _WORDS.get(key, key)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual bindings of these commands. Several may share a key: the first that works at the moment
    runs."""
    return [
        Binding(",".join(command.keys), command.action, command.id, show=False)
        for command in commands
        if command.keys
    ]
