"""An activation code on its way to the worker: private, taken once, and swept where nobody takes it."""

import os
import stat
import time
from pathlib import Path

import pytest

from axis_tui.domain.problem import Problem
from axis_tui.store.chip_code import leave_code, sweep_codes, take_code


def test_a_code_is_left_privately_and_taken_once(tmp_path: Path) -> None:
    left = leave_code(tmp_path / "state", "LPA:1$a.example$X", "4711")
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    assert stat.S_IMODE(left.parent.stat().st_mode) == 0o700
    assert take_code(left.parent, left.name) == ("LPA:1$a.example$X", "4711")
    assert not left.exists()
    with pytest.raises(Problem):
        take_code(left.parent, left.name)


@pytest.mark.parametrize("name", ["../chip-code-x", "other", "chip-code-link", "chip-code-words"])
def test_no_other_file_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text('{"code": "mine"}')
    (tmp_path / "chip-code-link").symlink_to(tmp_path / "secret")
    (tmp_path / "chip-code-words").write_text("[1]")
    with pytest.raises(Problem):
        take_code(tmp_path, name)
    assert (tmp_path / "secret").exists()


def test_what_nobody_took_is_swept_once_it_is_old_and_no_request_names_it(tmp_path: Path) -> None:
    named, old, new = (leave_code(tmp_path, "LPA:1$a.example$X", "") for _ in range(3))
    for path in (named, old):
        os.utime(path, (time.time() - 4_000,) * 2)
    sweep_codes(tmp_path, {named.name})
    assert [path.exists() for path in (named, old, new)] == [True, False, True]
    sweep_codes(tmp_path / "nowhere", set())
