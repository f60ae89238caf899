"""The way of a cancellation in a line: the place marked, the end told, at any width, without colour."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui import i18n
from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.present.case_way import case_way, follows_chip
from axis_tui.present.case_words import state_word
from axis_tui.present.glyphs import ASCII, UNICODE, Glyphs
from axis_tui.present.line import Tone, plain
from axis_tui.present.width import cells

AT = 1_795_176_000


@dataclass(frozen=True)
class Case:
    state: CaseState
    reason: Reason = Reason.REPLACED
    has_chip: bool = True
    chip_refused: bool = False
    submitted_at: int | None = AT
    received_at: int | None = AT
    decided_at: int | None = AT


AT_REVIEW = Case(CaseState.IN_REVIEW)
NEW = Case(CaseState.DRAFT, submitted_at=None, received_at=None, decided_at=None)


def told(case: Case, width: int = 100, glyphs: Glyphs = UNICODE) -> str:
    return plain(case_way(case, width, glyphs))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            Case(CaseState.DRAFT),
            "› draft ─ submitted ─ under review ─ approved ─ off the chip ─ notified ─ proven",
        ),
        (AT_REVIEW, "… submitted ─› under review ─ approved ─ off the chip ─ notified ─ proven"),
        (Case(CaseState.REMOVING), "… under review ─ approved ─› being removed ─ notified ─ proven"),
        (Case(CaseState.DISABLED), "… under review ─ approved ─› disabled ─ notified ─ proven"),
        (Case(CaseState.CLOSED), "… approved ─ off the chip ─ notified ─› ✓ closed, proven"),
        # The carrier's way: lost, no chip here, or a chip that refused.
        (Case(CaseState.APPROVED, Reason.LOST), "… under review ─› approved ─ ended by the carrier ─ proven"),
        (Case(CaseState.REMOVING, has_chip=False), "… under review ─ approved ─› being removed ─ proven"),
        (Case(CaseState.DISABLED, chip_refused=True), "… under review ─ approved ─› disabled ─ proven"),
        (Case(CaseState.REVOKED, chip_refused=True), "… approved ─› ended by the carrier ─ proven"),
        # By hand on a device that this machine does not reach; and a notification that another hand took.
        (Case(CaseState.DELETED, has_chip=False), "… approved ─› off the chip ─ notified ─ proven"),
        (Case(CaseState.REVOKED), "… approved ─ off the chip ─› ended by the carrier ─ proven"),
        # Ends before the service did: how far it came.
        (Case(CaseState.REJECTED), "… submitted ─ under review ─› ✕ refused"),
        (Case(CaseState.REJECTED, received_at=None), "… submitted ─› ✕ refused"),
        (replace(NEW, state=CaseState.WITHDRAWN), "draft ─› – withdrawn"),
        (Case(CaseState.WITHDRAWN), "… under review ─ approved ─› – withdrawn"),
        (Case(CaseState.UNPROVEN), "… under review ─ approved ─› ▲ ended, not proven"),
    ],
)  # fmt: skip
def test_the_place_is_marked_on_every_way(case: Case, said: str) -> None:
    first, dots, rest = said.rpartition("… ")
    ways = (f"draft ─ {rest}", f"draft ─ submitted ─ {rest}", f"draft ─ submitted ─ under review ─ {rest}")
    assert told(case) in (ways if dots else (first + rest,))


def test_on_eighty_columns_it_is_whole_beside_one_cell_of_margin_and_on_sixty_what_is_far_goes() -> None:
    case = AT_REVIEW
    assert told(case, 79).startswith("draft ─")
    assert told(case, 79).endswith("─ proven")
    assert told(case, 78) == "… ─ submitted ─› under review ─ approved ─ off the chip ─ notified ─ proven"
    assert told(case, 59) == "… ─› under review ─ approved ─ off the chip ─ notified ─ …"
    assert (
        told(replace(case, state=CaseState.NOTIFIED), 59)
        == "… ─ approved ─ off the chip ─› notified ─ proven"
    )


def test_ascii_marks_the_place_too() -> None:
    said = told(Case(CaseState.APPROVED, Reason.LOST), 100, ASCII)
    assert said == "draft - submitted - under review -> approved - ended by the carrier - proven"
    assert told(Case(CaseState.REJECTED), 30, ASCII) == "~ - under review -> x refused"


@given(
    st.builds(
        Case,
        st.sampled_from(CaseState),
        st.sampled_from(Reason),
        st.booleans(),
        st.booleans(),
        st.sampled_from((None, AT)),
        st.sampled_from((None, AT)),
        st.sampled_from((None, AT)),
    ),
    st.integers(1, 120),
    st.sampled_from((UNICODE, ASCII)),
    st.sampled_from(("en", "zh_Hans")),
)
def test_it_never_takes_more_than_its_width_and_never_loses_its_place(
    case: Case, width: int, glyphs: Glyphs, language: str
) -> None:
    i18n.use(language)
    spans = case_way(case, width, glyphs)
    said = plain(spans)
    assert cells(said) <= width
    if width >= 40:
        assert f"{glyphs.forward} " in said
        assert state_word(case.state.value) in said
        assert any(tone is Tone.ACCENT for _text, tone in spans)


def test_a_lost_esim_never_goes_by_its_chip() -> None:
    assert not any(follows_chip(Case(state, Reason.LOST)) for state in CaseState)
    assert follows_chip(Case(CaseState.APPROVED))
    assert not follows_chip(Case(CaseState.DELETED, has_chip=False, chip_refused=True))
