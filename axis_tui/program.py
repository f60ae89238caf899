"""Runs a program, here or on another machine, with a total time-out and an output cap.

Nothing that it prints is interpreted here. Argument lists only: no local shell ever sees a word of them, and
what goes to a remote shell is quoted by the caller (`shlex.join`). Rooms above turn a ProgramProblem into
their own.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean

OUTPUT_LIMIT_BYTES = 1 << 20
CONNECT_TIMEOUT_S = 8
SSH_FAILED = 255
"""ssh's own exit status; a remote program may exit with it too."""
_PAUSE_S = 0.05
"""How long a program may stay silent before its watcher is asked again."""


class ProgramProblem(Problem):
    """A program that could not be run to its end; one line for a person."""


class Unstartable(ProgramProblem):
    """It never ran: it is missing, or this machine cannot start it."""


class Broken(ProgramProblem):
    """It ran and was ended by us: too slow, or too much output. What it did until then is done."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a finished program left; text is UTF-8 with bad bytes replaced, and is not cleaned."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """Its last words on one clean line, fit for a message."""
        lines = [line for line in (self.err.strip() or self.out.strip()).splitlines() if line.strip()]
        return clean(lines[-1]) if lines else f"exit {self.status}"


class Running:
    """A program between its start and its end, as a watcher may see and steer it."""

    def __init__(self, process: subprocess.Popen[bytes], deadline: float) -> None:
        self.out = bytearray()
        """All of its standard output so far."""
        self.err = bytearray()
        """All of its standard error so far."""
        self.deadline = deadline
        """When it is killed, on the monotonic clock; a watcher may move it."""
        self._process = process

    def say(self, text: str) -> None:
        """Write to its standard input, where it was started with one and still reads."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.write(text.encode())
                self._process.stdin.flush()

    def end_input(self) -> None:
        """Close its standard input."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def interrupt(self) -> None:
        """Send SIGINT to its process group, which it may heed or not."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGINT)


Watcher = Callable[[Running], None]
"""Called from the same thread whenever there may be new output, and at least each 50 ms."""


def run(
    argv: Sequence[str],
    *,
    environ: Mapping[str, str],
    timeout_s: float,
    watcher: Watcher | None = None,
    first_line: str | None = None,
    keep_open: Sequence[int] = (),
) -> Output:
    """Runs `argv` to its end; any exit status is for the caller.

    With a `watcher` it has a standard input, whose first line is `first_line` where given; without one it
    has none. It inherits the descriptors `keep_open` and no others. At the time-out, at more than 1 MiB of
    output, and when the watcher raises, its whole process group is killed. Raises Unstartable and Broken.
    """
    try:
        process = subprocess.Popen(
            list(argv), env=dict(environ), start_new_session=True, pass_fds=tuple(keep_open),
            stdin=subprocess.DEVNULL if watcher is None else subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    except FileNotFoundError:
        raise Unstartable(
            N_("%(program)s is not installed on this machine; install it"), program=argv[0]
        ) from None
    except (OSError, ValueError) as error:
        raise Unstartable(
            N_("%(program)s cannot be started: %(reason)s"), program=argv[0], reason=clean(str(error))
        ) from None
    running = Running(process, time.monotonic() + timeout_s)
    try:
        if first_line is not None:
            running.say(first_line + "\n")
        _collect(process, running, watcher)
    except _TooMuch:
        raise Broken(N_("%(program)s printed more than 1 MiB"), program=argv[0]) from None
    except _TooLate:
        raise Broken(
            N_("%(program)s gave no answer within %(seconds)d s"),
            program=argv[0], seconds=max(1, round(timeout_s)),
        ) from None  # fmt: skip
    out, err = (bytes(stream).decode("utf-8", "replace") for stream in (running.out, running.err))
    return Output(process.returncode, out, err)


def ssh(host: str, command: str, *, config: str = "") -> list[str]:
    """The argument list that runs `command`, a line of POSIX shell, on `host`, and never asks anything.

    `host` must have passed `check_host`. `config` is a file for ssh's own -F.
    """
    argv = ["ssh", *(["-F", config] if config else []), "-T", "-o", "BatchMode=yes"]
    argv += ["-o", f"ConnectTimeout={CONNECT_TIMEOUT_S}", "-o", "ClearAllForwardings=yes"]
    return [*argv, "-o", "ForwardAgent=no", "-o", "ForwardX11=no", "--", host, command]


class _TooMuch(Exception):
    pass


class _TooLate(Exception):
    pass


def _collect(process: subprocess.Popen[bytes], running: Running, watcher: Watcher | None) -> None:
    """Gathers both outputs until the program itself has ended.

    Not until end of file: a child left behind, such as ssh's ControlPersist master, holds the pipes open.
    """
    assert process.stdout is not None
    assert process.stderr is not None
    streams = {process.stdout.fileno(): running.out, process.stderr.fileno(): running.err}
    try:
        with selectors.DefaultSelector() as selector:
            for descriptor in streams:
                os.set_blocking(descriptor, False)
                selector.register(descriptor, selectors.EVENT_READ)
            while True:
                ended = process.poll() is not None
                remaining = running.deadline - time.monotonic()
                if remaining <= 0 and not ended:
                    raise _TooLate
                pause_s = 0 if ended else min(remaining, _PAUSE_S)
                if not selector.get_map():
                    _await_end(process, pause_s)
                    pause_s = 0
                for key, _ in selector.select(pause_s):
                    if not _drain(key.fd, streams[key.fd]):
                        selector.unregister(key.fd)
                if watcher is not None:
                    watcher(running)
                if ended:
                    return
    except BaseException:
        _kill(process)
        raise
    finally:
        running.end_input()
        process.stdout.close()
        process.stderr.close()


def _drain(descriptor: int, buffer: bytearray) -> bool:
    """Moves what there is into `buffer`; False at end of file."""
    with contextlib.suppress(BlockingIOError):
        while chunk := os.read(descriptor, 65_536):
            buffer += chunk
            if len(buffer) > OUTPUT_LIMIT_BYTES:
                raise _TooMuch
        return False
    return True


def _await_end(process: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
