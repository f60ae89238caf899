"""What a package does to a line of the sandbox, by its effect, and what the line then says of itself."""

from pathlib import Path

import pytest

from axis_tui.carriers.sandbox import SandboxCarrier
from axis_tui.domain.credit import PackageUsage, holdings, is_credited
from axis_tui.domain.problem import Problem
from axis_tui.domain.units import GB
from axis_tui.domain.validity import DAY_S
from tests.carriers.sandbox_world import BEGAN, ENDS, FRESH, LINE, NOW, order, package, sandbox

LATER = NOW + 3


@pytest.fixture
def carrier(tmp_path: Path) -> SandboxCarrier:
    return sandbox(tmp_path)


def rows(carrier: SandboxCarrier, at: int = LATER, line: str = LINE) -> tuple[PackageUsage, ...]:
    return carrier.usage(line, at).packages


def bought(carrier: SandboxCarrier, code: str, key: str = "key-1", line: str = LINE) -> str:
    """The reference of that package, bought now."""
    buy = carrier.order if code == "base" else carrier.top_up
    return buy(order(code, key, line=line), NOW).reference


@pytest.mark.parametrize("code", ["base", "stack", "extend", "reset", "rollover", "data"])
def test_an_order_shows_by_its_reference_once_it_is_credited(carrier: SandboxCarrier, code: str) -> None:
    before = holdings(rows(carrier))
    reference = bought(carrier, code)
    assert not is_credited(before, rows(carrier, LATER - 1), reference)
    assert is_credited(before, rows(carrier), reference)


@pytest.mark.parametrize(
    ("code", "left_bytes"),
    [
        ("base", 6 * GB),
        ("stack", 6 * GB),
        ("extend", 6 * GB),
        ("reset", 5 * GB),
        ("rollover", 6 * GB),
        ("data", 2 * GB),
    ],
)
def test_no_byte_is_counted_twice_or_lost(carrier: SandboxCarrier, code: str, left_bytes: int) -> None:
    bought(carrier, code)
    open_rows = [row for row in rows(carrier) if row.state != "over"]
    assert sum((row.allowance_bytes or 0) - row.used_bytes for row in open_rows) == left_bytes
    assert sum(row.used_bytes for row in rows(carrier)) == 4 * GB


def test_stacked_waits_until_the_plan_before_it_ends(carrier: SandboxCarrier) -> None:
    reference = bought(carrier, "stack")
    assert rows(carrier)[1] == PackageUsage(reference, "stack", "waiting", 5 * GB, 0, None, None)
    first, second = rows(carrier, ENDS)
    assert (first.state, second.state) == ("over", "active")
    assert (second.starts_at, second.expires_at) == (ENDS, ENDS + 30 * DAY_S)


def test_stacked_starts_when_the_plan_before_it_is_used_up(carrier: SandboxCarrier) -> None:
    bought(carrier, "stack")
    carrier.use_data(LINE, 0, NOW + DAY_S)
    first, second = rows(carrier, NOW + DAY_S)
    assert (first.state, second.state, second.starts_at) == ("used_up", "active", NOW + DAY_S)


def test_a_row_of_stacked_plans_runs_its_course(carrier: SandboxCarrier) -> None:
    for key in ("key-1", "key-2"):
        bought(carrier, "stack", key)
    assert [row.state for row in rows(carrier, ENDS + 31 * DAY_S)] == ["over", "over", "active"]


def test_what_is_first_bought_starts_at_once(carrier: SandboxCarrier) -> None:
    bought(carrier, "base", line=FRESH)
    (row,) = rows(carrier, line=FRESH)
    assert (row.state, row.starts_at, row.expires_at) == ("active", NOW, NOW + 30 * DAY_S)


def test_extended_it_holds_longer_and_more(carrier: SandboxCarrier) -> None:
    bought(carrier, "extend")
    assert {(row.starts_at, row.expires_at, row.state) for row in rows(carrier)} == {
        (BEGAN, ENDS + 30 * DAY_S, "active")
    }


def test_added_data_leaves_the_expiry_and_revives_what_was_used_up(carrier: SandboxCarrier) -> None:
    carrier.use_data(LINE, 0, NOW)
    reference = bought(carrier, "data")
    old, added = rows(carrier)
    assert (old.state, old.expires_at) == ("used_up", ENDS)
    assert added == PackageUsage(reference, "data", "active", GB, 0, BEGAN, ENDS)


def test_reset_begins_anew_when_the_order_was_taken(carrier: SandboxCarrier) -> None:
    bought(carrier, "reset")
    old, new = rows(carrier)
    assert (old.state, old.expires_at) == ("over", NOW)
    assert (new.state, new.starts_at, new.expires_at) == ("active", NOW, NOW + 30 * DAY_S)
    assert new.allowance_bytes == 5 * GB


def test_a_reset_rolls_over_only_what_was_left(carrier: SandboxCarrier) -> None:
    bought(carrier, "rollover")
    old, new = rows(carrier)
    assert (old.allowance_bytes, old.used_bytes, new.allowance_bytes) == (4 * GB, 4 * GB, 6 * GB)


def test_a_plan_that_ends_before_its_data_comes_is_renewed_all_the_same(carrier: SandboxCarrier) -> None:
    carrier.set_knobs({"credit_delay_s": 5})
    carrier.top_up(order("extend"), ENDS - 1)
    assert [row.state for row in rows(carrier, ENDS + 3)] == ["over"]
    assert [row.state for row in rows(carrier, ENDS + 4)] == ["active", "active"]


def test_reading_ahead_of_time_changes_nothing(carrier: SandboxCarrier) -> None:
    bought(carrier, "stack")
    before = carrier.path.read_bytes()
    rows(carrier, ENDS + 20 * 366 * DAY_S)
    assert carrier.path.read_bytes() == before
    assert [row.state for row in rows(carrier)] == ["active", "waiting"]


def test_data_is_used_across_the_portions_in_turn(carrier: SandboxCarrier) -> None:
    bought(carrier, "data")
    carrier.use_data(LINE, GB // 2, LATER)
    assert [row.used_bytes for row in rows(carrier)] == [5 * GB, GB // 2]
    carrier.use_data(LINE, 6 * GB, LATER)
    assert [row.used_bytes for row in rows(carrier)] == [0, 0]


@pytest.mark.parametrize("leaving_bytes", [-1, 5 * GB + 1])
def test_a_plan_cannot_be_left_with_what_it_never_held(carrier: SandboxCarrier, leaving_bytes: int) -> None:
    with pytest.raises(Problem, match="it never held it"):
        carrier.use_data(LINE, leaving_bytes, NOW)


def test_data_can_only_be_used_of_a_running_plan_with_a_limit(tmp_path: Path) -> None:
    carrier = sandbox(tmp_path, catalogue=[package("stack", allowance_bytes=None)])
    with pytest.raises(Problem, match="no plan with a limit runs on that line"):
        carrier.use_data(FRESH, 0, NOW)
    carrier.top_up(order(line=FRESH), NOW)
    with pytest.raises(Problem, match="no plan with a limit runs on that line"):
        carrier.use_data(FRESH, 0, LATER)
    assert rows(carrier, line=FRESH)[0].state == "active"
