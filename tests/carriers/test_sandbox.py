"""The sandbox as a carrier: what it sells, for how much, once, and what it remembers."""

from dataclasses import replace
from pathlib import Path

import pytest

from axis_tui.carriers import registry
from axis_tui.carriers.base import Capability, CarrierProblem, Declined, NotSent
from axis_tui.carriers.sandbox import SandboxCarrier
from axis_tui.domain.renewal_word import DeclineKind
from axis_tui.domain.units import UnitSystem
from tests.carriers.contract import CHECKS, Check, Stage
from tests.carriers.sandbox_world import FRESH, LINE, NOW, adapter, order, sandbox, usd


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"idempotent": False},
        {"look_up": False, "balance": None, "catalogue": []},
        {"key_lifetime_s": None, "look_up_is_final": True},
    ],
    ids=["as made", "not idempotent", "sells nothing", "for ever"],
)
def test_a_sandbox_keeps_the_contract(check: Check, changes: dict[str, object], tmp_path: Path) -> None:
    carrier = sandbox(tmp_path, **changes)
    check(Stage(SandboxCarrier, lambda: adapter(tmp_path), NOW, LINE, charges=lambda: len(carrier.charges())))


def test_it_comes_in_through_the_entry_point_and_needs_its_state(tmp_path: Path) -> None:
    assert isinstance(registry.make("sandbox", "A", {"state": str(tmp_path / "s.json")}), SandboxCarrier)
    with pytest.raises(CarrierProblem, match=r'needs its state file; add state = "…" to its options'):
        registry.make("sandbox", "A", {"state": ""})


def test_it_behaves_as_its_state_says(tmp_path: Path) -> None:
    carrier = sandbox(
        tmp_path, idempotent=False, key_lifetime_s=60, look_up=False, look_up_is_final=True,
        balance=None, unit_system=UnitSystem.BINARY,
    )  # fmt: skip
    conduct = carrier.conduct
    assert (conduct.is_idempotent, conduct.key_lifetime_s, conduct.look_up_is_final) == (False, 60, False)
    assert conduct.unit_system is UnitSystem.BINARY
    assert carrier.capabilities.isdisjoint({Capability.LOOK_UP, Capability.BALANCE, Capability.SUSPEND})
    with pytest.raises(CarrierProblem, match="the sandbox cannot do this: look_up"):
        carrier.look_up(order(), NOW)


def test_a_key_sent_again_is_charged_again_where_keys_are_ignored(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path, idempotent=False)
    assert carrier.top_up(order(), NOW).reference != carrier.top_up(order(), NOW).reference
    assert [charge.amount for charge in carrier.charges()] == [usd(900), usd(900)]


def test_a_key_is_forgotten_after_its_lifetime(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path, key_lifetime_s=100)
    for at in (NOW, NOW + 99, NOW + 100):
        carrier.top_up(order(), at)
    assert [charge.at for charge in carrier.charges()] == [NOW, NOW + 100]


def test_a_key_with_another_order_is_no_decline_since_its_first_was_charged(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.top_up(order("stack"), NOW)
    with pytest.raises(CarrierProblem, match="sent this key with another order before") as caught:
        carrier.top_up(order("data"), NOW)
    assert not isinstance(caught.value, Declined | NotSent)
    assert len(carrier.charges()) == 1


def test_a_refusal_is_remembered_by_its_key_and_looked_up(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"decline": "limit"}, calls=1)
    for call in (carrier.top_up, carrier.top_up, carrier.look_up):
        with pytest.raises(Declined) as caught:
            call(order(), NOW)
        assert caught.value.kind is DeclineKind.LIMIT
    assert carrier.top_up(order(key="key-2"), NOW).charged == usd(900)


def test_money_that_moved_is_not_hidden_by_a_later_refusal(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path, idempotent=False)
    receipt = carrier.top_up(order(), NOW)
    carrier.set_knobs({"decline": "card_blocked"})
    with pytest.raises(CarrierProblem, match="but charged for it before") as caught:
        carrier.top_up(order(), NOW)
    assert not isinstance(caught.value, Declined | NotSent)
    found = carrier.look_up(order(), NOW)
    assert found is not None
    assert found.reference == receipt.reference


def test_the_balance_pays_until_it_is_used_up(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path, balance=usd(1_000))
    carrier.top_up(order(method="balance"), NOW)
    assert carrier.balance(NOW).amount == usd(100)
    with pytest.raises(Declined) as caught:
        carrier.top_up(order(key="key-2", method="balance"), NOW)
    assert caught.value.kind is DeclineKind.INSUFFICIENT_FUNDS
    assert carrier.top_up(order(key="key-3"), NOW).charged == usd(900)
    assert carrier.balance(NOW).amount == usd(100)


def test_money_that_was_bought_fills_the_balance_and_no_plan(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"fee_minor": 50})
    carrier.top_up(order("money", minor=950), NOW)
    assert carrier.balance(NOW + 2).amount == usd(5_000)
    assert carrier.balance(NOW + 3).amount == usd(5_900)
    assert len(carrier.usage(LINE, NOW + 3).packages) == 1
    with pytest.raises(Declined) as caught:
        carrier.top_up(order("money", "key-2", minor=950, method="balance"), NOW)
    assert caught.value.kind is DeclineKind.NOT_ELIGIBLE


