"""What every carrier must do, ours or a third party's: run each of `CHECKS` on a fresh `Stage`.

    @pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
    def test_my_carrier_keeps_the_contract(check, tmp_path):
        check(Stage(...))

A check holds a carrier to what it declares: to do what it can, and to refuse in one line what it cannot.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from unittest import mock

import pytest

from axis_tui.carriers.base import (
    Capability,
    Carrier,
    CarrierFactory,
    CarrierProblem,
    Declined,
    Order,
    Quote,
    Receipt,
    ReviewAnswer,
)
from axis_tui.domain.credit import holdings, is_credited
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Channel, DeclineKind

SELLS = {PackageKind.BASE: Capability.ORDER, PackageKind.TOP_UP: Capability.TOP_UP}


@dataclass(frozen=True)
class Stage:
    """A fresh account with a carrier whose far end is a test's own, and which has faults of no kind."""

    factory: CarrierFactory
    make: Callable[[], Carrier]
    """One more adapter for the same account, as after a restart."""
    now: int
    esim_reference: str = ""
    """An eSIM of the account that all packages can be bought for; empty where nothing is sold."""
    charges: Callable[[], int] = lambda: 0
    """How many charges the far end really made on this account, whatever was answered."""
    credited_s: int = 60
    """Seconds from an order to its data."""


Check = Callable[[Stage], None]


def making_does_no_io(stage: Stage) -> None:
    with no_io():
        stage.make()


def it_declares_itself(stage: Stage) -> None:
    carrier = stage.make()
    conduct = carrier.conduct
    assert carrier.kind == carrier.kind.strip().lower() != ""
    assert carrier.capabilities <= frozenset(Capability)
    assert conduct.channels <= frozenset(Channel)
    if conduct.look_up_is_final:
        assert Capability.LOOK_UP in carrier.capabilities, "a look-up that is final has to be there"
    if carrier.capabilities.isdisjoint(SELLS.values()):
        assert Channel.AUTO not in conduct.channels, "what cannot order cannot renew by itself"
    else:
        assert Capability.CATALOGUE in carrier.capabilities, "what is sold has to be listed"
        assert Capability.QUOTE in carrier.capabilities, "a price is known before it is paid"
    assert conduct.key_lifetime_s is None or conduct.key_lifetime_s > 0
    assert min(conduct.reads_per_minute, conduct.usage_interval_s, conduct.deadline_s) > 0
    assert stage.make().conduct == conduct, "conduct belongs to the account, not to the object"


def options_it_does_not_know_are_refused(stage: Stage) -> None:
    problem = refusal(lambda: stage.factory("Carrier", {"no such option": 1}))
    assert "no such option" in problem


def what_it_cannot_do_is_refused_in_one_line(stage: Stage) -> None:
    carrier, order = stage.make(), order_of(stage, "code", Money(100, "USD", 2))
    calls: dict[Capability, Callable[[], object]] = {
        Capability.CATALOGUE: lambda: carrier.catalogue(stage.now),
        Capability.QUOTE: lambda: carrier.quote("code", stage.esim_reference, stage.now),
        Capability.ORDER: lambda: carrier.order(order, stage.now),
        Capability.TOP_UP: lambda: carrier.top_up(replace(order, kind="top_up"), stage.now),
        Capability.BALANCE: lambda: carrier.balance(stage.now),
        Capability.USAGE: lambda: carrier.usage(stage.esim_reference, stage.now),
        Capability.LOOK_UP: lambda: carrier.look_up(order, stage.now),
        Capability.SUSPEND: lambda: carrier.suspend(stage.esim_reference, stage.now),
        Capability.CANCEL: lambda: carrier.cancel(stage.esim_reference, stage.now),
        Capability.CANCELLATION: lambda: carrier.cancellation(stage.esim_reference, stage.now),
        Capability.WITHDRAW: lambda: carrier.withdraw("reference", stage.now),
        Capability.REVOKE: lambda: carrier.revoke(stage.esim_reference, stage.now),
        Capability.REFUND: lambda: carrier.refund("reference", stage.now),
    }
    assert calls.keys() == set(Capability)
    for capability in set(Capability) - carrier.capabilities:
        refusal(calls[capability], CarrierProblem)
    assert stage.charges() == 0


def the_catalogue_names_each_package_once_with_its_price(stage: Stage) -> None:
    carrier = stage.make()
    packages = catalogue(carrier, stage)
    assert len({package.code for package in packages}) == len(packages)
    assert all(package.code and package.terms.name for package in packages)
    assert all(package.terms.price is None or package.terms.price.minor >= 0 for package in packages)
    assert all(package.terms.unit_system is carrier.conduct.unit_system for package in packages)


def a_quote_is_of_that_package_and_buys_nothing(stage: Stage) -> None:
    carrier = stage.make()
    for package in catalogue(carrier, stage):
        quote = carrier.quote(package.code, stage.esim_reference, stage.now)
        assert quote.package.code == package.code
        assert quote.valid_s > 0
        assert quote.price.minor >= 0
        assert quote.total.minor == quote.price.minor + (quote.fee.minor if quote.fee else 0)
    assert stage.charges() == 0


