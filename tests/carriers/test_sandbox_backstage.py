"""What is done to a cancellation behind the sandbox's back: decided or ended now, where that can be."""

from pathlib import Path

import pytest

from axis_tui.domain.problem import Problem
from tests.carriers.sandbox_world import LINE, NOW, sandbox


def test_a_review_is_decided_when_a_person_says_so_and_the_service_ends_then(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    carrier.set_knobs({"review_s": 100, "ends_s": 50})
    carrier.cancel(LINE, NOW)
    with pytest.raises(Problem, match="agreed to no cancellation"):
        carrier.end_service(LINE, NOW + 1)
    carrier.decide(LINE, "approved", NOW + 5)
    told = [carrier.cancellation(LINE, NOW + at) for at in (4, 5, 55)]
    assert [(each.answer.value, each.ended_at) for each in told] == [
        ("in_review", None), ("approved", None), ("approved", NOW + 55)
    ]  # fmt: skip
    carrier.end_service(LINE, NOW + 20)
    carrier.end_service(LINE, NOW + 30)
    assert carrier.cancellation(LINE, NOW + 20).ended_at == NOW + 20


def test_a_review_is_refused_with_a_reason_and_nothing_ends(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path)
    with pytest.raises(Problem, match="under review"):
        carrier.decide(LINE, "approved", NOW)
    carrier.cancel(LINE, NOW)
    carrier.decide(LINE, "rejected", NOW + 5, "the contract still runs")
    told = carrier.cancellation(LINE, NOW + 5)
    assert (told.answer.value, told.why, told.ended_at) == ("rejected", "the contract still runs", None)
    with pytest.raises(Problem, match="under review"):
        carrier.decide(LINE, "approved", NOW + 6)
    with pytest.raises(Problem, match="agreed to no cancellation"):
        carrier.end_service(LINE, NOW + 6)
