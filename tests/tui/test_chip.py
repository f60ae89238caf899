"""The page of the chip: what it shows and asks, by the store alone; the worker is played by the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui.config.settings import ChipSettings, Paths, Settings
from axis_tui.domain.alert import AlertDraft
from axis_tui.domain.word import AlertKind, Severity
from axis_tui.present import chip_words
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.width import cells
from axis_tui.store.presence import Presence
from axis_tui.store.read import chip as read
from axis_tui.store.read import inventory
from axis_tui.store.read.chip_fit import MisfitRow
from axis_tui.tui.commands import common
from axis_tui.tui.screens import chip_asked, chip_lines
from axis_tui.tui.screens.chip_head import news_lines
from axis_tui.worker.chip.alerts import raise_went_back
from tests.tui import world
from tests.tui.money_world import change, esim
from tests.tui.seeing import press, settled, text, type_text

EID = "89049032000001000000012345678954"
JAPAN, OTHER = "8981100000000000017", "8985200000010000009"
SERVER = "rsp.example.com"
CODE = f"LPA:1${SERVER}$SECRET-1"


def reading(states: tuple[str, str] = ("enabled", "disabled"), deleted: bool = True) -> Any:
    """Japan and a profile that nobody knows, and a deletion that is still to be told."""
    from axis_tui.store.write.chip import ChipFacts, ChipReading, NoticeFacts, ProfileFacts

    aid = "A0000005591010FFFFFFFF89000010{:02d}"
    return ChipReading(
        ChipFacts(EID, "", 291_666, "4.6.0"),
        [
            ProfileFacts(aid.format(0), JAPAN, states[0], "", "Axis", "Axis JP", "operational"),
            ProfileFacts(aid.format(1), OTHER, states[1], "", "Axis", "Axis 1", "operational"),
        ],
        [NoticeFacts(3, "delete", SERVER, OTHER)] if deleted else [],
    )


def put(path: Path, found: Any, at: int = world.NOW) -> None:
    """As the worker stores a reading."""
    from axis_tui.store.write.chip import record_reading

    change(path, lambda tx: record_reading(tx, found, at))


@pytest.fixture
def chipped(store: Path) -> Path:
    """The small store on a machine whose chip was read."""
    change(
        store,
        lambda tx: tx.execute("UPDATE device SET eid = ?, is_local = 1 WHERE name = 'GL-MT3000'", (EID,)),
    )
    put(store, reading())
    return store


def settings(store: Path, **chip: Any) -> Settings:
    """Settings that name a chip, so that it counts as set up wherever the tests run."""
    paths = Paths(store.parent / "config.toml", store, store.parent / "state")
    return Settings(paths, chip=ChipSettings(**chip), origins={"chip.lpac": "test"})


@pytest.fixture
def chip_app(make_app: Callable[..., Any], chipped: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The dashboard on it, not through SSH."""
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    return make_app(settings=settings(chipped))


def asked(app: Any) -> list[tuple[str, Any]]:
    """What waits for the worker, the first asked first."""
    rows = reversed(inventory.requests(app.reader))
    return [(row.kind, json.loads(row.payload)) for row in rows]


async def answer(pilot: Any, path: Path, error: str | None = None, kind: str = "") -> str:
    """As the worker finishes all that waits; what is of another `kind` without an error."""
    from axis_tui.store.write import requests

    def finish(tx: Any) -> None:
        for each in requests.pending(tx):
            requests.finish(tx, each.id, error if kind in ("", each.kind) else None, world.NOW)

    change(path, finish)
    pilot.app.feed_now()
    await settled(pilot)
    return text(pilot.app)


async def paste(pilot: Any, pasted: str) -> str:
    """Paste it, and give what is on the screen then."""
    pilot.app.post_message(events.Paste(pasted))
    await settled(pilot)
    return text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
def test_picture(chip_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(chip_app, press=["6", "c", "j"], terminal_size=size)


async def test_it_shows_the_chip_its_profiles_its_notifications_and_what_does_not_fit(chip_app: Any) -> None:
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "6", "c")
        for words in ("EID …8954", "GL-MT3000", "285 KiB free", "firmware 4.6.0", "● enabled", "Japan 10 GB"):
            assert words in shown
        assert "no eSIM here" in shown
        assert JAPAN not in shown
        assert EID not in shown
        shown = await press(pilot, "question_mark", "pagedown")
        assert shown.count("^r") == 1, "one key, one meaning"
        await press(pilot, "escape")
        every = [*app.screen.COMMANDS, *common.COMMANDS]
        assert all(callable(getattr(app.screen, f"action_{command.name}", None)) for command in every)
        assert len({command.id for command in every}) == len(every)
        for _part in range(3):
            keys = [key for command in app.screen.usable_commands() for key in command.keys]
            assert len(set(keys)) == len(keys)
            await press(pilot, "tab")
        shown = await press(pilot, "tab")
        assert "from before, not sent" in shown
        assert SERVER in shown
        shown = await press(pilot, "tab")
        assert "Unknown on chip" in shown
        assert "press l" in shown
        await press(pilot, "tab", "enter")
        assert type(app.screen).__name__ == "PlansScreen"
        assert app.screen.listing.selected.name == "Japan 10 GB"
        assert "Japan 10 GB · ● enabled" in await press(pilot, "i")
        await press(pilot, "escape")
        assert type(app.screen).__name__ == "PlansScreen"


