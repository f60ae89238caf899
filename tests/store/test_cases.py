"""Cancellations in the store: one open case an eSIM, only lawful steps, each once, and nothing forgotten."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest

from axis_tui.domain.auto_renew import Consent, Rule, RuleState, Trigger
from axis_tui.domain.cancellation import CASE_TRANSITIONS, DONE, CaseEvent, CaseState, Reason
from axis_tui.domain.cancellation_recall import RECALL_MOVES
from axis_tui.domain.cancellation_subject import Policy
from axis_tui.domain.cancellation_word import CheckCode, Level, PolicyRule, Recall, RefundRule
from axis_tui.domain.dossier_check import verify
from axis_tui.domain.dossier_content import dossier_of
from axis_tui.domain.money import Money
from axis_tui.domain.policy_rule import policy_text, rules_of
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_word import Channel, OrderState
from axis_tui.domain.word import Status
from axis_tui.store.backup import KEPT, make_backup
from axis_tui.store.migrations import v004_cancellation, v005_recall
from axis_tui.store.problems import NotTaken, Refused
from axis_tui.store.read import auto_renew, case_recall, cases, overview, renewals
from axis_tui.store.read.case_facts import facts_of
from axis_tui.store.read.case_subject import look, policy_of
from axis_tui.store.read.reader import Reader, open_reader
from axis_tui.store.write import Tx, Writer
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write import case_steps as steps
from axis_tui.store.write.auto_renew import set_rule
from axis_tui.store.write.cases import Blocked, NewCase, draft, set_policy, submit
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.orders import NewOrder, place
from axis_tui.store.write.overview import refresh_overview
from axis_tui.store.write.plans import add_plan
from tests.store.cases import BACKUP, GONE, case_in, go, way_to
from tests.store.conftest import Home
from tests.store.fleet import NOW, terms
from tests.store.orders import PRICE, Shelf, order_in, stock


@pytest.fixture
def shelf(writer: Writer) -> Shelf:
    with writer.transaction() as tx:
        return stock(tx)


def found(reader: Reader, case_id: int) -> cases.CaseRow:
    row = cases.case(reader, case_id)
    assert row is not None
    return row


def words(reader: Reader, case_id: int) -> list[str]:
    return [event.event for event in cases.events(reader, case_id)]


def rule(shelf: Shelf) -> Rule:
    return Rule(
        RuleState.ON, Trigger.DATA_BELOW, 10**9, Consent("again", PRICE, NOW), shelf.card_id,
        cap_plan=None, cap_day=None, cap_month=None,
    )  # fmt: skip


def test_the_migration_knows_the_moves_and_ends_of_the_domain() -> None:
    moves = {f"{state.value}>{goal.value}" for (state, _), goal in CASE_TRANSITIONS.items()}
    assert set(v004_cancellation.MOVES) == moves
    assert set(v004_cancellation.DONE) == {state.value for state in DONE}
    assert set(cases.DONE_STATES) == set(v004_cancellation.DONE)
    assert set(v005_recall.RECALLS) == {recall.value for recall in Recall}
    assert set(v005_recall.RECALL_MOVES) == {f"{was.value}>{is_.value}" for was, is_ in RECALL_MOVES}
    some = (frozenset[PolicyRule](), {PolicyRule.NO_DISABLE}, {PolicyRule.NO_DELETE}, set(PolicyRule))
    assert {policy_text(rules) for rules in some} == set(v005_recall.RULES)
    assert all(rules_of(policy_text(rules)) == rules for rules in some)


@pytest.mark.parametrize("state", CaseState)
def test_a_case_can_be_brought_into_each_state_and_is_read_back(
    state: CaseState, writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, state)
    row = found(reader, case_id)
    assert (row.state, row.reason, row.esim_name, row.carrier) == (
        state, Reason.REPLACED, "Japan", "Axis Mobile"
    )  # fmt: skip
    assert row.is_open is (state not in DONE)
    assert (row.ended_at is None) is row.is_open
    assert len(words(reader, case_id)) >= 1 + len(way_to(state))


@pytest.mark.parametrize("state", CaseState)
def test_no_program_moves_a_case_against_the_state_table(
    state: CaseState, writer: Writer, home: Home, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, state)
    lawful = {state} | {end for (start, _), end in CASE_TRANSITIONS.items() if start is state}
    with closing(sqlite3.connect(home.path)) as connection:
        moved = [goal for goal in CaseState if is_moved(connection, case_id, goal)]
    assert set(moved) <= lawful, "a move against the table was taken"


def is_moved(connection: sqlite3.Connection, case_id: int, goal: CaseState) -> bool:
    """Whether another program can move the case to that state; it stays where it was."""
    try:
        connection.execute("UPDATE cancellation SET state = ? WHERE id = ?", (goal.value, case_id))
    except sqlite3.IntegrityError:
        return False
    finally:
        connection.rollback()
    return True


@pytest.mark.parametrize("state", [state for state in CaseState if state is not CaseState.DRAFT])
def test_a_step_taken_twice_changes_nothing_the_second_time(
    state: CaseState, writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, state)
    before = (found(reader, case_id), words(reader, case_id))
    with writer.transaction() as tx:
        if state is CaseState.REMOVING:
            assert steps.begin(tx, case_id, NOW + 5) is False
            assert keeping.confirm
        else:
            assert go(tx, case_id, state) is False
    assert (found(reader, case_id), words(reader, case_id)) == before


def test_an_esim_has_one_open_case_and_another_after_its_end(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        first = draft(tx, NewCase(shelf.esim_id, Reason.UNUSED), NOW)
    with pytest.raises(NotTaken, match="open already"), writer.transaction() as tx:
        draft(tx, NewCase(shelf.esim_id, Reason.UNUSED), NOW)
    with pytest.raises(Refused), writer.transaction() as tx:
        tx.execute(
            "INSERT INTO cancellation (esim_id, carrier_id, state, reason, created_at, changed_at)"
            " SELECT esim_id, carrier_id, 'draft', reason, 0, 0 FROM cancellation"
        )
    with writer.transaction() as tx:
        steps.withdraw(tx, first, NOW)
        assert draft(tx, NewCase(shelf.esim_id, Reason.LOST), NOW) > first


def test_a_request_turns_auto_renew_off_and_withdraws_what_was_not_sent(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        set_rule(tx, shelf.esim_id, rule(shelf), shelf.package_id, NOW)
        order_id = order_in(tx, shelf, OrderState.INTENT)
        case_id = case_in(tx, shelf.esim_id, CaseState.SUBMITTED)
    kept = auto_renew.rule(reader, shelf.esim_id)
    order = renewals.order(reader, order_id)
    assert kept is not None
    assert order is not None
    assert (kept.rule.state, order.state) == (RuleState.OFF, OrderState.WITHDRAWN)
    checks = {check.code: check.level for check in found(reader, case_id).checks}
    assert checks[CheckCode.AUTO_RENEW_ON] is Level.WARNS
    assert cases.events(reader, case_id)[-1].detail == "auto-renew off"
    assert CheckCode.ORDERS_NONE in checks


@pytest.mark.parametrize(
    "state", [OrderState.SENT, OrderState.UNKNOWN, OrderState.REVIEW, OrderState.SUCCEEDED]
)
def test_an_order_on_its_way_blocks_a_request_which_then_changes_nothing(
    state: OrderState, writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        set_rule(tx, shelf.esim_id, rule(shelf), shelf.package_id, NOW)
        order_in(tx, shelf, state)
        case_id = draft(tx, NewCase(shelf.esim_id, Reason.UNUSED), NOW)
    with pytest.raises(Blocked, match="open_orders") as caught, writer.transaction() as tx:
        submit(tx, case_id, NOW, BACKUP)
    assert CheckCode.OPEN_ORDERS in {check.code for check in caught.value.found}
    kept = auto_renew.rule(reader, shelf.esim_id)
    assert kept is not None
    assert kept.rule.state is RuleState.ON
    assert found(reader, case_id).state is CaseState.DRAFT


def test_a_request_needs_a_backup_of_today(writer: Writer, shelf: Shelf) -> None:
    old = type(BACKUP)(BACKUP.path, BACKUP.sha256, NOW - 2 * 86_400)
    with writer.transaction() as tx:
        case_id = draft(tx, NewCase(shelf.esim_id, Reason.UNUSED), NOW)
    with pytest.raises(Blocked, match="backup_old"), writer.transaction() as tx:
        submit(tx, case_id, NOW, old)


def test_other_reasons_need_words(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_id = draft(tx, NewCase(shelf.esim_id, Reason.OTHER), NOW)
    with pytest.raises(Blocked, match="reason_text_missing"), writer.transaction() as tx:
        submit(tx, case_id, NOW, BACKUP)


def test_an_esim_that_is_being_cancelled_buys_nothing(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.IN_REVIEW)
    wanted = NewOrder(shelf.esim_id, shelf.package_id, Channel.ONLINE, PRICE, method_id=shelf.card_id)
    with pytest.raises(Refused, match="being cancelled"), writer.transaction() as tx:
        place(tx, wanted, NOW)
    with pytest.raises(Refused, match="being cancelled"), writer.transaction() as tx:
        set_rule(tx, shelf.esim_id, rule(shelf), shelf.package_id, NOW)
    with writer.transaction() as tx:
        steps.reject(tx, case_id, NOW, "still needed")
        assert place(tx, wanted, NOW)


def test_a_removal_begins_only_after_approval_and_a_persons_word(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.IN_REVIEW)
    with pytest.raises(Problem, match="cannot do that"), writer.transaction() as tx:
        keeping.confirm(tx, case_id, NOW)
    with writer.transaction() as tx:
        steps.approve(tx, case_id, NOW)
    with pytest.raises(Refused), writer.transaction() as tx:
        steps.begin(tx, case_id, NOW)


def test_a_case_is_withdrawn_until_the_removal_begins(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.REMOVING)
    with pytest.raises(Problem, match="cannot do that"), writer.transaction() as tx:
        steps.withdraw(tx, case_id, NOW)


def handed_over(tx: Tx, shelf: Shelf) -> int:
    """A case that a program has handed to its carrier."""
    tx.execute(
        "INSERT INTO store_setting (key, value) VALUES (?, ?)",
        (f"carrier:{shelf.carrier_id}", json.dumps({"kind": "x", "capabilities": ["cancel"]})),
    )
    return case_in(tx, shelf.esim_id, CaseState.IN_REVIEW)


def test_a_carrier_is_to_be_told_of_a_withdrawal_where_a_program_had_asked_it(
    writer: Writer, reader: Reader, home: Home, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        by_hand = case_in(tx, shelf.esim_id, CaseState.WITHDRAWN)
        case_id = handed_over(tx, shelf)
        steps.withdraw(tx, case_id, NOW)
    assert [found(reader, each).recall for each in (by_hand, case_id)] == [Recall.NO, Recall.WANTED]
    assert [row.id for row in case_recall.recalls(reader)] == [case_id]
    assert case_recall.is_being_recalled(reader, shelf.esim_id)
    connection = sqlite3.connect(home.path)
    for change in (
        f"UPDATE cancellation SET recall = 'wanted' WHERE id = {by_hand}",
        f"UPDATE cancellation SET recall = '' WHERE id = {case_id}",
        f"UPDATE cancellation SET recall = 'else' WHERE id = {case_id}",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(change)
    connection.close()
    with pytest.raises(Problem, match="not to be told"), writer.transaction() as tx:
        keeping.keep_told_by_hand(tx, by_hand, NOW)
    with writer.transaction() as tx:
        assert keeping.keep_recall(tx, case_id, NOW, Recall.REFUSED, "too late")
        assert not keeping.keep_recall(tx, case_id, NOW, Recall.REFUSED, "too late")
        assert keeping.keep_told_by_hand(tx, case_id, NOW)
    assert words(reader, case_id)[-2:] == ["recall_refused", "recall_told"]
    assert case_recall.recalls(reader) == []


def test_the_end_of_a_service_ends_its_plans(writer: Writer, reader: Reader, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        waiting = add_plan(tx, shelf.esim_id, terms(), NOW - 30)
        case_in(tx, shelf.esim_id, CaseState.VERIFIED)
    ends = dict(reader.rows("SELECT id, state || ' ' || coalesce(expires_at, lapses_at) FROM plan"))
    assert ends == {shelf.plan_id: f"ended {NOW}", waiting: f"ended {NOW}"}
    row = overview.row(reader, shelf.esim_id)
    assert row is not None
    assert (row.status, row.plan_id, row.left_bytes) == (Status.CANCELLED, shelf.plan_id, 0)
    assert (row.expires_at, row.budget_bytes_per_day, row.lasts) == (NOW, None, None)
    assert overview.count(reader, overview.Filter.parse("state:cancelled")) == 1
    with writer.transaction() as tx:
        add_plan(tx, shelf.esim_id, terms(), NOW + 60, starts_at=NOW + 60)
        refresh_overview(tx, [shelf.esim_id], NOW + 60)
    again = overview.row(reader, shelf.esim_id)
    assert again is not None
    assert again.status is Status.ACTIVE, "what was bought after it counts"


def test_an_esim_whose_plan_had_expired_before_its_cancellation_is_not_to_be_renewed_either(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        tx.execute(
            "UPDATE plan SET state = 'expired', expires_at = ? WHERE id = ?", (NOW - 30, shelf.plan_id)
        )
        case_in(tx, shelf.esim_id, CaseState.CLOSED)
    row = overview.row(reader, shelf.esim_id)
    assert row is not None
    assert (row.status, row.left_bytes, row.expires_at) == (Status.CANCELLED, 0, NOW - 30)


@pytest.mark.parametrize(
    ("change", "working"),
    [
        ("UPDATE esim SET notes = 'as it was'", 1),
        ("UPDATE esim SET profile_state = 'deleted'", 0),
        (f"UPDATE esim SET profile_expires_at = {NOW}", 0),
        (f"UPDATE esim SET profile_expires_at = {NOW + 1}", 1),
        (f"UPDATE carrier SET service_ended_at = {NOW}", 0),
        (f"UPDATE carrier SET service_ended_at = {NOW + 1}", 1),
        ("UPDATE plan SET state = 'depleted'", 0),
    ],
)
def test_another_esim_of_the_device_works_only_while_plan_carrier_and_profile_do(
    change: str, working: int, writer: Writer, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        add_esim(tx, NewEsim("Taiwan", "Axis Mobile", device="Phone", profile_state="enabled"))
        other = add_esim(tx, NewEsim("Korea", "Axis Mobile", device="Phone", profile_state="enabled"))
        add_plan(tx, other, terms(), NOW - 60, starts_at=NOW - 60)
        (device_id,) = tx.row("SELECT device_id FROM esim WHERE id = ?", (other,)) or (0,)
        tx.execute("UPDATE esim SET device_id = ? WHERE id = ?", (device_id, shelf.esim_id))
        tx.execute(change)
        seen = look(tx, shelf.esim_id, Reason.REPLACED, "", "", None, NOW)
    assert seen is not None
    assert seen.subject.others_working == working


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cancellation SET notes = 'else'", "UPDATE cancellation SET esim_id = esim_id + 1",
        "UPDATE cancellation SET checklist = ''", "UPDATE cancellation SET backup_sha256 = ''",
        "UPDATE cancellation SET proof = 'b'", "UPDATE cancellation SET dossier = '[]'",
        "DELETE FROM cancellation", "DELETE FROM cancellation_event", "UPDATE cancellation_event SET at = 1",
    ],
)  # fmt: skip
def test_what_was_asked_and_proven_is_never_changed(
    change: str, writer: Writer, home: Home, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.NOTIFIED)
        keeping.keep_proof(tx, case_id, NOW, "YQ==")
        steps.verify(tx, case_id, NOW, GONE)
        steps.close(tx, case_id, NOW, "{}")
    connection = sqlite3.connect(home.path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(change)
    connection.close()


def test_proof_reference_and_words_are_kept_once(writer: Writer, reader: Reader, shelf: Shelf) -> None:
    letter = "Ended on 28 May. " * 60 + "Axis"
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.SUBMITTED)
        assert keeping.keep_reference(tx, case_id, NOW, "SC-7")
        assert not keeping.keep_reference(tx, case_id, NOW, "SC-8")
        assert keeping.keep_confirmation(tx, case_id, NOW, letter)
        assert not keeping.keep_confirmation(tx, case_id, NOW, "something else")
    row = found(reader, case_id)
    assert (row.reference, row.confirmation) == ("SC-7", letter)
    with pytest.raises(Problem, match="no reference"), writer.transaction() as tx:
        keeping.keep_reference(tx, case_id, NOW, " ")


def test_a_step_by_hand_is_for_chips_that_this_machine_does_not_reach(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.REMOVING)
        assert steps.record_by_hand(tx, case_id, CaseEvent.DELETE, NOW)
        assert not steps.record_by_hand(tx, case_id, CaseEvent.DELETE, NOW)
    assert reader.row("SELECT profile_state FROM esim WHERE id = ?", (shelf.esim_id,)) == ("deleted",)


def test_a_card_number_in_notes_is_not_stored(writer: Writer, reader: Reader, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_id = draft(tx, NewCase(shelf.esim_id, Reason.OTHER, "paid by 4111 1111 1111 1111"), NOW)
    assert "1111 1111 1111" not in found(reader, case_id).notes


def test_a_carriers_policy_is_what_the_checklist_reckons_with(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        set_policy(tx, shelf.carrier_id, Policy(Money(500, "USD", 2), RefundRule.PRO_RATA, 30), 3)
        case_id = case_in(tx, shelf.esim_id, CaseState.SUBMITTED)
    checks = {check.code: dict(check.params) for check in found(reader, case_id).checks}
    assert checks[CheckCode.FEE]["minor"] == 500
    assert CheckCode.REFUND_UNKNOWN not in checks


def test_what_a_person_says_of_a_carriers_profiles_blocks_where_a_chip_has_to_obey(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    forbids = Policy(rules=frozenset({PolicyRule.NO_DELETE}))
    with writer.transaction() as tx:
        set_policy(tx, shelf.carrier_id, forbids, None)
        assert policy_of(tx, shelf.carrier_id) == (forbids, None)
        tx.execute("INSERT INTO chip (eid, first_seq, first_read_at, read_at) VALUES ('E', 0, 0, 0)")
        tx.execute(
            "INSERT INTO profile (eid, state, esim_id, first_seen_at, seen_at)"
            " VALUES ('E', 'enabled', ?, 0, 0)",
            (shelf.esim_id,),
        )
        case_id = draft(tx, NewCase(shelf.esim_id, Reason.UNUSED), NOW)
    with pytest.raises(Blocked, match="rule_no_delete"), writer.transaction() as tx:
        submit(tx, case_id, NOW, BACKUP)
    with writer.transaction() as tx:
        set_policy(tx, shelf.carrier_id, Policy(rules=frozenset()), None)
        assert submit(tx, case_id, NOW, BACKUP)


def test_the_facts_of_a_case_make_a_whole_dossier_with_the_iccid_masked(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    from axis_tui.domain.dossier import as_json

    with writer.transaction() as tx:
        case_id = case_in(tx, shelf.esim_id, CaseState.NOTIFIED)
    row = found(reader, case_id)
    text = as_json(dossier_of(facts_of(reader, row), NOW))
    assert verify(text).is_whole
    assert "8988000000000000011" not in text
    assert "8988000000000000011" in as_json(dossier_of(facts_of(reader, row, reveal=True), NOW))


def test_a_backup_is_whole_private_and_only_the_last_are_kept(
    writer: Writer, home: Home, shelf: Shelf
) -> None:
    made = [make_backup(home.path, home.state_dir, NOW + number) for number in range(KEPT + 2)]
    last = made[-1]
    assert hashlib.sha256(last.path.read_bytes()).hexdigest() == last.sha256
    assert last.path.stat().st_mode & 0o777 == 0o600
    assert last.path.parent.stat().st_mode & 0o777 == 0o700
    with open_reader(last.path) as copy:
        assert copy.row("SELECT count(*) FROM esim") == (1,)
    assert sorted(last.path.parent.glob("*.db")) == sorted(backup.path for backup in made[2:])
