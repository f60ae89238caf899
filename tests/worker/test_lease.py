"""One worker a store: the lease, and what others can see of who holds it."""

import os
import stat
from pathlib import Path

import pytest

from axis_tui.domain.problem import Problem
from axis_tui.store.presence import Presence, lease_path, probe
from axis_tui.worker.lease import Lease, acquire


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def taken(store: Path, kind: str = "service") -> Lease:
    lease = acquire(store, kind, 1_700_000_000)
    assert isinstance(lease, Lease)
    return lease


def test_a_lease_says_who_holds_it_in_a_private_file(store: Path) -> None:
    lease = taken(store)
    found = probe(store)
    assert (found.running, found.kind, found.pid) == (True, "service", os.getpid())
    assert found.started_at == 1_700_000_000
    assert not found.stalled
    assert stat.S_IMODE(lease_path(store).stat().st_mode) == 0o600
    lease.release()


def test_a_second_worker_is_told_who_holds_the_lease(store: Path) -> None:
    lease = taken(store)
    other = acquire(store, "companion", 1_700_000_001)
    assert isinstance(other, Presence)
    assert (other.kind, other.pid) == ("service", os.getpid())
    lease.release()


def test_a_lease_can_be_taken_again_after_it_was_given_back(store: Path) -> None:
    taken(store).release()
    assert not probe(store).running
    again = taken(store, "companion")
    assert probe(store).kind == "companion"
    again.release()


def test_no_lease_file_means_no_worker_and_asking_makes_none(store: Path) -> None:
    assert probe(store) == Presence(running=False)
    assert not lease_path(store).exists()


def test_asking_takes_the_lease_from_nobody(store: Path) -> None:
    taken(store).release()
    probe(store)
    taken(store).release()


def test_a_lease_left_by_a_killed_worker_is_free(store: Path) -> None:
    lease_path(store).write_text('{"pid": 1, "kind": "service", "started_at": 5}')
    assert not probe(store).running
    taken(store).release()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"pid": "x", "kind": 7}', b"[" * 4000])
def test_a_held_lease_without_sense_still_counts_as_held(store: Path, content: bytes) -> None:
    lease = taken(store)
    lease_path(store).write_bytes(content)
    assert probe(store).running
    assert probe(store).pid == 0
    assert isinstance(acquire(store, "service", 0), Presence)
    lease.release()


def test_a_worker_without_a_heartbeat_for_a_minute_is_stalled(store: Path) -> None:
    lease = taken(store)
    beaten_at = lease_path(store).stat().st_mtime
    assert not probe(store, beaten_at + 60).stalled
    assert probe(store, beaten_at + 62).stalled
    assert probe(store, beaten_at - 3_600).heartbeat_age_s == 0
    lease.release()


def test_a_heartbeat_touches_the_file_at_most_each_five_seconds(store: Path) -> None:
    lease = taken(store)
    os.utime(lease.fd, (1, 1))
    lease.beat()
    assert lease_path(store).stat().st_mtime == 1
    lease.beaten -= 6
    lease.beat()
    assert lease_path(store).stat().st_mtime > 1
    lease.release()


def test_a_lease_that_is_a_link_is_refused_and_its_target_left_alone(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("kept")
    lease_path(store).symlink_to(target)
    with pytest.raises(Problem, match="Cannot use the lease"):
        acquire(store, "service", 0)
    with pytest.raises(OSError, match="symbolic links"):
        probe(store)
    assert target.read_text() == "kept"


def test_a_lease_that_is_no_regular_file_is_refused(store: Path) -> None:
    os.mkfifo(lease_path(store))
    with pytest.raises(Problem, match="not a regular file"):
        acquire(store, "service", 0)
    with pytest.raises(OSError, match="not a regular file"):
        probe(store)


def test_a_lease_in_a_missing_directory_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        acquire(tmp_path / "none" / "store.db", "service", 0)
    assert not probe(tmp_path / "none" / "store.db").running