async def test_an_alert_leads_to_where_it_is_mended_and_the_palette_to_the_chip(
    chip_app: Any, chipped: Path
) -> None:
    from axis_tui.store.write.alerts import raise_alert

    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        japan = esim(app, "Japan 10 GB")
        (lone,) = (row.id for row in read.profiles(app.reader) if row.esim_id is None)
        for kind, esim_id, cycle, name, marked in (
            (AlertKind.UNKNOWN_ON_CHIP, None, lone, "ChipScreen", lone),
            (AlertKind.ENABLED_EXPIRED, japan, 1, "ChipScreen", None),
            (AlertKind.PAID_NOT_INSTALLED, japan, 2, "ChipScreen", None),
            (AlertKind.DELETED_BILLING, japan, 3, "PlansScreen", None),
        ):
            draft = AlertDraft(kind, 0, cycle, Severity.CRITICAL)

            change(chipped, lambda tx: tx.execute("UPDATE alert SET state = 'resolved'"))
            change(
                chipped,
                lambda tx, about=(esim_id, draft): raise_alert(tx, about[0], None, None, about[1], world.NOW),
            )
            app.feed_now()
            shown = await press(pilot, "5", "g")
            assert "Enter " in shown, kind
            await press(pilot, "enter")
            assert type(app.screen).__name__ == name, kind
            chosen = app.screen.listing.selected
            assert (chosen.id == marked) if marked else chosen.esim_id == japan
            if name == "ChipScreen":
                await press(pilot, "escape")
        for tab in "12345":
            await press(pilot, tab, "colon")
            await type_text(pilot, "chip of this")
            await press(pilot, "enter")
            assert type(app.screen).__name__ == "ChipScreen", tab
            assert "open_chip" not in {command.name for command in app.screen.usable_commands()}
            await press(pilot, "escape")
        await press(pilot, "6", "colon")
        assert (await type_text(pilot, "chip of this")).count("The chip of this machine") == 1


async def test_what_is_asked_goes_to_the_worker_and_its_answer_is_told(chip_app: Any, chipped: Path) -> None:
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "c", "j")
        assert "is disabled by it" in await press(pilot, "e")
        assert "enabling “Axis 1”" in await press(pilot, "y")
        profile = next(row for row in read.profiles(app.reader) if row.iccid == OTHER)
        assert asked(app) == [("chip_enable", {"profile_id": profile.id})]
        shown = await answer(pilot, chipped, "profile not in disabled state")
        assert "✕ “Axis 1” is not enabled: profile not in disabled state" in shown
        await press(pilot, "r")
        await paste(pilot, "ü" * 33)
        assert "64 bytes" in await press(pilot, "ctrl+s")
        await press(pilot, "backspace")
        await press(pilot, "ctrl+s")
        assert asked(app)[-1] == ("chip_rename", {"profile_id": profile.id, "name": "ü" * 32})
        assert "has its new name" in await answer(pilot, chipped)
        shown = await press(pilot, "ctrl+r")
        assert "reading the chip" in shown
        assert "✕" not in shown
        await press(pilot, "tab", "s")
        assert [kind for kind, _payload in asked(app)] == ["chip_read", "chip_notifications"]
        assert "s send" not in await press(pilot, "j")
        assert "every notification is sent" in await answer(pilot, chipped)


