"""Runs lpac, here or through ssh: where it is, what it gets to see, and what it means when it says nothing.

lpac 2.3 takes an activation code and its confirmation code on its command line and nowhere else, so while a
download runs, who may see lpac's process on its machine may read them there. Through ssh the command goes by
standard input, so that at least no command line on this machine, and no shell's on the other, holds them.
"""

import contextlib
import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from axis_tui import program
from axis_tui.config import ChipSettings, check_host
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.euicc.base import SignedNotification
from axis_tui.euicc.lpac_failure import problem as failure
from axis_tui.euicc.lpac_failure import reason
from axis_tui.euicc.lpac_line import Step
from axis_tui.euicc.lpac_talk import MARK, Listener, Talk
from axis_tui.euicc.problem import ChipProblem, Driver, NoAnswer
from axis_tui.program import Running

_PASSED_ON = (
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SSH_AUTH_SOCK",
    "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
)  # fmt: skip
"""The variables of this process that lpac and ssh may see; lpac's own come from the settings alone."""
_DEVICE = {
    "at": "LPAC_APDU_AT_DEVICE",
    "at_csim": "LPAC_APDU_AT_DEVICE",
    "qmi": "LPAC_APDU_QMI_DEVICE",
    "uqmi": "LPAC_APDU_QMI_DEVICE",
    "mbim": "LPAC_APDU_MBIM_DEVICE",
}
_SLOT = {
    "qmi": "LPAC_APDU_QMI_UIM_SLOT",
    "qmi_qrtr": "LPAC_APDU_QMI_UIM_SLOT",
    "uqmi": "LPAC_APDU_QMI_UIM_SLOT",
    "mbim": "LPAC_APDU_MBIM_UIM_SLOT",
}
_READ_AND_RUN = "sh -c " + shlex.quote('IFS= read -r axis && eval "$axis"')
"""Runs the first line of its input, and leaves the rest of the input to that."""
_KILL_TIMEOUT_S = 2.0 + program.CONNECT_TIMEOUT_S
_NOT_FOUND = 127
_FAILED = 255
"""lpac's exit status whenever it fails, and ssh's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What lpac said in one call, whether it succeeded or not."""

    data: object = field(default=None, repr=False)
    steps: tuple[Step, ...] = field(default=(), repr=False)
    signed: tuple[SignedNotification, ...] = ()
    reason: str = ""
    """lpac's own, where it failed and gave one; in small letters."""
    problem: ChipProblem | None = None

    def checked(self) -> "Answer":
        """Itself where lpac succeeded. Raises the ChipProblem otherwise."""
        if self.problem is not None:
            raise self.problem
        return self


