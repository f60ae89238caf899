"""What speaks against a renewal before anything is ordered: what is missing, and what the person should know.

Pure. The facts come in as the store has them; words for the findings are the screens'. Caps and consent are
auto_renew.py's business, clock and disk the worker's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from axis_tui.domain.country import COUNTRIES
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.plan import RUNNING, Plan
from axis_tui.domain.queue import advance_queue, current_plan
from axis_tui.domain.renewal_effect import needs_running_plan, preview
from axis_tui.domain.renewal_word import FindingCode as FindingCode

_KOSOVO = "XK"
_COMPARABLE = COUNTRIES | {_KOSOVO}

Params = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A package about to be bought for an eSIM, and all that is looked at."""

    has_iccid: bool
    profile_state: str
    """`released`, `installed`, `enabled`, `disabled` or `deleted`."""
    device: str
    """The name of the device that holds it; empty where it is bound to none."""
    plans: tuple[Plan, ...]
    """All of the eSIM's, as the store has them."""
    coverage: tuple[str, ...]
    """Where the eSIM works now; empty where that is not known."""
    package: Package
    service_ended: bool
    """Whether its carrier has ended the service."""
    is_archived: bool
    has_open_order: bool
    uses_api: bool
    """Whether the order goes to the carrier by itself; else a person carries it out."""
    now: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against the renewal."""

    code: FindingCode
    is_blocking: bool
    """Whether it cannot be ordered so; else it is enough that the person has read it."""
    params: Params = ()
    """Named values for the words: see each FindingCode."""


def findings(case: Case) -> tuple[Finding, ...]:
    """All that speaks against the renewal, what blocks it first; empty where nothing does."""
    found = [*_of_the_esim(case), *_of_coverage(case), *_of_the_plans(case)]
    return tuple(sorted(found, key=lambda finding: not finding.is_blocking))


def is_blocked(found: Sequence[Finding]) -> bool:
    """Whether one of the findings blocks the renewal."""
    return any(finding.is_blocking for finding in found)


def _of_the_esim(case: Case) -> Iterator[Finding]:
    if case.has_open_order:
        yield Finding(FindingCode.OPEN_ORDER, True)
    if case.is_archived:
        yield Finding(FindingCode.ARCHIVED, True)
    if case.service_ended:
        yield Finding(FindingCode.SERVICE_ENDED, True)
    if case.profile_state == "deleted":
        # Nothing holds a deleted profile: that it is neither installed nor on a device goes without saying.
        yield Finding(FindingCode.DELETED, True)
    else:
        if case.profile_state == "released":
            yield Finding(FindingCode.NOT_INSTALLED, case.package.kind is PackageKind.TOP_UP)
        if not case.device:
            yield Finding(FindingCode.NO_DEVICE, True)
    if not case.has_iccid:
        yield Finding(FindingCode.NO_REFERENCE, case.uses_api)


def _of_coverage(case: Case) -> Iterator[Finding]:
    offered = set(case.package.terms.coverage)
    if case.package.effect is Effect.BALANCE or not offered or not case.coverage:
        return
    if offered - _COMPARABLE - set(case.coverage):
        # A region by its carrier's own name may hold any country.
        return
    lost = [place for place in case.coverage if place in _COMPARABLE and place not in offered]
    if not lost:
        return
    is_other = not offered & set(case.coverage) and _COMPARABLE.issuperset(case.coverage)
    code = FindingCode.COVERAGE_OTHER if is_other else FindingCode.COVERAGE_NARROWER
    yield Finding(code, False, (("countries", " ".join(lost)),))


def _of_the_plans(case: Case) -> Iterator[Finding]:
    plans = advance_queue(case.plans, case.now)
    shown = current_plan(plans)
    running = None if shown is None or plans[shown].state not in RUNNING else plans[shown]
    if running is None and needs_running_plan(case.package):
        yield Finding(FindingCode.NEEDS_RUNNING_PLAN, True)
        return
    after = preview(plans, case.package, case.now)
    if after.lost_bytes:
        yield Finding(FindingCode.LOSES_DATA, False, (("bytes", after.lost_bytes),))
    if after.ends_unlimited:
        yield Finding(FindingCode.ENDS_UNLIMITED, False)
    if after.lapses_at is not None:
        yield Finding(FindingCode.LAPSES_BEFORE_TURN, False, (("at", after.lapses_at),))
    if running is None or running.expires_at is None or after.is_new_plan or after.valid_until is None:
        return
    if after.valid_until < running.expires_at:
        until = (("from_at", running.expires_at), ("to_at", after.valid_until))
        yield Finding(FindingCode.SHORTER, False, until)
