"""Moving an order along its state table, each step with its history and, where money moved, the ledger.

Every function is one step of one order inside the caller's transaction, and raises Problem where the step
cannot happen any more: someone else was faster. No call leaves this machine from here.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from axis_tui.domain.auto_renew import may_send
from axis_tui.domain.credit import Holdings
from axis_tui.domain.ledger import LedgerKind
from axis_tui.domain.money import Money
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal import (
    OrderEvent,
    next_look_up_s,
    next_watch_s,
    order_moved,
)
from axis_tui.domain.renewal_word import DeclineKind, Effect, MethodKind, OrderState
from axis_tui.domain.text import clean
from axis_tui.store.write import ledger
from axis_tui.store.write.credit import apply
from axis_tui.store.write.history import note
from axis_tui.store.write.kept_rule import rule_by_esim
from axis_tui.store.write.order_standing import Standing as Standing
from axis_tui.store.write.order_standing import due as due
from axis_tui.store.write.order_standing import standing as standing
from axis_tui.store.write.order_standing import watched as watched
from axis_tui.store.write.transaction import Tx

FIRST_CHECK_S = 3
"""Paid now: the carrier is asked for the data so soon."""
UNREACHED_S = 86_400
"""An order in doubt whose carrier cannot be reached for so long is parked."""
LONGEST_WAIT_S = 600


def claim(tx: Tx, order_id: int, now: int) -> Standing | None:
    """INTENT → SENT, for the one executor that holds the lock; None where it must not be sent (any more).

    Looked at in this transaction: still an intent, its consent not run out (then it is withdrawn), its rule
    still on and unchanged (else withdrawn), its method not retired, its body what was stored.
    """
    order = standing(tx, order_id)
    if order.state is not OrderState.INTENT or order.is_guided:
        return None
    why = _why_not(tx, order, now)
    if why:
        withdraw(tx, order_id, now, why)
        return None
    _move(
        tx, order, OrderEvent.SEND, now, "sent", first_sent_at=order.first_sent_at or now, next_look_at=None
    )
    return standing(tx, order_id)


def is_wanted(tx: Tx, order_id: int) -> bool:
    """Whether a claimed order's rule is still on as it was: asked once more right before the first byte."""
    return _is_ruled(tx, standing(tx, order_id))


def release(tx: Tx, order_id: int, now: int, retry_at: int, detail: str) -> None:
    """Proven that nothing left this machine: back to INTENT, tried again at `retry_at`.

    Where an earlier attempt may have arrived it stays UNKNOWN: this one proves nothing about that.
    """
    order = standing(tx, order_id)
    if order.looks:
        lose(tx, order_id, now, detail)
        return
    _move(tx, order, OrderEvent.RELEASE, now, "not_sent", detail, first_sent_at=None, next_look_at=retry_at)


def accept(
    tx: Tx,
    order_id: int,
    now: int,
    *,
    reference: str,
    charged: Money | None = None,
    fee: Money | None = None,
    proof: str = "",
) -> None:
    """Paid: the ledger's entries and SUCCEEDED together. `charged` includes `fee`; None is as ordered.

    A fee that is no part of what was charged, as in another currency, is not entered by itself.
    """
    order = standing(tx, order_id)
    order_moved(order.state, OrderEvent.ACCEPT)
    charged = order.amount if charged is None else charged
    fee = _part_of(charged, order.fee if fee is None else fee)
    on_balance = order.method_kind == MethodKind.BALANCE
    about: dict[str, Any] = {
        "carrier_id": order.carrier_id, "esim_id": order.esim_id, "renewal_id": order_id,
        "method_id": order.method_id, "on_balance": on_balance, "reference": reference,
    }  # fmt: skip
    ledger.append(tx, LedgerKind.CHARGE, -(charged - fee), now, **about)
    if fee.minor:
        ledger.append(tx, LedgerKind.FEE, -fee, now, **about)
    _move(
        tx, order, OrderEvent.ACCEPT, now, "paid", f"{charged.text()} {clean(reference, 80)}".strip(),
        paid_at=now, reference=clean(reference, 80), proof=clean(proof, 500), checks=0,
        next_look_at=now + FIRST_CHECK_S,
    )  # fmt: skip


def decline(tx: Tx, order_id: int, now: int, kind: DeclineKind | str, detail: str = "") -> None:
    """Not taken, nothing charged."""
    order = standing(tx, order_id)
    _move(
        tx, order, OrderEvent.DECLINE, now, "declined", f"{kind} {detail}".strip(), decline=str(kind),
        detail=clean(detail, 500), next_look_at=None,
    )  # fmt: skip


def put_off(tx: Tx, order_id: int, now: int, retry_at: int, why: str) -> None:
    """An intent that cannot be sent yet: why, and when it is tried again; the same reason is noted once."""
    order = standing(tx, order_id)
    why = clean(why, 500)
    changed = tx.execute(
        "UPDATE renewal SET next_look_at = ?, detail = ? WHERE id = ? AND detail <> ?",
        (retry_at, why, order_id, why),
    )
    if changed:
        note(tx, order_id, "put_off", order.state, now, why)
    else:
        tx.execute("UPDATE renewal SET next_look_at = ? WHERE id = ?", (retry_at, order_id))


