"""Answers what screens and the command line ask of a carrier: catalogue, quote, balance, refund.

Each request is finished once its answer is stored, with a line where there is none. In the demo a person also
sets the simulated carrier's knobs here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from axis_tui.carriers.base import Balance, Capability, Quote, Receipt
from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.renewal import OrderEvent, order_moved
from axis_tui.store.write import Tx, requests
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.ledger import record_balance
from axis_tui.store.write.payment import ensure_balance_method, put_catalogue, record_quote
from axis_tui.store.write.requests import Request
from axis_tui.worker.renewals.accounts import Account, Accounts
from axis_tui.worker.renewals.errand import Errands, Outcome, said

KINDS = frozenset({"catalogue", "quote", "balance", "refund", "simulate"})


@dataclass(slots=True)
class Desk:
    """Requests that wait for a carrier, by number."""

    accounts: Accounts
    errands: Errands
    waiting: dict[int, Request] = field(default_factory=dict)

    def take_up(self, tx: Tx, request: Request, now: int) -> Callable[[], None] | None:
        """What to begin once the transaction is committed; None where it is under way. Raises Problem."""
        if request.id in self.waiting:
            return None
        account, call = self._call(tx, request, now)

        def begin() -> None:
            self.waiting[request.id] = request
            self.errands.start(f"desk:{request.id}", call, account.deadline_s, account.one_at_a_time)

        return begin

    def settle(self, tx: Tx, outcome: Outcome, now: int) -> None:
        """Store what a carrier answered and finish the request; `forget` it once that is committed."""
        request = self.waiting[_number_of(outcome)]
        error = outcome.error
        if error is None:
            try:
                self._store(tx, request, outcome.value, now)
            except Problem as problem:
                error = problem
        requests.finish(tx, request.id, None if error is None else said(error), now)

    def forget(self, outcome: Outcome) -> None:
        """The outcome was stored."""
        self.waiting.pop(_number_of(outcome), None)

    def _call(self, tx: Tx, request: Request, now: int) -> tuple[Account, Callable[[], object]]:
        payload = request.payload
        match request.kind:
            case "catalogue" | "balance" | "simulate":
                account = self._account(_whole(payload, "carrier_id"), _CAPABILITY.get(request.kind))
                if request.kind == "catalogue":
                    return account, lambda: account.adapter.catalogue(now)
                if request.kind == "balance":
                    return account, lambda: account.adapter.balance(now)
                return account, _simulation(tx, account, payload, now)
            case "quote":
                package = tx.row(
                    "SELECT carrier_id, code FROM package WHERE id = ?", (_whole(payload, "package_id"),)
                )
                esim = tx.row(
                    "SELECT carrier_id, iccid FROM esim WHERE id = ?", (_whole(payload, "esim_id"),)
                )
                if package is None or esim is None or package[0] != esim[0]:
                    raise Problem(N_("This eSIM or package is no longer there; look at the list again"))
                account = self._account(package[0], Capability.QUOTE)
                return account, lambda: account.adapter.quote(package[1], esim[1], now)
            case _:
                order = steps.standing(tx, _whole(payload, "order_id"))
                order_moved(order.state, OrderEvent.REFUND)
                account = self._account(order.carrier_id, Capability.REFUND)
                return account, lambda: account.adapter.refund(order.reference, now)

    def _account(self, carrier_id: int, needed: Capability | None) -> Account:
        account = self.accounts.of(carrier_id)
        if account is None or (needed is not None and not account.can(needed)):
            raise Problem(N_("This carrier cannot be asked that by a program; ask it yourself"))
        return account

    def _store(self, tx: Tx, request: Request, value: Any, now: int) -> None:
        payload = request.payload
        if isinstance(value, Quote):
            esim_id, package_id = _whole(payload, "esim_id"), _whole(payload, "package_id")
            record_quote(
                tx, esim_id, package_id, value.price, value.fee, now,
                valid_s=value.valid_s, answered_at=value.answered_at,
            )  # fmt: skip
        elif isinstance(value, Balance):
            record_balance(tx, _whole(payload, "carrier_id"), value.amount, now)
            ensure_balance_method(tx, _whole(payload, "carrier_id"), now)
        elif isinstance(value, Receipt):
            steps.refund(tx, _whole(payload, "order_id"), now, value.charged, value.reference)
        elif request.kind == "catalogue":
            put_catalogue(tx, _whole(payload, "carrier_id"), value, now)


_CAPABILITY = {"catalogue": Capability.CATALOGUE, "balance": Capability.BALANCE}


def _simulation(tx: Tx, account: Account, payload: dict[str, Any], now: int) -> Callable[[], object]:
    """What a person does behind the simulated carrier's back: turn its knobs, use up an eSIM's data, decide
    about its cancellation or carry that out.
    """
    adapter: Any = account.adapter
    if not hasattr(adapter, "set_knobs"):
        raise Problem(N_("Only the simulated carrier of the demo has knobs"))
    knobs, calls = payload.get("knobs"), payload.get("calls")
    if isinstance(knobs, dict):
        return lambda: adapter.set_knobs(knobs, calls if isinstance(calls, int) else None)
    esim = tx.row("SELECT iccid FROM esim WHERE id = ?", (_whole(payload, "esim_id"),))
    reference = "" if esim is None else str(esim[0])
    verdict, why = payload.get("verdict"), str(payload.get("why", ""))
    if verdict in ("approved", "rejected"):
        return lambda: adapter.decide(reference, verdict, now, why)
    if payload.get("ends") is True:
        return lambda: adapter.end_service(reference, now)
    leaving_bytes = _whole(payload, "leaving_bytes")
    return lambda: adapter.use_data(reference, leaving_bytes, now)


def _number_of(outcome: Outcome) -> int:
    return int(outcome.key.partition(":")[2])


def _whole(payload: dict[str, Any], name: str) -> int:
    value = payload.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Problem(N_("The request names no %(name)s; update axis-tui"), name=name)
