from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.cancellation_recall import RECALL_MOVES, Recall, RecallStep, Request, next_recall

ASKED = Request(
    has_reference=True,
    is_anothers=False,
    can_withdraw=True,
    can_tell=True,
    has_answered=False,
    may_arrive=True,
)
REQUESTS = st.builds(Request, **{name: st.booleans() for name in Request.__slots__})


def test_a_request_whose_reference_is_known_is_withdrawn() -> None:
    assert next_recall(ASKED) is RecallStep.WITHDRAW


def test_one_whose_answer_was_lost_is_looked_for_until_it_can_no_longer_arrive() -> None:
    lost = replace(ASKED, has_reference=False)
    assert next_recall(lost) is RecallStep.LOOK
    assert next_recall(replace(lost, has_answered=True)) is RecallStep.LOOK
    assert next_recall(replace(lost, has_answered=True, may_arrive=False)) is Recall.NONE
    assert next_recall(replace(lost, can_tell=False)) is Recall.REFUSED


def test_what_another_case_goes_on_with_is_left_to_it() -> None:
    assert next_recall(replace(ASKED, is_anothers=True)) is Recall.NONE


@given(REQUESTS)
def test_a_carrier_that_takes_no_program_s_word_is_never_told_by_one(request: Request) -> None:
    found = next_recall(request)
    if not request.can_withdraw:
        assert isinstance(found, Recall)
    if found is RecallStep.WITHDRAW:
        assert request.has_reference
    if isinstance(found, Recall):
        assert (Recall.WANTED, found) in RECALL_MOVES
