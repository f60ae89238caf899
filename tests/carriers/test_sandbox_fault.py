"""The sandbox misbehaves as its knobs say: how often, when, and always the same."""

from collections import Counter
from pathlib import Path

import pytest

from axis_tui.carriers.base import CarrierProblem, Declined, NotSent
from axis_tui.carriers.sandbox import SandboxCarrier
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import DeclineKind
from tests.carriers.sandbox_world import LINE, NOW, adapter, order, sandbox, usd


@pytest.fixture
def carrier(tmp_path: Path) -> SandboxCarrier:
    return sandbox(tmp_path)


def outcome(carrier: SandboxCarrier, key: str = "key-1") -> str:
    """What a caller learns of an order."""
    try:
        carrier.top_up(order(key=key), NOW)
    except Declined as declined:
        return f"declined {declined.kind}"
    except NotSent:
        return "not sent"
    except CarrierProblem:
        return "lost"
    return "bought"


@pytest.mark.parametrize("kind", list(DeclineKind))
def test_it_declines_by_kind_and_charges_nothing(carrier: SandboxCarrier, kind: DeclineKind) -> None:
    carrier.set_knobs({"decline": kind.value})
    assert outcome(carrier) == f"declined {kind}"
    assert carrier.charges() == ()


def test_a_knob_befalls_so_many_calls_and_no_more(carrier: SandboxCarrier, tmp_path: Path) -> None:
    carrier.set_knobs({"decline": "try_later"}, calls=2)
    found = [outcome(adapter(tmp_path), key) for key in ("a", "b", "c")]
    assert found == ["declined try_later", "declined try_later", "bought"]


def test_a_passing_knob_gives_way_to_the_standing_one(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"decline": "card_blocked"})
    carrier.set_knobs({"decline": None}, calls=1)
    assert [outcome(carrier, key) for key in ("a", "b")] == ["bought", "declined card_blocked"]


def test_an_answer_lost_before_it_acted_leaves_nothing(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"drop": "before"}, calls=1)
    assert outcome(carrier) == "lost"
    assert carrier.charges() == ()
    assert carrier.look_up(order(), NOW) is None


def test_an_answer_lost_after_it_acted_leaves_a_charge_that_a_look_up_finds(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"drop": "after"}, calls=1)
    assert outcome(carrier) == "lost"
    (charge,) = carrier.charges()
    found = carrier.look_up(order(), NOW)
    assert found is not None
    assert (found.reference, found.charged) == (charge.reference, charge.amount)
    assert outcome(carrier) == "bought"
    assert len(carrier.charges()) == 1


def test_a_refusal_may_be_lost_too(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"drop": "after", "decline": "limit"}, calls=1)
    assert [outcome(carrier), outcome(carrier)] == ["lost", "declined limit"]


def test_what_is_lost_on_the_way_there_befalls_nothing_more(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"refuse_connection": True, "drop": "before", "decline": "limit"}, calls=1)
    found = [outcome(carrier, key) for key in ("a", "b", "c", "d")]
    assert found == ["not sent", "lost", "declined limit", "bought"]


def test_answers_get_lost_at_random_but_the_same_in_every_run(tmp_path: Path) -> None:
    runs = []
    for number in range(2):
        (folder := tmp_path / str(number)).mkdir()
        carrier = sandbox(folder)
        carrier.set_knobs({"drop_percent": 40, "seed": 7})
        runs.append([outcome(adapter(folder), f"key-{call}") for call in range(60)])
    counts = Counter(runs[0])
    assert runs[0] == runs[1]
    assert 12 <= counts["lost"] <= 36
    assert 1 <= len(carrier.charges()) - counts["bought"] <= counts["lost"] - 1, (
        "some were acted on, some not"
    )


