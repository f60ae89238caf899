"""What the store knows that decides whether an auto-renew rule charges: exact, in doubt or not."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from axis_tui.domain.auto_renew import Consent, Rule, RuleState, Trigger
from axis_tui.domain.auto_renew_decision import Facts
from axis_tui.domain.auto_renew_package import least_days
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing, Effect
from axis_tui.domain.plan import PlanState
from axis_tui.domain.renewal_word import Channel, DeclineKind
from axis_tui.domain.units import GB
from axis_tui.domain.validity import DAY_S, StartRule, Validity, ValidityClock, ValidityUnit
from axis_tui.store.read import Reader
from axis_tui.store.read.carrier_port import carrier_port
from axis_tui.store.read.rule_dry_run import foretold, peak_bytes_per_day
from axis_tui.store.read.rule_facts import facts, month_bounds
from axis_tui.store.write import Writer, fleet, order_steps, orders, samples
from axis_tui.store.write.auto_renew import set_rule
from tests.store.fleet import NOW, terms

HOUR_S = 3_600


def usd(minor: int) -> Money:
    return Money(minor, "USD", 2)


PRICE = usd(900)


def rule(**other: Any) -> Rule:
    return replace(
        Rule(
            state=RuleState.ON,
            trigger=Trigger.DATA_BELOW,
            value=GB,
            consent=Consent("JP-5", PRICE, NOW),
            method_id=1,
            cap_plan=None,
            cap_day=None,
            cap_month=None,
        ),
        **other,
    )


@dataclass
class Line:
    """One eSIM with a plan of 5 GB for 30 days since 20 days ago, a package, and a card."""

    writer: Writer
    reader: Reader
    esim_id: int = 0
    plan_id: int = 0

    def known(self, now: int = NOW, **other: Any) -> Facts:
        found = facts(self.reader, self.esim_id, now, rule=other.pop("rule", rule()), **other)
        assert found is not None
        return found

    def sql(self, text: str, *values: object) -> None:
        with self.writer.transaction() as tx:
            tx.execute(text, values)

    def order(self, at: int, channel: Channel = Channel.AUTO, **steps: Any) -> int:
        """An order asked for at `at`; `paid`, `credited`, `declined` are the instants of what followed."""
        is_auto = channel is Channel.AUTO
        with self.writer.transaction() as tx:
            tx.execute("UPDATE package SET effect = ?", (steps.get("effect", Effect.STACK).value,))
            new = orders.NewOrder(
                self.esim_id, 1, channel, steps.get("price", PRICE), steps.get("fee"), method_id=1,
                rule_version=1 if is_auto else None,
            )  # fmt: skip
            order_id = orders.place(tx, new, at)
            if steps.keys() & {"sent", "paid", "credited", "declined"}:
                tx.execute(
                    "UPDATE renewal SET state = 'sent', first_sent_at = ? WHERE id = ?", (at, order_id)
                )
            if "declined" in steps:
                order_steps.decline(tx, order_id, at, DeclineKind.TRY_LATER)
            if "paid" in steps or "credited" in steps:
                order_steps.accept(tx, order_id, steps.get("paid", at), reference="R")
            if "credited" in steps:
                order_steps.credit(tx, order_id, steps["credited"])
        return order_id


@pytest.fixture
def line(writer: Writer, reader: Reader) -> Line:
    made = Line(writer, reader)
    with writer.transaction() as tx:
        made.esim_id = fleet.add_esim(tx, fleet.NewEsim("Japan", "Axis JP", iccid="8981100000000000017"))
        made.plan_id = fleet.add_plan(
            tx, made.esim_id, terms(start_rule=StartRule.PURCHASE), NOW - 20 * DAY_S
        )
        tx.execute(
            "INSERT INTO package (id, carrier_id, code, kind, name, unit_system, allowance_bytes, cap_rule,"
            " validity_count, validity_unit, validity_clock, time_zone, start_rule, billing, price_minor,"
            " currency, currency_exponent) VALUES (1, 1, 'JP-5', 'top_up', 'Japan 5 GB', 'decimal', ?,"
            " 'none', 30, 'day', 'rolling', 'UTC', 'purchase', 'prepaid', 900, 'USD', 2)",
            (5 * GB,),
        )
        tx.execute(
            "INSERT INTO payment_method (id, kind, label, last4, created_at)"
            " VALUES (1, 'card', 'travel', '4242', 0)"
        )
    return made


def test_a_plan_without_orders_is_known_by_itself(line: Line) -> None:
    known = line.known()
    assert (known.state, known.left_bytes, known.allowance_bytes) == (PlanState.ACTIVE, 5 * GB, 5 * GB)
    assert (known.starts_at, known.expires_at) == (NOW - 20 * DAY_S, NOW + 10 * DAY_S)
    assert known.spent_period == known.spent_day == known.spent_month == known.spent_overage == usd(0)
    assert (known.waiting_plans, known.renewals_this_period, known.has_open_order) == (0, 0, False)
    assert (known.balance, known.minimum) == (None, None)
    assert (known.method_usable, known.clock_trusted) == (True, True)
    assert not any((known.service_ended, known.is_postpaid, known.in_doubt))


def test_a_plan_is_told_as_it_stands_now_and_not_as_it_was_last_stored(line: Line) -> None:
    assert line.known(NOW + 11 * DAY_S).state is PlanState.EXPIRED


def test_there_are_no_facts_without_an_esim_or_a_rule(line: Line) -> None:
    assert facts(line.reader, 99, NOW, rule=rule()) is None
    assert facts(line.reader, line.esim_id, NOW) is None


def test_the_esims_own_rule_is_taken_and_a_transaction_answers_as_a_reader_does(line: Line) -> None:
    with line.writer.transaction() as tx:
        set_rule(tx, line.esim_id, rule(), 1, NOW)
        inside = facts(tx, line.esim_id, NOW)
    assert inside == facts(line.reader, line.esim_id, NOW) == line.known()


@pytest.mark.parametrize("column", ["archived_at = 1", "profile_state = 'deleted'"])
def test_what_is_put_away_or_deleted_has_no_plan_to_renew(line: Line, column: str) -> None:
    line.sql(f"UPDATE esim SET {column}")
    assert line.known().state is None


def test_plans_that_wait_are_counted_beside_the_one_that_runs(line: Line) -> None:
    with line.writer.transaction() as tx:
        fleet.add_plan(tx, line.esim_id, terms(), NOW - DAY_S)
        fleet.add_plan(tx, line.esim_id, terms(), NOW)
    assert line.known().waiting_plans == 2


def test_money_counts_from_the_asking_whether_by_the_rule_or_by_hand(line: Line) -> None:
    line.order(NOW - 3 * DAY_S, credited=NOW - 3 * DAY_S, effect=Effect.ADD_DATA, fee=usd(50))
    line.order(NOW - HOUR_S, Channel.ONLINE, credited=NOW, effect=Effect.ADD_DATA)
    line.order(NOW - 60, effect=Effect.ADD_DATA)
    known = line.known()
    assert known.spent_period == known.spent_month == usd(2750)
    assert known.spent_day == usd(1800)
    assert known.renewals_this_period == 2
    assert known.spent_overage == usd(900)


def test_each_sum_has_its_own_span(line: Line) -> None:
    line.order(NOW - 40 * DAY_S, credited=NOW - 40 * DAY_S, effect=Effect.ADD_DATA)
    line.order(NOW - 2 * DAY_S, credited=NOW - 2 * DAY_S, effect=Effect.ADD_DATA)
    line.order(NOW - 60, effect=Effect.ADD_DATA, sent=True)
    known = line.known()
    # What was asked for before the plan began is of its first validity all the same.
    assert (known.spent_day, known.spent_month, known.spent_period) == (usd(900), usd(1800), usd(2700))


def test_what_was_declined_or_withdrawn_does_not_count_and_what_was_refunded_does(line: Line) -> None:
    line.order(NOW - 5 * HOUR_S, declined=True)
    withdrawn = line.order(NOW - 4 * HOUR_S)
    with line.writer.transaction() as tx:
        order_steps.withdraw(tx, withdrawn, NOW - 3 * HOUR_S)
    assert (line.known().spent_period, line.known().renewals_this_period) == (usd(0), 0)
    refunded = line.order(NOW - 2 * HOUR_S, paid=NOW - 2 * HOUR_S)
    with line.writer.transaction() as tx:
        order_steps.refund(tx, refunded, NOW, PRICE, "R")
    assert (line.known().spent_period, line.known().renewals_this_period) == (PRICE, 1)


def test_other_currencies_are_not_added_and_finer_ones_are_rounded_up(line: Line) -> None:
    line.order(NOW - 2 * HOUR_S, price=Money(500, "EUR", 2), credited=NOW, effect=Effect.ADD_DATA)
    line.order(NOW - HOUR_S, price=Money(90_001, "USD", 4), credited=NOW, effect=Effect.ADD_DATA)
    assert line.known().spent_day == usd(901)
    assert line.known().renewals_this_period == 2


@pytest.mark.parametrize(
    ("steps", "is_open", "is_doubtful"),
    [({}, True, False), ({"sent": True}, True, True), ({"paid": NOW}, True, False),
     ({"credited": NOW}, False, False), ({"declined": True}, False, False)],
)  # fmt: skip
def test_open_orders_and_doubtful_ones_are_told_apart(
    line: Line, steps: dict[str, Any], is_open: bool, is_doubtful: bool
) -> None:
    line.order(NOW - 60, **steps)
    assert (line.known().has_open_order, line.known().in_doubt) == (is_open, is_doubtful)


def test_an_order_that_was_lost_or_parked_is_in_doubt(line: Line) -> None:
    order_id = line.order(NOW - 60, sent=True)
    for step in (order_steps.lose, order_steps.park):
        with line.writer.transaction() as tx:
            step(tx, order_id, NOW, "no answer")
        assert line.known().in_doubt


def test_an_extension_begins_a_validity_of_its_own_at_the_end_of_the_one_before(line: Line) -> None:
    end = NOW + 10 * DAY_S
    line.order(NOW - DAY_S, credited=NOW - DAY_S, effect=Effect.EXTEND)
    before = line.known()
    assert (before.starts_at, before.expires_at) == (end, end + 30 * DAY_S)
    assert (before.renewals_this_period, before.spent_period) == (1, PRICE)
    after = line.known(end)
    assert (after.starts_at, after.renewals_this_period, after.spent_period) == (end, 0, usd(0))
    line.order(end + 60, effect=Effect.EXTEND)
    assert line.known(end + 120).renewals_this_period == 1


def test_a_plan_begun_anew_leaves_the_order_that_did_it_in_the_validity_before(line: Line) -> None:
    line.order(NOW - DAY_S, credited=NOW - DAY_S, effect=Effect.RESET)
    known = line.known()
    assert (known.starts_at, known.expires_at) == (NOW - DAY_S, NOW + 29 * DAY_S)
    assert (known.renewals_this_period, known.spent_period, known.spent_month) == (0, usd(0), PRICE)
    line.order(NOW - HOUR_S, credited=NOW - HOUR_S, effect=Effect.EXTEND)
    later = line.known()
    assert (later.starts_at, later.renewals_this_period) == (NOW + 29 * DAY_S, 1)


def test_a_stacked_plan_is_a_validity_without_the_orders_of_the_one_before(line: Line) -> None:
    line.order(NOW - DAY_S, credited=NOW - DAY_S)
    assert (line.known().waiting_plans, line.known().renewals_this_period) == (1, 1)
    later = line.known(NOW + 10 * DAY_S)
    assert (later.waiting_plans, later.renewals_this_period, later.starts_at) == (0, 0, NOW + 10 * DAY_S)


def test_an_end_that_was_moved_by_hand_moves_the_parts_with_it(line: Line) -> None:
    line.order(NOW - DAY_S, credited=NOW - DAY_S, effect=Effect.EXTEND)
    line.sql("UPDATE plan SET expires_at = expires_at + 86400")
    assert line.known().starts_at == NOW + 11 * DAY_S


def test_a_postpaid_plan_is_known_by_its_cycle(line: Line) -> None:
    with line.writer.transaction() as tx:
        tx.execute("UPDATE plan SET billing = ?", (Billing.POSTPAID.value,))
    known = line.known(NOW + 15 * DAY_S)
    assert known.is_postpaid
    assert known.starts_at == NOW + 10 * DAY_S


def test_balance_minimum_and_the_end_of_service_come_from_the_carrier(line: Line) -> None:
    line.sql(
        "UPDATE carrier SET balance_minor = 320, balance_currency = 'USD', balance_exponent = 2,"
        " balance_at = ?, service_ended_at = ?", NOW, NOW,
    )  # fmt: skip
    declared = {"kind": "sandbox", "capabilities": ["top_up"], "channels": ["auto"], "minimum_minor": 500,
                "currency": "USD", "exponent": 2, "unit_system": "decimal"}  # fmt: skip
    line.sql("INSERT INTO store_setting VALUES ('carrier:1', ?)", json.dumps(declared))
    known = line.known()
    assert (known.balance, known.minimum, known.service_ended) == (usd(320), usd(500), True)
    assert not line.known(NOW - 1).service_ended
    assert carrier_port(line.reader, 1).can_auto_renew


@pytest.mark.parametrize("text", [None, "{", "[]", '{"minimum_minor": 5}', '{"capabilities": 3}'])
def test_a_carrier_without_an_adapter_or_with_a_broken_declaration_can_do_nothing(
    line: Line, text: str | None
) -> None:
    if text is not None:
        line.sql("INSERT INTO store_setting VALUES ('carrier:1', ?)", text)
    port = carrier_port(line.reader, 1)
    assert not port.can_auto_renew
    assert port.minimum is None


@pytest.mark.parametrize(
    ("change", "is_usable"),
    [
        ("last4 = '4242'", True), ("retired_at = 1", False), ("expires_month = 202605", True),
        ("expires_month = 202604", False), ("kind = 'balance', carrier_id = 1", True),
        ("kind = 'balance', carrier_id = 2", False),
    ],
)  # fmt: skip
def test_a_method_is_usable_that_is_there_not_expired_and_may_pay_this_carrier(
    line: Line, change: str, is_usable: bool
) -> None:
    with line.writer.transaction() as tx:
        fleet.add_carrier(tx, fleet.NewCarrier("Other"))
    line.sql(f"UPDATE payment_method SET {change}")
    assert line.known().method_usable is is_usable
    assert not line.known(rule=rule(method_id=9)).method_usable


def test_the_clock_is_trusted_by_the_mark_unless_the_caller_knows_better(line: Line) -> None:
    line.sql("INSERT OR REPLACE INTO store_setting VALUES ('clock_high_water_at', ?)", str(NOW + 60))
    assert not line.known().clock_trusted
    assert line.known(clock_trusted=True).clock_trusted
    assert line.known(NOW + 60).clock_trusted


def test_the_caps_begin_anew_with_the_days_and_months_of_the_stores_zone(line: Line) -> None:
    line.sql("INSERT OR REPLACE INTO store_setting VALUES ('time_zone', 'Asia/Tokyo')")
    known = line.known()
    # 28 May 20:26 UTC is 29 May 05:26 in Tokyo.
    assert known.next_day_at == NOW - 20 * HOUR_S - 26 * 60 - 40 + 39 * HOUR_S
    assert known.next_month_at == 1_780_239_600
    assert month_bounds(NOW, "UTC") == (1_777_593_600, 1_780_272_000)


def test_a_dry_run_takes_the_peak_of_a_year_and_the_rate_of_the_list(line: Line) -> None:
    with line.writer.transaction() as tx:
        samples.add_samples(tx, [(NOW - DAY_S, line.esim_id, 0, GB, 0, 0), (NOW, line.esim_id, 0, 7, 0, 0)])
    today = NOW // DAY_S
    assert peak_bytes_per_day(line.reader, line.esim_id, today) == GB
    assert peak_bytes_per_day(line.reader, 99, today) is None
    from axis_tui.store.read import inventory

    package = inventory.package(line.reader, 1)
    assert package is not None
    run = foretold(line.reader, line.esim_id, rule(cap_month=usd(2700)), package.package, NOW)
    assert run is not None
    assert run.today is None
    assert run.worst_month is not None


@pytest.mark.parametrize(
    ("count", "unit", "clock", "days"),
    [
        (30, ValidityUnit.DAY, ValidityClock.ROLLING, 30), (1, ValidityUnit.WEEK, ValidityClock.CALENDAR, 6),
        (1, ValidityUnit.MONTH, ValidityClock.ROLLING, 28),
        (1, ValidityUnit.YEAR, ValidityClock.ROLLING, 365),
        (2, ValidityUnit.QUARTER, ValidityClock.ROLLING, 178),
    ],
)  # fmt: skip
def test_the_fewest_days_of_a_validity(
    count: int, unit: ValidityUnit, clock: ValidityClock, days: int
) -> None:
    assert least_days(Validity(count, unit, clock, "UTC")) == days