def lose(tx: Tx, order_id: int, now: int, detail: str) -> None:
    """No answer that can be trusted: SENT → UNKNOWN, looked up soon."""
    order = standing(tx, order_id)
    _move(
        tx, order, OrderEvent.LOSE, now, "lost", detail, detail=clean(detail, 500),
        next_look_at=now + (next_look_up_s(min(order.looks, 3)) or 0),
    )  # fmt: skip


def lose_orphans(tx: Tx, now: int, detail: str) -> list[int]:
    """Every SENT order, whose executor is gone, becomes UNKNOWN; only under the executor's lock."""
    found = [row[0] for row in tx.rows("SELECT id FROM renewal WHERE state = 'sent' ORDER BY id")]
    for order_id in found:
        lose(tx, order_id, now, detail)
    return found


def looked(tx: Tx, order_id: int, now: int, detail: str, *, answered: bool) -> bool:
    """A look-up that settled nothing: wait longer, or park the order for a person; whether it was parked.

    One that was `answered` counts; where the carrier cannot be reached at all, it is tried for a day.
    """
    order = standing(tx, order_id)
    if order.state is not OrderState.UNKNOWN:
        return False
    wait_s = next_look_up_s(order.looks)
    if wait_s is None:
        if answered or now - (order.first_sent_at or now) >= UNREACHED_S:
            park(tx, order_id, now, detail)
            return True
        wait_s = LONGEST_WAIT_S
    tx.execute(
        "UPDATE renewal SET looks = looks + 1, next_look_at = ?, changed_at = ? WHERE id = ?",
        (now + wait_s, now, order_id),
    )
    note(tx, order_id, "looked_up", order.state, now, detail)
    return False


def resend(tx: Tx, order_id: int, now: int) -> Standing | None:
    """UNKNOWN → SENT with the same key and body; None where that is no longer so."""
    order = standing(tx, order_id)
    if order.state is not OrderState.UNKNOWN or order.body.digest() != order.body_hash:
        return None
    _move(tx, order, OrderEvent.RESEND, now, "resent", looks=order.looks + 1, next_look_at=None)
    return standing(tx, order_id)


def park(tx: Tx, order_id: int, now: int, detail: str) -> None:
    """UNKNOWN → REVIEW: a person decides."""
    order = standing(tx, order_id)
    _move(tx, order, OrderEvent.PARK, now, "parked", detail, detail=clean(detail, 500), next_look_at=None)


def resolve(
    tx: Tx,
    order_id: int,
    now: int,
    *,
    charged: Money | None,
    reference: str = "",
    proof: str = "",
) -> None:
    """A person's decision about an order in review: what was charged, or None for nothing; with evidence.

    Raises Problem without evidence, or where the order is not in review.
    """
    order = standing(tx, order_id)
    if order.state is not OrderState.REVIEW:
        raise Problem(N_("Order %(number)d is not in review; look at it again"), number=order_id)
    if not clean(proof) and not clean(reference):
        raise Problem(N_("Say what proves it: the carrier’s reference, a bank statement, who told you"))
    if charged is None:
        note(tx, order_id, "resolved", order.state, now, proof)
        decline(tx, order_id, now, "not_charged", proof)
    else:
        accept(tx, order_id, now, reference=reference, charged=charged, fee=charged * 0, proof=proof)


def record_paid(
    tx: Tx, order_id: int, now: int, *, amount: Money, reference: str = "", proof: str = ""
) -> None:
    """A guided order was paid by its person: what, and the reference or proof that was given."""
    order = standing(tx, order_id)
    if not order.is_guided or order.state is not OrderState.INTENT:
        raise Problem(N_("Order %(number)d does not wait for you to pay; look at it again"), number=order_id)
    if amount.minor < 0 or (amount.currency, amount.exponent) != (order.price.currency, order.price.exponent):
        raise Problem(
            N_("Write the amount in %(currency)s, as it was asked for"), currency=order.price.currency
        )
    accept(tx, order_id, now, reference=reference, charged=amount, fee=amount * 0, proof=proof)


def withdraw(tx: Tx, order_id: int, now: int, detail: str = "") -> None:
    """INTENT → WITHDRAWN. Raises Problem where it was sent already: it cannot be called back."""
    order = standing(tx, order_id)
    if order.state is OrderState.SENT:
        raise Problem(
            N_("Order %(number)d was just sent and cannot be called back; see how it ends"), number=order_id
        )
    _move(
        tx, order, OrderEvent.WITHDRAW, now, "withdrawn", detail, detail=clean(detail, 500), next_look_at=None
    )


def filled(tx: Tx, order: Standing) -> Money:
    """What a paid order puts into the carrier's balance: its price, or less where less was charged."""
    found = tx.row(
        "SELECT -amount_minor, currency, exponent FROM ledger WHERE renewal_id = ? AND kind = 'charge'",
        (order.id,),
    )
    charged = order.price if found is None else Money(*found)
    is_same_currency = (charged.currency, charged.exponent) == (order.price.currency, order.price.exponent)
    return charged if is_same_currency and 0 < charged.minor < order.price.minor else order.price


