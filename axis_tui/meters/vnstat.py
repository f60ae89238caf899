"""vnStat's counters and its past, here or on a router, from what its daemon last wrote.

The reading is as old as the daemon's last save (5 minutes by default), and its `at` says so; where the eSIM
was switched within that time, its bytes go to the later one. The epoch is the day the database was created.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from axis_tui.config import check_host, check_interface
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.domain.usage import Reading
from axis_tui.meters import runner
from axis_tui.meters.base import Capability, HistoryRow, MeterProblem, Option, place, take_options
from axis_tui.meters.vnstat_history import history, without_latest
from axis_tui.meters.vnstat_parse import Snapshot, parse

_COUNTERS_ONLY = ("m",)
"""Months come along because some section must, and both 1.x and 2.x have them: 2 kB instead of 100."""
_HISTORY_TIMEOUT_S = 60.0
_REMOTE_CLOCK = re.compile(r"^axis (\d{1,11}) ([+-])(\d\d)(\d\d)$", re.MULTILINE)
_UNKNOWN = re.compile(r"No interface matching|not found in database|Unable to read database")
_LOCAL_ZONE_FILE = Path("/etc/localtime")


@dataclass(frozen=True, slots=True)
class _Seen:
    now: int
    reading: Reading
    snapshot: Snapshot
    ahead_s: int


class VnstatMeter:
    """Options: `config` (vnStat's configuration file on that machine), `ssh_config` (a file for ssh's -F),
    and `time_zone` (the router's IANA zone; then its timestamps are ignored, as for a daemon with UseUTC).

    Without `time_zone` or timestamps a remote router's zone is its present offset from UTC.
    """

    kind = "vnstat"
    capabilities: frozenset[Capability] = frozenset({Capability.HISTORY})

    def __init__(self, interface: str, host: str = "", options: Mapping[str, Option] | None = None) -> None:
        self.interface = check_interface(interface)
        self.host = check_host(host)
        taken = take_options(self.kind, options, {"config": str, "ssh_config": str, "time_zone": str})
        self._config = str(taken.get("config", ""))
        self._ssh_config = str(taken.get("ssh_config", ""))
        self._zone = _named_zone(str(taken["time_zone"])) if "time_zone" in taken else None
        self._from_read: _Seen | None = None
        self._from_history: _Seen | None = None

    def read(self, now: int) -> Reading:
        """The totals as of the daemon's last save. Raises MeterProblem."""
        seen, self._from_history = self._from_history, None
        if seen is None or seen.now != now:
            seen = self._ask(now, _COUNTERS_ONLY)
        self._from_read = seen
        return seen.reading

    def history(self, now: int, since: int) -> Sequence[HistoryRow]:
        """Hours of recent days and whole older days, in the router's zone. Raises MeterProblem.

        Either order with `read` at the same `now` is exact: what the daemon saved in between is in one only.
        """
        seen = self._ask(now, ())
        rows = history(seen.snapshot, since, seen.reading.at, seen.ahead_s)
        before = self._from_read
        if before is None or before.now != now or before.reading.epoch != seen.reading.epoch:
            self._from_history = seen
            return rows
        rx_bytes = max(0, seen.reading.rx_bytes - before.reading.rx_bytes)
        tx_bytes = max(0, seen.reading.tx_bytes - before.reading.tx_bytes)
        return without_latest(rows, rx_bytes, tx_bytes)

    def _ask(self, now: int, mode: Sequence[str]) -> _Seen:
        argv = ["vnstat", *(["--config", self._config] if self._config else [])]
        argv += ["-i", self.interface, "--json", *mode]
        timeout_s = runner.LOCAL_TIMEOUT_S if mode else _HISTORY_TIMEOUT_S
        if self.host:
            text, zone, ahead_s = self._ask_remote(argv, now, timeout_s + runner.CONNECT_TIMEOUT_S)
        else:
            # The daemon runs in the machine's own zone, whatever TZ the person prefers.
            output = runner.run(argv, timeout_s=timeout_s, without=("TZ",))
            text, zone, ahead_s = self._checked(output), _local_zone(), 0
        snapshot = parse(text, self.interface, self._zone or zone, trust_timestamps=self._zone is None)
        at = now if snapshot.updated_at is None else min(now, snapshot.updated_at - ahead_s)
        reading = Reading(at, snapshot.rx_bytes, snapshot.tx_bytes, f"vnstat/{snapshot.created}")
        return _Seen(now, reading, snapshot, ahead_s)

    def _ask_remote(self, argv: Sequence[str], now: int, timeout_s: float) -> tuple[str, tzinfo, int]:
        """vnStat's JSON, the router's present offset, and by how many whole minutes its clock is ahead."""
        script = f"date '+axis %s %z'; {runner.quoted(argv)}"
        output = runner.run_remote(self.host, script, ssh_config=self._ssh_config, timeout_s=timeout_s)
        clock = _REMOTE_CLOCK.search(output.out)
        if clock is None:
            self._checked(output)
            raise MeterProblem(
                N_("%(host)s did not tell its time: %(text)s"), host=self.host, text=clean(output.out, 80)
            )
        rest = runner.Output(output.status, output.out[clock.end() :], output.err)
        offset = timedelta(hours=int(clock[3]), minutes=int(clock[4])) * (-1 if clock[2] == "-" else 1)
        zone = timezone(offset) if abs(offset) < timedelta(hours=24) else UTC
        return self._checked(rest), zone, round((int(clock[1]) - now) / 60) * 60

    def _checked(self, output: runner.Output) -> str:
        if output.status == 0:
            return output.out
        complaint = clean(output.err + " " + output.out)
        if output.status == 127:
            raise MeterProblem(N_("vnStat is not installed on %(host)s; install it there"), host=self.host)
        if _UNKNOWN.search(complaint):
            raise MeterProblem(
                N_("vnStat does not count %(place)s; run `vnstat --add -i %(interface)s` there"),
                place=place(self.interface, self.host), interface=self.interface,
            )  # fmt: skip
        raise MeterProblem(
            N_("vnStat failed for %(place)s: %(reason)s"),
            place=place(self.interface, self.host), reason=complaint or f"exit {output.status}",
        )  # fmt: skip


def _named_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise MeterProblem(
            N_("there is no time zone %(name)s; zones look like Asia/Tokyo"), name=repr(name)[:60]
        ) from None


def _local_zone() -> tzinfo:
    try:
        with _LOCAL_ZONE_FILE.open("rb") as file:
            return ZoneInfo.from_file(file)
    except (OSError, ValueError):
        return UTC
