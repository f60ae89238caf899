"""The vnStat meter around a vnstat program, here and behind ssh."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from axis_tui.meters import vnstat
from axis_tui.meters.base import HistoryRow, MeterProblem
from axis_tui.meters.vnstat import VnstatMeter
from tests.meters.contract import check_meter
from tests.meters.fakes import Programs
from tests.meters.vnstat_json import version_2

NOW = 1_795_180_000
UPDATED = datetime.fromtimestamp(NOW - 120, UTC)
HOUR = UPDATED.replace(minute=0, second=0)


def date_is(programs: Programs, at: int, offset: str) -> None:
    programs.add("date", f"echo axis {at} {offset}")


def test_a_vnstat_meter_keeps_the_contract(programs: Programs) -> None:
    programs.printing("vnstat", version_2([(HOUR, 500, 50)], [(HOUR, 500, 50)], updated=UPDATED))
    check_meter(lambda: VnstatMeter("wwan0"), NOW)


def test_a_reading_is_as_old_as_the_last_save(programs: Programs) -> None:
    programs.printing("vnstat", version_2(updated=UPDATED, total=(70, 80)))
    reading = VnstatMeter("wwan0", options={"config": "/etc/my.conf"}).read(NOW)
    assert (reading.at, reading.rx_bytes, reading.tx_bytes) == (NOW - 120, 70, 80)
    assert reading.epoch == "vnstat/2026-09-01"
    assert programs.arguments("vnstat") == ["--config", "/etc/my.conf", "-i", "wwan0", "--json", "m"]


def test_a_save_in_the_future_counts_as_now(programs: Programs) -> None:
    programs.printing("vnstat", version_2(updated=UPDATED + timedelta(hours=9)))
    assert VnstatMeter("wwan0").read(NOW).at == NOW


def test_without_timestamps_local_times_are_those_of_the_machine(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    monkeypatch.setattr(vnstat, "_local_zone", lambda: tokyo)
    programs.printing("vnstat", version_2(updated=UPDATED.astimezone(tokyo), timestamps=False))
    assert VnstatMeter("wwan0").read(NOW).at == (NOW - 120) // 60 * 60


def test_the_machines_zone_is_that_of_etc_localtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vnstat, "_LOCAL_ZONE_FILE", tmp_path / "localtime")
    assert vnstat._local_zone() is UTC
    (tmp_path / "localtime").write_bytes(b"not a zone")
    assert vnstat._local_zone() is UTC
    (tmp_path / "localtime").write_bytes(tokyo_zone_file())
    assert datetime(2026, 1, 1, tzinfo=vnstat._local_zone()).utcoffset() == timedelta(hours=9)


def tokyo_zone_file() -> bytes:
    """A TZif version 1 file of one type, UTC+9 (RFC 8536, section 3)."""
    counts = b"".join(number.to_bytes(4) for number in (0, 0, 0, 0, 1, 4))
    return b"TZif" + bytes(16) + counts + (9 * 3_600).to_bytes(4) + bytes(2) + b"JST\0"


@pytest.mark.parametrize(("offset", "seconds"), [("+0900", 32_400), ("-0330", -12_600), ("+0000", 0)])
def test_a_remote_router_without_timestamps_tells_its_offset(
    programs: Programs, offset: str, seconds: int
) -> None:
    local = UPDATED + timedelta(seconds=seconds)
    programs.ssh_to_here()
    date_is(programs, NOW, offset)
    programs.printing("vnstat", version_2(updated=local, timestamps=False))
    assert VnstatMeter("wwan0", "router").read(NOW).at == (NOW - 120) // 60 * 60
    assert programs.arguments("ssh")[-1] == "date '+axis %s %z'; vnstat -i wwan0 --json m"


def test_a_router_whose_clock_is_wrong_still_tells_the_age(programs: Programs) -> None:
    programs.ssh_to_here()
    date_is(programs, NOW - 7_190, "+0000")
    hour = HOUR - timedelta(hours=2)
    text = version_2([(hour, 5, 0)], updated=UPDATED - timedelta(hours=2))
    programs.printing("vnstat", text)
    meter = VnstatMeter("wwan0", "router")
    assert meter.read(NOW).at == NOW - 120
    assert [row.start_at for row in meter.history(NOW, 0)] == [int(HOUR.timestamp())]


def test_a_named_zone_wins_over_timestamps(programs: Programs) -> None:
    programs.printing("vnstat", version_2(updated=UPDATED))
    reading = VnstatMeter("wwan0", options={"time_zone": "Asia/Tokyo"}).read(NOW)
    assert reading.at == (NOW - 120) // 60 * 60 - 9 * 3_600
    with pytest.raises(MeterProblem, match=r"no time zone '\.\./x'; zones look like Asia/Tokyo"):
        VnstatMeter("wwan0", options={"time_zone": "../x"})


def test_history_after_a_reading_leaves_out_what_was_saved_in_between(programs: Programs) -> None:
    meter = VnstatMeter("wwan0")
    programs.printing("vnstat", version_2([(HOUR, 500, 50)], updated=UPDATED, total=(1_000, 100)))
    meter.read(NOW)
    programs.printing("vnstat", version_2([(HOUR, 580, 55)], updated=UPDATED, total=(1_080, 105)))
    rows = meter.history(NOW, 0)
    assert [(row.rx_bytes, row.tx_bytes) for row in rows] == [(500, 50)]
    assert [row.rx_bytes for row in meter.history(NOW + 1, 0)] == [580]


def test_a_reading_after_history_is_of_the_same_save_once(programs: Programs) -> None:
    meter = VnstatMeter("wwan0")
    programs.printing("vnstat", version_2([(HOUR, 500, 50)], updated=UPDATED, total=(1_000, 100)))
    start_at = int(HOUR.timestamp())
    assert meter.history(NOW, 0) == [HistoryRow(start_at, NOW - 120 - start_at, 500, 50)]
    programs.printing("vnstat", version_2(updated=UPDATED, total=(1_080, 105)))
    assert meter.read(NOW).rx_bytes == 1_000
    assert meter.read(NOW).rx_bytes == 1_080


def test_an_interface_that_vnstat_does_not_count_says_what_to_run(programs: Programs) -> None:
    programs.printing("vnstat", 'Error: No interface matching "wwan0" found in database.\n', status=1)
    with pytest.raises(MeterProblem, match="does not count wwan0; run `vnstat --add -i wwan0` there"):
        VnstatMeter("wwan0").read(NOW)
    programs.ssh_to_here()
    with pytest.raises(MeterProblem, match="does not count router:wwan0; run"):
        VnstatMeter("wwan0", "router").read(NOW)


def test_another_failure_is_told_in_vnstats_own_words(programs: Programs) -> None:
    programs.printing("vnstat", 'Error: Failed to open database "/x".\nSee "man vnstatd".\n', status=1)
    with pytest.raises(MeterProblem, match=r'failed for wwan0: Error: Failed to open database "/x"\. See'):
        VnstatMeter("wwan0").read(NOW)


def test_vnstat_that_is_not_installed_says_where(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.add("ssh", "echo axis 1795180000 +0000; echo 'ash: vnstat: not found' >&2; exit 127")
    with pytest.raises(MeterProblem, match="vnStat is not installed on router; install it there"):
        VnstatMeter("wwan0", "router").read(NOW)
    monkeypatch.setenv("PATH", str(programs.directory))
    with pytest.raises(MeterProblem, match="vnstat is not installed on this machine; install it"):
        VnstatMeter("wwan0").read(NOW)


def test_a_host_that_does_not_tell_its_time_is_no_source(programs: Programs) -> None:
    programs.add("ssh", "echo '{}'")
    with pytest.raises(MeterProblem, match=r"router did not tell its time: \{\}"):
        VnstatMeter("wwan0", "router").read(NOW)
