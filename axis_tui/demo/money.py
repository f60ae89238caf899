"""What the demo's person pays with, has paid and lets renew by itself, through the store's own doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.demo.seeds import PlanSeed, World
from axis_tui.domain.auto_renew import Consent, Rule, RuleState, Trigger
from axis_tui.domain.money import parse_money
from axis_tui.domain.package import Package, PackageKind
from axis_tui.domain.renewal_word import Channel, MethodKind
from axis_tui.domain.units import GB

if TYPE_CHECKING:
    from axis_tui.store.write import Tx

DAY_S = 86_400
_RULE_ON, _RULE_PACKAGE = "EU 20 GB", "EU-10-15"


def add_methods(tx: Tx, here: World) -> dict[str, int]:
    """A card, a debit card that expires soon, PayPal, and the balances; ids by label."""
    from axis_tui.store.write.payment import NewMethod, add_method, ensure_balance_method

    year, month = _month_of(here.at)
    methods = (
        NewMethod(MethodKind.CARD, "travel card", "4242", (year + 2) * 100 + month),
        NewMethod(MethodKind.DEBIT_CARD, "bank", "8810", year * 100 + month),
        NewMethod(MethodKind.PAYPAL, "family"),
    )
    found = {method.label: add_method(tx, method, here.at - 200 * DAY_S) for method in methods}
    for carrier in here.carriers:
        if carrier.balance is not None:
            carrier_id = _id_of(tx, "carrier", carrier.name)
            found[carrier.name] = ensure_balance_method(tx, carrier_id, here.at - 200 * DAY_S)
    return found


def open_balances(tx: Tx, here: World) -> None:
    """What each carrier says of the balance, as the worker heard it a while ago."""
    from axis_tui.store.write.ledger import record_balance

    for carrier in here.carriers:
        if carrier.balance is not None:
            record_balance(tx, _id_of(tx, "carrier", carrier.name), carrier.balance, here.at - 600)


def add_catalogues(tx: Tx, here: World) -> None:
    """The catalogues as the worker fetched them an hour ago."""
    from axis_tui.store.write.payment import put_catalogue

    for carrier in here.carriers:
        if carrier.packages:
            put_catalogue(tx, _id_of(tx, "carrier", carrier.name), carrier.packages, here.at - 1_800)


def place_past_order(tx: Tx, esim_id: int, booked: PlanSeed, method_id: int, number: int) -> int:
    """The order that bought this plan, paid and waiting for its data; `number` makes its key."""
    from axis_tui.store.write import order_steps as steps
    from axis_tui.store.write.orders import NewOrder, place
    from axis_tui.store.write.payment import put_package

    at = booked.purchased_at
    assert booked.terms.price is not None
    (carrier_id,) = tx.row("SELECT carrier_id FROM esim WHERE id = ?", (esim_id,)) or (0,)
    package = Package(f"past-{number}", "", PackageKind.TOP_UP, booked.terms)
    package_id = put_package(tx, carrier_id, package, at - DAY_S)
    channel = Channel(booked.channel)
    is_guided = channel is not Channel.ONLINE
    order = NewOrder(esim_id, package_id, channel, booked.terms.price, None, method_id, is_guided)
    order_id = place(tx, order, at - 95, key=f"axis-demo-{number:020d}")
    reference = f"A{71_000 + number * 37}"
    if is_guided:
        steps.record_paid(tx, order_id, at - 30, amount=booked.terms.price, reference=reference)
    else:
        steps.claim(tx, order_id, at - 92)
        steps.accept(tx, order_id, at - 90, reference=reference)
    return order_id


def credit_past_order(tx: Tx, order_id: int, plan_id: int, at: int) -> None:
    """Its data came, as that plan."""
    from axis_tui.store.write import order_steps as steps

    steps.credit(tx, order_id, at, as_plan=plan_id)


def switch_on_auto_renew(tx: Tx, here: World, ids: dict[str, int], method_id: int) -> None:
    """One eSIM renews by itself, below 1 GB."""
    from axis_tui.store.write.auto_renew import set_rule

    esim_id = ids[_RULE_ON]
    found = tx.row(
        "SELECT p.id FROM package p JOIN esim e ON e.carrier_id = p.carrier_id WHERE e.id = ? AND p.code = ?",
        (esim_id, _RULE_PACKAGE),
    )
    assert found is not None
    price = parse_money("11.50 EUR")
    rule = Rule(
        state=RuleState.ON, trigger=Trigger.DATA_BELOW, value=GB,
        consent=Consent(_RULE_PACKAGE, price, here.at - 3 * DAY_S), method_id=method_id,
        cap_plan=None, cap_day=None, cap_month=parse_money("34.50 EUR"),
    )  # fmt: skip
    set_rule(tx, esim_id, rule, int(found[0]), here.at - 3 * DAY_S)


def _id_of(tx: Tx, table: str, name: str) -> int:
    found = tx.row(f"SELECT id FROM {table} WHERE name = ?", (name,))
    assert found is not None
    return int(found[0])


def _month_of(at: int) -> tuple[int, int]:
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(at, UTC)
    return moment.year, moment.month
