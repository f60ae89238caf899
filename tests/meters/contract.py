"""What every meter must do, ours or a third party's: call `check_meter` with a way to make one that works."""

from collections.abc import Callable
from itertools import pairwise

from axis_tui.domain.problem import Problem
from axis_tui.domain.usage import Reading
from axis_tui.meters.base import COUNTER_LIMIT, Capability, Meter, MeterFactory

HOSTILE_NAMES = ("", ".", "..", "../lo", "-i", "a b", "lo;id", "lo\n", "x" * 16, "é", "$(id)")
HOSTILE_HOSTS = ("-oProxyCommand=id", "a b", "host;id", "host\n", "root@-x", "$(id)")


def check_meter(make: Callable[[], Meter], now: int) -> None:
    """Fails with an AssertionError that says which promise of `axis_tui.meters.base.Meter` is broken."""
    meter = make()
    assert meter.kind == meter.kind.strip().lower() != ""
    assert meter.capabilities <= frozenset(Capability)
    first, second = meter.read(now), meter.read(now + 60)
    for reading, asked_at in ((first, now), (second, now + 60)):
        check_reading(reading, asked_at)
    if first.epoch == second.epoch:
        assert first.rx_bytes <= second.rx_bytes, "a counter falls only with a new epoch"
        assert first.tx_bytes <= second.tx_bytes, "a counter falls only with a new epoch"
    assert make().read(now + 60).epoch == second.epoch, "an epoch belongs to the source, not to the object"
    for history_first in (False, True):
        check_history(make(), now + 120, history_first=history_first)
    check_refusals(type(meter))


def check_reading(reading: Reading, asked_at: int) -> None:
    """A reading is of the past, within bounds, and of a named epoch."""
    assert 0 < reading.at <= asked_at
    assert 0 <= reading.rx_bytes < COUNTER_LIMIT
    assert 0 <= reading.tx_bytes < COUNTER_LIMIT
    assert reading.epoch.isprintable()
    assert 0 < len(reading.epoch) <= 200


def check_history(meter: Meter, now: int, *, history_first: bool) -> None:
    """History is ordered, disjoint, in the past, and never more than the reading it comes with."""
    since = now - 40 * 86_400
    if history_first:
        rows, reading = meter.history(now, since), meter.read(now)
    else:
        reading, rows = meter.read(now), meter.history(now, since)
    if Capability.HISTORY not in meter.capabilities:
        assert not rows
        return
    assert all(row.seconds > 0 and row.rx_bytes >= 0 and row.tx_bytes >= 0 for row in rows)
    assert all(one.start_at + one.seconds <= other.start_at for one, other in pairwise(rows)), "rows overlap"
    assert all(since <= row.start_at and row.start_at + row.seconds <= now for row in rows)
    assert sum(row.rx_bytes for row in rows) <= reading.rx_bytes
    assert sum(row.tx_bytes for row in rows) <= reading.tx_bytes
    assert not meter.history(now, now), "nothing starts at `now`"


def check_refusals(factory: MeterFactory) -> None:
    """Names that could reach a path or an argument list as something else are refused at once."""
    for interface in HOSTILE_NAMES:
        assert _refuses(factory, interface), f"accepted the interface {interface!r}"
    for host in HOSTILE_HOSTS:
        assert _refuses(factory, "lo", host), f"accepted the host {host!r}"
    assert _refuses(factory, "lo", "", {"no such option": 1}), "accepted an unknown option"


def _refuses(factory: MeterFactory, *arguments: object) -> bool:
    try:
        factory(*arguments)  # type: ignore[arg-type]  # wrong values on purpose
    except Problem as problem:
        return "\n" not in str(problem)
    return False
