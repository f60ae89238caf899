"""The door of the command line: help, version, unknown words, exit codes, imports."""

import os
import subprocess
import sys

import pytest

from axis_tui import __version__
from axis_tui.cli.parser import command_parser
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.registry import COMMANDS
from axis_tui.cli.run import STATUS_FLAGS, exit_code
from axis_tui.cli.status import status_arguments
from axis_tui.cli.words import plain_options, split
from axis_tui.domain.problem import Problem
from axis_tui.store.problems import StoreNewer
from tests.cli.home import Home

HEAVY = (
    "textual",
    "rich",
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "babel",
    "humanize",
    "platformdirs",
    "sqlite3",
)


def loaded_by(*argv: str) -> set[str]:
    """The top packages that a command has imported when it ends."""
    code = (
        "import sys; from axis_tui.cli import main; main(sys.argv[1:]);"
        "print('\\n' + ' '.join({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=True, timeout=30
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_load_no_heavy_library(flag: str) -> None:
    assert loaded_by(flag).isdisjoint(HEAVY)


def test_the_version_is_the_packages(home: Home) -> None:
    said = home.axis("--version")
    assert (said.code, said.out) == (0, f"axis-tui {__version__}\n")


def test_help_names_every_command_and_exit_code(home: Home) -> None:
    said = home.axis("--help")
    assert said.code == 0
    for command in COMMANDS:
        assert f"\n  {command.name} " in said.out
    for code in (0, 1, 2, 3, 4, 130):
        assert f"\n{code:>5}  " in said.out


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_every_command_explains_itself(home: Home, name: str) -> None:
    said = home.axis(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: axis-tui {name}")
    assert "--no-color" in said.out


def test_a_mistyped_command_is_one_line_with_the_nearest_name(home: Home) -> None:
    said = home.axis("statsu")
    assert said.code == 2
    assert said.err == "axis-tui: no command “statsu”; did you mean status?\n"


@pytest.mark.parametrize(
    "argv", [["plans", "--sort", "nonsense"], ["plans", "--wat"], ["--wat"], ["status", "x"]]
)
def test_wrong_words_are_one_line_and_exit_code_2(home: Home, argv: list[str]) -> None:
    said = home.axis(*argv)
    assert said.code == 2
    assert said.err.startswith("axis-tui: ")
    assert said.err.count("\n") == 1


def test_a_wrong_value_of_a_global_flag_is_wrong_use(home: Home) -> None:
    said = home.axis("--theme", "beige", "status")
    assert said.code == 2
    assert "--theme" in said.err


def test_control_characters_of_the_command_line_are_not_echoed(home: Home) -> None:
    said = home.axis("sta\x1b[31mtus\u202e")
    assert said.code == 2
    assert "\x1b" not in said.err
    assert "\u202e" not in said.err


def test_global_flags_stand_before_or_after_the_command() -> None:
    assert split(["--store", "x", "status", "--json"]) == ("status", ["--store", "x", "--json"])
    assert split(["status", "--store", "x"]) == ("status", ["--store", "x"])
    assert split(["--store=x", "--ascii"]) == (None, ["--store=x", "--ascii"])


def test_plain_flags_are_read_as_argparse_reads_them() -> None:
    parser = command_parser("status", "")
    status_arguments(parser)
    for words in ([], ["--json"], ["--check", "--ascii"], ["--store", "x", "--plain"], ["--theme=dark"]):
        plain = plain_options(words, STATUS_FLAGS)
        assert plain is not None
        assert vars(plain) == vars(parser.parse_args(words))


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--js"], ["x"], ["--store"], ["--store", "--json"], ["--json=1"], ["--json", "--json"]],
)
def test_what_is_not_plain_is_left_to_argparse(words: list[str]) -> None:
    assert plain_options(words, STATUS_FLAGS) is None


@pytest.mark.parametrize("argv", [["--help"], ["status"], ["status", "--json"], ["status", "--sorta"]])
def test_a_process_says_the_same_and_ends_the_same(home: Home, argv: list[str]) -> None:
    here = home.axis(*argv)
    done = subprocess.run(
        [sys.executable, "-m", "axis_tui", *argv], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (here.code, here.err)
    lines = [line for line in here.out.splitlines() if "generated_at" not in line]
    assert [line for line in done.stdout.splitlines() if "generated_at" not in line] == lines


def test_status_loads_no_argparse_and_no_rules(home: Home) -> None:
    assert loaded_by("status").isdisjoint({"argparse", "shutil", "textual", "rich", "sqlmodel", "babel"})


def test_each_kind_of_problem_has_its_exit_code() -> None:
    assert exit_code(Problem("it did not work")) == 1
    assert exit_code(UsageProblem("wrong")) == 2
    assert exit_code(StoreNewer("store.db", 9, 1)) == 4


def test_an_unexpected_error_is_one_line_without_its_text(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: object) -> None:
        raise RuntimeError("LPA:1$secret")

    monkeypatch.setattr("axis_tui.cli.context.Context.open_reader", broken)
    said = home.axis("plans")
    assert said.code == 1
    assert said.err == "axis-tui: unexpected error: RuntimeError\n"


def test_an_interrupt_ends_quietly_with_130(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("axis_tui.cli.context.Context.open_reader", interrupted)
    said = home.axis("plans")
    assert (said.code, said.err) == (130, "")


def test_a_reader_that_went_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "axis_tui", "--help"],
            stdout=writing, stderr=subprocess.PIPE, text=True, timeout=30, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