class Lpac:
    """The program on one machine. Each call is one process; nobody else may talk to the chip meanwhile."""

    def __init__(self, settings: ChipSettings, environ: Mapping[str, str]) -> None:
        self.host = check_host(settings.host)
        self._settings = settings
        self._environ = {name: environ[name] for name in _PASSED_ON if name in environ} | {"LC_ALL": "C"}

    def call(
        self,
        *words: str,
        changes: bool = False,
        timeout_s: float | None = None,
        listener: Listener | None = None,
        secrets: Sequence[str] = (),
        keep_open: Sequence[int] = (),
    ) -> Answer:
        """Runs `lpac WORDS…` to its end and tells how it went; raises nothing but what a callback raised.

        `changes` says that the chip may be another one afterwards, so that no answer is not the same as no.
        """
        talk = Talk(listener or Listener(), secrets, self._stop)
        argv, environ, first_line = self._command(words)
        try:
            output = program.run(
                argv, environ=environ, timeout_s=timeout_s or self._settings.timeout_seconds,
                watcher=talk, first_line=first_line, keep_open=keep_open,
            )  # fmt: skip
        except program.Unstartable as problem:
            return Answer(problem=Driver(problem.template, **problem.params))
        except program.Broken as problem:
            self._kill_remote(talk.remote_pid)
            return self._answer(talk, self._unfinished(talk, str(problem), changes=changes))
        except BaseException:
            self._kill_remote(talk.remote_pid)
            raise
        talk.finish(output.out)
        return self._answer(talk, self._verdict(talk, output, changes=changes))

    def _command(self, words: Sequence[str]) -> tuple[list[str], dict[str, str], str | None]:
        """The argument list, the environment, and the line that goes first to its input."""
        own = lpac_environment(self._settings)
        argv = [self._settings.lpac, *words]
        if not self.host:
            return argv, self._environ | own, None
        assignments = [f"{name}={value}" for name, value in own.items()]
        line = f"echo {MARK}$$; exec " + shlex.join(["env", *assignments, *argv])
        return program.ssh(self.host, _READ_AND_RUN), self._environ, line

    def _answer(self, talk: Talk, problem: ChipProblem | None) -> Answer:
        data, why = (talk.result.data, reason(talk.result)) if talk.result is not None else (None, "")
        return Answer(data, tuple(talk.steps), tuple(talk.signed), why.lower() if problem else "", problem)

    def _verdict(self, talk: Talk, output: program.Output, *, changes: bool) -> ChipProblem | None:
        if talk.result is not None:
            return failure(talk.result) if talk.result.code else None
        if talk.signed and output.status == 0:
            return None
        complaint = clean(talk.hide(_last_line(output.err) or _plain(output.out))) or f"exit {output.status}"
        if self.host and talk.remote_pid is None:
            return Driver(
                N_("cannot reach %(host)s through ssh: %(reason)s;"
                   " `ssh %(host)s` must work without a password"),
                host=self.host, reason=complaint,
            )  # fmt: skip
        if output.status == _NOT_FOUND:
            return Driver(N_("lpac is not installed on %(host)s; install it there"), host=self.host or "-")
        if output.status == _FAILED and "{" not in output.out:  # it ended before it asked the chip
            if _plain(output.out):
                return Driver(
                    N_("lpac does not take its arguments: %(reason)s; is it lpac 2.3 or later?"),
                    reason=clean(talk.hide(_plain(output.out))),
                )
            if _last_line(output.err) and not self.host:
                return Driver(
                    N_("lpac cannot reach the chip: %(reason)s; check apdu, device and slot under [chip]"),
                    reason=complaint,
                )
        return self._unfinished(talk, complaint, changes=changes)

    def _unfinished(self, talk: Talk, why: str, *, changes: bool) -> ChipProblem:
        if not changes or (self.host and talk.remote_pid is None):
            return Driver(N_("lpac gave no result: %(reason)s"), reason=talk.hide(why))
        return NoAnswer(
            N_("lpac gave no result: %(reason)s; list the chip's profiles before you try again"),
            reason=talk.hide(why),
        )

    def _stop(self, running: Running, remote_pid: int | None) -> None:
        """SIGINT: lpac then ends its session with the carrier's server before it ends itself."""
        if not self.host:
            running.interrupt()
        else:
            self._signal_remote("INT", remote_pid)

    def _kill_remote(self, pid: int | None) -> None:
        """An lpac that goes on after its ssh has ended would keep the chip for itself."""
        if self.host:
            self._signal_remote("KILL", pid)

    def _signal_remote(self, name: str, pid: int | None) -> None:
        if pid is None:
            return
        mark = shlex.quote(os.path.basename(self._settings.lpac))
        script = f"grep -qF -e {mark} /proc/{pid}/cmdline && kill -{name} {pid}"
        with contextlib.suppress(program.ProgramProblem):
            argv = program.ssh(self.host, f"sh -c {shlex.quote(script)}")
            program.run(argv, environ=self._environ, timeout_s=_KILL_TIMEOUT_S)


def lpac_environment(settings: ChipSettings) -> dict[str, str]:
    """The variables that lpac 2.3 reads, from the settings (docs/ENVVARS.md and docs/backends of lpac)."""
    environ = {"LPAC_APDU": settings.apdu, "LPAC_HTTP": settings.http}
    if settings.apdu in _DEVICE:
        environ[_DEVICE[settings.apdu]] = settings.device
    if settings.apdu in _SLOT:
        environ[_SLOT[settings.apdu]] = str(settings.slot)
    return {name: value for name, value in environ.items() if value}


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _plain(out: str) -> str:
    """The first line of an output that is no JSON and no mark of ours, such as `Usage: …`."""
    lines = [line for line in out.splitlines() if line.strip() and not line.startswith(("{", MARK))]
    return lines[0] if lines else ""
