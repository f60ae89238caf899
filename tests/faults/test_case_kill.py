"""A cancellation killed, or refused by the disk, at any system call: asked once, removed once, proven."""

from __future__ import annotations

import hashlib
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from axis_tui.domain.dossier_check import verify
from axis_tui.store.read import cases, open_reader
from tests.faults.case_place import CasePlace, CaseWorker, case_place, lpac_place
from tests.faults.injection import CALLS, EVERY, Outcome, counted, run_forked
from tests.store.fleet import NOW
from tests.worker.case_world import SIGNED

LATER = NOW + 6_000
MOST_A_CALL = 10
ONCE = ("drafted", "submit", "asked", "receive", "approve", "confirmed", "begin", "disable", "delete", "kept",
        "notify", "verify", "close")  # fmt: skip
pytestmark = pytest.mark.timeout(1_800)


def struck(place: CasePlace, fault: str, calls: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
    """Cancellations, each from the same start and struck at another point, which is named.

    At most `MOST_A_CALL` points a system call, evenly spread; in the long run all of all.
    """
    counts = counted(place.cancel, place.root.with_name("log"), calls)
    for call, count in counts.items():
        for number in range(1, count + 1, 1 if EVERY == 1 else 1 + count // MOST_A_CALL):
            place.put_back()
            yield f"{call} {number}", run_forked(place.cancel, call, fault, number)


def left_in(place: CasePlace) -> str:
    """The state that the only case was left in; "none" where there is none."""
    with open_reader(place.store) as reader:
        found = cases.page(reader, 10)
    assert len(found) <= 1
    return found[0].state.value if found else "none"


def assert_ends_right(place: CasePlace, point: str, signed: str = SIGNED) -> None:
    """A worker that starts afterwards brings it to its end, with nothing done twice that counts."""
    with CaseWorker(place, LATER) as worker:
        worker.engine.start()
        case = worker.finish()
        told = [event.event for event in cases.events(worker.reader, case.id)]
        dossier = cases.dossier(worker.reader, case.id)
    # The carrier ends it at its own time.
    words = [word for word in told if word != "ended"]
    assert told.count("ended") == 1, point
    # A carrier that ended the service while nobody worked has agreed, whoever saw it take the request.
    assert [word for word in ONCE if word in words or word != "receive"] == words, point
    assert verify(dossier).is_whole, point
    assert signed in dossier, point
    assert (place.on_chip(), place.pending()) == ([], 0), point
    assert place.heard() >= 1, point
    assert len(worker.far.state().reviews) == 1, point
    backup = place.root / "state" / "backups" / case.backup_file
    assert hashlib.sha256(backup.read_bytes()).hexdigest() == case.backup_sha256, point


def test_a_cancellation_killed_at_any_system_call_is_carried_out_once_and_proven(tmp_path: Path) -> None:
    place = case_place(tmp_path)
    left = Counter[str]()
    for point, outcome in struck(place, "signal=SIGKILL", CALLS):
        assert outcome.acknowledged or outcome.signal == signal.SIGKILL, (point, outcome)
        left[left_in(place)] += 1
        assert_ends_right(place, point)
    assert {"none", "submitted", "approved", "removing", "deleted"} <= left.keys(), left


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_cancellation_that_the_disk_refuses_is_told_and_carried_out_later(
    tmp_path: Path, error: str
) -> None:
    place = case_place(tmp_path)
    refused = 0
    for point, outcome in struck(place, f"error={error}", CALLS):
        assert outcome.trace == "", (point, outcome.trace)
        assert "\n" not in outcome.problem
        refused += not outcome.acknowledged
        assert_ends_right(place, point)
    assert refused


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cancellation_killed_around_any_call_of_lpac_is_carried_out_once_and_proven(
    tmp_path: Path, when: str
) -> None:
    place = lpac_place(tmp_path)
    place.cancel()
    calls, died = len(place.machine.words), 0
    for call in range(1, calls + 1, EVERY):
        place.put_back()
        place.die(when, call)
        outcome = run_forked(place.cancel)
        assert outcome.signal == signal.SIGKILL, (call, outcome)
        died += 1
        assert_ends_right(place, f"{when} {call}", place.machine.state["signature"])
    assert died >= 8, "every step of the chip was struck"