def test_a_delivery_repeated_is_absorbed_only_by_one_that_knows_keys(tmp_path: Path) -> None:
    for idempotent, charged in ((True, 1), (False, 2)):
        carrier = sandbox(tmp_path, idempotent=idempotent)
        carrier.set_knobs({"repeat": True}, calls=1)
        receipt = carrier.top_up(order(), NOW)
        assert carrier.charges()[0].reference == receipt.reference
        assert len(carrier.charges()) == charged


def test_a_delay_is_half_there_and_half_back(tmp_path: Path) -> None:
    path = str(sandbox(tmp_path).path)
    slept: list[tuple[float, int]] = []

    def sleep(seconds: float) -> None:
        slept.append((seconds, len(slow.charges())))

    slow = SandboxCarrier("A", {"state": path}, sleep=sleep)
    slow.set_knobs({"delay_ms": 500}, calls=1)
    slow.top_up(order(), NOW)
    slow.top_up(order(key="key-2"), NOW)
    assert slept == [(0.25, 0), (0.25, 1)]


def test_a_fault_may_befall_reads_instead(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"refuse_connection": True, "on": "reads"})
    assert outcome(carrier) == "bought"
    with pytest.raises(NotSent, match="refused the connection"):
        carrier.usage(LINE, NOW)
    carrier.set_knobs({"refuse_connection": False, "drop": "after", "on": "every"})
    assert outcome(carrier, "key-2") == "lost"
    with pytest.raises(CarrierProblem, match="whether it acted is not known"):
        carrier.balance(NOW)
    with pytest.raises(CarrierProblem, match="whether it acted is not known"):
        carrier.quote("no-such-package", LINE, NOW)


def test_a_price_that_rose_is_quoted_and_declined_at_the_old_one(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"price_percent": 20, "fee_minor": 25})
    quote = carrier.quote("stack", LINE, NOW)
    assert (quote.price, quote.fee, quote.total) == (usd(1_080), usd(25), usd(1_105))
    assert quote.package.terms.price == usd(1_080)
    assert {package.terms.price for package in carrier.catalogue(NOW)} == {usd(1_080)}
    assert outcome(carrier) == "declined price_changed"
    receipt = carrier.top_up(order(key="key-2", minor=2_000), NOW)
    assert (receipt.charged, receipt.fee) == (usd(1_105), usd(25))


def test_data_comes_late_or_never(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"credit_delay_s": None}, calls=1)
    carrier.set_knobs({"credit_delay_s": 3_600})
    carrier.set_knobs({"credit_delay_s": None}, calls=1)
    carrier.top_up(order(key="never"), NOW)
    carrier.top_up(order(key="late"), NOW)
    counts = [len(carrier.usage(LINE, NOW + later_s).packages) for later_s in (0, 3_599, 3_600, 10**8)]
    assert counts == [1, 1, 2, 2]


def test_a_look_up_sees_an_order_after_its_lag(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"look_up_lag_s": 30})
    carrier.top_up(order(), NOW)
    assert carrier.look_up(order(), NOW + 29) is None
    assert carrier.look_up(order(), NOW + 30) is not None


@pytest.mark.parametrize(
    ("values", "calls", "message"),
    [
        ({"declines": "limit"}, None, "it knows no 'declines'"),
        ({"decline": "no_reason"}, None, "decline is none of insufficient_funds, try_later"),
        ({"delay_ms": 60_001}, None, "nor a delay longer than a minute"),
        ({"fee_minor": -1}, None, "cannot be negative"),
        ({"drop_percent": 101}, 1, "drop_percent is from 0 to 100"),
        ({"repeat": 1}, None, "repeat is not bool"),
        ({"seed": 1}, 1, "seed cannot be set for some calls only; set it for ever"),
    ],
)
def test_a_knob_that_cannot_be_is_refused_in_one_line(
    carrier: SandboxCarrier, values: dict[str, str | int], calls: int | None, message: str
) -> None:
    before = carrier.path.read_bytes()
    with pytest.raises(Problem, match=message) as caught:
        carrier.set_knobs(values, calls)
    assert "\n" not in str(caught.value)
    assert carrier.path.read_bytes() == before
