"""What keeps the process honest with its terminal: hang-ups, termination, a crash, and what the terminal
can do.

Textual dies at once on SIGTERM and leaves the alternate screen behind; ignored, it lives on without a
terminal. The handlers here ask the app to end, and arm an alarm that ends the process should its loop hang
on a dead terminal.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import traceback
from types import FrameType
from typing import TYPE_CHECKING

from axis_tui.i18n import _
from axis_tui.present.glyphs import UNICODE, Glyphs, glyphs_for
from axis_tui.tui.driver import arm_last_resort
from axis_tui.tui.frame import Repertoire

if TYPE_CHECKING:
    from axis_tui.tui.app import AxisApp

_ERASES_IN_COLOUR = (
    "xterm",
    "tmux",
    "alacritty",
    "kitty",
    "foot",
    "wezterm",
    "linux",
    "rxvt",
    "konsole",
    "gnome",
    "vte",
)


def install(app: AxisApp) -> None:
    """End cleanly on SIGHUP and SIGTERM: exit code 128 plus the signal, terminal restored where it still is.

    Called in the running loop before the terminal is touched, so that there is no moment without it.
    """
    loop = asyncio.get_running_loop()

    def leave(number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        arm_last_resort()
        loop.call_soon_threadsafe(app.end, 128 + number)

    signal.signal(signal.SIGHUP, leave)
    signal.signal(signal.SIGTERM, leave)


def erases_in_colour() -> bool:
    """Whether this terminal paints the current background when it erases a line (terminfo `bce`)."""
    return os.environ.get("TERM", "").startswith(_ERASES_IN_COLOUR)


def carries_unicode() -> bool:
    """Whether this terminal takes every character, as UTF-8."""
    encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
    return glyphs_for("auto", encoding) is UNICODE


def repertoire(glyphs: Glyphs) -> Repertoire:
    """What may be sent: nothing but ASCII only where the terminal takes no more; ASCII glyphs are a wish
    about drawing, and do not keep words from being read."""
    if not carries_unicode():
        return Repertoire.ASCII
    return Repertoire.PLAIN if glyphs.name == "ascii" else Repertoire.ALL


def print_fault(fault: BaseException) -> None:
    """One line and a hint on stderr; no values, no identifiers. With AXIS_TUI_DEBUG set, the stack
    without locals."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f" ({os.path.basename(frames[-1].filename)}:{frames[-1].lineno})" if frames else ""
    kind = type(fault).__name__
    stderr = sys.__stderr__
    if stderr is None:
        return
    said = _("the dashboard ended on an unexpected error: %(kind)s%(where)s") % {"kind": kind, "where": where}
    hint = _("nothing that was stored is lost; AXIS_TUI_DEBUG=1 shows where it happened")
    try:
        print(f"axis-tui: {said}\n{hint}", file=stderr)
        if os.environ.get("AXIS_TUI_DEBUG"):
            for frame in frames:
                print(f"  {os.path.basename(frame.filename)}:{frame.lineno} {frame.name}", file=stderr)
    except OSError:
        return
