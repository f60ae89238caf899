"""Workers that race each other on one store, and people who order from it, each a process that may be killed.

The workers go straight to the engine: with no lease, only the lock on spending and the store keep two of them
apart. As a program it is the process that forks them, as `tests/worker/nursery.py`.
"""

from __future__ import annotations

import os
import random
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axis_tui.domain.auto_renew import Consent, Overage, Rule, RuleState, Trigger
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Channel, MethodKind
from axis_tui.domain.units import GB
from tests.worker.nursery import fast_clock, serve
from tests.worker.renewal_world import usd
from tests.worker.world import DAY, plan_terms

ACCOUNTS = ("keyed-", "keyed-blind-", "final-", "blind-")
"""One carrier of each kind; it has the account's name in the store too."""
ESIMS_EACH = 3
"""Of each carrier; the first of them has an auto-renew rule."""
PRICE = usd(900)
GIVE_UP_S = 15


@dataclass(frozen=True)
class Fleet:
    """What there is to order."""

    esims: Mapping[int, int]
    """eSIM → its package."""
    ruled: tuple[int, ...]
    card_id: int
    began_at: int
    """When its plans began."""


def fill(store: Path) -> Fleet:
    """A new store with a fleet, all of whose data is nearly used."""
    from axis_tui.store.write import open_writer
    from axis_tui.store.write.fleet import NewEsim, add_esim
    from axis_tui.store.write.payment import NewMethod, add_method, put_package
    from axis_tui.store.write.plans import add_plan, set_carrier_figure

    now = fast_clock()
    began_at = now - 20 * DAY
    esims: dict[int, int] = {}
    ruled = []
    with (
        open_writer(store, create=True, state_dir=store.parent / "state", clock=fast_clock) as writer,
        writer.transaction() as tx,
    ):
        card_id = add_method(tx, NewMethod(MethodKind.CARD, "travel card", "4242", 209012), now)
        for account in ACCOUNTS:
            for number in range(ESIMS_EACH):
                iccid = f"89880000000000{ACCOUNTS.index(account)}{number:03d}0"
                new = NewEsim(f"{account}{number}", account, iccid=iccid, profile_state="enabled")
                esim_id = add_esim(tx, new)
                plan = plan_terms(days=3_000, price=PRICE)
                plan_id = add_plan(tx, esim_id, plan, began_at, starts_at=began_at)
                set_carrier_figure(tx, plan_id, 5 * GB - GB // 2, now)
                (carrier_id,) = tx.row("SELECT carrier_id FROM esim WHERE id = ?", (esim_id,)) or (0,)
                data = plan_terms(gigabytes=1, price=PRICE)
                package = Package("data", account, PackageKind.TOP_UP, data, Effect.ADD_DATA)
                esims[esim_id] = put_package(tx, carrier_id, package, now)
                if not number:
                    ruled.append(esim_id)
    fleet = Fleet(esims, tuple(ruled), card_id, began_at)
    for esim_id in ruled:
        switch(store, fleet, esim_id, RuleState.ON)
    return fleet


def switch(store: Path, fleet: Fleet, esim_id: int, state: RuleState) -> None:
    """Auto-renew of that eSIM on, below 2 GB and with no end of money; or off."""
    from axis_tui.store.write import open_writer
    from axis_tui.store.write.auto_renew import set_rule, switch_off

    now = fast_clock()
    consent, ladder_s = Consent("data", PRICE, now), (1, 1, 1, 1, 1)
    rule = Rule(
        RuleState.ON, Trigger.DATA_BELOW, 2 * GB, consent, fleet.card_id, None, None, None, Overage.ALLOWED,
        PRICE * 100_000, ladder_s=ladder_s,
    )  # fmt: skip
    with (
        open_writer(store, create=False, state_dir=store.parent / "state", clock=fast_clock) as writer,
        writer.transaction() as tx,
    ):
        if state is RuleState.OFF:
            switch_off(tx, esim_id, now)
        else:
            set_rule(tx, esim_id, rule, fleet.esims[esim_id], now)


def order_on(command: dict[str, Any]) -> None:
    """Order, withdraw and switch rules, for ever; what is placed is written to `<store>.placed`."""
    from axis_tui.store.write import open_writer
    from axis_tui.store.write import order_steps as steps
    from axis_tui.store.write.orders import NewOrder, place

    store, dice = Path(command["store"]), random.Random(command["seed"])
    esims = {int(esim_id): package_id for esim_id, package_id in command["esims"].items()}
    fleet = Fleet(esims, tuple(command["ruled"]), command["card_id"], command["began_at"])
    told = os.open(f"{store}.placed", os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    with open_writer(store, create=False, state_dir=store.parent / "state", clock=fast_clock) as writer:
        while True:
            esim_id = dice.choice(list(esims))
            new = NewOrder(esim_id, esims[esim_id], Channel.ONLINE, PRICE, method_id=fleet.card_id)
            try:
                with writer.transaction() as tx:
                    order_id = place(tx, new, fast_clock())
                os.write(told, b"%d\n" % order_id)
                if dice.random() < 0.1:
                    with writer.transaction() as tx:
                        steps.withdraw(tx, order_id, fast_clock())
            except Problem:
                pass  # one is open already, or it is sent by now
            if dice.random() < 0.05:
                switch(store, fleet, dice.choice(fleet.ruled), dice.choice((RuleState.ON, RuleState.OFF)))
            time.sleep(dice.uniform(0, 0.02))


def work_on(command: dict[str, Any]) -> None:
    """A worker's main loop without its lease."""
    from axis_tui.domain.alert import AlertRules
    from axis_tui.store.problems import StoreBusy
    from axis_tui.store.read import inventory, open_reader
    from axis_tui.store.write import open_writer
    from axis_tui.worker.clock import TrustedClock
    from axis_tui.worker.engine import Engine, say_raised
    from axis_tui.worker.fetch import Fetcher
    from axis_tui.worker.refresh import Refresh
    from axis_tui.worker.renewals.errand import Errands
    from axis_tui.worker.renewals.service import Renewals

    store = Path(command["store"])
    woken = threading.Event()
    with (
        open_writer(store, create=False, state_dir=store.parent / "state", clock=fast_clock) as writer,
        open_reader(store) as reader,
    ):
        renewals = Renewals(
            writer, reader, settings_of(command), make_carrier, Errands(woken.set), say_raised
        )
        clock = TrustedClock(fast_clock, inventory.clock_high_water(reader), proof=lambda: True)
        engine = Engine(
            writer, reader, clock, Refresh((), 60, AlertRules(), "UTC", lambda _: None), Fetcher(woken.set),
            AlertRules(), renewals,
        )  # fmt: skip
        started = False
        while not started:
            try:
                engine.start()
                started = True
            except StoreBusy:
                continue
        while True:
            woken.wait(engine.step())
            woken.clear()


def serve_on(command: dict[str, Any]) -> None:
    """The true service, with its lease."""
    from axis_tui.config import Paths, Settings
    from axis_tui.worker import service

    store = Path(command["store"])
    paths = Paths(store.parent / "config.toml", store, store.parent / "state")
    log = os.open(f"{store}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    settings = Settings(paths, carriers=settings_of(command))
    code = service.run(
        store,
        settings,
        paths.state_dir,
        fast_clock,
        make_account=make_carrier,
        proof=lambda: True,
        log_to=log,
    )
    os._exit(code)


def settings_of(command: dict[str, Any]) -> tuple[Any, ...]:
    """The carriers of the fleet."""
    from axis_tui.config import CarrierSettings

    options = {"port": command["port"], "began_at": command["began_at"]}
    return tuple(CarrierSettings(account, "http", {**options, "account": account}) for account in ACCOUNTS)


def make_carrier(settings: Any) -> Any:
    """The adapter for one of them."""
    from tests.faults.http_carrier import HttpCarrier

    return HttpCarrier(settings.name, settings.options)


def _work(command: dict[str, Any]) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    try:
        {"bare": work_on, "service": serve_on, "person": order_on}[command["kind"]](command)
    except BaseException:
        Path(f"{command['store']}.trace").write_text(traceback.format_exc())
    finally:
        os._exit(99)


if __name__ == "__main__":
    serve(_work)
