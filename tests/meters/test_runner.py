"""Programs run with a time-out, a cap, and nothing left behind."""

import os
import signal
import time
from pathlib import Path

import pytest

from axis_tui.meters.base import MeterProblem
from axis_tui.meters.runner import OUTPUT_LIMIT_BYTES, Output, quoted, run, run_remote
from tests.meters.fakes import Programs


def is_gone(pid: int) -> bool:
    """Whether the process has ended: no such process, or a zombie that nobody has reaped yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_words_reach_the_program_as_they_are() -> None:
    words = ["$HOME", "a b", "; id", "*", "", "'"]
    assert run(["printf", "[%s]", *words]).out == "".join(f"[{word}]" for word in words)


def test_the_program_runs_in_the_plain_locale_without_input_and_without_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    output = run(["sh", "-c", 'echo "$LC_ALL/$TZ/$(cat)"'], without=["TZ"])
    assert output == Output(0, "C//\n", "")


def test_a_failure_is_told_in_its_last_words_on_one_clean_line() -> None:
    output = run(["sh", "-c", "echo early >&2; printf 'it \\033[31mbroke\\n\\n' >&2; exit 3"])
    assert output.status == 3
    assert output.complaint == "it [31mbroke"
    assert run(["sh", "-c", "exit 4"]).complaint == "exit 4"


def test_a_missing_program_is_named() -> None:
    with pytest.raises(MeterProblem, match="no-such-program is not installed on this machine"):
        run(["no-such-program"])


def test_a_program_that_cannot_start_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "plain"
    file.write_text("x")
    with pytest.raises(MeterProblem, match=r"cannot be started: .*Permission denied"):
        run([str(file)])


def test_a_program_that_hangs_is_killed_with_its_children(tmp_path: Path) -> None:
    noted = tmp_path / "pids"
    with pytest.raises(MeterProblem, match="sh gave no answer within 1 s"):
        run(["sh", "-c", f"sleep 60 & echo $! $$ > {noted}; wait"], timeout_s=0.6)
    pids = [int(pid) for pid in noted.read_text().split()]
    assert len(pids) == 2
    deadline = time.monotonic() + 5
    while not all(is_gone(pid) for pid in pids):
        assert time.monotonic() < deadline, "a child of the program outlived it"


def test_a_program_that_closes_its_outputs_and_hangs_is_killed_too() -> None:
    with pytest.raises(MeterProblem, match="gave no answer"):
        run(["sh", "-c", "exec >&- 2>&-; exec sleep 60"], timeout_s=0.2)


def test_a_child_that_keeps_the_pipe_open_does_not_hold_the_answer_back(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    assert run(["sh", "-c", f"sleep 60 & echo $! > {noted}; echo done"], timeout_s=30).out == "done\n"
    os.kill(int(noted.read_text()), signal.SIGKILL)


@pytest.mark.parametrize("stream", ["1", "2"])
def test_endless_output_is_cut_off(stream: str) -> None:
    with pytest.raises(MeterProblem, match="sh printed more than 1 MiB"):
        run(["sh", "-c", f"exec yes >&{stream}"])


def test_output_up_to_the_cap_arrives_whole() -> None:
    assert len(run(["head", "-c", str(OUTPUT_LIMIT_BYTES), "/dev/zero"]).out) == OUTPUT_LIMIT_BYTES


def test_bytes_that_are_not_text_do_not_hurt() -> None:
    assert run(["printf", "\\377x"]).out == "\ufffdx"


def test_a_remote_command_is_one_quoted_word_after_the_host(programs: Programs) -> None:
    programs.ssh_to_here()
    command = quoted(["printf", "%s", "a b;$HOME"])
    assert run_remote("router", command, ssh_config="/my/ssh").out == "a b;$HOME"
    arguments = list(programs.arguments("ssh"))
    assert arguments[:2] == ["-F", "/my/ssh"]
    assert arguments[-3:] == ["--", "router", "printf %s 'a b;$HOME'"]


def test_a_remote_time_out_names_the_host(programs: Programs) -> None:
    programs.add("ssh", "exec sleep 60")
    with pytest.raises(MeterProblem, match=r"^router: ssh gave no answer within"):
        run_remote("router", "true", timeout_s=0.2)
