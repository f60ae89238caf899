"""A renewal killed, or refused by the disk, at any system call: charged once, in the ledger, never lost."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from axis_tui.domain.renewal_word import OrderState
from axis_tui.store.read import renewals
from tests.faults.far_end import FarEnd, far_end
from tests.faults.injection import CALLS, EVERY, Outcome, counted, run_forked
from tests.faults.money_audit import MoneyAudit
from tests.faults.renewal_place import Place, Worker, http_place, sandbox_place, told_orders
from tests.store.fleet import NOW

FILE_CALLS = (*CALLS, "flock")
NETWORK_CALLS = ("sendto", "recvfrom")
LATER = NOW + 600
MOST_A_CALL = 24
pytestmark = pytest.mark.timeout(1_800)


@pytest.fixture
def end(tmp_path: Path) -> Iterator[FarEnd]:
    (tmp_path / "books").mkdir()
    with far_end(tmp_path / "books", drop_percent=30) as end:
        yield end


def struck(place: Place, fault: str, calls: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
    """Renewals, each from the same start and struck at another point, which is named.

    At most `MOST_A_CALL` points a system call, evenly spread, so that rare ones are all tried; in the long
    run all of all.
    """
    with told_orders(place.root.parent) as (told, placed):
        counts = counted(lambda: place.renew(told), place.root.with_name("log"), calls)
        for call, count in counts.items():
            for number in range(1, count + 1, 1 if EVERY == 1 else 1 + count // MOST_A_CALL):
                place.put_back()
                before = len(placed())
                outcome = run_forked(lambda: place.renew(told), call, fault, number)
                MoneyAudit(place.store, place.far.charges()).assert_right(placed()[before:])
                yield f"{call} {number}", outcome


def settle(place: Place) -> OrderState:
    """What a worker makes of it that starts afterwards; ordered anew where there is no order."""
    with Worker(place, LATER) as worker:
        worker.engine.start()
        shown = renewals.open_orders(worker.reader)
        assert OrderState.SENT not in {order.state for order in shown}, "what is in doubt is shown as such"
        if not MoneyAudit(place.store, ()).states:
            worker.order()
        worker.run_until_over()
        for order in renewals.open_orders(worker.reader):
            worker.decide(order.id)
        worker.run_until_over()
        (order,) = renewals.page(worker.reader, renewals.Filter(), 10)
    audit = MoneyAudit(place.store, place.far.charges())
    audit.assert_right([order.id])
    audit.assert_all_over()
    return order.state


def test_a_renewal_killed_at_any_system_call_is_charged_once_and_credited(tmp_path: Path) -> None:
    place = sandbox_place(tmp_path)
    left = Counter[str]()
    for point, outcome in struck(place, "signal=SIGKILL", FILE_CALLS):
        assert outcome.acknowledged or outcome.signal == signal.SIGKILL, (point, outcome)
        left.update(MoneyAudit(place.store, ()).states.values() or ["no order"])
        assert settle(place) is OrderState.CREDITED, point
        assert len(place.far.charges()) == 1, point
    assert {"no order", "intent", "sent", "succeeded"} <= left.keys(), "it was hit at every stage"


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_renewal_that_the_disk_refuses_at_any_system_call_is_charged_once(
    tmp_path: Path, error: str
) -> None:
    place = sandbox_place(tmp_path)
    refused = 0
    for point, outcome in struck(place, f"error={error}", FILE_CALLS):
        assert outcome.trace == "", (point, outcome.trace)
        assert "\n" not in outcome.problem
        refused += not outcome.acknowledged
        assert settle(place) is OrderState.CREDITED, point
        assert len(place.far.charges()) == 1, point
    assert refused


@pytest.mark.parametrize("fault", ["signal=SIGKILL", "error=ECONNRESET"])
@pytest.mark.parametrize("kind", ["keyed-", "keyed-blind-", "final-", "blind-"])
def test_a_renewal_killed_or_cut_off_at_any_send_or_receive_is_charged_once_at_most(
    tmp_path: Path, end: FarEnd, kind: str, fault: str
) -> None:
    place = http_place(tmp_path, end, kind)
    ends = Counter[OrderState]()
    for point, outcome in struck(place, fault, NETWORK_CALLS):
        assert outcome.acknowledged or outcome.signal == signal.SIGKILL, (point, outcome)
        ends[settle(place)] += 1
        assert len(place.far.charges()) <= 1, point
    assert ends[OrderState.CREDITED]
    assert ends.keys() <= {OrderState.CREDITED, OrderState.DECLINED}
    assert not kind.startswith("keyed") or not ends[OrderState.DECLINED]
