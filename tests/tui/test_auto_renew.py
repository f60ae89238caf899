"""Auto-renew from the dashboard: a rule as a sentence, its dry run, consent that is typed, off, resume."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events

from axis_tui.domain.auto_renew import Overage, OverageThen, RuleState, SuspendReason, Trigger
from axis_tui.domain.money import Money
from axis_tui.domain.renewal_word import Channel, Effect
from axis_tui.domain.units import GB
from axis_tui.present.glyphs import ASCII, UNICODE
from axis_tui.present.line import plain
from axis_tui.present.typed import amount, waits
from axis_tui.store.read import auto_renew, inventory
from axis_tui.tui.dialogs.auto_renew import open_auto_renew
from axis_tui.tui.dialogs.auto_renew_part import Picked, Typed, flow
from axis_tui.tui.dialogs.auto_renew_typed import size_text
from axis_tui.tui.editor import LineEditor
from tests.tui import world
from tests.tui.money_world import EU, build, change, esim, usd
from tests.tui.seeing import press, settled, text, type_text


@pytest.fixture
def rich(store: Path) -> Path:
    build(store)
    return store


def words(shown: str) -> str:
    """What is shown as one text, without frames and line breaks."""
    return " ".join(shown.replace("│", " ").replace("|", " ").split())


def rule_of(app: Any, name: str = EU) -> Any:
    return auto_renew.rule(app.reader, esim(app, name))


async def open_editor(pilot: Any, name: str = EU) -> str:
    app = pilot.app
    open_auto_renew(app.screen, esim(app, name), name)
    await settled(pilot)
    return text(app)


async def put(pilot: Any, **parts: str) -> None:
    """Write into parts of the open editor, as if each were typed."""
    draft = pilot.app.screen._draft
    for key, value in parts.items():
        part = next(each for each in draft.parts() if each.key == key)
        part.editor.set(value)
    await settled(pilot)


async def agree(pilot: Any, typed: str = "9.00") -> str:
    await press(pilot, "ctrl+s")
    await type_text(pilot, typed)
    return await press(pilot, "enter")


async def test_a_on_plans_opens_the_sentence_and_agreeing_switches_it_on(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.listing.select(esim(app, EU))
        shown = words(await press(pilot, "a"))
        assert "When ‹the data left falls below› [1 GB], buy [EU 10 GB, 15 days] for 9.00 USD" in shown
        assert "At most [27.00 USD] a month, [9.00 USD] a day, [18.00 USD] in one validity." in shown
        shown = words(await press(pilot, "ctrl+s"))
        assert "charges nothing today, since what it waits for is not there yet" in shown
        assert "at worst 27.00 USD a month (3 renewals, held by a cap)" in shown
        await type_text(pilot, "9.00")
        assert "auto-renew is on" in await press(pilot, "enter")
        row = rule_of(app)
        assert (row.rule.state, row.rule.value, row.package_name) == (RuleState.ON, GB, "EU 10 GB, 15 days")
        assert (row.rule.consent.package_code, row.rule.consent.price) == ("EU-10", usd(900))
        assert (row.rule.cap_month, row.rule.cap_day, row.rule.cap_plan) == (usd(2700), usd(900), usd(1800))


async def test_the_amount_is_typed_exactly_and_pasting_does_not_count(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await press(pilot, "ctrl+s")
        app.post_message(events.Paste("9.00"))
        await settled(pilot)
        assert "pasting does not count" in text(app)
        await press(pilot, "enter")
        assert rule_of(app) is None
        await type_text(pilot, "8.00")
        assert "that is not “9.00”" in await press(pilot, "enter")
        await press(pilot, "ctrl+u", "ctrl+w", *["backspace"] * 4, "9", "enter")
        assert rule_of(app).rule.state is RuleState.ON


async def test_escape_goes_back_to_the_sentence_and_nothing_is_stored(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await press(pilot, "ctrl+s")
        assert "falls below" in await press(pilot, "escape")
        assert "Auto-renew" not in await press(pilot, "escape")
        assert rule_of(app) is None


async def test_the_pin_is_asked_for_counted_and_never_shown(rich: Path, make_app: Any) -> None:
    from axis_tui.store.write import approval

    change(rich, lambda tx: approval.set_pin(tx, "2580", world.NOW))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        assert "Approval PIN:" in await agree(pilot)
        assert rule_of(app) is None
        shown = await type_text(pilot, "9137")
        assert "9137" not in shown
        assert "wrong PIN; 2 tries left" in await press(pilot, "enter")
        await type_text(pilot, "2580")
        await press(pilot, "enter")
        assert rule_of(app).rule.state is RuleState.ON


async def test_a_locked_pin_says_until_when(rich: Path, make_app: Any) -> None:
    from axis_tui.store.write import approval

    change(rich, lambda tx: approval.set_pin(tx, "2580", world.NOW))
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await agree(pilot)
        for _again in range(3):
            await type_text(pilot, "9137")
            shown = await press(pilot, "enter")
        assert "no other is tried until 13:00" in shown


@pytest.mark.parametrize(
    ("turns", "parts", "expected"),
    [
        (1, {"value_data_below_percent": "15"}, (Trigger.DATA_BELOW_PERCENT, 15)),
        (2, {"value_before_expiry": "2"}, (Trigger.BEFORE_EXPIRY, 2)),
        (3, {}, (Trigger.AT_EXPIRY, 0)),
        (0, {"value_data_below": "500 MB"}, (Trigger.DATA_BELOW, GB // 2)),
    ],
)
async def test_every_trigger_can_be_chosen(
    rich: Path, make_app: Any, turns: int, parts: dict[str, str], expected: tuple[Trigger, int]
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await press(pilot, *["right"] * turns)
        await put(pilot, **parts)
        await agree(pilot)
        rule = rule_of(app).rule
        assert (rule.trigger, rule.value) == expected


async def test_a_low_balance_is_topped_up_by_an_amount_which_becomes_a_package(
    rich: Path, make_app: Any
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        shown = words(await press(pilot, "left"))
        assert "When ‹the carrier balance falls below› [5.00 USD], add [5.00 USD] and pay with" in shown
        assert "A balance is not topped up from itself" in shown
        await press(pilot, "tab", "tab", "tab", "right")
        await put(pilot, amount="4 USD")
        assert "no less than 5.00 USD" in words(await press(pilot, "ctrl+s"))
        await put(pilot, amount="20", cap_day="20", cap_plan="", cap_month="60")
        await agree(pilot, "20")
        row = rule_of(app)
        assert (row.rule.trigger, row.rule.value) == (Trigger.BALANCE_BELOW, 500)
        package = inventory.package(app.reader, row.package_id)
        assert (package.code, package.effect) == ("balance-2000-USD", Effect.BALANCE)
        assert package.seen_at is None
        assert row.rule.cap_plan is None


async def test_overage_opens_its_own_parts(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        shown = words(await press(pilot, *["tab"] * 7, "right"))
        assert "validity: ‹allowed up to› [9.00 USD], then [buy nothing more]." in shown
        await press(pilot, "tab", "tab", "right")
        await put(pilot, limit="18 USD", ladder="1 h, 1 d")
        await agree(pilot)
        rule = rule_of(app).rule
        assert (rule.overage, rule.overage_limit) == (Overage.ALLOWED, usd(1800))
        assert (rule.overage_then, rule.ladder_s) == (OverageThen.SLOW, (3600, 86_400))


async def test_caps_follow_the_price_until_they_are_changed(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        shown = words(await press(pilot, "tab", "tab", "right"))
        assert "‹EU 20 GB, 30 days› for 16.00 USD" in shown
        assert "At most [48.00 USD] a month" in shown
        await put(pilot, cap_month="50 USD")
        assert "[50.00 USD]" not in (shown := words(await press(pilot, "left")))
        assert "At most [50 USD] a month, [16.00 USD] a day" in shown


async def test_the_list_of_packages_tells_their_prices(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        shown = words(await press(pilot, "tab", "tab", "space"))
        for option in ("EU 2 GB more 3.00 USD", "EU 10 GB, 15 days 9.00 USD", "EU 20 GB, 30 days 16.00 USD"):
            assert option in shown
        assert "‹EU 20 GB, 30 days›" in words(await press(pilot, "G", "enter"))


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"value_data_below": "1"}, "is not a size"), ({"cap_month": "5 USD"}, "nothing is ever bought"),
        ({"cap_month": "27 EUR"}, "keep to one currency"), ({"cap_day": "nine"}, "is not an amount"),
        ({"ladder": "soon"}, "Write waits with commas"), ({"ladder": "30 d"}, "1 minute to 7 days"),
        ({"value_data_below": "10 GB"}, "no more data than the rule waits for"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_said_as_it_is_typed_and_stops_there(
    rich: Path, make_app: Any, parts: dict[str, str], complaint: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await put(pilot, **parts)
        assert complaint in words(await press(pilot, "tab"))
        assert "Before you agree" not in await press(pilot, "ctrl+s")


async def test_leaving_something_written_needs_a_second_escape(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await open_editor(pilot)
        await press(pilot, "tab", "5")
        assert "esc again" in await press(pilot, "escape")
        assert "Auto-renew" not in await press(pilot, "escape")


async def test_a_carrier_kept_by_hand_cannot_and_the_reason_is_told(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = words(await open_editor(pilot, "Japan 10 GB"))
        assert "cannot renew itself" in shown
        assert "Axis JP is kept by hand" in shown


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("UPDATE payment_method SET retired_at = 1", "Add a payment method on Account"),
        ("UPDATE plan SET billing = 'postpaid'", "This plan is postpaid"),
    ],
)
async def test_without_what_it_takes_the_reason_is_told(
    rich: Path, make_app: Any, sql: str, reason: str
) -> None:
    def spoil(tx: Any) -> None:
        tx.execute(sql)
        tx.touch([row[0] for row in tx.rows("SELECT id FROM esim")])

    change(rich, spoil)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert reason in words(await open_editor(pilot))


async def switched_on(pilot: Any) -> Any:
    await open_editor(pilot)
    await agree(pilot)
    return rule_of(pilot.app)


async def test_a_rule_that_is_on_is_shown_and_o_switches_it_off_at_once(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await switched_on(pilot)
        shown = words(await open_editor(pilot))
        assert "● on since 13:00" in shown
        assert "if on now: charges nothing today" in shown
        assert "resume" not in shown
        assert "auto-renew is off" in await press(pilot, "o")
        assert rule_of(app).rule.state is RuleState.OFF
        # Off, so that it opens to be written again, as it was.
        assert "[1 GB]" in await open_editor(pilot)


@pytest.mark.parametrize(("is_sent", "told"), [(False, "is withdrawn"), (True, "order 1 was sent already")])
async def test_off_is_honest_about_an_order_under_way(
    rich: Path, make_app: Any, is_sent: bool, told: str
) -> None:
    from axis_tui.store.write import orders

    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        row = await switched_on(pilot)

        def place(tx: Any) -> None:
            new = orders.NewOrder(
                row.esim_id, row.package_id, Channel.AUTO, usd(900), method_id=row.rule.method_id,
                rule_version=row.rule.version,
            )  # fmt: skip
            orders.place(tx, new, world.NOW)
            if is_sent:
                tx.execute("UPDATE renewal SET state = 'sent', first_sent_at = 1")

        change(rich, place)
        app.feed_now()
        await open_editor(pilot)
        assert told in await press(pilot, "o")


async def suspended(pilot: Any, store: Path, reason: SuspendReason, **columns: object) -> str:
    row = await switched_on(pilot)
    from axis_tui.store.write.auto_renew import note_why, save_rule

    def suspend(tx: Any) -> None:
        rule = replace(row.rule, state=RuleState.SUSPENDED, suspended_for=reason, failures=3)
        save_rule(tx, row.esim_id, rule, world.NOW)
        note_why(tx, row.esim_id, "cap_month")
        for name, value in columns.items():
            tx.execute(f"UPDATE package SET {name} = ?", (value,))

    change(store, suspend)
    pilot.app.feed_now()
    await settled(pilot)
    return words(await open_editor(pilot))


async def test_a_suspended_rule_says_why_what_wakes_it_and_resumes_by_the_amount(
    rich: Path, make_app: Any
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await suspended(pilot, rich, SuspendReason.LADDER_SPENT)
        assert "▲ suspended" in shown
        assert "the payment failed too often; it goes on with another payment method" in shown
        assert "Last look: the cap of the month is reached." in shown
        assert "3 payments failed in a row." in shown
        assert "It may charge 9.00 USD at once" in words(await press(pilot, "r"))
        await type_text(pilot, "9")
        assert "auto-renew goes on" in await press(pilot, "enter")
        rule = rule_of(app).rule
        assert (rule.state, rule.failures) == (RuleState.ON, 0)


async def test_a_dearer_price_is_agreed_to_anew(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await suspended(pilot, rich, SuspendReason.LADDER_SPENT, price_minor=1200)
        shown = words(await press(pilot, "r"))
        assert "buy [EU 10 GB, 15 days] for 12.00 USD" in shown
        await put(pilot, cap_day="12 USD")
        await agree(pilot, "12")
        assert rule_of(app).rule.consent.price == usd(1200)
        assert rule_of(app).rule.state is RuleState.ON


async def test_while_an_order_is_in_doubt_nobody_resumes_it(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        shown = await suspended(pilot, rich, SuspendReason.IN_DOUBT)
        assert "it goes on when that order is decided on Renewals" in shown
        assert "r resume" not in shown
        assert "▲ suspended" in await press(pilot, "r")


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 36)])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
async def test_all_of_it_fits_every_size_and_glyph_set(
    rich: Path, make_app: Any, size: tuple[int, int], glyphs: Any
) -> None:
    app = make_app(glyphs=glyphs)
    async with app.run_test(size=size) as pilot:
        shown = await open_editor(pilot)
        assert "esc cancel" in shown
        assert "[15 min, 2 h, 12 h, 24 h]." in shown
        await press(pilot, "ctrl+s")
        shown = text(app)
        assert "to agree:" in shown
        dialog = [row for row in shown.splitlines() if glyphs.axis_vertical in row]
        assert glyphs is UNICODE or all(row.isascii() or "“" in row for row in dialog)


def test_a_sentence_breaks_between_words_and_anywhere_between_wide_characters() -> None:
    value = Typed("value", "", editor=LineEditor("1 GB"))
    choice = Picked("package", "", [(1, "Japan 5 GB, 30 days")])
    shown = flow(
        "When less than %(value)s is left, buy %(package)s.", {"value": value, "package": choice}, value, 24,
        UNICODE,
    )  # fmt: skip
    assert [plain(each).rstrip() for each in shown.lines] == [
        "When less than [1 GB ]", "is left, buy [Japan 5", "GB, 30 days].",
    ]  # fmt: skip
    assert shown.caret == (20, 0)
    chinese = flow(
        "当剩余数据低于%(value)s时购买%(package)s。", {"value": value, "package": choice}, None, 16, UNICODE
    )
    assert [plain(each).rstrip() for each in chinese.lines] == [
        "当剩余数据低于", "[1 GB]时购买", "[Japan 5 GB, 30", "days]。",
    ]  # fmt: skip


def test_amounts_sizes_and_waits_read_back_as_they_are_written() -> None:
    assert amount("9", usd(0)) == amount("9.00 USD", usd(0)) == usd(900)
    assert amount("9.5", Money(0, "USD", 4)) == Money(95_000, "USD", 4)
    assert amount("1200", Money(0, "JPY", 0)) == Money(1200, "JPY", 0)
    assert [size_text(n, "decimal") for n in (GB, 5 * GB // 4, 123_456_789)] == [
        "1 GB", "1.25 GB", "123456789 B",
    ]  # fmt: skip
    assert waits("15 min, 2 h, 1 d") == waits("15m、2h，1d") == (900, 7200, 86_400)
    assert waits("") == ()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_pane_of_plans_tells_the_rule_in_short(
    rich: Path, make_app: Any, size: tuple[int, int]
) -> None:
    app = make_app(glyphs=ASCII)
    async with app.run_test(size=size) as pilot:
        await switched_on(pilot)
        app.screen.listing.select(esim(app, EU))
        shown = words(await press(pilot))
    assert "auto-renew on: at 1 GB left, 9.00 USD" in shown
    assert "at Axis EU, at most 27.00" in shown


async def test_the_pane_tells_a_suspended_rule_too(rich: Path, make_app: Any) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await suspended(pilot, rich, SuspendReason.DECLINED_HARD)
        await press(pilot, "escape")
        app.screen.listing.select(esim(app, EU))
        assert "auto-renew suspended: the payment was refused" in await press(pilot)
