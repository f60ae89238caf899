"""What the simulated carrier does with its state: sells, looks up, pays back. No file, no network.

`at` is the carrier's own clock. A refusal is given, not raised, where the state keeps it: what raised would
leave the state as it was.
"""

from axis_tui.carriers.base import (
    CarrierProblem,
    Declined,
    LineUsage,
    Order,
    Quote,
    Receipt,
)
from axis_tui.carriers.sandbox.line import advance, credit, rows, running
from axis_tui.carriers.sandbox.price import fee, is_like, offered, price, total
from axis_tui.carriers.sandbox.state import Charge, OrderRecord, Refund, SandboxState
from axis_tui.domain.balance_amount import amount_of, balance_package
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.problem import N_
from axis_tui.domain.renewal_word import DeclineKind, MethodKind
from axis_tui.domain.renewed_plan import needs_running_plan

QUOTE_VALID_S = 300


def settle(state: SandboxState, at: int) -> None:
    """Credit what is due by `at`, the order first due first, and start the plans whose turn has come."""
    due = [record for record in state.orders if _is_due(record, at)]
    for record in sorted(due, key=lambda record: record.credit_at or 0):
        _credit(state, record)
    for line in state.lines.values():
        advance(line, at)


def catalogue(state: SandboxState, carrier: str) -> list[Package]:
    """Every package at its present price."""
    return [offered(state, package, carrier) for package in state.catalogue]


def quote(state: SandboxState, code: str, esim_reference: str, carrier: str, at: int) -> Quote:
    """What that package costs now. Raises Declined where it cannot be bought."""
    package = _for_sale(state, code, esim_reference, at)
    if isinstance(package, DeclineKind):
        raise declined(package)
    offer = offered(state, package, carrier)
    return Quote(offer, price(state, package), fee(state, package), None, QUOTE_VALID_S)


def buy(state: SandboxState, order: Order, kind: PackageKind, at: int) -> Receipt | CarrierProblem:
    """Carry an order out, or give what it was answered before where its key is remembered.

    Declined only where nothing was charged by that key, ever: a key that was sent with another order, or
    declined after it was charged, is no more than a problem.
    """
    if state.idempotent and (known := _remembered(state, order.key, at)):
        if known.order != order:
            return CarrierProblem(
                N_("the sandbox was sent this key with another order before; look up what became of that one")
            )
        return _answer(known)
    package = _for_sale(state, order.package_code, order.esim_reference, at)
    if not isinstance(package, DeclineKind):
        package = _refusal(state, order, kind, package) or package
    if isinstance(package, DeclineKind):
        record = OrderRecord(order, at, declined=package)
    else:
        record = _charged(state, order, package, at)
    state.orders.append(record)
    if record.declined and any(charge.key == order.key for charge in state.charges):
        return CarrierProblem(
            N_("the sandbox did not take the order again, but charged for it before; look it up")
        )
    return _answer(record)


def look_up(state: SandboxState, order: Order, at: int) -> Receipt | None:
    """The receipt of the order of that key; None where none is seen yet. Raises Declined.

    Of several by one key, one that was charged is told: money that moved is never hidden by a refusal.
    """
    seen_until = at - state.faults.knobs.look_up_lag_s
    found = [record for record in state.orders if record.order.key == order.key and record.at <= seen_until]
    if not found:
        return None
    answer = _answer(next((record for record in found if record.declined is None), found[-1]))
    if isinstance(answer, Declined):
        raise answer
    return answer


def usage(state: SandboxState, esim_reference: str, at: int) -> LineUsage:
    """What each package of the line holds. Raises CarrierProblem where there is no such line."""
    if esim_reference not in state.lines:
        raise unknown_line()
    return LineUsage(at, rows(state.lines[esim_reference], at))


def refund(state: SandboxState, reference: str, at: int) -> Receipt:
    """Give back what an order cost while its data has not arrived; once. Raises Declined."""
    for given in state.refunds:
        if given.order_reference == reference:
            return Receipt(given.reference, given.amount)
    record = next((record for record in state.orders if record.reference == reference), None)
    if record is None or record.charged is None or record.is_credited:
        raise declined(DeclineKind.NOT_ELIGIBLE)
    record.credit_at = None
    if record.order.method == MethodKind.BALANCE and state.balance is not None:
        state.balance += record.charged
    given = Refund(f"SR{len(state.refunds) + 1:06d}", reference, record.charged, at)
    state.refunds.append(given)
    return Receipt(given.reference, given.amount)


