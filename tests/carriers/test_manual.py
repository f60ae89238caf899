"""A carrier without an interface for programs: nothing by itself, everything by a person."""

import pytest

from axis_tui.carriers.base import Capability, CarrierProblem, Declined, NotSent
from axis_tui.carriers.manual import ManualCarrier
from axis_tui.domain.renewal_word import Channel
from tests.carriers.contract import CHECKS, Check, Stage

NOW = 1_795_180_000


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_manual_carrier_keeps_the_contract(check: Check) -> None:
    check(Stage(ManualCarrier, lambda: ManualCarrier("Corner shop"), NOW))


def test_it_offers_every_channel_that_a_person_can_follow() -> None:
    assert ManualCarrier("Corner shop").conduct.channels == {
        Channel.ONLINE, Channel.HOTLINE, Channel.STORE, Channel.THIRD_PARTY
    }  # fmt: skip


def test_it_can_do_nothing_and_says_who_does() -> None:
    carrier = ManualCarrier("Corner\x1b[31m shop\u202e")
    assert carrier.capabilities == frozenset[Capability]()
    with pytest.raises(CarrierProblem) as caught:
        carrier.balance(NOW)
    assert str(caught.value) == (
        "Corner[31m shop has no interface for programs; do it yourself and record what came of it"
    )
    assert not isinstance(caught.value, Declined | NotSent)
