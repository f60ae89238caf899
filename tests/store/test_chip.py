"""The chip in the store: who is who, what is kept for ever, and what no program may write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from axis_tui.store.problems import NotTaken, Refused
from axis_tui.store.read import chip as read
from axis_tui.store.read import open_reader
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write.chip import (
    ChipFacts,
    ChipReading,
    NoticeFacts,
    ProfileFacts,
    link_download,
    record_reading,
)
from axis_tui.store.write.chip_link import link_profile
from axis_tui.store.write.chip_notice import due_notices, keep_payload, note_removed, note_sent
from axis_tui.store.write.fleet import NewDevice, NewEsim, add_device, add_esim
from axis_tui.store.write.reveal import reveal_code
from axis_tui.store.write.switch_back import (
    SwitchBack,
    begin_wait,
    forget_switch_back,
    plan_switch_back,
    switches_back,
)
from tests.store.conftest import Home
from tests.store.fleet import NOW

EID, ICCID, OTHER = "89049032000001000000012345678954", "8944476500001224158", "8985200000010000017"
SERVER = "rsp.example.com"
ONE = ProfileFacts("A1", ICCID, "enabled", provider="Axis", name="Japan", klass="operational")
TWO = ProfileFacts("A2", OTHER, "disabled")


def reading(*profiles: ProfileFacts, notices: tuple[NoticeFacts, ...] = ()) -> ChipReading:
    return ChipReading(ChipFacts(EID, "", 1_000), profiles, notices)


def notice(seq: int, operation: str = "delete", server: str = SERVER) -> NoticeFacts:
    return NoticeFacts(seq, operation, server, ICCID)


def add(tx: Tx, name: str = "Japan", iccid: str = ICCID, **more: Any) -> int:
    return add_esim(tx, NewEsim(name, "Axis", device="Router", iccid=iccid, **more))


@pytest.fixture
def writer(home: Home) -> Any:
    with home.write() as writer:
        with writer.transaction() as tx:
            add_device(tx, NewDevice("Router", "router", EID, is_local=True))
        yield writer


def state_of(tx: Tx, esim_id: int) -> str:
    return str((tx.row("SELECT profile_state FROM esim WHERE id = ?", (esim_id,)) or ("",))[0])


def test_a_notification_is_called_by_the_esim_that_its_profile_was_linked_to_later(
    writer: Writer, home: Home
) -> None:
    def names() -> list[str]:
        with home.read() as reader:
            return [row.esim_name for row in read.notices(reader)]

    with writer.transaction() as tx:
        record_reading(tx, reading(ONE, notices=(notice(1, "install"),)), NOW)
    assert names() == [""]
    with writer.transaction() as tx:
        (profile_id,) = tx.row("SELECT id FROM profile") or (0,)
        link_profile(tx, profile_id, add(tx, iccid=""))
        record_reading(tx, reading(notices=(notice(1, "install"), notice(2))), NOW + 1)
    with writer.transaction() as tx:
        record_reading(
            tx, reading(ONE, notices=(notice(1, "install"), notice(2), notice(3, "install"))), NOW + 2
        )
    assert names() == ["Japan", "Japan", "Japan"]


def test_an_aid_that_comes_again_with_another_iccid_is_another_profile(writer: Writer) -> None:
    with writer.transaction() as tx:
        japan = add(tx)
        record_reading(tx, reading(ONE), NOW)
        record_reading(tx, reading(replace(TWO, isdp_aid="A1", state="enabled")), NOW + 1)
        assert state_of(tx, japan) == "deleted"
        rows = tx.rows("SELECT iccid, esim_id, gone_at FROM profile ORDER BY id")
    assert rows == [(ICCID, japan, NOW + 1), (OTHER, None, None)]


def test_two_esims_of_one_iccid_on_one_chip_are_left_to_a_person(writer: Writer) -> None:
    with writer.transaction() as tx:
        add(tx)
        add_esim(tx, NewEsim("Twin", "Other carrier", device="Router", iccid=ICCID))
        record_reading(tx, reading(ONE), NOW)
        assert tx.rows("SELECT esim_id FROM profile") == [(None,)]


def owners(tx: Tx) -> list[tuple[str, int | None]]:
    """AID and eSIM of every profile."""
    return tx.rows("SELECT isdp_aid, esim_id FROM profile ORDER BY id")


def test_a_link_is_to_that_one_profile_where_others_tell_no_iccid_either(writer: Writer) -> None:
    """Else the cancellation of the eSIM would delete a stranger's profile."""
    with writer.transaction() as tx:
        japan = add(tx, iccid="")
        record_reading(tx, reading(replace(ONE, iccid=""), replace(TWO, iccid="")), NOW)
        link_profile(tx, 1, japan)
        assert owners(tx) == [("A1", japan), ("A2", None)]


def test_a_download_that_told_no_iccid_makes_no_nameless_profile_the_esims(writer: Writer) -> None:
    with writer.transaction() as tx:
        korea = add(tx, iccid="")
        record_reading(tx, reading(replace(ONE, iccid=""), TWO), NOW)
        link_download(tx, EID, "", korea)
        assert owners(tx) == [("A1", None), ("A2", None)]
        link_download(tx, EID, OTHER, korea)
        assert owners(tx) == [("A1", None), ("A2", korea)]


