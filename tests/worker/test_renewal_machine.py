"""Whatever persons, clocks, carriers and crashes do in whatever order: the money is right after each step.

A pass costs some 8 ms and a step about five passes, so that 25 runs of 25 steps take 20 s; the long run makes
2 000 of 50. Disk syncs are left out: what a power cut leaves is tested in `tests/faults`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from axis_tui.carriers.sandbox.fault import KnobValue
from axis_tui.domain.auto_renew import Consent, Overage, Rule, Trigger
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal import OPEN, ORDER_TRANSITIONS
from axis_tui.domain.renewal_word import DeclineKind, MethodKind, OrderState
from axis_tui.domain.units import GB
from axis_tui.store import sqlite
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.auto_renew import switch_off
from axis_tui.store.write.payment import NewMethod, add_method, ensure_balance_method, retire_method
from axis_tui.worker.engine import Engine
from axis_tui.worker.renewals.executor import CLOCK_SLACK_S
from tests.long_run import IS_LONG, amount
from tests.worker.renewal_world import ICCID, RenewalWorld, renewal_world, usd
from tests.worker.world import DAY, HOUR

RUNS = amount("AXIS_TUI_LONG_RUNS", 25, 2_000)
STEPS = 50 if IS_LONG else 25
YEAR = 366 * DAY
MOVES = {(before.value, after.value) for (before, _), after in ORDER_TRANSITIONS.items()}
CONDUCTS: tuple[dict[str, Any], ...] = (
    {},
    {"key_lifetime_s": HOUR},
    {"look_up": False, "key_lifetime_s": None},
    {"look_up": False, "key_lifetime_s": HOUR},
    {"idempotent": False, "look_up_is_final": True},
    {"idempotent": False},
    {"idempotent": False, "look_up": False},
)
"""How the carrier behaves, from the best to the worst."""


TRIGGERS = ((Trigger.DATA_BELOW, 9 * GB), (Trigger.BEFORE_EXPIRY, 3), (Trigger.AT_EXPIRY, 0))
CAPS = ((None, None), (900, 1_800), (1_800, 2_700))
CODES = st.sampled_from(["again", "data", "money"])
LEAPS = (-20 * YEAR, -2 * DAY, -50 * 60, -200, 50 * 60, 8 * DAY, 40 * DAY, 20 * YEAR)
TROUBLES: tuple[tuple[dict[str, KnobValue], int | None], ...] = (
    *(({"decline": kind.value}, 1) for kind in DeclineKind),
    *(({"drop": when}, calls) for when in ("before", "after") for calls in (1, 2, 12)),
    *(({"refuse_connection": True}, calls) for calls in (1, 3)),
    *(({"credit_delay_s": delay_s}, calls) for delay_s in (3, HOUR, None) for calls in (1, None)),
    *(({"price_percent": percent, "fee_minor": fee}, None) for percent in (-10, 0, 20) for fee in (0, 50)),
    *(({"on": which}, None) for which in ("orders", "every")),
    ({"repeat": True}, 1),
)
"""Knobs of the carrier, and for how many calls."""


class Crash(BaseException):
    """The worker's process is gone."""


