"""One declaration a command: every key runs an action that exists, and no screen has a dead one."""

from typing import Any

import pytest

from axis_tui.present.line import Tone, plain
from axis_tui.present.width import cells
from axis_tui.tui.app import _SCREENS, _new_screen
from axis_tui.tui.command import Command, key_word
from axis_tui.tui.commands import common
from axis_tui.tui.widgets.foot import keys_line
from axis_tui.tui.widgets.tab_bar import tab_line
from tests.tui.seeing import press, settled, text


@pytest.mark.parametrize("name", list(_SCREENS))
async def test_every_command_of_every_screen_has_its_action(app: Any, name: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_mode(name)
        await settled(pilot)
        screen = app.screen
        for command in (*screen.COMMANDS, *common.COMMANDS):
            assert callable(getattr(screen, f"action_{command.name}", None)), command.id


@pytest.mark.parametrize("name", list(_SCREENS))
async def test_every_key_that_the_footer_names_does_something(app: Any, name: str) -> None:
    async with app.run_test(size=(160, 45)) as pilot:
        app.show_mode(name)
        await settled(pilot)
        shown = text(app).splitlines()[-1]
        for command in app.screen.usable_commands(shown_only=True):
            if command.keys:
                assert f"{command.key_word()} {command.label}" in shown
                assert app.screen.check_action(command.name, ()) is True


@pytest.mark.parametrize("name", list(_SCREENS))
async def test_ids_are_unique_and_a_key_has_one_meaning_at_a_time(app: Any, name: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_mode(name)
        await settled(pilot)
        every = [*app.screen.COMMANDS, *common.COMMANDS]
        assert len({command.id for command in every}) == len(every)
        keys = [key for command in app.screen.usable_commands() for key in command.keys]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
async def test_leaving_keys_leave(app: Any, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        assert app._exit


def test_keys_are_written_as_people_write_them() -> None:
    assert [key_word(key) for key in ("ctrl+r", "question_mark", "slash", "down", "escape", "x")] == [
        "^r", "?", "/", "↓", "esc", "x",
    ]  # fmt: skip
    assert key_word("down", ascii_only=True).isascii()


@pytest.mark.parametrize("width", [60, 70, 80, 120])
def test_the_footer_keeps_help_and_status_and_never_overflows(width: int) -> None:
    commands = [Command(f"c{n}", (chr(97 + n),), "something", "", "do") for n in range(20)]
    commands.append(Command("help", ("question_mark",), "help", "", "help"))
    shown = plain(keys_line(commands, width, ("no worker ▲", Tone.WARNING)))
    assert cells(shown) <= width
    assert "? help" in shown
    assert shown.endswith("no worker ▲")


def test_narrow_tabs_keep_their_numbers() -> None:
    shown = plain(tab_line("alerts", 60, "▲12"))
    assert cells(shown) <= 60
    assert "5 Alerts ▲12" in shown
    for number in "123456":
        assert number in shown


def test_a_screen_is_known_by_its_name() -> None:
    assert set(_SCREENS) == {"plans", "usage", "renewals", "cancellation", "alerts", "account"}
    assert callable(_new_screen)


async def test_ctrl_l_draws_the_whole_screen_again(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Japan 10 GB" in await press(pilot, "ctrl+l")