def still_waiting(tx: Tx, order_id: int, now: int, after: Holdings | None, detail: str = "") -> None:
    """The data is not there yet: when it is looked for again."""
    order = standing(tx, order_id)
    if order.state is not OrderState.SUCCEEDED:
        return
    wait_s = next_watch_s(order.checks, order.paid_at or now, now)
    tx.execute(
        "UPDATE renewal SET checks = checks + 1, next_look_at = ?, holdings_after = ?, changed_at = ?"
        " WHERE id = ?",
        (None if wait_s is None else now + wait_s, _json(after), now, order_id),
    )
    if order.checks == 0 or detail:
        note(tx, order_id, "watched", order.state, now, detail)


def credit(
    tx: Tx,
    order_id: int,
    now: int,
    after: Holdings | None = None,
    detail: str = "",
    *,
    as_plan: int | None = None,
) -> None:
    """The data was seen: what was bought takes effect on the plans, and the order is at its end.

    `as_plan` is a plan that is there already for it, entered by hand; then no plan changes.
    """
    order = standing(tx, order_id)
    state = order_moved(order.state, OrderEvent.CREDIT)
    new_plan_id = apply(tx, order_id, order.paid_at or now, now) if as_plan is None else as_plan
    if order.effect is Effect.BALANCE:
        ledger.append(
            tx, LedgerKind.TOP_UP, filled(tx, order), now, carrier_id=order.carrier_id, esim_id=order.esim_id,
            renewal_id=order_id, method_id=order.method_id, on_balance=True, reference=order.reference,
        )  # fmt: skip
    tx.execute(
        "UPDATE renewal SET state = ?, credited_at = ?, changed_at = ?, next_look_at = NULL, new_plan_id = ?,"
        " holdings_after = ? WHERE id = ?",
        (state.value, now, now, new_plan_id, _json(after), order_id),
    )
    note(tx, order_id, "credited", state, now, detail)
    tx.touch((order.esim_id,))


def refund(tx: Tx, order_id: int, now: int, amount: Money, reference: str) -> None:
    """Money came back: the ledger's entry and REFUNDED together. Raises Problem where it cannot have."""
    order = standing(tx, order_id)
    order_moved(order.state, OrderEvent.REFUND)
    price = order.price
    if amount.minor <= 0 or (amount.currency, amount.exponent) != (price.currency, price.exponent):
        raise Problem(N_("Write the amount in %(currency)s, as it was asked for"), currency=price.currency)
    ledger.append(
        tx, LedgerKind.REFUND, amount, now, carrier_id=order.carrier_id, esim_id=order.esim_id,
        renewal_id=order_id, method_id=order.method_id, on_balance=order.method_kind == MethodKind.BALANCE,
        reference=reference,
    )  # fmt: skip
    _move(tx, order, OrderEvent.REFUND, now, "refunded", f"{amount.text()} {clean(reference, 80)}".strip(),
          next_look_at=None)  # fmt: skip


def keep_before(tx: Tx, order_id: int, before: Holdings) -> None:
    """What the eSIM held before the order was sent, to tell later whether data arrived."""
    tx.execute("UPDATE renewal SET holdings_before = ? WHERE id = ?", (_json(before), order_id))


def _part_of(charged: Money, fee: Money) -> Money:
    is_same_currency = (fee.currency, fee.exponent) == (charged.currency, charged.exponent)
    return fee if is_same_currency and 0 <= fee.minor <= charged.minor else charged * 0


def _why_not(tx: Tx, order: Standing, now: int) -> str:
    if now > order.consent_until_at:
        return "could not be sent in time"
    if not _is_ruled(tx, order):
        return "the rule was changed or switched off"
    if order.body.digest() != order.body_hash:
        return "what was ordered is not what was stored"
    found = tx.row("SELECT retired_at FROM payment_method WHERE id = ?", (order.method_id,))
    return "" if found is not None and found[0] is None else "the payment method was removed"


def _is_ruled(tx: Tx, order: Standing) -> bool:
    """Whether the order is a person's own, or the rule that asked for it is on as it was."""
    return order.rule_version is None or may_send(rule_by_esim(tx, order.esim_id), order.rule_version)


def _move(
    tx: Tx, order: Standing, event: OrderEvent, now: int, word: str, said: str = "", /, **columns: object
) -> None:
    state = order_moved(order.state, event)
    names = ("state", "changed_at", *columns)
    values = (state.value, now, *columns.values())
    changed = tx.execute(
        f"UPDATE renewal SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ? AND state = ?",
        (*values, order.id, order.state.value),
    )
    assert changed == 1, "the transaction holds the write lock"
    note(tx, order.id, word, state, now, said)
    tx.touch((order.esim_id,))


def _json(held: Holdings | None) -> str:
    return "" if held is None else json.dumps(asdict(held), separators=(",", ":"), sort_keys=True)
