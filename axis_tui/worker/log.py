"""What the worker says: one cleaned line an event on standard error, never to a file, never a traceback.

A reader that went away or stalls must not stop the worker: a line that cannot be written at once is dropped.
"""

import logging
import os
import re
import select

from axis_tui.domain.text import clean

LOG = logging.getLogger("axis_tui.worker")
_LONGEST = 300
_LONG_NUMBER = re.compile(r"\d{7,}")
_ACTIVATION_CODE = re.compile(r"(?:LPA:)?1\$[^\s\"']+", re.IGNORECASE)


def redact(text: str) -> str:
    """The text with identifiers cut to their last 4 digits and without activation codes."""
    text = _ACTIVATION_CODE.sub("LPA:…", text)
    return _LONG_NUMBER.sub(lambda found: "…" + found.group()[-4:], text)


class LineHandler(logging.Handler):
    """Writes each record as one line to a file descriptor, without waiting and without complaint."""

    def __init__(self, fd: int) -> None:
        super().__init__()
        self._fd = fd

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = f"axis-tui worker: {redact(clean(record.getMessage(), _LONGEST))}\n"
            if select.select([], [self._fd], [], 0)[1]:
                os.write(self._fd, line.encode("utf-8", "replace"))
        except (OSError, ValueError, TypeError):
            return


def start(fd: int = 2, *, verbose: bool = True) -> None:
    """Send the worker's lines to `fd`, and nowhere else; only warnings and worse unless `verbose`."""
    LOG.handlers = [LineHandler(fd)]
    LOG.propagate = False
    LOG.setLevel(logging.INFO if verbose else logging.WARNING)


def stop() -> None:
    """Say nothing more: once its descriptor is closed, the number may be a database's."""
    LOG.handlers = [logging.NullHandler()]