def declined(kind: DeclineKind) -> Declined:
    """The refusal of that kind."""
    template = N_("the sandbox did not take the order (%(reason)s); nothing was charged")
    return Declined(kind, template, reason=kind.value)


def unknown_line() -> CarrierProblem:
    """No line goes by the reference that was given; it is not repeated."""
    return CarrierProblem(N_("the sandbox has no such line; add the eSIM to its state first"))


def _for_sale(state: SandboxState, code: str, esim_reference: str, at: int) -> Package | DeclineKind:
    """The package, or why nobody can buy it for that line now, whatever is paid."""
    package = next((package for package in state.catalogue if package.code == code), None)
    if package is None and (amount := amount_of(code)) is not None:
        package = balance_package(amount)
    if package is None:
        return DeclineKind.PACKAGE_GONE
    line = state.lines.get(esim_reference)
    if line is None or (needs_running_plan(package) and running(line, at) is None):
        return DeclineKind.NOT_ELIGIBLE
    if package.effect is Effect.BALANCE and not _is_held(state, price(state, package)):
        return DeclineKind.NOT_ELIGIBLE
    return package


def _refusal(state: SandboxState, order: Order, kind: PackageKind, package: Package) -> DeclineKind | None:
    if (order.kind, package.kind) != (kind.value, kind):
        return DeclineKind.NOT_ELIGIBLE
    forced = state.faults.knobs.decline
    state.faults.spend("decline")
    if forced is not None:
        return forced
    cost = total(state, package)
    if not is_like(cost, order.amount) or order.amount < cost:
        return DeclineKind.PRICE_CHANGED
    if order.method != MethodKind.BALANCE:
        return None
    if package.effect is Effect.BALANCE:
        return DeclineKind.NOT_ELIGIBLE
    if state.balance is None or not _is_held(state, cost) or state.balance < cost:
        return DeclineKind.INSUFFICIENT_FUNDS
    return None


def _charged(state: SandboxState, order: Order, package: Package, at: int) -> OrderRecord:
    cost, delay_s = total(state, package), state.faults.knobs.credit_delay_s
    record = OrderRecord(
        order,
        at,
        reference=f"SB{len(state.orders) + 1:06d}",
        charged=cost,
        fee=fee(state, package),
        package=package,
        credit_at=None if delay_s is None else at + delay_s,
    )
    state.charges.append(Charge(order.key, record.reference, cost, at))
    if order.method == MethodKind.BALANCE and state.balance is not None:
        state.balance -= cost
    state.faults.spend("credit_delay_s", "price_percent", "fee_minor")
    return record


def _is_held(state: SandboxState, amount: Money) -> bool:
    """Whether a balance is kept that the amount can be put into or taken from."""
    return state.balance is not None and is_like(state.balance, amount)


def _credit(state: SandboxState, record: OrderRecord) -> None:
    package, record.package, record.is_credited = record.package, None, True
    if package is None or record.charged is None:
        return
    if package.effect is Effect.BALANCE and state.balance is not None:
        state.balance += record.charged if record.fee is None else record.charged - record.fee
    elif line := state.lines.get(record.order.esim_reference):
        # From when the order was taken, so that a plan that ended meanwhile is renewed all the same.
        credit(line, package, record.reference, record.at)


def _is_due(record: OrderRecord, at: int) -> bool:
    return not record.is_credited and record.credit_at is not None and record.credit_at <= at


def _remembered(state: SandboxState, key: str, at: int) -> OrderRecord | None:
    lifetime_s = state.key_lifetime_s
    for record in reversed(state.orders):
        if record.order.key == key:
            return record if lifetime_s is None or at < record.at + lifetime_s else None
    return None


def _answer(record: OrderRecord) -> Receipt | Declined:
    if record.charged is None:
        return declined(record.declined or DeclineKind.TRY_LATER)
    return Receipt(record.reference, record.charged, record.fee)
