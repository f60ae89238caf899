"""pin: set, changed, removed at a terminal; reset by the store's owner; locked after wrong ones."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from axis_tui.cli import approving, pin
from axis_tui.store.write import approval
from tests.cli.home import Home, Said
from tests.cli.renewal_home import RenewalHome, pin_file


def one_line(said: Said, code: int, *words: str) -> bool:
    return said.code == code and said.err.count("\n") == 1 and all(word in said.err for word in words)


def types(monkeypatch: pytest.MonkeyPatch, *secrets: str) -> Iterator[str]:
    """A person at a terminal who types these secrets, one a question; gives those not asked for."""
    left = iter(secrets)
    for module in (approving, pin):
        monkeypatch.setattr(module, "can_ask", lambda _: True)
        monkeypatch.setattr(module, "ask_secret", lambda _: next(left))
    return left


def state(home: Home) -> dict[str, object]:
    return dict(home.axis("pin", "--json").json)


@pytest.fixture
def locked_up(travelling: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home whose PIN is 2580."""
    with monkeypatch.context() as patch:
        types(patch, "2580", "2580")
        assert travelling.axis("pin", "set").code == 0
    return travelling


def test_no_pin_is_set_until_one_is(travelling: Home) -> None:
    assert "No PIN is set" in travelling.axis("pin").out
    assert state(travelling)["is_set"] is False


def test_a_pin_is_typed_twice(travelling: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "2580", "2581")
    assert one_line(travelling.axis("pin", "set"), 2, "not the same")
    types(monkeypatch, "2580", "2580")
    assert travelling.axis("pin", "set").out == "the PIN is set; it is asked before money moves\n"
    assert state(travelling)["is_set"] is True


@pytest.mark.parametrize("typed", ["1234", "1111", "12", "abcd", ""])
def test_a_pin_too_simple_is_refused_and_not_repeated(
    travelling: Home, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    types(monkeypatch, typed, typed)
    said = travelling.axis("pin", "set")
    assert one_line(said, 2)
    assert state(travelling)["is_set"] is False


def test_it_is_set_at_a_terminal_only_and_never_from_argv(travelling: Home) -> None:
    assert one_line(travelling.axis("pin", "set"), 2, "typed at a terminal")
    assert one_line(travelling.axis("pin", "set", "2580"), 2)
    assert one_line(travelling.axis("pin", "set", "--no-input"), 2, "typed at a terminal")


def test_one_that_is_set_is_changed_by_who_knows_it(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert one_line(locked_up.axis("pin", "set"), 1, "pin change")
    left = types(monkeypatch, "1357", "9753", "9753", "2580")
    said = locked_up.axis("pin", "change")
    assert (said.code, said.out) == (0, "the PIN is changed\n")
    assert "wrong PIN; 2 tries left" in said.err
    assert not list(left)
    types(monkeypatch, "9753")
    assert locked_up.axis("pin", "remove").code == 0
    assert state(locked_up)["is_set"] is False


def test_three_wrong_ones_lock_it(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    left = types(monkeypatch, "1", "2", "3", "2580")
    said = locked_up.axis("pin", "remove")
    assert said.code == 1
    assert "no other is tried until" in said.err
    assert list(left) == ["2580"]
    assert "locked until" in locked_up.axis("pin").out
    types(monkeypatch, "2580")
    assert one_line(locked_up.axis("pin", "remove"), 1, "the PIN is locked until")
    assert state(locked_up)["is_set"] is True


def test_none_is_no_wrong_one(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for nothing in ("", " "):
        types(monkeypatch, nothing)
        assert one_line(locked_up.axis("pin", "remove"), 2, "no PIN was typed")
    assert state(locked_up)["failures"] == 0
    left = types(monkeypatch, "1357", "", "2580")
    assert "no PIN was typed" in locked_up.axis("pin", "remove").err
    assert list(left) == ["2580"]
    assert state(locked_up)["failures"] == 1


def test_the_owner_resets_it_by_the_stores_name(locked_up: Home) -> None:
    assert one_line(locked_up.axis("pin", "reset"), 2, "--confirm=store.db")
    assert one_line(locked_up.axis("pin", "reset", "--confirm=data.db"), 2, "that is not “store.db”")
    assert state(locked_up)["is_set"] is True
    assert locked_up.axis("pin", "reset", "--confirm=store.db").code == 0
    assert state(locked_up)["is_set"] is False
    assert one_line(locked_up.axis("pin", "reset", "--confirm=store.db"), 1, "no PIN is set")


def test_nobody_else_resets_it(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.geteuid()
    monkeypatch.setattr(pin.os, "geteuid", lambda: owner + 1)
    assert one_line(locked_up.axis("pin", "reset", "--confirm=store.db"), 1, "only the owner")
    assert state(locked_up)["is_set"] is True


def test_a_pin_file_that_others_can_read_is_refused(shop: RenewalHome) -> None:
    shop.write(lambda tx: approval.set_pin(tx, "2580", 0))
    named = pin_file(shop, "2580")
    Path(named).chmod(0o644)
    said = shop.renew("--confirm=9", "--pin-file", named)
    assert one_line(said, 2, f"chmod go-rwx {named}")
    assert one_line(shop.renew("--confirm=9", "--pin-file", "/nowhere/pin"), 2, "cannot be read")
    empty = pin_file(shop, "")
    assert one_line(shop.renew("--confirm=9", "--pin-file", empty), 2, "there is no PIN")
    assert state(shop)["failures"] == 0
    assert not shop.orders()


def test_the_pin_is_in_no_output(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "86421357")
    for argv in (["pin", "remove"], ["pin"], ["pin", "--json"], ["doctor", "--json"]):
        said = locked_up.axis(*argv)
        assert "86421357" not in said.out + said.err
        assert "2580" not in said.out + said.err
        types(monkeypatch, "86421357", "86421357", "86421357")