@pytest.mark.parametrize("code", ["extend", "data"])
def test_what_renews_a_running_plan_is_not_sold_where_none_runs(tmp_path: Path, code: str) -> None:
    carrier = sandbox(tmp_path)
    with pytest.raises(Declined) as caught:
        carrier.quote(code, FRESH, NOW)
    assert caught.value.kind is DeclineKind.NOT_ELIGIBLE


def test_a_kind_of_package_is_sold_by_its_own_method(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    for call, wrong in ((carrier.order, order("stack")), (carrier.top_up, order("base", "key-2"))):
        with pytest.raises(Declined) as caught:
            call(wrong, NOW)
        assert caught.value.kind is DeclineKind.NOT_ELIGIBLE


def test_an_amount_in_another_currency_is_another_price(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    with pytest.raises(Declined) as caught:
        carrier.top_up(replace(order(), amount=replace(usd(90_000), currency="EUR")), NOW)
    assert caught.value.kind is DeclineKind.PRICE_CHANGED


def test_its_clock_goes_by_the_callers_and_may_be_ahead(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    path = str(carrier.path)
    assert carrier.balance(NOW).answered_at == NOW
    ahead = SandboxCarrier("A", {"state": path, "clock_offset_s": 90})
    assert ahead.quote("stack", LINE, NOW).answered_at == NOW + 90
    own = SandboxCarrier("A", {"state": path, "clock_offset_s": -5}, clock=lambda: NOW + 1_000)
    assert own.top_up(order(), NOW).answered_at == NOW + 995
    assert own.charges()[0].at == NOW + 1_000


def test_what_has_not_arrived_is_given_back_once(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    receipt = carrier.top_up(order(method="balance"), NOW)
    given = carrier.refund(receipt.reference, NOW + 1)
    assert given.charged == usd(900)
    assert carrier.refund(receipt.reference, NOW + 2).reference == given.reference
    assert carrier.balance(NOW + 60).amount == usd(5_000)
    assert len(carrier.usage(LINE, NOW + 60).packages) == 1


@pytest.mark.parametrize("reference", ["", "SB000009"])
def test_what_has_arrived_or_was_never_bought_is_not_given_back(tmp_path: Path, reference: str) -> None:
    carrier = sandbox(tmp_path)
    bought = carrier.top_up(order(), NOW).reference
    with pytest.raises(Declined) as caught:
        carrier.refund(reference or bought, NOW + 60)
    assert caught.value.kind is DeclineKind.NOT_ELIGIBLE
    assert carrier.state().refunds == []


def test_a_cancellation_is_under_review_and_then_decided(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"verdict": "rejected", "review_s": 100}, calls=1)
    first = carrier.cancel(LINE, NOW)
    assert carrier.cancel(LINE, NOW + 99) == first
    assert carrier.cancel(LINE, NOW + 100) != first
    assert [(review.due_at, review.verdict.value) for review in carrier.state().reviews] == [
        (NOW + 100, "rejected"),
        (NOW + 220, "approved"),
    ]
    with pytest.raises(CarrierProblem, match="no such line"):
        carrier.cancel("8900", NOW)


def test_a_cancellation_tells_how_its_review_ended_and_when_the_service_does(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"verdict": "rejected", "review_s": 100}, calls=1)
    carrier.cancel(LINE, NOW)
    refused = carrier.cancellation(LINE, NOW + 100)
    assert (refused.answer.value, refused.reference, refused.ended_at) == ("rejected", "SC000001", None)
    assert refused.why
    carrier.set_knobs({"review_s": 100, "ends_s": 50})
    carrier.cancel(LINE, NOW + 200)
    answers = [carrier.cancellation(LINE, NOW + at) for at in (299, 300, 350)]
    assert [(each.answer.value, each.ended_at) for each in answers] == [
        ("in_review", None), ("approved", None), ("approved", NOW + 350)
    ]  # fmt: skip


def test_a_request_is_taken_back_until_the_service_has_ended_by_it(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"review_s": 100, "ends_s": 50})
    reference = carrier.cancel(LINE, NOW)
    carrier.withdraw(reference, NOW + 149)
    carrier.withdraw(reference, NOW + 400)
    assert carrier.cancellation(LINE, NOW + 400).ended_at is None
    second = carrier.cancel(LINE, NOW + 400)
    with pytest.raises(Declined, match="has ended the service already"):
        carrier.withdraw(second, NOW + 550)
    with pytest.raises(CarrierProblem, match="no such request"):
        carrier.withdraw("SC999999", NOW)


def test_a_line_is_ended_at_once_whatever_its_review_says(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.cancel(LINE, NOW)
    carrier.revoke(LINE, NOW + 5)
    state = carrier.cancellation(LINE, NOW + 9)
    assert (state.answer.value, state.ended_at) == ("in_review", NOW + 5)
    assert carrier.cancellation(FRESH, NOW + 9).ended_at is None
    with pytest.raises(CarrierProblem, match="no such line"):
        carrier.revoke("8900", NOW)


def test_an_amount_fills_the_balance_and_costs_what_it_is_whatever_prices_do(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"price_percent": 20})
    receipt = carrier.top_up(order("balance-2500-USD", minor=2_500), NOW)
    assert receipt.charged == usd(2_500)
    assert carrier.balance(NOW + 60).amount == usd(7_500)