class Renewing(RuleBasedStateMachine):
    """`world.wall` is what the machine's clock says, `true_at` what time it is, by which the carrier goes."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        root.mkdir(exist_ok=True)
        self.placed: list[int] = []
        self.agreed: dict[int, Rule] = {}
        """What a person agreed to, by the rule's version."""
        self.seen_events = 0

    @initialize(
        conduct=st.sampled_from(CONDUCTS), trigger=st.sampled_from((None, *TRIGGERS)),
        caps=st.sampled_from(CAPS),
    )  # fmt: skip
    def begin(
        self,
        conduct: dict[str, Any],
        trigger: tuple[Trigger, int] | None,
        caps: tuple[int | None, int | None],
    ) -> None:
        """A carrier of that kind, perhaps a rule, and a worker that starts."""
        for file in self.root.glob("*"):
            if file.is_file():
                file.unlink()
        self.is_keyed = conduct.get("idempotent", True)
        self.world: RenewalWorld = renewal_world(self.root, **conduct)
        self.true_at = self.world.wall
        self.world.far.clock = lambda: self.true_at
        self.world.is_synchronised = True
        self.method_id = self.world.card_id
        self.engine: Engine = self.world.engine()
        if trigger is not None:
            self.switch_on(trigger, caps, "data", True)
            self.pass_time(15, 4, None)

    def teardown(self) -> None:
        """All is put right, and what is open comes to its end, or to a person."""
        if not hasattr(self, "world"):
            return
        world = self.world
        self.put_the_clock_right()
        world.far.set_knobs({"decline": None, "drop": None, "refuse_connection": False, "repeat": False})
        world.write(lambda tx: switch_off(tx, world.esim_id, world.wall))
        for seconds in (1,) * 8 + (600,) * 24:
            self.go_on(seconds)
        left = {row.state for row in world.orders()} & {OrderState.SENT, OrderState.UNKNOWN}
        assert left == set() or not self.is_trusted()
        world.__exit__(None, None, None)

    # What persons do

    @precondition(lambda self: not self.states() & OPEN)
    @rule(code=CODES, by_balance=st.booleans(), passes=st.sampled_from((0, 2, 8, 20)))
    def order(self, code: str, by_balance: bool, passes: int) -> None:
        """A person orders, once more by mistake, and waits for a while."""
        method = self.method_id
        if by_balance and code != "money":
            method = self.world.write(lambda tx: ensure_balance_method(tx, 1, self.world.wall))
        self.placed.append(self.world.order(code, method_id=method))
        with pytest.raises(Problem, match="still open"):
            self.world.order(code, method_id=method)
        for _ in range(passes):
            self.go_on(1)

    @precondition(lambda self: not self.states() & OPEN)
    @rule(code=CODES, trouble=st.sampled_from(TROUBLES), passes=st.sampled_from((0, 2, 8, 20)))
    def order_in_trouble(
        self, code: str, trouble: tuple[dict[str, KnobValue], int | None], passes: int
    ) -> None:
        """The same, with a carrier that begins to misbehave."""
        self.trouble(trouble)
        self.order(code, False, passes)

    @rule(
        trigger=st.sampled_from(TRIGGERS), caps=st.sampled_from(CAPS),
        code=st.sampled_from(["again", "data"]), overage=st.booleans(),
    )  # fmt: skip
    def switch_on(
        self, trigger: tuple[Trigger, int], caps: tuple[int | None, int | None], code: str, overage: bool
    ) -> None:
        """A person consents to a rule, or to another one."""
        day, month = (None if cap is None else usd(cap) for cap in caps)
        kept = self.world.rule(
            trigger=trigger[0], value=trigger[1], cap_day=day, cap_month=month, method_id=self.method_id,
            consent=Consent(code, usd(900), self.world.wall), ladder_s=(60, 900),
            overage=Overage.ALLOWED if overage else Overage.NOT_ALLOWED,
            overage_limit=usd(100_000) if overage else None,
        )  # fmt: skip
        self.agreed = {kept.version: kept}

    @precondition(lambda self: self.agreed)
    @rule()
    def switch_off(self) -> None:
        """A person has had enough."""
        self.world.write(lambda tx: switch_off(tx, self.world.esim_id, self.world.wall))
        self.agreed = {}

    @precondition(lambda self: OrderState.INTENT in self.states())
    @rule()
    def withdraw(self) -> None:
        """What was not sent is called back."""
        for row in self.world.orders():
            if row.state is OrderState.INTENT:
                self.world.write(lambda tx, row=row: steps.withdraw(tx, row.id, self.world.wall, "by hand"))

    @precondition(lambda self: OrderState.REVIEW in self.states())
    @rule()
    def decide(self) -> None:
        """A person who sees the carrier's books decides what is in review."""
        truth = {charge.key: charge for charge in self.world.far.charges()}
        for row in self.world.orders():
            if row.state is OrderState.REVIEW:
                charge = truth.get(self.key_of(row.id))
                self.world.write(
                    lambda tx, row=row, charge=charge: steps.resolve(
                        tx, row.id, self.world.wall, charged=charge.amount if charge else None,
                        reference=charge.reference if charge else "", proof="the carrier's books",
                    )
                )  # fmt: skip

    @precondition(lambda self: OrderState.SUCCEEDED in self.states())
    @rule(twice=st.booleans())
    def ask_for_money_back(self, twice: bool) -> None:
        """For the last order that was paid."""
        paid = [row for row in self.world.orders() if row.state is OrderState.SUCCEEDED]
        for row in paid[:1] * (2 if twice else 1):
            self.world.ask("refund", order_id=row.id)
        self.go_on(1)

    @precondition(lambda self: self.agreed)
    @rule()
    def change_card(self) -> None:
        """The card is put away and another one taken; rules that paid with it rest."""
        self.world.write(lambda tx: retire_method(tx, self.method_id, self.world.wall))
        new = NewMethod(MethodKind.CARD, f"card {self.method_id + 1}", "1881", 203112)
        self.method_id = self.world.write(lambda tx: add_method(tx, new, self.world.wall))
        self.agreed = {}

    @rule(left_bytes=st.sampled_from([0, GB, 3 * GB]))
    def use_data(self, left_bytes: int) -> None:
        """So much is left by the carrier's count."""
        with suppress(Problem):  # no plan runs
            self.world.far.use_data(ICCID, left_bytes, self.true_at)
        for _ in range(6):
            self.go_on(10)

    # What time and the carrier do

    @rule(
        seconds=st.sampled_from([1, 30, 900, 6 * HOUR, 5 * DAY]), passes=st.integers(1, 8),
        trouble=st.sampled_from((None, *TROUBLES)),
    )  # fmt: skip
    def pass_time(
        self, seconds: int, passes: int, trouble: tuple[dict[str, KnobValue], int | None] | None
    ) -> None:
        """Time goes by, and the worker with it; the carrier may begin to misbehave, or end it."""
        if trouble is not None:
            self.trouble(trouble)
        for _ in range(passes):
            self.go_on(seconds)

    @rule(leap=st.sampled_from(LEAPS), passes=st.sampled_from((0, 3, 8)), is_noticed=st.booleans())
    def jump(self, leap: int, passes: int, is_noticed: bool) -> None:
        """Somebody sets the clock, or its battery is empty; perhaps it is noticed."""
        self.world.wall += leap
        self.world.is_synchronised = self.world.wall == self.true_at
        for _ in range(passes):
            self.go_on(5)
        if is_noticed:
            self.put_the_clock_right()

    @precondition(lambda self: self.world.wall != self.true_at)
    @rule()
    def put_the_clock_right(self) -> None:
        """A time service is heard, and the worker is left alone until it believes its clock again."""
        self.world.wall = self.true_at
        self.world.is_synchronised = True
        self.go_on(max(1, (self.engine._clock.high_water_at or 0) - self.true_at))

    @precondition(lambda self: not self.states() & OPEN)
    @rule(code=CODES, leap=st.sampled_from(LEAPS), passes=st.integers(0, 2))
    def order_and_jump(self, code: str, leap: int, passes: int) -> None:
        """The clock jumps while an order is on its way."""
        self.order(code, False, passes)
        self.jump(leap, 4, True)

    def trouble(self, trouble: tuple[dict[str, KnobValue], int | None]) -> None:
        """The carrier begins to misbehave, or ends it."""
        knobs, calls = trouble
        if self.is_keyed or "repeat" not in knobs:
            self.world.far.set_knobs(knobs, calls)

    # What becomes of the worker

    @precondition(lambda self: self.agreed or self.states() & OPEN)
    @rule(off_s=st.sampled_from([0, 0, HOUR, 2 * DAY]), has_clock=st.booleans())
    def restart(self, off_s: int, has_clock: bool) -> None:
        """It is killed between two passes; machine and clock may be off for a while."""
        self.true_at += off_s
        self.world.elapsed += off_s
        if has_clock:
            self.world.wall += off_s
        self.world.is_synchronised = self.world.wall == self.true_at
        self.die()

    @precondition(lambda self: OrderState.INTENT in self.states() or self.agreed)
    @rule(at=st.sampled_from(["claimed", "sending", "sent"]))
    def crash(self, at: str) -> None:
        """It is killed the next time that it claims an order, or while it sends one."""
        with pytest.MonkeyPatch.context() as patch:
            self.arm(patch, at)
            try:
                for _ in range(4):
                    self.go_on(1)
            except Crash:
                self.die()

    def arm(self, patch: pytest.MonkeyPatch, at: str) -> None:
        """Have the process end there."""
        top_up = self.world.far.top_up

        def ending(*asked: Any) -> Any:
            if at == "sent":
                top_up(*asked)
            raise Crash

        def gone(*asked: Any) -> Any:
            raise Crash

        if at == "claimed":
            patch.setattr(steps, "is_wanted", gone)
        else:
            patch.setattr(self.world.far, "top_up", ending)

    def die(self) -> None:
        """The kernel gives back the lock; another worker starts."""
        self.engine._renewals._executor._lock.release()
        self.engine = self.world.engine()
        sent = [row for row in self.world.orders() if row.state is OrderState.SENT]
        assert sent == [], "what is in doubt is shown as soon as a worker runs"
        self.look(self.is_trusted())

    # Looking

    def go_on(self, seconds: int) -> None:
        """Time goes by, and one pass of the worker."""
        self.true_at += seconds
        self.world.wall += seconds
        self.world.elapsed += seconds
        is_trusted = self.is_trusted()
        self.engine.step()
        self.look(is_trusted)

    def is_trusted(self) -> bool:
        """Whether the worker believes its clock."""
        return self.engine._clock.look().trusted

    def look(self, is_trusted: bool) -> None:
        """What happened since the last look was allowed to."""
        rows = self.world.reader.rows(
            "SELECT e.id, e.event, r.id, r.channel, r.rule_version, r.price_minor + r.fee_minor, r.plan_id,"
            " r.asked_at FROM renewal_event e JOIN renewal r ON r.id = e.renewal_id WHERE e.id > ?"
            " ORDER BY e.id",
            (self.seen_events,),
        )
        for event_id, event, order_id, channel, version, minor, plan_id, asked_at in rows:
            self.seen_events = event_id
            if event in ("sent", "resent"):
                assert is_trusted, "sent by a clock that is not trusted"
            if channel == "auto" and event in ("asked", "sent"):
                agreed = self.agreed.get(version)
                assert agreed is not None, f"order {order_id} {event} by a rule that is off or was changed"
                assert minor <= agreed.consent.price.minor
                if event == "asked":
                    self.assert_within_caps(agreed, asked_at)
                else:
                    self.assert_not_early(agreed, plan_id)
        doubted = {
            row.id
            for row in self.world.orders()
            if row.state in ("unknown", "review") or (row.state == "sent" and row.looks)
        }
        told = self.world.reader.rows(
            "SELECT cycle FROM alert WHERE kind = 'order_in_doubt' AND state <> 'resolved'"
        )
        assert {row[0] for row in told} == doubted

    def assert_within_caps(self, agreed: Rule, asked_at: int) -> None:
        """The caps hold for the day and the month of an order that a rule just asked for."""
        for cap, since in ((agreed.cap_day, asked_at // DAY * DAY), (agreed.cap_month, _month_of(asked_at))):
            (spent,) = self.world.reader.row(
                "SELECT sum(price_minor + fee_minor) FROM renewal WHERE asked_at >= ?"
                " AND state NOT IN ('declined', 'withdrawn')", (since,),
            ) or (0,)  # fmt: skip
            assert cap is None or spent <= cap.minor, "beyond its cap"

    def assert_not_early(self, agreed: Rule, plan_id: int) -> None:
        """By the true time, what waits for an expiry was not sent before it."""
        if agreed.trigger is not Trigger.DATA_BELOW:
            (expires_at,) = self.world.reader.row("SELECT expires_at FROM plan WHERE id = ?", (plan_id,)) or (
                0,
            )
            due_at = expires_at - agreed.value * DAY
            assert self.true_at + CLOCK_SLACK_S >= due_at, "charged early"

    def states(self) -> set[OrderState]:
        """Of all orders."""
        return {row.state for row in self.world.orders()}

    def key_of(self, order_id: int) -> str:
        """The order's idempotency key."""
        (key,) = self.world.reader.row("SELECT key FROM renewal WHERE id = ?", (order_id,)) or ("",)
        return str(key)

    @invariant()
    def the_money_is_right(self) -> None:
        """At the carrier, in the ledger, and in the orders."""
        if hasattr(self, "world"):
            self.world.assert_money_is_right()

    @invariant()
    def no_order_is_lost_or_doubled_or_went_astray(self) -> None:
        """Each is there, alone of its validity, and went from state to state as the table allows."""
        if not hasattr(self, "world"):
            return
        reader = self.world.reader
        assert set(self.placed) <= {row[0] for row in reader.rows("SELECT id FROM renewal")}
        assert not reader.rows(
            "SELECT 1 FROM renewal WHERE state NOT IN ('declined', 'withdrawn')"
            " GROUP BY coalesce(plan_id, -esim_id), period HAVING count(*) > 1"
        )
        before: dict[int, str] = {}
        for order_id, state in reader.rows("SELECT renewal_id, state FROM renewal_event ORDER BY id"):
            move = (before.get(order_id, state), state)
            assert move[0] == move[1] or move in MOVES
            before[order_id] = state
        assert before == dict(reader.rows("SELECT id, state FROM renewal"))


def _month_of(at: int) -> int:
    first = datetime.fromtimestamp(at, UTC).replace(day=1, hour=0, minute=0, second=0)
    return int(first.timestamp())


@contextmanager
def unsynced() -> Iterator[None]:
    """Nothing waits for the disk."""
    connect: Callable[[Path], sqlite3.Connection] = sqlite.connect_writer

    def connected(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "connect_writer", connected)
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.mark.timeout(60 + 30 * RUNS)
def test_whatever_happens_the_money_is_right(tmp_path: Path) -> None:
    chosen = settings(
        max_examples=RUNS, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=not IS_LONG, database=None,
    )  # fmt: skip
    with unsynced():
        run_state_machine_as_test(lambda: Renewing(tmp_path / "w"), settings=chosen)
