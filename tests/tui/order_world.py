"""What the small store needs for renewing: a carrier that sells by itself, one that only people reach, ways
to pay, and orders in every state. The worker is played by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.renewal_word import Channel, MethodKind
from axis_tui.domain.units import GB
from axis_tui.domain.validity import StartRule
from tests.tui import world
from tests.tui.world import NOW

SELLS = ["catalogue", "quote", "order", "top_up", "balance", "usage", "look_up", "refund"]
HOURS = "Mo-Fr 09:00-18:00"


def change(path: Path, do: Callable[[Any], Any], now: int = NOW) -> Any:
    """Run `do(tx)` in one transaction of another process's kind of connection."""
    from axis_tui.store.write import open_writer

    with (
        open_writer(path, create=True, state_dir=path.parent / "state", clock=lambda: now) as writer,
        writer.transaction() as tx,
    ):
        return do(tx)


def furnish(path: Path) -> dict[str, int]:
    """Axis EU sells online, Axis JP by telephone, shop and page; a card and a balance. Ids by name."""

    def do(tx: Any) -> dict[str, int]:
        from axis_tui.store.write.payment import NewMethod, add_method, put_package

        ids = {name: esim_id for esim_id, name in tx.rows("SELECT id, nickname FROM esim")}
        ids |= {name: carrier_id for carrier_id, name in tx.rows("SELECT id, name FROM carrier")}
        eu, jp = ids["Axis EU"], ids["Axis JP"]
        declare(tx, eu, SELLS, ["online", "auto"])
        tx.execute(
            "UPDATE carrier SET balance_minor = 1470, balance_currency = 'USD', balance_exponent = 2,"
            " balance_at = ? WHERE id = ?",
            (NOW - 300, eu),
        )
        tx.execute(
            "UPDATE carrier SET support_hours = ?, time_zone = 'Asia/Tokyo', store_address = ?,"
            " store_hours = ?, renew_url = 'https://axis.example/renew' WHERE id = ?",
            (HOURS, "Shibuya 2-21-1, Tokyo", HOURS, jp),
        )
        for code, package in catalogue().items():
            ids[code] = put_package(tx, eu, package, NOW - 600)
        ids["card"] = add_method(tx, NewMethod(MethodKind.CARD, "Visa", "4242", 202705), NOW)
        ids["balance"] = add_method(tx, NewMethod(MethodKind.BALANCE, "Axis EU balance", carrier_id=eu), NOW)
        return ids

    return change(path, do)  # type: ignore[no-any-return]


def declare(tx: Any, carrier_id: int, capabilities: list[str], channels: list[str]) -> None:
    """What the worker keeps of a carrier's adapter."""
    facts = {
        "kind": "sandbox", "capabilities": capabilities, "channels": channels, "minimum_minor": None,
        "currency": "USD", "exponent": 2, "unit_system": "decimal",
    }  # fmt: skip
    tx.execute(
        "INSERT INTO store_setting (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (f"carrier:{carrier_id}", json.dumps(facts)),
    )


def catalogue() -> dict[str, Package]:
    """What Axis EU sells."""

    def offer(code: str, name: str, gb: int, days: int, minor: int, **more: Any) -> Package:
        terms = world.terms(
            name, gb * GB, days, more.pop("coverage", "DE FR IT"), price=Money(minor, "USD", 2),
            start_rule=StartRule.FIRST_USE,
        )  # fmt: skip
        return Package(code, "Axis EU", more.pop("kind", PackageKind.BASE), terms, **more)

    offers = (
        offer("eu10", "EU 10 GB", 10, 15, 1150),
        offer("eu20", "EU 20 GB", 20, 30, 1900),
        offer("eu-add5", "EU top-up 5 GB", 5, 15, 600, kind=PackageKind.TOP_UP, effect=Effect.ADD_DATA),
        offer("eu-reset", "EU refill 3 GB", 3, 7, 450, kind=PackageKind.TOP_UP, effect=Effect.RESET),
        offer("jp5", "Japan 5 GB", 5, 15, 400, coverage="JP"),
    )
    return {each.code: each for each in offers}


def order(
    tx: Any, ids: dict[str, int], esim: str = "EU 20 GB", package: str = "eu10", at: int = NOW, **more: Any
) -> int:
    """An order as an intent."""
    from axis_tui.store.write import orders

    fields: dict[str, Any] = {
        "esim_id": ids[esim], "package_id": ids[package], "channel": Channel.ONLINE,
        "price": Money(1150, "USD", 2), "method_id": ids["card"], **more,
    }  # fmt: skip
    return orders.place(tx, orders.NewOrder(**fields), at)


def past(path: Path, ids: dict[str, int]) -> dict[str, int]:
    """One order in doubt, one paid, one for a person to pay, and a history; their numbers by state."""

    def do(tx: Any) -> dict[str, int]:
        from axis_tui.domain.renewal_word import DeclineKind
        from axis_tui.store.write import order_steps as steps
        from axis_tui.store.write.payment import put_package

        japan = put_package(tx, ids["Axis JP"], _japan(), NOW, listed=False)
        usa = put_package(tx, ids["Airline"], _japan(), NOW, listed=False)
        korea = put_package(tx, ids["eSIM Go"], _japan(), NOW, listed=False)

        declined = order(tx, ids, at=NOW - 90_000)
        steps.claim(tx, declined, NOW - 90_000)
        steps.decline(tx, declined, NOW - 89_990, DeclineKind.INSUFFICIENT_FUNDS, "51 insufficient funds")
        credited = order(tx, ids, at=NOW - 86_000, package="eu-add5", price=Money(600, "USD", 2))
        steps.claim(tx, credited, NOW - 86_000)
        steps.accept(tx, credited, NOW - 85_990, reference="AX-10021")
        steps.credit(tx, credited, NOW - 85_900)
        unknown = order(tx, ids, at=NOW - 300)
        steps.claim(tx, unknown, NOW - 299)
        steps.lose(tx, unknown, NOW - 240, "no answer")
        guided = order(
            tx, ids, "Japan 10 GB", at=NOW - 3_600, channel=Channel.HOTLINE, is_guided=True, method_id=None,
            package_id=japan, price=Money(900, "USD", 2),
        )  # fmt: skip
        paid = order(tx, ids, "USA unlimited", at=NOW - 240, package_id=usa, price=Money(2000, "EUR", 2))
        steps.claim(tx, paid, NOW - 239)
        steps.accept(tx, paid, NOW - 150, reference="LH-7781")
        review = order(tx, ids, "Korea 5 GB", at=NOW - 7_200, package_id=korea, price=Money(12_000, "KRW", 0))
        steps.claim(tx, review, NOW - 7_199)
        steps.lose(tx, review, NOW - 7_140, "no answer")
        steps.park(tx, review, NOW - 3_000, "the carrier cannot be asked what became of it")
        return {
            "declined": declined, "credited": credited, "unknown": unknown, "intent": guided,
            "succeeded": paid, "review": review,
        }  # fmt: skip

    return change(path, do)  # type: ignore[no-any-return]


def _japan() -> Package:
    terms = world.terms("Japan 10 GB, 30 days", 10 * GB, 30, "JP", price=Money(900, "USD", 2))
    return Package("own-japan", "", PackageKind.BASE, terms)


def swiss_package(tx: Any, ids: dict[str, int]) -> int:
    """A package of Axis CH, which has no catalogue."""
    from axis_tui.store.write.payment import put_package

    return put_package(tx, ids["Axis CH"], _japan(), NOW, listed=False)