def test_an_esim_keeps_its_profile_when_its_device_is_renamed_and_its_state_follows(writer: Writer) -> None:
    with writer.transaction() as tx:
        japan = add(tx)
        for state, told in (("enabled", "enabled"), ("disabled", "disabled"), ("asleep", "installed")):
            record_reading(tx, reading(replace(ONE, state=state)), NOW)
            assert state_of(tx, japan) == told


def test_a_local_device_without_an_eid_gets_the_chips_and_a_stranger_is_made(home: Home) -> None:
    with home.write() as writer, writer.transaction() as tx:
        add_device(tx, NewDevice("Laptop", "laptop", is_local=True))
        record_reading(tx, reading(), NOW)
        far = ChipReading(ChipFacts("89049032000001000000012345678081", "router", None), (), ())
        record_reading(tx, far, NOW)
        assert tx.rows("SELECT name, eid <> '', is_local FROM device ORDER BY id") == [
            ("Laptop", 1, 1), ("router …8081", 1, 0),
        ]  # fmt: skip


def test_a_notification_is_new_only_when_it_came_after_the_first_reading(writer: Writer) -> None:
    with writer.transaction() as tx:
        record_reading(tx, reading(notices=(notice(3),)), NOW)
        assert due_notices(tx, EID) == []
        record_reading(tx, reading(notices=(notice(3), notice(4, server="b.example.com"))), NOW)
        assert [due.seq for due in due_notices(tx, EID)] == [4]
        record_reading(tx, reading(notices=(notice(3), notice(4, server="b.example.com"), notice(5))), NOW)
        assert [due.seq for due in due_notices(tx, EID)] == [3, 4, 5], "a server hears of them in order"


def kept(tx: Tx) -> int:
    record_reading(tx, reading(notices=(notice(3),)), NOW)
    (due,) = due_notices(tx, EID, all_of_them=True)
    keep_payload(tx, due.id, "vzcwgQ==")
    return due.id


def test_what_was_sent_and_is_gone_counts_as_removed_and_what_was_not_as_taken_by_another(
    writer: Writer,
) -> None:
    with writer.transaction() as tx:
        note_sent(tx, kept(tx), NOW)
        record_reading(tx, reading(notices=(notice(4),)), NOW + 1)
        record_reading(tx, reading(), NOW + 2)
        rows = tx.rows("SELECT seq, sent_at, removed_at, gone_at FROM notification ORDER BY seq")
    assert rows == [(3, NOW, NOW + 1, None), (4, None, None, NOW + 2)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE notification SET payload = 'Zm9yZ2Vk'",
        "UPDATE notification SET operation = 'install'",
        "UPDATE notification SET removed_at = 1",
        "DELETE FROM notification",
    ],
)
def test_a_kept_proof_is_changed_by_no_program(writer: Writer, sql: str) -> None:
    with writer.transaction() as tx:
        kept(tx)
    with pytest.raises(Refused), writer.transaction() as tx:
        tx.execute(sql)


def test_a_delete_notification_counts_as_removed_only_once_sent_or_with_a_persons_word(
    writer: Writer,
) -> None:
    with writer.transaction() as tx:
        number = kept(tx)
    with pytest.raises(Refused), writer.transaction() as tx:
        note_removed(tx, number, NOW)
    with writer.transaction() as tx:
        tx.execute("UPDATE notification SET unsent_confirmed = 1")
        note_removed(tx, number, NOW)


def test_a_second_switch_goes_back_to_where_the_first_began(writer: Writer) -> None:
    first = SwitchBack(EID, "A1", ICCID, "A2", OTHER, 60, NOW, NOW + 60)
    with writer.transaction() as tx:
        record_reading(tx, reading(), NOW)
        plan_switch_back(tx, first)
        begin_wait(tx, EID, NOW + 10)
        plan_switch_back(tx, replace(first, to_aid="A2", from_aid="A3", asked_at=NOW + 20, due_at=NOW + 80))
        (back,) = switches_back(tx)
        assert (back.to_aid, back.from_aid, back.due_at) == ("A1", "A3", NOW + 80)
        assert not back.is_due(NOW + 79)
        assert back.is_due(NOW + 80)
        assert back.is_due(NOW - 86_400), "a clock that was set back must not keep anybody out"
        assert forget_switch_back(tx)
        assert not forget_switch_back(tx)


def test_a_reveal_is_noted_for_ever(home: Home, writer: Writer) -> None:
    with writer.transaction() as tx:
        japan, bare = add(tx, activation_code="LPA:1$rsp.example.com$CODE"), add(tx, "Bare", OTHER)
        assert reveal_code(tx, japan, NOW) == "LPA:1$rsp.example.com$CODE"
        with pytest.raises(NotTaken):
            reveal_code(tx, bare, NOW)
    with pytest.raises(Refused), writer.transaction() as tx:
        tx.execute("DELETE FROM reveal_log")
    with open_reader(home.path) as reader:
        assert read.reveals(reader, japan) == [(NOW, "activation_code")]
