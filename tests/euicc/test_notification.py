"""Notifications are sent in order and each once; the news of a deleted profile is never lost by mistake."""

from typing import Any

import pytest

from axis_tui.euicc.problem import ChipProblem, NotFound, Unsent
from tests.euicc.machine import EID, ICCIDS, SECOND, SERVER, Machine, new_chip

ELSEWHERE = "smdp.example.net"


def note(seq: int, operation: str = "install", server: str = SERVER) -> dict[str, Any]:
    return {"seqNumber": seq, "profileManagementOperation": operation, "notificationAddress": server,
            "iccid": ICCIDS[0]}  # fmt: skip


@pytest.fixture
def outbox(machine: Machine) -> Machine:
    """A chip with four notifications, out of order, for two servers."""
    notes = [note(12, "delete"), note(9, "enable", ELSEWHERE), note(3), note(10, "disable")]
    machine.put(new_chip() | {"notifications": notes})
    return machine


def test_they_are_listed_in_order_and_only_new_ones_if_so_wished(outbox: Machine) -> None:
    chip = outbox.chip()
    assert [notification.seq for notification in chip.notifications()] == [3, 9, 10, 12]
    assert [notification.seq for notification in chip.notifications(after=9)] == [10, 12]
    assert chip.notifications(after=12) == ()


def test_they_are_sent_lowest_first_however_they_are_named(outbox: Machine) -> None:
    processed = outbox.chip().process([12, 3, 9, 12], remove=True)
    assert processed.sent == processed.removed == (3, 9, 12)
    assert outbox.state["heard"] == [[SERVER, 3], [ELSEWHERE, 9], [SERVER, 12]]
    assert [row["seqNumber"] for row in outbox.state["notifications"]] == [10]


def test_a_server_that_does_not_answer_holds_back_its_own_and_no_others(outbox: Machine) -> None:
    outbox.fail(unreachable=[SERVER])
    processed = outbox.chip().process([3, 9, 10, 12], remove=True)
    assert (processed.sent, processed.held_back) == ((9,), (10, 12))
    ((seq, problem),) = processed.failed
    assert (seq, "send it again later" in str(problem)) == (3, True)
    assert [row["seqNumber"] for row in outbox.state["notifications"]] == [12, 3, 10]


def test_what_was_sent_and_could_not_be_removed_is_told_apart(outbox: Machine) -> None:
    outbox.fail(keeps=True)
    processed = outbox.chip().process([3], remove=True)
    assert (processed.sent, processed.removed) == ((3,), ())
    assert [seq for seq, _ in processed.failed] == [3]


def test_sending_that_breaks_off_is_not_called_sent(outbox: Machine) -> None:
    outbox.fail(cut=10, unreachable=[SERVER], on="notification process")
    processed = outbox.chip().process([3, 10], remove=True)
    assert (processed.sent, processed.held_back) == ((), (10,))


def test_nothing_is_sent_where_one_of_them_is_unknown(outbox: Machine) -> None:
    with pytest.raises(NotFound, match="no notification 4"):
        outbox.chip().process([3, 4], remove=True)
    assert outbox.state["heard"] == []


def test_nothing_to_send_asks_for_nothing(outbox: Machine) -> None:
    assert outbox.chip().process([], remove=True).sent == ()
    assert outbox.state["heard"] == []


def test_a_signed_notification_is_given_as_the_chip_signed_it(outbox: Machine) -> None:
    signed = outbox.chip().dump(12)
    assert (signed.seq, signed.address, signed.eid, signed.payload) == (12, SERVER, EID, "vzcwgQ==")


def test_the_dump_of_one_that_is_gone_is_not_found(outbox: Machine) -> None:
    with pytest.raises(NotFound, match="no notification 4"):
        outbox.chip().dump(4)


@pytest.mark.parametrize(
    "faults",
    [
        {"raw": "", "status": 0},
        {"raw": '{"type":"notification","seqNumber":3,"pendingNotification":"AA=="}\n'},
        {"raw": '{"type":"lpa","payload":{"code":0,"message":"success","data":null}}\n'},
        {"driver": "no modem"},
    ],
)
def test_an_odd_dump_is_no_proof(outbox: Machine, faults: dict[str, Any]) -> None:
    outbox.fail(**faults, on="notification dump")
    with pytest.raises(ChipProblem) as caught:
        outbox.chip().dump(12)
    assert not isinstance(caught.value, NotFound)


def test_a_signature_that_is_no_base64_is_no_proof(outbox: Machine) -> None:
    outbox.put(outbox.state | {"signature": "\x1b[2J"})
    with pytest.raises(ChipProblem):
        outbox.chip().dump(12)


@pytest.mark.parametrize("operation", ["delete", "Delete", "rpm", "", "unknown"])
def test_the_news_of_a_deleted_profile_is_not_dropped_unsent(machine: Machine, operation: str) -> None:
    machine.put(new_chip() | {"notifications": [note(5, operation)]})
    chip = machine.chip()
    with pytest.raises(Unsent, match="notification 5 was not sent"):
        chip.remove(5, confirmed_unsent=False)
    assert not [words for words in machine.words if words.startswith("notification remove")]
    chip.remove(5, confirmed_unsent=True)
    assert machine.state["notifications"] == []


def test_it_may_go_once_its_server_has_taken_it(outbox: Machine) -> None:
    chip = outbox.chip()
    outbox.fail(unreachable=[SERVER])
    chip.process([12], remove=False)
    with pytest.raises(Unsent):
        chip.remove(12, confirmed_unsent=False)
    outbox.fail()
    chip.process([12], remove=False)
    chip.remove(12, confirmed_unsent=False)
    assert outbox.state["heard"] == [[SERVER, 12]]


def test_another_one_of_the_same_number_was_not_sent_with_it(outbox: Machine) -> None:
    chip = outbox.chip()
    chip.process([12], remove=False)
    outbox.put(new_chip() | {"notifications": [note(12, "delete", ELSEWHERE)]})
    with pytest.raises(Unsent):
        chip.remove(12, confirmed_unsent=False)


def test_others_may_be_dropped(outbox: Machine) -> None:
    outbox.chip().remove(10, confirmed_unsent=False)
    assert [row["seqNumber"] for row in outbox.state["notifications"]] == [12, 9, 3]


def test_deleting_leaves_news_that_nothing_sends_by_itself(machine: Machine) -> None:
    machine.chip().delete(SECOND)
    assert [row["profileManagementOperation"] for row in machine.state["notifications"]] == ["delete"]
    assert machine.state["heard"] == []