def an_order_is_charged_once_and_never_above_its_amount(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        receipt = buy(carrier, package, order_of(stage, package.code, quote.total, number), stage)
        assert receipt.reference.strip()
        assert receipt.charged <= quote.total
        assert receipt.fee is None or receipt.fee <= receipt.charged
        assert stage.charges() == number


def what_was_bought_arrives(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        order = order_of(stage, package.code, quote.total, number)
        at = stage.now + number * stage.credited_s * 2
        if package.effect is Effect.BALANCE:
            held = carrier.balance(at).amount
            buy(carrier, package, order, replace(stage, now=at))
            assert stage.make().balance(at + stage.credited_s).amount > held
        elif Capability.USAGE in carrier.capabilities:
            before = holdings(carrier.usage(stage.esim_reference, at).packages)
            receipt = buy(carrier, package, order, replace(stage, now=at))
            after = stage.make().usage(stage.esim_reference, at + stage.credited_s)
            assert is_credited(before, after.packages, receipt.reference)


def the_same_key_is_carried_out_once_where_that_is_promised(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        if not carrier.conduct.is_idempotent:
            return
        order = order_of(stage, package.code, quote.total, number)
        first = buy(carrier, package, order, stage)
        again = buy(stage.make(), package, order, replace(stage, now=stage.now + 1))
        assert again.reference == first.reference
        assert again.charged == first.charged
        assert stage.charges() == number


def a_dearer_price_is_declined_and_not_charged(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        order = order_of(stage, package.code, quote.total - Money(1, *currency(quote)), number)
        assert decline(carrier, package, order, stage) is DeclineKind.PRICE_CHANGED
    assert stage.charges() == 0


def what_was_charged_is_never_called_declined(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        if not carrier.conduct.is_idempotent:
            return
        order = order_of(stage, package.code, quote.total, number)
        buy(carrier, package, order, stage)
        cheaper = replace(order, amount=quote.total - Money(1, *currency(quote)))
        try:
            buy(carrier, package, cheaper, stage)
        except CarrierProblem as problem:
            told = type(problem)
            assert not issubclass(told, Declined), "nothing may be charged by the key of what is declined"
        assert stage.charges() == number


def what_cannot_be_bought_is_declined_and_not_charged(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        gone = order_of(stage, "no-such-package", quote.total, number * 2)
        assert decline(carrier, package, gone, stage) is DeclineKind.PACKAGE_GONE
        elsewhere = replace(order_of(stage, package.code, quote.total, number * 2 + 1), esim_reference="8900")
        assert decline(carrier, package, elsewhere, stage) is DeclineKind.NOT_ELIGIBLE
    assert stage.charges() == 0


def a_look_up_finds_what_was_ordered_and_nothing_else(stage: Stage) -> None:
    for number, (carrier, package, quote) in enumerate(sales(stage), 1):
        if Capability.LOOK_UP not in carrier.capabilities:
            return
        order = order_of(stage, package.code, quote.total, number)
        assert carrier.look_up(order, stage.now) is None
        receipt = buy(carrier, package, order, stage)
        found = stage.make().look_up(order, stage.now + stage.credited_s)
        assert found is not None
        assert (found.reference, found.charged) == (receipt.reference, receipt.charged)
        assert carrier.look_up(replace(order, key="another key"), stage.now) is None
        assert stage.charges() == number, "a look-up spends nothing"


def a_request_to_cancel_is_opened_once_and_told_by_its_reference(stage: Stage) -> None:
    carrier = stage.make()
    if Capability.CANCEL not in carrier.capabilities:
        return
    tells = Capability.CANCELLATION in carrier.capabilities
    if tells:
        before = carrier.cancellation(stage.esim_reference, stage.now)
        assert (before.answer, before.ended_at) == (ReviewAnswer.NONE, None)
    reference = carrier.cancel(stage.esim_reference, stage.now)
    assert reference.strip()
    if tells:
        found = stage.make().cancellation(stage.esim_reference, stage.now)
        assert found.reference == reference
        assert found.answer is not ReviewAnswer.NONE
        if found.answer is not ReviewAnswer.IN_REVIEW:
            return
    assert stage.make().cancel(stage.esim_reference, stage.now) == reference
    assert stage.charges() == 0


def a_request_taken_back_is_none_and_the_next_one_is_another(stage: Stage) -> None:
    carrier = stage.make()
    if not {Capability.CANCEL, Capability.WITHDRAW} <= carrier.capabilities:
        return
    first = carrier.cancel(stage.esim_reference, stage.now)
    if Capability.CANCELLATION in carrier.capabilities:
        found = carrier.cancellation(stage.esim_reference, stage.now)
        if found.answer is not ReviewAnswer.IN_REVIEW:
            return
    for adapter in (carrier, stage.make()):
        adapter.withdraw(first, stage.now)
        if Capability.CANCELLATION in carrier.capabilities:
            found = stage.make().cancellation(stage.esim_reference, stage.now)
            assert (found.answer, found.ended_at) == (ReviewAnswer.NONE, None)
    second = carrier.cancel(stage.esim_reference, stage.now)
    assert second != first
    stage.make().withdraw(first, stage.now)
    if Capability.CANCELLATION in carrier.capabilities:
        assert carrier.cancellation(stage.esim_reference, stage.now).reference == second
    assert stage.charges() == 0


def what_is_revoked_has_ended_and_stays_so(stage: Stage) -> None:
    carrier = stage.make()
    if Capability.REVOKE not in carrier.capabilities:
        return
    ends = []
    for later in (0, 60):
        stage.make().revoke(stage.esim_reference, stage.now + later)
        if Capability.CANCELLATION in carrier.capabilities:
            ends.append(carrier.cancellation(stage.esim_reference, stage.now + later).ended_at)
    assert None not in ends
    assert len(set(ends)) <= 1, "ending what is ended changes nothing"
    assert stage.charges() == 0


def messages_hold_no_identifier(stage: Stage) -> None:
    carrier = stage.make()
    planted = "8988000000000004711"
    order = Order("planted-key-4711", "base", "no-such-package", planted, Money(1, "USD", 2), "card")
    for send in (carrier.order, carrier.top_up):
        assert "4711" not in refusal(partial(send, order, stage.now), CarrierProblem)
    assert "4711" not in refusal(lambda: carrier.quote("no-such-package", planted, stage.now), CarrierProblem)
    assert "4711" not in refusal(lambda: carrier.usage(planted, stage.now), CarrierProblem)
    assert "4711" not in refusal(lambda: carrier.revoke(planted, stage.now), CarrierProblem)


CHECKS: tuple[Check, ...] = (
    making_does_no_io,
    it_declares_itself,
    options_it_does_not_know_are_refused,
    what_it_cannot_do_is_refused_in_one_line,
    the_catalogue_names_each_package_once_with_its_price,
    a_quote_is_of_that_package_and_buys_nothing,
    an_order_is_charged_once_and_never_above_its_amount,
    what_was_bought_arrives,
    the_same_key_is_carried_out_once_where_that_is_promised,
    a_dearer_price_is_declined_and_not_charged,
    what_was_charged_is_never_called_declined,
    what_cannot_be_bought_is_declined_and_not_charged,
    a_look_up_finds_what_was_ordered_and_nothing_else,
    a_request_to_cancel_is_opened_once_and_told_by_its_reference,
    a_request_taken_back_is_none_and_the_next_one_is_another,
    what_is_revoked_has_ended_and_stays_so,
    messages_hold_no_identifier,
)


def catalogue(carrier: Carrier, stage: Stage) -> list[Package]:
    """What it sells; nothing where it has no catalogue."""
    return list(carrier.catalogue(stage.now)) if Capability.CATALOGUE in carrier.capabilities else []


def sales(stage: Stage) -> Iterator[tuple[Carrier, Package, Quote]]:
    """Every package that can be bought through the carrier, with a quote; none where it sells nothing."""
    carrier = stage.make()
    for package in catalogue(carrier, stage):
        if SELLS[package.kind] in carrier.capabilities:
            yield carrier, package, carrier.quote(package.code, stage.esim_reference, stage.now)


def order_of(stage: Stage, code: str, amount: Money, number: int = 0) -> Order:
    """An order with a key of its own, paid by card."""
    return Order(f"key-{number}", "base", code, stage.esim_reference, amount, "card")


def buy(carrier: Carrier, package: Package, order: Order, stage: Stage) -> Receipt:
    """Sends the order by the method for that kind of package."""
    order = replace(order, kind=package.kind.value)
    send = carrier.order if package.kind is PackageKind.BASE else carrier.top_up
    return send(order, stage.now)


def decline(carrier: Carrier, package: Package, order: Order, stage: Stage) -> DeclineKind:
    """Why that order was not taken; fails where it was."""
    with pytest.raises(Declined) as caught:
        buy(carrier, package, order, stage)
    assert "\n" not in str(caught.value)
    return caught.value.kind


def refusal(call: Callable[[], object], kind: type[Problem] = Problem) -> str:
    """The one line with which a call was refused; fails where it was not, or otherwise."""
    with pytest.raises(kind) as caught:
        call()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def currency(quote: Quote) -> tuple[str, int]:
    """Currency and exponent of a quote."""
    return quote.price.currency, quote.price.exponent


@contextlib.contextmanager
def no_io() -> Iterator[None]:
    """Fails where a file or a socket is opened meanwhile."""
    refuse = mock.Mock(side_effect=AssertionError("I/O where none may be"))
    with mock.patch("os.open", refuse), mock.patch("builtins.open", refuse):  # noqa: SIM117
        with mock.patch("io.open", refuse), mock.patch("socket.socket", refuse):
            yield
