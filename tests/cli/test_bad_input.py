"""Bad input: one clear line, the right exit code, and nothing lost."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.home import Home, Said


def is_one_line(said: Said, code: int) -> bool:
    return said.code == code and said.err.startswith("axis-tui: ") and said.err.count("\n") == 1


def test_a_broken_settings_file_names_file_and_line(home: Home) -> None:
    home.write_settings("language = 'en'\ntheme = dark\n")
    said = home.axis("--config", str(home.config), "status")
    assert is_one_line(said, 1)
    assert "config.toml" in said.err
    assert "line 2" in said.err


def test_an_unknown_setting_names_the_nearest(home: Home) -> None:
    home.write_settings("langauge = 'en'\n")
    said = home.axis("--config", str(home.config), "status")
    assert is_one_line(said, 1)
    assert "language" in said.err


def test_a_settings_file_that_is_not_there_but_named(home: Home) -> None:
    assert is_one_line(home.axis("--config", str(home.path / "nowhere.toml"), "status"), 1)


@pytest.mark.parametrize(
    "argv", [["status"], ["plans"], ["add", "--name", "X", "--carrier", "Y"], ["refresh"]]
)
def test_a_store_of_a_newer_version_is_not_touched(travelling: Home, argv: list[str]) -> None:
    with sqlite3.connect(travelling.store) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = travelling.store.read_bytes()
    said = travelling.axis(*argv)
    assert is_one_line(said, 4)
    assert "999" in said.err
    assert travelling.store.read_bytes() == before


@pytest.mark.parametrize("argv", [["status"], ["plans"], ["add", "--name", "X", "--carrier", "Y"]])
def test_a_store_that_was_emptied_is_said_and_left(travelling: Home, argv: list[str]) -> None:
    travelling.store.write_bytes(b"")
    assert is_one_line(travelling.axis(*argv), 4)
    assert travelling.store.read_bytes() == b""


def test_a_store_that_vanished_is_not_made_anew(travelling: Home) -> None:
    travelling.store.unlink()
    for argv in (["status"], ["plans"], ["add", "--name", "X", "--carrier", "Y"]):
        assert is_one_line(travelling.axis(*argv), 4)
    assert not travelling.store.exists()


@pytest.mark.parametrize("is_gone", [True, False])
def test_every_command_gives_the_same_advice_for_a_store_that_was_lost(
    travelling: Home, is_gone: bool
) -> None:
    if is_gone:
        travelling.store.unlink()
    else:
        travelling.store.write_bytes(b"")
    adding = ["add", "--name", "X", "--carrier", "Y"]
    every = (["status"], ["plans"], ["alerts"], ["refresh"], ["usage"], adding)
    lines = {travelling.axis(*argv).err for argv in every}
    assert len(lines) == 1
    assert "from a backup" in lines.pop()
    assert "from a backup" in travelling.axis("doctor").out


def test_a_foreign_file_is_refused(home: Home) -> None:
    home.store.parent.mkdir()
    home.store.write_bytes(b"hello, I am a text file, not a store\n" * 100)
    assert is_one_line(home.axis("status"), 4)
    assert is_one_line(home.axis("add", "--name", "X", "--carrier", "Y"), 4)


@pytest.mark.parametrize(
    "code", ["nonsense", "LPA:1$", "LPA:1$not a host$X", "1$rsp.example.com$\x1b[31m", ""]
)
def test_a_nonsense_activation_code_is_wrong_use_and_not_repeated(home: Home, code: str) -> None:
    said = home.axis("add", "--code", code)
    assert is_one_line(said, 2)
    assert not code or code not in said.err.replace("LPA:1$ADDRESS$CODE", "")
    assert not home.store.exists()


@pytest.mark.parametrize(
    "argv",
    [
        ["--name", "X"],
        ["--carrier", "Y"],
        ["--name", "X", "--carrier", "Y", "--allowance", "10 GB"],
        ["--name", "X", "--carrier", "Y", "--allowance", "many", "--validity", "30 days"],
        ["--name", "X", "--carrier", "Y", "--unlimited", "--validity", "30 moons"],
        ["--name", "X", "--carrier", "Y", "--unlimited", "--validity", "30 days", "--started", "once"],
        ["--name", "X", "--carrier", "Y", "--unlimited", "--validity", "30 days", "--started", "2199-01-01"],
        ["--name", "X", "--carrier", "Y", "--unlimited", "--validity", "30 days", "--coverage", "Japan"],
        ["--name", "X", "--carrier", "Y", "--price", "9.00 USD"],
        ["--name", "X", "--carrier", "Y", "--unlimited", "--validity", "30 days", "--zone", "Mars/Base"],
    ],
)
def test_half_an_esim_is_wrong_use_and_adds_nothing(home: Home, argv: list[str]) -> None:
    assert is_one_line(home.axis("add", *argv), 2)
    assert not home.store.exists()


def test_a_start_in_the_future_says_what_to_leave_out(home: Home) -> None:
    said = home.axis(
        "add",
        "--name",
        "X",
        "--carrier",
        "Y",
        "--unlimited",
        "--validity",
        "30 days",
        "--started",
        "2199-01-01",
    )
    assert "in the future: leave out --started" in said.err


def test_what_is_no_country_says_how_to_write_one(home: Home) -> None:
    said = home.axis(
        "add", "--name", "X", "--carrier", "Y", "--unlimited", "--validity", "30 days", "--coverage", "Japan"
    )
    assert "two-letter country codes such as JP KR" in said.err


@pytest.mark.parametrize("words", ["left:<", "left:", "state:", "carrier:"])
def test_a_filter_without_its_value_is_wrong_use(travelling: Home, words: str) -> None:
    assert is_one_line(travelling.axis("plans", "--filter", words), 2)


def test_an_iccid_that_is_none_adds_nothing(home: Home) -> None:
    said = home.axis("add", "--name", "X", "--carrier", "Y", "--iccid", "12345")
    assert is_one_line(said, 2)
    assert not home.store.exists()


def test_text_of_a_spreadsheet_stays_text(home: Home) -> None:
    name = '=cmd|"/c calc"!A1'
    assert (
        home.axis(
            "add", "--name", name, "--carrier", "+SUM(1)", "--allowance", "1 GB", "--validity", "1 day"
        ).code
        == 0
    )
    row = home.axis("plans", "--plain").out.splitlines()[1].split("\t")
    assert row[1] == "'" + name
    assert row[2] == "'+SUM(1)"
    assert home.axis("plans", "--json").json["plans"][0]["name"] == name


def test_hostile_names_reach_the_terminal_harmless(home: Home) -> None:
    name = "[/x] \x1b]0;owned\x07 [@click=app.quit]a[/] \u202egnp"
    assert (
        home.axis("add", "--name", name, "--carrier", "\x9b31mred", "--unlimited", "--validity", "1 day").code
        == 0
    )
    for argv in (["status"], ["plans"], ["plans", "--plain"], ["plans", "--json"], ["usage"], ["doctor"]):
        out = home.axis(*argv).out
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)


def test_an_unknown_interface_is_named_and_other_things_still_work(travelling: Home) -> None:
    travelling.write_settings('[[meter]]\nkind = "kernel"\ninterface = "nosuch0"\nesim = "Japan 10 GB"\n')
    said = travelling.axis("--config", str(travelling.config), "refresh")
    assert is_one_line(said, 1)
    assert "nosuch0" in said.err
    assert travelling.axis("--config", str(travelling.config), "status").code == 0
    doctor = travelling.axis("--config", str(travelling.config), "doctor")
    assert doctor.code == 1
    assert "nosuch0" in doctor.out


def test_nothing_is_written_where_the_folder_cannot_be(home: Home) -> None:
    blocked = home.path / "file"
    blocked.write_text("a file, not a folder")
    said = home.axis("--store", str(blocked / "store.db"), "add", "--name", "X", "--carrier", "Y")
    assert is_one_line(said, 4)
    assert Path(blocked).read_text() == "a file, not a folder"
