"""Runs the programs that meters read, here or through ssh; see `axis_tui.program` for how.

What goes to a remote shell is quoted here, and what cannot be run is a MeterProblem.
"""

import os
import shlex
from collections.abc import Sequence

from axis_tui import program
from axis_tui.domain.problem import N_
from axis_tui.meters.base import MeterProblem
from axis_tui.program import CONNECT_TIMEOUT_S as CONNECT_TIMEOUT_S
from axis_tui.program import OUTPUT_LIMIT_BYTES as OUTPUT_LIMIT_BYTES
from axis_tui.program import Output as Output

LOCAL_TIMEOUT_S = 10.0
REMOTE_TIMEOUT_S = 20.0


def run(argv: Sequence[str], *, timeout_s: float = LOCAL_TIMEOUT_S, without: Sequence[str] = ()) -> Output:
    """Runs `argv` with LC_ALL=C and no input, leaving out the variables named in `without`.

    At the time-out, or at more than 1 MiB of output, its whole process group is killed. Raises MeterProblem
    for these, and for a program that is missing or cannot start; any exit status is for the caller.
    """
    environ = {name: value for name, value in os.environ.items() if name not in without}
    environ["LC_ALL"] = "C"
    try:
        return program.run(argv, environ=environ, timeout_s=timeout_s)
    except program.ProgramProblem as problem:
        raise MeterProblem(problem.template, **problem.params) from None


def run_remote(
    host: str, script: str, *, ssh_config: str = "", timeout_s: float = REMOTE_TIMEOUT_S
) -> Output:
    """Runs one line of POSIX shell on `host` in one ssh connection that never asks anything.

    `host` must have passed `check_host`. `ssh_config` is a file for ssh's own -F. Raises MeterProblem as
    `run` does, and where ssh itself failed (status 255).
    """
    try:
        output = run(program.ssh(host, script, config=ssh_config), timeout_s=timeout_s)
    except MeterProblem as problem:
        raise MeterProblem(N_("%(host)s: %(reason)s"), host=host, reason=str(problem)) from None
    if output.status == program.SSH_FAILED:
        raise MeterProblem(
            N_("cannot reach %(host)s through ssh: %(reason)s; `ssh %(host)s` must work without a password"),
            host=host, reason=output.complaint,
        )  # fmt: skip
    return output


def quoted(argv: Sequence[str]) -> str:
    """`argv` as one command for `run_remote`."""
    return shlex.join(argv)
