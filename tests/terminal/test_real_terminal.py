"""The dashboard in a real terminal: first frame, keys, wrong input, resize, interrupts, a second copy."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.dashboard import axis, dashboard_environ, small_store
from tests.terminal.session import Session

PROGRAM = [sys.executable, "-m", "axis_tui"]
WORDS_OF = {
    "2": "[day]",
    "3": "Renew by",
    "4": "can be cancelled",
    "5": "Nothing needs your attention",
    "6": "[this store]",
}
"""Words that one screen shows and no other."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return small_store(tmp_path)


@pytest.fixture
def dashboard(home: Path) -> Iterator[Session]:
    with Session(PROGRAM, dashboard_environ(home)) as session:
        assert session.read_until(lambda text: "Japan 10 GB" in text, 15), session.text()
        yield session


def test_the_first_screen_lists_the_plans_and_q_leaves_the_terminal_as_it_was(dashboard: Session) -> None:
    assert "EU 20 GB" in dashboard.text()
    dashboard.send("q")
    assert dashboard.wait(5)
    assert dashboard.status == 0
    assert b"\x1b[?1049l" in b"".join(data for _, data in dashboard.chunks)


def test_every_screen_opens_by_its_number(dashboard: Session) -> None:
    assert not [words for words in WORDS_OF.values() if words in dashboard.text()]
    for key, words in WORDS_OF.items():
        dashboard.send(key)
        assert dashboard.read_until(lambda text, words=words: words in text, 10), dashboard.text()
        assert [other for other in WORDS_OF.values() if other in dashboard.text()] == [words]


def test_a_key_typed_before_the_first_picture_counts_and_leaves_no_echo(home: Path) -> None:
    with Session(PROGRAM, dashboard_environ(home)) as session:
        session.send("6")
        assert session.read_until(lambda text: "[this store]" in text, 15), session.text()
        before, _alternate, _rest = b"".join(data for _, data in session.chunks).partition(b"\x1b[?1049h")
        assert before.endswith(b"6\r\x1b[K")


def test_a_hostile_paste_lands_whole_in_the_field_it_was_pasted_into(dashboard: Session) -> None:
    for key in ("n", "down"):
        dashboard.send(key)
    dashboard.send("\x1b[200~one\x1b[31mtwo,=cmd|x\nthree\x1b[201~ four")
    name = r"Name +one\[31mtwo,=cmd\|x three four "
    assert dashboard.read_until(lambda text: re.search(name, text) is not None, 10), dashboard.text()
    assert "(who sold it)" in dashboard.text()


def test_typing_a_filter_narrows_the_list_and_escape_brings_it_back(dashboard: Session) -> None:
    dashboard.send("/")
    dashboard.send("japan")
    assert dashboard.read_until(lambda text: "EU 20 GB" not in text, 10), dashboard.text()
    dashboard.send("escape")
    assert dashboard.read_until(lambda text: "EU 20 GB" in text, 10), dashboard.text()


def test_ascii_drawing_keeps_chinese_readable_on_a_utf8_terminal(home: Path) -> None:
    with Session([*PROGRAM, "--ascii"], dashboard_environ(home)) as session:
        assert session.read_until(lambda text: "Japan 10 GB" in text, 15), session.text()
        assert "─" not in session.text()
        session.send("6")
        assert session.read_until(lambda text: "[this store]" in text, 10), session.text()
        session.send("L")
        assert session.read_until(lambda text: "简" in text, 10), session.text()
        assert "??" not in session.text()


def test_a_resize_to_60_by_20_keeps_the_list(dashboard: Session) -> None:
    dashboard.resize(60, 20)
    dashboard.read(0.5, quiet=0.2)
    assert dashboard.read_until(lambda text: "Japan 10 GB" in text, 10), dashboard.text()


def test_an_esim_added_elsewhere_appears_while_the_dashboard_is_open(dashboard: Session, home: Path) -> None:
    done = axis(dashboard_environ(home), "add", "--name", "Swiss day", "--carrier", "Axis CH")
    assert done.returncode == 0, done.stderr
    assert dashboard.read_until(lambda text: "Swiss day" in text, 5), dashboard.text()


def test_a_second_dashboard_opens_beside_the_first(dashboard: Session, home: Path) -> None:
    with Session(PROGRAM, dashboard_environ(home)) as second:
        assert second.read_until(lambda text: "Japan 10 GB" in text, 15), second.text()
        second.send("q")
        assert second.wait(5)
        assert second.status == 0
    dashboard.send("5")
    assert dashboard.read_until(lambda text: "Alerts" in text, 5)


def test_control_c_does_not_leave_the_terminal_in_disorder(dashboard: Session) -> None:
    dashboard.send("ctrl+c")
    dashboard.read(0.5, quiet=0.2)
    dashboard.send("q")
    assert dashboard.wait(5)
    assert b"\x1b[?1049l" in b"".join(data for _, data in dashboard.chunks)
    assert "Traceback" not in dashboard.text()


def test_without_a_terminal_the_status_is_printed_instead(home: Path) -> None:
    done = axis(dashboard_environ(home))
    assert done.returncode == 0
    assert "Japan 10 GB" in done.stdout
    assert "\x1b" not in done.stdout