async def test_a_switch_that_may_cut_us_counts_down_and_is_kept_by_a_key(
    chip_app: Any, chipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from axis_tui.store.write.switch_back import SwitchBack, plan_switch_back

    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "c", "j")
        assert "goes back by itself after" in await press(pilot, "e")
        await press(pilot, "y")
        ((kind, payload),) = asked(app)
        assert (kind, payload["revert_s"]) == ("chip_enable", 60)
        row = read.profiles(app.reader)[0]
        back = SwitchBack(EID, row.isdp_aid, row.iccid, "", "", 60, world.NOW, world.NOW + 43)
        change(chipped, lambda tx: plan_switch_back(tx, back))
        app.feed_now()
        await settled(pilot)
        assert "goes back" not in text(app)  # it is not made yet, so nothing can be kept
        await press(pilot, "y")
        assert len(asked(app)) == 1
        put(chipped, reading(("disabled", "enabled")))
        shown = await answer(pilot, chipped)
        assert "goes back to “Japan 10 GB” in 43 s" in shown
        assert "y keep it" in await press(pilot, "j")
        await press(pilot, "y")
        assert asked(app) == [("chip_confirm", {})]
        change(chipped, lambda tx: tx.execute("DELETE FROM switch_back"))
        assert "the switch stays" in await answer(pilot, chipped)
        change(chipped, lambda tx: plan_switch_back(tx, back))
        app.feed_now()
        await settled(pilot)
        other = next(row for row in read.profiles(app.reader) if row.iccid == OTHER)
        gone_back = replace(back, from_aid=other.isdp_aid, from_iccid=OTHER)
        put(chipped, reading())
        change(chipped, lambda tx: tx.execute("DELETE FROM switch_back"))
        change(chipped, lambda tx: raise_went_back(tx, gone_back, world.NOW))
        app.feed_now()
        await settled(pilot)
        told = "▲ 13:00: The switch to “Axis 1” went back by itself: nobody kept it"
        assert told in text(app)
        assert told in await press(pilot, "escape", "c"), "also to who comes back"
        change(chipped, lambda tx: tx.execute("UPDATE alert SET state = 'acknowledged'"))
        app.feed_now()
        await settled(pilot)
        assert "went back" not in text(app)
        await press(pilot, "g", "x")
        assert "may carry your own connection" in text(app)


async def test_without_a_worker_no_switch_is_begun_that_may_cut_us(
    make_app: Any, chipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")
    app = make_app(settings=settings(chipped), presence=lambda: Presence(False))
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "6", "c", "j", "e")
        assert "✕ “Axis 1” is left as it is" in shown
        assert asked(app) == []


async def test_deleting_and_dropping_take_a_typed_word_and_the_pin(chip_app: Any, chipped: Path) -> None:
    from axis_tui.store.write import approval, chip_notice

    change(chipped, lambda tx: approval.set_pin(tx, "2580", world.NOW))
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "c", "j")
        assert "for ever" in await press(pilot, "x")
        await type_text(pilot, "Axis 1")
        await press(pilot, "enter")
        await type_text(pilot, "9137")
        assert "2 tries left" in await press(pilot, "enter")
        assert asked(app) == []
        await type_text(pilot, "2580")
        await press(pilot, "enter")
        assert [kind for kind, _payload in asked(app)] == ["chip_delete"]
        assert "“Axis 1” is deleted from the chip" in await answer(pilot, chipped)
        shown = await press(pilot, "tab", "x")
        assert "its carrier does not hear of it" in shown
        await type_text(pilot, "deleted 3")  # as its row has it
        await press(pilot, "enter")
        await type_text(pilot, "2580")
        assert "dropping notification 3" in await press(pilot, "enter")
        ((kind, payload),) = asked(app)
        assert (kind, payload["confirmed"]) == ("chip_drop", True)
        change(chipped, lambda tx: chip_notice.confirm_unsent(tx, payload["notice_id"]))
        change(chipped, lambda tx: chip_notice.note_removed(tx, payload["notice_id"], world.NOW))
        shown = await answer(pilot, chipped)
        assert "notification 3 is dropped unsent" in shown
        assert "notifications 0" in shown
        assert "dropped unsent" in next(each for each in shown.splitlines() if "3  deleted" in each)
        await press(pilot, "x")
        assert type(app.screen).__name__ == "ChipScreen", "it is not there to be dropped again"


async def test_an_open_cancellation_is_told_and_stops_a_deletion_by_hand(
    chip_app: Any, chipped: Path
) -> None:
    from axis_tui.domain.cancellation import Reason
    from axis_tui.store.write.cases import NewCase, draft

    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        japan = esim(app, "Japan 10 GB")
        change(chipped, lambda tx: draft(tx, NewCase(japan, Reason.UNUSED), world.NOW))
        assert "C-0001 is open for it" in await press(pilot, "6", "c")
        assert "✕ C-0001 is open for “Japan 10 GB”" in await press(pilot, "x")
        assert type(app.screen).__name__ == "ChipScreen"


