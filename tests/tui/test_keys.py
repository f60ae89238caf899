"""What is typed and pasted arrives in the order in which it came, and text stays text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from axis_tui.present.line import Tone
from axis_tui.tui.bracketed import END, LONGEST, START, Brackets, Pasted, Typed
from tests.tui.seeing import press, settled, text

HOSTILE = "LPA:1$smdp.example.com$\x1b[31mX,=cmd|x\nfoo,bar"
CLEANED = "LPA:1$smdp.example.com$[31mX,=cmd|x foo,bar"
PIECES = st.lists(
    st.one_of(
        st.text("a1~[\x1b\n").map(Typed),
        st.text("b2~[\x1b\n").map(Pasted),
    )
)


def joined(parts: list[Typed | Pasted]) -> list[Typed | Pasted]:
    """Neighbouring keys as one, empty ones left out."""
    out: list[Typed | Pasted] = []
    for part in parts:
        if out and isinstance(part, Typed) and isinstance(out[-1], Typed):
            out[-1] = Typed(out[-1].text + part.text)
        elif part.text or isinstance(part, Pasted):
            out.append(part)
    return out


@given(PIECES, st.lists(st.integers(1, 7), min_size=1))
def test_however_the_input_is_cut_pastes_and_keys_come_whole_and_in_order(
    parts: list[Typed | Pasted], cuts: list[int]
) -> None:
    sent = "".join(START + part.text + END if isinstance(part, Pasted) else part.text for part in parts)
    out: list[Typed | Pasted] = []
    brackets, turn = Brackets(), 0
    while sent:
        out += brackets.feed(sent[: cuts[turn % len(cuts)]])
        sent = sent[cuts[turn % len(cuts)] :]
        turn += 1
    out += brackets.give_up()
    assert joined(out) == joined(parts)


def test_an_escape_key_is_held_back_only_until_nothing_follows() -> None:
    brackets = Brackets()
    assert list(brackets.feed("\x1b")) == []
    assert brackets.is_waiting
    assert list(brackets.give_up()) == [Typed("\x1b")]
    assert not brackets.is_waiting


def test_a_paste_beyond_all_measure_is_cut() -> None:
    brackets = Brackets()
    [pasted] = brackets.feed(START + "x" * (LONGEST + 5) + END)
    assert pasted == Pasted("x" * LONGEST)


async def test_a_paste_between_keys_lands_between_them(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.post_message(events.Key("n", "n"))
        app.post_message(events.Key("tab", "\t"))
        app.post_message(events.Key("a", "a"))
        app.post_message(events.Paste("bcd"))
        app.post_message(events.Key("e", "e"))
        app.post_message(events.Key("tab", "\t"))
        app.post_message(events.Paste("shop"))
        await settled(pilot)
        assert (app.screen.values()["name"], app.screen.values()["carrier"]) == ("abcde", "shop")


async def test_a_hostile_paste_becomes_one_clean_line_in_one_field(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", "tab")
        app.post_message(events.Paste(HOSTILE))
        await settled(pilot)
        values = app.screen.values()
        assert values["name"] == CLEANED
        assert "".join(values[key] for key in ("code", "carrier", "device", "iccid", "data")) == ""


@pytest.mark.parametrize(
    "keys", [("n", "tab", "a"), ("e",), ("colon", "a"), ("question_mark",), ("x",)], ids=" ".join
)
async def test_control_c_closes_a_dialog_at_once_and_leaves_only_from_a_main_screen(
    app: Any, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        main, before = app.screen, app.reader.data_version()
        await press(pilot, *keys)
        assert app.screen is not main
        await press(pilot, "ctrl+c")
        assert app.screen is main
        assert app.reader.data_version() == before
        assert not app._exit
        await pilot.press("ctrl+c")
        assert app._exit


async def test_the_next_key_brings_the_keys_back_in_place_of_a_message(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.say("something happened")
        await settled(pilot)
        assert "something happened" in text(app)
        assert "? help" not in text(app)
        shown = await press(pilot, "j")
        assert "something happened" not in shown
        assert "? help" in shown


async def test_a_key_that_itself_says_something_is_not_silenced(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+t")
        assert "theme: " in await press(pilot, "ctrl+t")


async def test_good_news_goes_sooner_than_a_warning(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    async with app.run_test(size=(80, 24)):
        monkeypatch.setattr(app.screen, "set_timer", lambda seconds, _then: waits.append(seconds))
        app.screen.say("stored", Tone.GOOD)
        app.screen.say("mind this", Tone.WARNING)
    assert waits == [4, 8]


async def test_a_paste_where_nothing_is_typed_does_nothing(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        before = text(app)
        app.post_message(events.Paste("q\nx"))
        await settled(pilot)
        assert text(app) == before
