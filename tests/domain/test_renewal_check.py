from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.plan import Plan, add_usage, advance, new_plan, start
from axis_tui.domain.problem import Problem
from axis_tui.domain.renewal_check import Case, FindingCode, findings, is_blocked
from axis_tui.domain.renewal_effect import preview
from axis_tui.domain.units import GB
from axis_tui.domain.validity import StartRule
from tests.domain.terms import DAY, NOW, rolling, terms

TOP_UP = Package("P-1", "Axis", PackageKind.TOP_UP, terms(rolling(40)), Effect.ADD_DATA)
BASE = replace(TOP_UP, kind=PackageKind.BASE, effect=Effect.STACK)
RUNNING = add_usage(start(new_plan(terms(), NOW), NOW), 4 * GB, NOW)
GOOD = Case(
    has_iccid=True,
    profile_state="enabled",
    device="Router",
    plans=(RUNNING,),
    coverage=("JP", "KR"),
    package=TOP_UP,
    service_ended=False,
    is_archived=False,
    has_open_order=False,
    uses_api=True,
    now=NOW + DAY,
)


def found(**changes: object) -> list[tuple[str, bool]]:
    return [(each.code.value, each.is_blocking) for each in findings(replace(GOOD, **changes))]  # type: ignore[arg-type]  # by name


def covering(*places: str, effect: Effect = Effect.ADD_DATA) -> Package:
    return replace(TOP_UP, terms=replace(TOP_UP.terms, coverage=places), effect=effect)


def test_nothing_speaks_against_a_top_up_of_a_running_plan_on_a_device() -> None:
    assert findings(GOOD) == ()
    assert not is_blocked(())


def test_what_is_missing_is_said() -> None:
    assert found(profile_state="released", device="") == [("not_installed", True), ("no_device", True)]
    assert found(device="") == [("no_device", True)]


def test_a_base_package_may_come_before_the_installation() -> None:
    assert found(profile_state="released", package=BASE) == [("not_installed", False)]


def test_a_deleted_profile_blocks_and_that_is_said_once() -> None:
    assert found(profile_state="deleted", device="", package=BASE) == [("deleted", True)]


@pytest.mark.parametrize("fact", ["is_archived", "service_ended", "has_open_order"])
def test_an_archived_or_ended_esim_or_one_with_an_open_order_is_not_renewed(fact: str) -> None:
    (finding,) = findings(replace(GOOD, **{fact: True}))
    assert finding.is_blocking


def test_without_an_iccid_only_a_person_can_say_which_esim_is_meant() -> None:
    assert found(has_iccid=False) == [("no_reference", True)]
    assert found(has_iccid=False, uses_api=False) == [("no_reference", False)]


def test_countries_that_are_lost_are_named() -> None:
    (finding,) = findings(replace(GOOD, coverage=("JP", "KR", "TW"), package=covering("KR", "CN")))
    assert (finding.code, finding.is_blocking) == (FindingCode.COVERAGE_NARROWER, False)
    assert finding.params == (("countries", "JP TW"),)


def test_a_package_for_other_countries_is_told_from_one_for_fewer() -> None:
    assert found(package=covering("FR", "DE")) == [("coverage_other", False)]


@pytest.mark.parametrize("places", [(), ("JP", "KR", "CN"), ("Asia",), ("EU", "JP")])
def test_where_no_country_is_known_to_be_lost_nothing_is_said(places: tuple[str, ...]) -> None:
    assert found(package=covering(*places)) == []
    assert found(coverage=(), package=covering("FR")) == []


def test_regions_by_a_carriers_own_name_are_compared_by_name_only() -> None:
    assert found(coverage=("Asia", "JP"), package=covering("Asia", "JP")) == []
    assert found(coverage=("Asia", "JP"), package=covering("Asia")) == [("coverage_narrower", False)]
    assert found(coverage=("Asia",), package=covering("JP")) == []
    assert found(coverage=("Asia", "KR"), package=covering("JP")) == [("coverage_narrower", False)]


