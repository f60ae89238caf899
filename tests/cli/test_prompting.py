"""Questions at a real terminal: what is typed counts, what is pasted does not, Ctrl+C changes nothing."""

import os
import re
import sys
import time
from collections.abc import Iterator

import pytest

from tests.cli.renewal_home import RenewalHome, usd
from tests.terminal.session import Session

PASTE = "\x1b[200~{}\x1b[201~"
_CONTROL = re.compile(r"\x1b\[[?0-9;]*[a-zA-Z]")


class Terminal:
    """The command in a terminal, waited for by what it says."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def text(self) -> str:
        """All that was printed, without colours."""
        data = b"".join(data for _, data in self._session.chunks)
        return _CONTROL.sub("", data.decode("utf-8", "replace"))

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Reads until it says so."""
        until = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < until, self.text
            self._session.read(0.05)

    def type(self, text: str) -> None:
        """Sends keys."""
        self._session.send(text)

    def end(self) -> int:
        """The exit code, once it has ended."""
        assert self._session.wait(20), self.text
        assert self._session.status is not None
        return os.waitstatus_to_exitcode(self._session.status)


@pytest.fixture
def terminal(shop: RenewalHome) -> Iterator[Terminal]:
    """`renew Japan`, up to the question for its amount."""
    argv = [sys.executable, "-m", "axis_tui", "--config", str(shop.home.config), "renew", "Japan"]
    with Session([*argv, "--pay-with", "travel"], dict(os.environ), columns=100) as session:
        found = Terminal(session)
        found.wait_for("Which package?")
        found.type("2\r")
        found.wait_for("Type the amount to confirm (9.00 USD):")
        yield found


def test_the_amount_typed_by_hand_pays(terminal: Terminal, shop: RenewalHome) -> None:
    terminal.type("8\x7f9.0x\x7f0\r")
    terminal.wait_for("order 1 is placed")
    assert terminal.end() == 0
    assert shop.charges() == [usd(900)]


def test_a_pasted_amount_does_not_count(terminal: Terminal, shop: RenewalHome) -> None:
    terminal.type(PASTE.format("9.00\r"))
    terminal.wait_for("pasting does not count here; type it")
    terminal.type("\r")
    assert terminal.end() == 2
    assert "that is not 9.00 USD; nothing was done" in terminal.text
    assert not shop.orders()


@pytest.mark.parametrize("typed", ["8.99\r", "\r", "\x04", "9.00\x15\r", "\x1b[A\r", "九\r"])
def test_anything_else_orders_nothing(terminal: Terminal, shop: RenewalHome, typed: str) -> None:
    terminal.type(typed)
    assert terminal.end() == 2
    assert not shop.orders()


def test_ctrl_c_at_the_question_leaves_everything_as_it_was(terminal: Terminal, shop: RenewalHome) -> None:
    terminal.type("9.00\x03")
    assert terminal.end() == 130
    assert "Traceback" not in terminal.text
    assert not shop.orders()