async def test_an_unknown_profile_is_linked_to_an_esim(chip_app: Any) -> None:
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "c")
        assert "link" not in text(app).splitlines()[-1]
        shown = await press(pilot, "j", "l")
        assert "Which eSIM is the profile “Axis 1”?" in shown
        assert "Japan 10 GB" not in shown.split("Which eSIM")[1].split("esc cancel")[0]
        assert "Korea 5 GB" in shown
        await press(pilot, *_to(shown, "Korea 5 GB"), "enter")
        row = next(row for row in read.profiles(app.reader) if row.iccid == OTHER)
        assert row.esim_name == "Korea 5 GB"
        assert "“Axis 1” is “Korea 5 GB” now" in text(app)


async def test_an_unknown_profile_becomes_a_new_esim(chip_app: Any) -> None:
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        assert "A new eSIM of Axis" in await press(pilot, "6", "c", "j", "l")
        assert "“Axis 1” is a new eSIM on Plans" in await press(pilot, "enter")
        row = app.reader.row("SELECT iccid, profile_state FROM esim WHERE id = ?", (esim(app, "Axis 1"),))
        assert row == (OTHER, "disabled")
        assert "does not fit 0" in text(app)


def _to(shown: str, name: str) -> list[str]:
    """The keys that go down to it in the box."""
    box = shown.split("Which eSIM")[1].splitlines()[2:]
    return ["j"] * next(at for at, each in enumerate(box) if name in each)


async def test_a_code_is_typed_masked_and_reaches_the_worker_in_a_file_only(
    chip_app: Any, chipped: Path
) -> None:
    state = chipped.parent / "state"
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "c", "n")
        await type_text(pilot, "no")
        assert "This is no activation code" in await press(pilot, "ctrl+s")
        await press(pilot, "ctrl+u")
        shown = await paste(pilot, CODE + "$$1")
        assert "*****" in shown
        assert "SECRET" not in shown
        assert "needs a confirmation code" in await press(pilot, "ctrl+s")
        await type_text(pilot, "4711")
        shown = await press(pilot, "ctrl+s")
        assert "installing a profile" in shown
        ((kind, payload),) = asked(app)
        assert (kind, list(payload)) == ("chip_download", ["code_file"])
        left = state / payload["code_file"]
        assert left.stat().st_mode & 0o777 == 0o600
        assert json.loads(left.read_text()) == {"code": CODE + "$$1", "confirmation": "4711"}
        change(chipped, lambda tx: tx.execute("UPDATE request SET progress = 'es8p_meatadata_parse'"))
        app.feed_now()
        await settled(pilot)
        assert "the offer is read, step 6 of 9" in text(app)
        await press(pilot, "c")
        assert [kind for kind, _payload in asked(app)] == ["chip_download", "chip_cancel"]
        shown = await answer(
            pilot, chipped, "the download was given up; nothing was installed", "chip_download"
        )
        assert shown.count("nothing was installed") == 1
        assert "✕" not in shown
        assert not left.exists()
        await install_and_give_up(pilot)
        shown = await answer(pilot, chipped, "it is too late: the chip is being written", "chip_cancel")
        assert "it was too late to give it up: the profile is installed" in shown
        assert "✕" not in shown
    assert b"SECRET" not in chipped.read_bytes()


async def install_and_give_up(pilot: Any) -> None:
    await press(pilot, "n")
    await paste(pilot, CODE)
    await press(pilot, "ctrl+s")
    pilot.app.feed_now()
    await settled(pilot)
    await press(pilot, "c")


async def test_a_failure_is_told_once_until_it_is_read_and_the_person_goes_on(
    make_app: Callable[..., Any], chipped: Path
) -> None:
    now = [world.NOW]
    app = make_app(settings=settings(chipped), clock=lambda: now[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "c")
        await install_and_give_up(pilot)
        from axis_tui.store.write import requests

        for_good = "it is too late: the chip is being written"
        (download, cancel) = (row.id for row in reversed(inventory.requests(app.reader)))
        change(chipped, lambda tx: requests.finish(tx, cancel, for_good, world.NOW))
        app.feed_now()
        await settled(pilot)
        assert f"✕ not given up: {for_good}" in text(app)
        why = "the carrier’s server refuses this code (8.2.6/3.8)"
        change(chipped, lambda tx: requests.finish(tx, download, why, world.NOW))
        app.feed_now()
        await settled(pilot)
        assert text(app).count("8.2.6/3.8") == 1
        assert "installing" not in text(app)
        assert "8.2.6/3.8" in await press(pilot, "j"), "it may not have been read yet"
        now[0] += 3
        assert "8.2.6/3.8" in text(app)
        assert "8.2.6/3.8" not in await press(pilot, "k")


async def test_a_kept_code_installs_its_own_esim(chip_app: Any, chipped: Path) -> None:
    sql = "UPDATE esim SET activation_code = ? WHERE nickname = 'Korea 5 GB'"
    change(chipped, lambda tx: tx.execute(sql, (CODE,)))
    app = chip_app
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "6", "c", "n")
        assert "The code kept for “Korea 5 GB”" in shown
        shown = await press(pilot, "j", "enter")
        assert SERVER in shown
        assert "SECRET" not in shown
        await press(pilot, "y")
        assert asked(app) == [("chip_download", {"esim_id": esim(app, "Korea 5 GB")})]


