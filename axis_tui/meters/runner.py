"""Runs a program here or through ssh, with a total time-out and an output cap; nothing of it is interpreted.

Argument lists only: no local shell ever sees a word of it. What goes to a remote shell is quoted here.
"""

import contextlib
import os
import selectors
import shlex
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.meters.base import MeterProblem

OUTPUT_LIMIT_BYTES = 1 << 20
LOCAL_TIMEOUT_S = 10.0
REMOTE_TIMEOUT_S = 20.0
CONNECT_TIMEOUT_S = 8
_SSH_FAILED = 255


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


def run(argv: Sequence[str], *, timeout_s: float = LOCAL_TIMEOUT_S, without: Sequence[str] = ()) -> Output:
    """Runs `argv` with LC_ALL=C and no input, leaving out the variables named in `without`.

    At the time-out, or at more than 1 MiB of output, its whole process group is killed. Raises MeterProblem
    for these, and for a program that is missing or cannot start; any exit status is for the caller.
    """
    environ = {name: value for name, value in os.environ.items() if name not in without}
    environ["LC_ALL"] = "C"
    try:
        process = subprocess.Popen(
            list(argv), env=environ, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    except FileNotFoundError:
        raise MeterProblem(
            N_("%(program)s is not installed on this machine; install it"), program=argv[0]
        ) from None
    except (OSError, ValueError) as error:
        raise MeterProblem(
            N_("%(program)s cannot be started: %(reason)s"), program=argv[0], reason=clean(str(error))
        ) from None
    try:
        out, err = _collect(process, time.monotonic() + timeout_s)
    except _TooMuch:
        raise MeterProblem(N_("%(program)s printed more than 1 MiB"), program=argv[0]) from None
    except _TooLate:
        raise MeterProblem(
            N_("%(program)s gave no answer within %(seconds)d s"),
            program=argv[0], seconds=max(1, round(timeout_s)),
        ) from None  # fmt: skip
    return Output(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))


def run_remote(
    host: str, script: str, *, ssh_config: str = "", timeout_s: float = REMOTE_TIMEOUT_S
) -> Output:
    """Runs one line of POSIX shell on `host` in one ssh connection that never asks anything.

    `host` must have passed `check_host`. `ssh_config` is a file for ssh's own -F. Raises MeterProblem as
    `run` does, and where ssh itself failed (status 255).
    """
    argv = ["ssh", *(["-F", ssh_config] if ssh_config else []), "-T", "-o", "BatchMode=yes"]
    argv += ["-o", f"ConnectTimeout={CONNECT_TIMEOUT_S}", "-o", "ClearAllForwardings=yes"]
    argv += ["-o", "ForwardAgent=no", "-o", "ForwardX11=no", "--", host, script]
    try:
        output = run(argv, timeout_s=timeout_s)
    except MeterProblem as problem:
        raise MeterProblem(N_("%(host)s: %(reason)s"), host=host, reason=str(problem)) from None
    if output.status == _SSH_FAILED:
        raise MeterProblem(
            N_("cannot reach %(host)s through ssh: %(reason)s; `ssh %(host)s` must work without a password"),
            host=host, reason=output.complaint,
        )  # fmt: skip
    return output


def quoted(argv: Sequence[str]) -> str:
    """`argv` as one command for `run_remote`."""
    return shlex.join(argv)


class _TooMuch(Exception):
    pass


class _TooLate(Exception):
    pass


def _collect(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
    """Both outputs until the program itself has ended.

    Not until end of file: a child left behind, such as ssh's ControlPersist master, holds the pipes open.
    """
    assert process.stdout is not None
    assert process.stderr is not None
    streams = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
    try:
        with selectors.DefaultSelector() as selector:
            for descriptor in streams:
                os.set_blocking(descriptor, False)
                selector.register(descriptor, selectors.EVENT_READ)
            while True:
                ended = process.poll() is not None
                remaining = deadline - time.monotonic()
                if remaining <= 0 and not ended:
                    raise _TooLate
                for key, _ in selector.select(0 if ended else min(remaining, 0.05)):
                    if not _drain(key.fd, streams[key.fd]):
                        selector.unregister(key.fd)
                if ended:
                    break
                if not selector.get_map():
                    _await_end(process, deadline)
        out, err = streams.values()
        return bytes(out), bytes(err)
    except BaseException:
        _kill(process)
        raise
    finally:
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


def _await_end(process: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _TooLate from None


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1)
