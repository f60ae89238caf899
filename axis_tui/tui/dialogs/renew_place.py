"""What the summary hands to the store: the order as it was shown, in one transaction with its package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axis_tui.domain.money import Money
from axis_tui.domain.package import Package
from axis_tui.domain.renewal_word import Channel


@dataclass(frozen=True, slots=True)
class NewRenewal:
    """What a person confirmed; a package without an id is stored with the order."""

    esim_id: int
    carrier_id: int
    package_id: int | None
    package: Package
    channel: Channel
    is_guided: bool
    price: Money
    fee: Money | None
    method_id: int | None


def place(tx: Any, new: NewRenewal, pin: str | None, now: int) -> Any:
    """Run in the writing thread: the order as an intent, where the PIN is right; an `Approved` number."""
    from axis_tui.store.write import approval, orders
    from axis_tui.store.write.payment import put_package

    def order(tx: Any) -> int:
        package_id = new.package_id
        if package_id is None:
            package_id = put_package(tx, new.carrier_id, new.package, now, listed=False)
        placed: int = orders.place(
            tx,
            orders.NewOrder(
                esim_id=new.esim_id,
                package_id=package_id,
                channel=new.channel,
                price=new.price,
                fee=new.fee,
                method_id=new.method_id,
                is_guided=new.is_guided,
            ),
            now,
        )
        return placed

    return approval.approved(tx, pin, now, order)
