"""A program in a real pseudo-terminal: started, typed to, read, measured and signalled from outside.

Answers the questions that Textual asks a terminal at start (DECRQM for synchronised output and in-band
resize), keeps every chunk with the moment it arrived, and can replay them into an emulated screen.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyte

KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "pagedown": b"\x1b[6~",
    "enter": b"\r",
    "escape": b"\x1b",
    "ctrl+c": b"\x03",
    "ctrl+r": b"\x12",
}
QUESTION = re.compile(rb"\x1b\[\?(\d+)\$p")
UNSEEN_BY_PYTE = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1bP.*?\x1b\\", re.S)


@dataclass(frozen=True, slots=True)
class Burst:
    """What arrived after one stimulus: bytes, and seconds to the first and the last of them."""

    bytes: int
    first_s: float | None
    last_s: float | None


class Session:
    """One program on a pseudo-terminal of `columns` × `rows`; use as a context manager.

    `environ` replaces the whole environment. Leaving the block kills what still runs.
    """

    def __init__(
        self, argv: Sequence[str], environ: Mapping[str, str], *, columns: int = 80, rows: int = 24
    ) -> None:
        self.columns, self.rows = columns, rows
        self.chunks: list[tuple[float, bytes]] = []
        self.status: int | None = None
        self._tail = b""
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.execvpe(argv[0], list(argv), dict(environ))
            finally:
                os._exit(127)
        self.resize(columns, rows)
        os.set_blocking(self.fd, False)

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        if not self.ended():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait(5)
        self.hang_up()

    def resize(self, columns: int, rows: int) -> None:
        """Tell the terminal's new size, as a window manager would."""
        self.columns, self.rows = columns, rows
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, key: str) -> None:
        """Type a key by its name, or the characters themselves."""
        os.write(self.fd, KEYS.get(key, key.encode()))

    def hang_up(self) -> None:
        """Close the terminal under the program."""
        with contextlib.suppress(OSError):
            os.close(self.fd)
        self.fd = -1

    def ended(self) -> bool:
        """Whether the program is gone; `status` then holds its wait status."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
        return self.status is not None

    def wait(self, seconds: float) -> bool:
        """Read until the program is gone, at most `seconds`, then what it left unread; whether it went."""
        end = time.perf_counter() + seconds
        while not self.ended() and time.perf_counter() < end:
            self.read(0.02)
        if self.ended():
            self._drain()
        return self.ended()

    def _drain(self) -> None:
        """Read what is still in the terminal; ends with it, as nobody is left to write more."""
        while self.fd >= 0:
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:  # empty, or closed on the other side
                return
            if not data:
                return
            self.chunks.append((time.perf_counter() - self.started, data))

    def read(self, seconds: float, *, quiet: float | None = None, least: int = 1) -> Burst:
        """Read for `seconds`, or until `quiet` seconds pass in silence after at least `least` bytes."""
        start = time.perf_counter()
        count, first, last = 0, None, None
        while True:
            now = time.perf_counter()
            end = start + seconds
            if quiet is not None and last is not None and count >= least:
                end = min(end, last + quiet)
            if now >= end:
                break
            if self.fd < 0:
                time.sleep(min(0.02, end - now))
                continue
            ready, _, _ = select.select([self.fd], [], [], end - now)
            if not ready:
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                break
            if not data:
                break
            last = time.perf_counter()
            first = first or last
            count += len(data)
            self.chunks.append((last - self.started, data))
            self._answer(data)
        return Burst(count, first and first - start, last and last - start)

    def read_until(self, shown: Callable[[str], bool], seconds: float) -> bool:
        """Read until `shown` is true of the emulated screen's text; whether it became true in time."""
        end = time.perf_counter() + seconds
        while True:
            if shown(self.text()):
                return True
            if time.perf_counter() >= end:
                return False
            self.read(0.25, quiet=0.02)

    def text(self) -> str:
        """The emulated screen as lines of text."""
        screen = pyte.Screen(self.columns, self.rows)
        stream = pyte.ByteStream(screen)
        stream.feed(UNSEEN_BY_PYTE.sub(b"", b"".join(data for _, data in self.chunks)))
        return "\n".join(screen.display)

    def shown_at(self, marker: str) -> float | None:
        """Seconds from the start until `marker` (a regular expression) first stood on the screen."""
        screen = pyte.Screen(self.columns, self.rows)
        stream = pyte.ByteStream(screen)
        pattern = re.compile(marker)
        for at, data in self.chunks:
            stream.feed(UNSEEN_BY_PYTE.sub(b"", data))
            if pattern.search("\n".join(screen.display)):
                return at
        return None

    def processes(self) -> list[int]:
        """The program's process and all below it."""
        children: dict[int, list[int]] = {}
        for name in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                fields = _read(f"/proc/{name}/stat").rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(name))
        found, open_ = [], [self.pid]
        while open_:
            found.append(open_.pop())
            open_ += children.get(found[-1], [])
        return found

    def cpu_s(self) -> float:
        """Processor seconds that the whole tree's living threads have used so far."""
        total = 0
        for pid in self.processes():
            with contextlib.suppress(OSError):
                for task in os.listdir(f"/proc/{pid}/task"):
                    total += int(_read(f"/proc/{pid}/task/{task}/schedstat").split()[0])
        return total / 1e9

    def memory_bytes(self, pid: int | None = None) -> int:
        """Peak resident memory of one process (default: the program's own)."""
        found = re.search(r"VmHWM:\s+(\d+) kB", _read(f"/proc/{pid or self.pid}/status"))
        return int(found[1]) * 1024 if found else 0

    def _answer(self, data: bytes) -> None:
        self._tail = (self._tail + data)[-256:]
        end = 0
        for found in QUESTION.finditer(self._tail):
            end = found.end()
            known = b"2" if found[1] == b"2026" else b"0"
            with contextlib.suppress(OSError):
                os.write(self.fd, b"\x1b[?" + found[1] + b";" + known + b"$y")
        self._tail = self._tail[end:]


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()
