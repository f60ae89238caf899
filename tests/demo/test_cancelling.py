"""Cancelling in the demo, from request to proof: removed from its chip, refused, taken back, lost."""

from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.domain.cancellation_word import CarrierSays, CheckCode, OnChip, Recall
from axis_tui.domain.dossier_check import verify
from axis_tui.store.read import cases
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.tui.dialogs.simulate import open_simulator
from axis_tui.tui.screens.base import AxisScreen
from tests.demo.played import AT, Played


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    played = Played(tmp_path_factory.mktemp("played"))
    yield played
    played.close()


class Screen:
    """A screen that only notes what is said, offered and asked."""

    def __init__(self, demo: Played) -> None:
        self.reader = demo.reader
        self.app = self
        self.said: list[str] = []
        self.asked: list[dict[str, Any]] = []
        self.choose: Callable[[int | None], None] = lambda index: None

    def say(self, text: str, tone: object = None) -> None:
        self.said.append(text)

    def push_screen(self, dialog: object, chosen: Callable[[int | None], None]) -> None:
        self.choose = chosen

    def ask(self, kind: str, about: dict[str, Any], done: str) -> None:
        assert kind == "simulate"
        self.asked.append(about)

    def opened(self, demo: Played, name: str) -> "Screen":
        open_simulator(cast(AxisScreen, self), demo.esim(name)[0], name)
        return self


def counted(demo: Played, name: str) -> int:
    """Bytes that the router has counted for that eSIM."""
    (total,) = demo.reader.row(
        "SELECT total(rx_bytes) FROM sample WHERE esim_id = ? AND source = 0", (demo.esim(name)[0],)
    ) or (0,)
    return int(total)


def test_an_esim_that_works_leaves_the_chip_its_server_hears_of_it_and_the_dossier_proves_it(
    demo: Played,
) -> None:
    assert demo.on_chip["Axis JP"] == "enabled"
    asked_at = demo.now
    case_id = demo.ask("Japan 10 GB", Reason.UNUSED)
    row = demo.until(case_id, CaseState.IN_REVIEW)
    told = {check.code for check in row.checks}
    assert told >= {CheckCode.VALUE_LEFT, CheckCode.FEE, CheckCode.REFUND_PART}
    demo.until(case_id, CaseState.APPROVED)
    assert demo.now - asked_at <= 45, "it is decided while somebody watches"
    assert demo.on_chip["Axis JP"] == "enabled"
    demo.write(lambda tx: keeping.confirm(tx, case_id, demo.now))
    row = demo.until(case_id, CaseState.CLOSED)
    assert "Axis JP" not in demo.on_chip
    assert row.after is not None
    assert (row.after.profile, row.after.carrier) == (OnChip.ABSENT, CarrierSays.CANCELLED)
    dossier = cases.dossier(demo.reader, case_id)
    assert verify(dossier).is_whole
    assert "Not proven" not in dossier
    before = counted(demo, "Japan 10 GB")
    assert before > 0
    for _ in range(4):
        demo.pass_time(30)
    assert counted(demo, "Japan 10 GB") == before, "its interface counts for nobody"
    assert [row["seqNumber"] for row in demo.chip["notifications"]] == [1], "all of ours were sent"


def test_one_is_refused_when_a_person_has_the_carrier_refuse(demo: Played) -> None:
    case_id = demo.ask("Swiss day", Reason.UPKEEP)
    demo.until(case_id, CaseState.IN_REVIEW)
    screen = Screen(demo).opened(demo, "Swiss day")
    screen.choose(1)
    demo.simulate("Swiss day", **screen.asked[0])
    assert demo.until(case_id, CaseState.REJECTED).rejection == "the contract still runs"


def test_one_is_taken_back_after_its_approval_and_its_carrier_is_seen_to_know_it(demo: Played) -> None:
    case_id = demo.ask("Thailand 3 GB", Reason.UNUSED)
    row = demo.until(case_id, CaseState.IN_REVIEW)
    assert CheckCode.REFUND_NONE in {check.code for check in row.checks}
    demo.until(case_id, CaseState.APPROVED)
    demo.pass_time(20)
    demo.write(lambda tx: steps.withdraw(tx, case_id, demo.now))
    for _ in range(3):
        demo.pass_time(2)
    row = demo.case(case_id)
    assert (row.state, row.recall, row.confirmation) == (CaseState.WITHDRAWN, Recall.TOLD, "")
    assert cases.events(demo.reader, case_id)[-1].event == "recall_told"


def test_a_lost_one_is_ended_by_its_carrier_as_soon_as_a_person_says_so(demo: Played) -> None:
    case_id = demo.ask("EU 20 GB", Reason.LOST)
    demo.until(case_id, CaseState.IN_REVIEW)
    screen = Screen(demo).opened(demo, "EU 20 GB")
    screen.choose(None)
    screen.choose(0)
    demo.simulate("EU 20 GB", **screen.asked[0])
    demo.until(case_id, CaseState.APPROVED)
    demo.write(lambda tx: keeping.confirm(tx, case_id, demo.now))
    screen.choose(2)
    demo.simulate("EU 20 GB", **screen.asked[1])
    demo.until(case_id, CaseState.CLOSED)
    dossier = cases.dossier(demo.reader, case_id)
    assert verify(dossier).is_whole
    assert "by the carrier on its side" in dossier


def test_the_simulator_begins_with_what_can_happen_to_a_case_and_leaves_people_to_themselves(
    demo: Played,
) -> None:
    screen = Screen(demo).opened(demo, "Thailand 3 GB")
    screen.choose(0)
    assert "leaving_bytes" in screen.asked[0], "no case of it is open"
    assert Screen(demo).opened(demo, "Turkey 5 GB").said[0].endswith("a person renews with it")
    assert Screen(demo).opened(demo, "UK 12 GB").said[0].endswith("record yourself what it says")


def test_the_demo_begins_with_one_proven_one_refused_and_one_under_review(demo: Played) -> None:
    closed, refused, review = (demo.case(case_id) for case_id in (1, 2, 3))
    assert verify(cases.dossier(demo.reader, closed.id)).is_whole
    assert closed.has_proof
    assert (closed.state, refused.state, review.state) == (
        CaseState.CLOSED, CaseState.REJECTED, CaseState.IN_REVIEW
    )  # fmt: skip
    assert not review.uses_api
    assert review.deadline_on is not None
    assert review.deadline_on.toordinal() * 86_400 > AT
