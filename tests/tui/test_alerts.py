"""The Alerts screen: what is open, and a person's answers on their way to the worker."""

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.tui.forward_source import FewSource
from axis_tui.tui.widgets.page_list import PageList
from tests.tui import world
from tests.tui.seeing import press, text

SIZES = ((80, 24), (120, 36))


@pytest.mark.parametrize("size", SIZES)
def test_picture(make_app: Any, snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(make_app(), press=["5", "j"], terminal_size=size)


async def test_open_alerts_are_listed_the_newest_first_with_what_to_do(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await press(pilot, "5")
    expiring, low = shown.index("EU 20 GB expires in"), shown.index("EU 20 GB has used 90 %")
    assert expiring < low
    assert "critical · Expiring · open" in shown
    assert "Renew it in time" in shown


def _requests(app: Any) -> Sequence[tuple[str, Any]]:
    from axis_tui.store.read import inventory

    return [(found.kind, json.loads(found.payload)) for found in inventory.requests(app.reader)]


async def test_seen_asks_the_worker_and_says_so_until_it_is_done(app: Any) -> None:
    from axis_tui.domain.word import AlertEvent
    from axis_tui.store.write import alerts, requests

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        alert = app.screen.listing.selected.id
        shown = await press(pilot, "a")
        assert "asked…" in shown
        assert "asked, waiting for the worker" in shown
        assert _requests(app) == [("acknowledge", {"alert_id": alert})]
        assert not app.screen.allows("acknowledge")

        def work(tx: Any) -> None:
            (request,) = requests.pending(tx)
            alerts.apply_alert_event(tx, alert, AlertEvent.ACKNOWLEDGE, world.NOW)
            requests.finish(tx, request.id)

        app.screen.write(work)
        shown = await press(pilot)
        assert "asked" not in shown
        assert "1 of 1" in shown
        assert "acknowledged" in await press(pilot, "o")


@pytest.mark.parametrize(
    ("moves", "seconds"), [((), 3600), (("j",), 86400), (("j", "j"), 604800), (("G", "k"), 86400)]
)
async def test_snooze_offers_an_hour_a_day_and_a_week(app: Any, moves: tuple[str, ...], seconds: int) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        shown = await press(pilot, "z")
        assert all(words in shown for words in ("for an hour", "for a day", "for a week"))
        await press(pilot, *moves, "enter")
        ((kind, payload),) = _requests(app)
    assert kind == "snooze"
    assert payload["until"] == world.NOW + seconds


async def test_a_snooze_given_up_asks_nothing(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert "asked" not in await press(pilot, "5", "z", "escape")
        assert _requests(app) == []


async def test_the_same_key_wakes_a_snoozed_one(app: Any) -> None:
    from axis_tui.domain.word import AlertEvent
    from axis_tui.store.write import alerts

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        alert = app.screen.listing.selected.id
        until = world.NOW + 3600
        app.screen.write(lambda tx: alerts.apply_alert_event(tx, alert, AlertEvent.SNOOZE, world.NOW, until))
        shown = await press(pilot)
        assert "1 of 1" in shown
        shown = await press(pilot, "o", "G")
        assert "until 14:00" in shown
        assert "z wake" in shown
        await press(pilot, "z")
        assert _requests(app) == [("unsnooze", {"alert_id": alert})]


async def test_enter_goes_to_the_esim_on_plans(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "enter")
        assert app.current_mode == "plans"
        assert app.screen.listing.selected.name == "EU 20 GB"


async def test_enter_clears_a_filter_that_hides_the_esim(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "j", "a", "p", "enter", "5", "enter")
        assert app.screen.listing.selected.name == "EU 20 GB"


async def test_enter_goes_to_the_meter_on_account(app: Any) -> None:
    from axis_tui.domain.alert import AlertDraft, AlertKind, Severity
    from axis_tui.store.read import inventory
    from axis_tui.store.write import alerts

    async with app.run_test(size=(80, 24)) as pilot:
        meter = next(found for found in inventory.meters(app.reader) if found.host)
        draft = AlertDraft(AlertKind.STALE_METER, 1800, 1, Severity.WARNING)
        app.screen.write(lambda tx: alerts.raise_alert(tx, None, None, meter.id, draft, world.NOW))
        shown = await press(pilot, "5", "g", "enter")
        assert app.current_mode == "account"
        assert app.screen.listing.selected.id == meter.id
        assert "router:br-lan · vnStat" in shown


async def test_with_nothing_open_it_says_so_and_no_answer_is_offered(app: Any) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.write(lambda tx: tx.execute("UPDATE alert SET state = 'resolved'"))
        shown = await press(pilot, "5")
        assert "Nothing needs your attention" in shown
        assert "a seen" not in shown
        await press(pilot, "a", "z", "enter")
        assert app.current_mode == "alerts"


async def test_without_a_store_nothing_is_asked_of_it(make_app: Any, tmp_path: Any) -> None:
    app = make_app(path=tmp_path / "none" / "store.db")
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Nothing needs your attention" in await press(pilot, "5", "a", "z", "o", "j", "G")


async def test_hundreds_of_alerts_are_paged(app: Any) -> None:
    insert = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)"
        " INSERT INTO alert (kind, esim_id, threshold, cycle, severity, state, raised_at, changed_at)"
        " SELECT 'low_data', 1, i, 9, 'warning', iif(i % 3, 'open', 'resolved'), 1000 + i, 0 FROM n"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.write(lambda tx: tx.execute(insert))
        await press(pilot, "5")
        assert "469 of 469" in await press(pilot, "G")
        assert "702 of 702" in await press(pilot, "o", "G")
        raised = [row.raised_at for row in app.screen.listing.rows]
        assert raised == sorted(raised, reverse=True)
        assert "resolved" in text(app)
        positions = [app.screen.listing.position]
        for _page in range(60):
            await press(pilot, "pageup")
            positions.append(app.screen.listing.position)
        assert positions[-1] == 1


@given(
    rows=st.integers(0, 90),
    room=st.integers(2, 30),
    moves=st.lists(st.sampled_from(["j", "k", "down", "up", "first", "last"]), max_size=30),
)
def test_paging_back_over_a_forward_list_is_paging_over_all_of_it(
    rows: int, room: int, moves: list[str]
) -> None:
    everything = list(range(100, 100 + rows))
    source: FewSource[int] = FewSource(lambda: everything, lambda row: row)
    assert source.count() == rows
    for key in (None, 0, rows // 2, rows - 1):
        if key is None or 0 <= key < rows:
            after = everything[:room] if key is None else everything[key + 1 : key + 1 + room]
            assert list(source.page(room, after=key)) == after
        if key is not None and 0 <= key < rows:
            assert list(source.page(room, before=key)) == everything[max(0, key - room) : key]
    assert list(source.page(room, from_end=True)) == everything[max(0, rows - room) :]
    listing: PageList[int] = PageList(lambda row: ((f" {row}", "normal"),), lambda: None, ">")  # type: ignore[arg-type,return-value]
    listing.fit(room)
    listing.load(source)
    at = 0
    for move in moves:
        if move in ("first", "last"):
            getattr(listing, move)()
            at = 0 if move == "first" else rows - 1
        else:
            step = {"j": 1, "k": -1, "down": room, "up": -room}[move]
            listing.move(step)
            at = min(max(at + step, 0), rows - 1)
        if rows:
            assert listing.selected == everything[at]
            assert listing.position == at + 1