def test_money_for_the_balance_covers_nothing_and_loses_nothing() -> None:
    assert found(package=covering("FR", effect=Effect.BALANCE)) == []


@pytest.mark.parametrize("plans", [(), (new_plan(terms(), NOW),), (advance(RUNNING, NOW + 30 * DAY),)])
@pytest.mark.parametrize("effect", [Effect.ADD_DATA, Effect.EXTEND])
def test_a_top_up_needs_a_plan_that_runs(plans: tuple[Plan, ...], effect: Effect) -> None:
    package = replace(TOP_UP, effect=effect)
    assert found(plans=plans, package=package) == [("needs_running_plan", True)]
    assert found(plans=plans, package=replace(package, kind=PackageKind.BASE)) == []


def test_a_plan_used_up_can_be_topped_up_until_it_expires() -> None:
    depleted = add_usage(RUNNING, 6 * GB, NOW)
    assert found(plans=(depleted,)) == []
    assert found(plans=(depleted,), now=NOW + 30 * DAY) == [("needs_running_plan", True)]


def test_a_reset_says_what_it_throws_away() -> None:
    reset = replace(TOP_UP, effect=Effect.RESET)
    (finding,) = findings(replace(GOOD, package=reset))
    assert (finding.code, finding.is_blocking) == (FindingCode.LOSES_DATA, False)
    assert finding.params == (("bytes", 6 * GB),)
    assert found(package=replace(reset, rollover=True)) == []
    unlimited = start(new_plan(terms(allowance_bytes=None), NOW), NOW)
    assert found(package=reset, plans=(unlimited,)) == [("ends_unlimited", False)]


def test_a_reset_that_ends_before_the_present_plan_says_both_ends() -> None:
    short = replace(TOP_UP, effect=Effect.RESET, rollover=True, terms=terms(rolling(7)))
    (finding,) = findings(replace(GOOD, package=short))
    assert (finding.code, finding.is_blocking) == (FindingCode.SHORTER, False)
    assert dict(finding.params) == {"from_at": NOW + 30 * DAY, "to_at": NOW + 8 * DAY}


def test_a_stacked_plan_that_would_lapse_before_its_turn_is_warned_of() -> None:
    windowed = replace(BASE, terms=terms(rolling(40), activation_window_days=10))
    (finding,) = findings(replace(GOOD, package=windowed))
    assert (finding.code, finding.is_blocking) == (FindingCode.LAPSES_BEFORE_TURN, False)
    assert finding.params == (("at", NOW + 11 * DAY),)


@given(
    st.booleans(),
    st.sampled_from(["released", "installed", "enabled", "disabled", "deleted"]),
    st.sampled_from(["", "Phone"]),
    st.sampled_from([(), (RUNNING,), (new_plan(terms(start_rule=StartRule.PURCHASE), NOW),)]),
    st.sampled_from(Effect),
    st.sampled_from(PackageKind),
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.integers(0, 60 * DAY),
)
def test_what_blocks_comes_first_and_what_is_not_blocked_can_be_foretold(
    has_iccid: bool,
    profile_state: str,
    device: str,
    plans: tuple[Plan, ...],
    effect: Effect,
    kind: PackageKind,
    facts: tuple[bool, bool, bool, bool],
    later: int,
) -> None:
    package = replace(TOP_UP, effect=effect, kind=kind)
    case = Case(has_iccid, profile_state, device, plans, ("JP",), package, *facts, now=NOW + later)
    given_back = findings(case)
    assert len({finding.code for finding in given_back}) == len(given_back)
    blocking = [finding.is_blocking for finding in given_back]
    assert blocking == sorted(blocking, reverse=True)
    if FindingCode.NEEDS_RUNNING_PLAN in {finding.code for finding in given_back}:
        with pytest.raises(Problem):
            preview(plans, package, NOW + later)
    else:
        preview(plans, package, NOW + later)