@pytest.mark.parametrize(
    ("chip", "origins", "words"),
    [
        ({"lpac": "off"}, {}, "lpac = “off” under [chip]"),
        ({"lpac": "/nowhere/lpac"}, {}, "No lpac on this machine"),
        ({}, {"chip.lpac": "test"}, "ctrl+r reads it now"),
    ],
)
async def test_where_nothing_is_known_one_line_says_what_to_do(
    make_app: Any, store: Path, chip: dict[str, Any], origins: dict[str, str], words: str
) -> None:
    chosen = Settings(settings(store).paths, chip=ChipSettings(**chip), origins=origins)
    app = make_app(settings=chosen)
    async with app.run_test(size=(60, 20)) as pilot:
        assert words in await press(pilot, "6", "c")
        await press(pilot, "n", "e", "x", "l", "s", "ctrl+r")
        assert type(app.screen).__name__ == "ChipScreen"
        assert bool(asked(app)) == bool(origins)
        if origins:
            shown = await answer(pilot, store, "no reader")
            assert "not read: no reader" in shown
            assert "never read" in shown


async def test_a_chip_that_falls_silent_is_told_with_the_age_of_what_is_shown(
    chip_app: Any, chipped: Path
) -> None:
    from axis_tui.store.write import schedule

    def silent(tx: Any) -> None:
        schedule.ensure(tx, "chip", 900, world.NOW)
        schedule.done(tx, "chip", world.NOW, world.NOW + 900, failed=True)

    change(chipped, silent)
    async with chip_app.run_test(size=(80, 24)) as pilot:
        assert "the chip does not answer; this was read just now" in await press(pilot, "6", "c")


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("width", [60, 72, 80, 120])
def test_no_line_is_wider_than_the_terminal_whatever_the_chip_says(width: int, glyphs: Any) -> None:
    from axis_tui.domain.word import AlertKind, Severity

    long = "[/x]日本" * 20
    profile = read.ProfileRow(
        1, EID, "A0" * 16, OTHER, "odd", long, long, long, "test", None, "", 0, None, "", ""
    )
    notice = read.NoticeRow(1, 99_999, long, long, "…0017", long, True, 0, True, 5, None, None, False, long)
    chip = read.ChipRow(EID, long, long, 1, long, long, long, 0)
    misfit = MisfitRow(AlertKind.UNKNOWN_ON_CHIP, Severity.INFO, None, "", 1, long)
    back = read.SwitchBackRow(long, 50)
    lines = [
        *chip_lines.chip_lines(chip, 2, 100, width, glyphs),
        chip_lines.profile_header(width), chip_lines.notice_header(width), chip_lines.misfit_header(width),
        chip_lines.profile_row(profile, True, width, glyphs),
        *chip_lines.profile_pane(profile, misfit, "C-0001", width, glyphs),
        chip_lines.notice_row(notice, width, glyphs),
        *chip_lines.notice_pane(notice, 100, "UTC", width, glyphs),
        chip_lines.misfit_row(misfit, width, glyphs), *chip_lines.misfit_pane(misfit, width, glyphs),
        *news_lines(back, long, [long, long], long, long, 10, width, glyphs),
    ]  # fmt: skip
    assert max(cells(plain(each)) for each in lines) <= width
    assert len(chip_lines.profile_pane(profile, misfit, "C-0001", width, glyphs)) <= 4


def test_what_stands_side_by_side_is_joined_by_the_marks_of_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def chinese(text: str) -> str:
        return text.replace(", ", "，").replace(": ", "：")

    monkeypatch.setattr(chip_words, "_", chinese)
    monkeypatch.setattr(chip_asked, "_", chinese)
    monkeypatch.setattr(read, "progress", lambda _reader, _id: "es10b_prepare_download")
    row = inventory.RequestRow(1, chip_asked.DOWNLOAD, "{}", 0, "pending", None, "")
    reader: Any = None
    assert chip_words.esim_words("Gulf", "expired") == "Gulf，expired"
    said = chip_asked.Asked()._words(reader, row, {})
    assert said == "installing a profile：the chip prepares，step 7 of 9"
