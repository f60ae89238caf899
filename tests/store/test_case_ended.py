"""An eSIM whose service a case ended is neither cancelled nor renewed again, unless it is in use anew."""

from __future__ import annotations

import pytest

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.domain.cancellation_word import CheckCode
from axis_tui.domain.problem import Problem
from axis_tui.store.read.case_ended import ended_by
from axis_tui.store.read.case_subject import look
from axis_tui.store.read.reader import Reader
from axis_tui.store.write import Writer
from axis_tui.store.write.cases import Blocked, NewCase, draft, submit
from axis_tui.store.write.orders import place
from axis_tui.store.write.plans import add_plan
from tests.store.cases import BACKUP, case_in
from tests.store.fleet import NOW, terms
from tests.store.orders import Shelf, stock


@pytest.fixture
def shelf(writer: Writer) -> Shelf:
    with writer.transaction() as tx:
        return stock(tx)


def test_it_is_asked_for_no_second_time_and_says_which_case_ended_it(
    writer: Writer, reader: Reader, shelf: Shelf
) -> None:
    with writer.transaction() as tx:
        withdrawn = case_in(tx, shelf.esim_id, CaseState.WITHDRAWN)
        assert ended_by(tx, shelf.esim_id) is None
        case_id = case_in(tx, shelf.esim_id, CaseState.CLOSED)
    assert ended_by(reader, shelf.esim_id) == case_id != withdrawn
    with pytest.raises(Blocked) as blocked, writer.transaction() as tx:
        submit(tx, draft(tx, NewCase(shelf.esim_id, Reason.UNUSED), NOW + 1), NOW + 1, BACKUP)
    assert blocked.value.found[0].code is CheckCode.ALREADY_ENDED
    assert blocked.value.found[0].params == (("case", case_id),)


def test_nothing_is_renewed_on_it(writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_in(tx, shelf.esim_id, CaseState.CLOSED)
    with pytest.raises(Problem, match="nothing is renewed on it"), writer.transaction() as tx:
        place(tx, shelf.wanted(), NOW + 1)


@pytest.mark.parametrize("anew", ["bought", "installed"])
def test_one_that_is_in_use_again_can_be_cancelled_again(anew: str, writer: Writer, shelf: Shelf) -> None:
    with writer.transaction() as tx:
        case_in(tx, shelf.esim_id, CaseState.CLOSED)
        if anew == "bought":
            add_plan(tx, shelf.esim_id, terms(), NOW + 60)
        else:
            tx.execute("INSERT INTO chip (eid, first_seq, first_read_at, read_at) VALUES ('E', 0, 0, 0)")
            tx.execute(
                "INSERT INTO profile (eid, iccid, state, esim_id, first_seen_at, seen_at)"
                " SELECT 'E', iccid, 'enabled', id, ?, ? FROM esim WHERE id = ?",
                (NOW + 60, NOW + 60, shelf.esim_id),
            )
        found = look(tx, shelf.esim_id, Reason.UNUSED, "", "", NOW, NOW + 90)
    assert found is not None
    assert found.subject.ended_by is None
