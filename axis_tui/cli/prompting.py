"""What a person types at this terminal: a line, a number, a secret. Prompts go to stderr, answers come back.

A line counts only as far as it was typed: what is pasted, or was typed before the question stood there, is
thrown away, so that nobody agrees to an amount unread.
"""

from __future__ import annotations

import codecs
import os
import sys
from typing import TYPE_CHECKING

from axis_tui.cli.problem import UsageProblem
from axis_tui.domain.problem import N_
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.cli.context import Context

LONGEST = 200
_PASTES_ON, _PASTES_OFF = "\x1b[?2004h", "\x1b[?2004l"
_PASTE_BEGINS, _PASTE_ENDS = "[200~", "\x1b[201~"
_TRIES = 3


def can_ask(context: Context) -> bool:
    """Whether there is a person at a terminal who wants to be asked."""
    return not context.options.no_input and sys.stdin.isatty() and sys.stderr.isatty()


def ask_line(prompt: str) -> str:
    """A line typed by hand, without blanks at its ends; empty where nothing was. Raises KeyboardInterrupt."""
    import termios
    import tty

    fd = sys.stdin.fileno()
    before = termios.tcgetattr(fd)
    marks_pastes = os.environ.get("TERM", "dumb") != "dumb"
    try:
        tty.setcbreak(fd)  # forgets what was typed before
        _say(f"{_PASTES_ON if marks_pastes else ''}{prompt} ")
        return _Line(fd, prompt).read().strip()
    finally:
        termios.tcsetattr(fd, termios.TCSADRAIN, before)
        _say(f"{_PASTES_OFF if marks_pastes else ''}\n")


def ask_number(prompt: str, most: int) -> int:
    """One of 1 to `most`. Raises UsageProblem where none is chosen."""
    for _try in range(_TRIES):
        text = ask_line(prompt)
        if not text:
            break
        if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most:
            return int(text)
        _say(_("Write a number from 1 to %(most)d.") % {"most": most} + "\n")
    raise UsageProblem(N_("nothing was chosen; nothing was done"))


def ask_secret(prompt: str) -> str:
    """What is typed or pasted without being shown."""
    from getpass import getpass

    try:
        return getpass(f"{prompt} ", sys.stderr)
    except EOFError:
        return ""
    except KeyboardInterrupt:
        _say("\n")
        raise


class _Line:
    """Reads one line in a terminal that gives every key at once, and echoes what counts."""

    def __init__(self, fd: int, prompt: str) -> None:
        self._fd = fd
        self._prompt = prompt
        self._text = ""
        self._decode = codecs.getincrementaldecoder("utf-8")("ignore").decode

    def read(self) -> str:
        while (key := self._key()) not in ("\r", "\n", "\x04", ""):
            if key == "\x1b":
                self._escape()
            elif key in ("\x7f", "\b"):
                self._show(self._text[:-1])
            elif key == "\x15":
                self._show("")
            elif key.isprintable() and len(self._text) < LONGEST:
                self._text += key
                _say(key)
        return self._text

    def _key(self) -> str:
        """One character; empty at the end of input."""
        while byte := os.read(self._fd, 1):
            if key := self._decode(byte):
                return key
        return ""

    def _escape(self) -> None:
        """A key that is more than a character, which does nothing here, or the beginning of a paste."""
        told = self._key()
        while told in ("[", "O") or (told.startswith("[") and told[-1:] in "0123456789;"):
            if not (key := self._key()):
                return
            told += key
        if told != _PASTE_BEGINS:
            return
        pasted = ""
        while not pasted.endswith(_PASTE_ENDS):
            if not (key := self._key()):
                return
            pasted = (pasted + key)[-len(_PASTE_ENDS) :]
        _say("\n" + _("pasting does not count here; type it") + "\n")
        _say(f"{self._prompt} {self._text}")

    def _show(self, text: str) -> None:
        from axis_tui.present.width import cells

        gone = cells(self._text) - cells(text)
        _say("\b \b" * gone)
        self._text = text


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
