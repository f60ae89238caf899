"""The kernel's own counters of an interface, here or on a router without Python (Linux, /sys/class/net).

Counters are cumulative since the interface appeared and return to 0 with a reboot or a new device, so the
epoch is the boot's id with the interface's index.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from axis_tui.config import check_host, check_interface
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean
from axis_tui.domain.usage import Reading
from axis_tui.meters import runner
from axis_tui.meters.base import (
    COUNTER_LIMIT,
    Capability,
    HistoryRow,
    MeterProblem,
    Option,
    place,
    take_options,
)

_MARK = "interfaces:"


class KernelMeter:
    """Options: `width` (32 or 64, where the driver's counters wrap), `ssh_config` (a file for ssh's -F).

    `root` is where /sys and /proc are found, for a machine that is not this one's root file system.
    """

    kind = "kernel"
    capabilities: frozenset[Capability] = frozenset()

    def __init__(
        self,
        interface: str,
        host: str = "",
        options: Mapping[str, Option] | None = None,
        *,
        root: Path = Path("/"),
    ) -> None:
        self.interface = check_interface(interface)
        self.host = check_host(host)
        taken = take_options(self.kind, options, {"width": int, "ssh_config": str})
        default = 32 if not host and sys.maxsize < 2**32 else 64
        self._width = int(taken.get("width", default))
        self._ssh_config = str(taken.get("ssh_config", ""))
        self._root = root
        if self._width not in (32, 64):
            raise MeterProblem(N_("width is 32 or 64, not %(width)d"), width=self._width)

    def read(self, now: int) -> Reading:
        """Both counters at `now`; a MeterProblem about a missing interface names those that there are."""
        lines = self._remote_lines() if self.host else self._local_lines()
        return parse_counters(lines, place(self.interface, self.host), now, self._width)

    def history(self, now: int, since: int) -> Sequence[HistoryRow]:
        """Nothing: the kernel keeps no past."""
        return []

    def _files(self) -> list[str]:
        """The index stands at both ends, so that a device replaced while being read shows."""
        net = f"sys/class/net/{self.interface}"
        return [
            f"{net}/ifindex",
            f"{net}/statistics/rx_bytes",
            f"{net}/statistics/tx_bytes",
            "proc/sys/kernel/random/boot_id",
            f"{net}/ifindex",
        ]

    def _local_lines(self) -> list[str]:
        try:
            return [(self._root / file).read_text("ascii", "replace") for file in self._files()]
        except OSError as error:
            try:
                present = sorted(entry.name for entry in (self._root / "sys/class/net").iterdir())
            except OSError:
                raise MeterProblem(
                    N_("this machine has no /sys/class/net, so the kernel meter cannot read here")
                ) from None
            if self.interface not in present:
                raise MeterProblem(
                    N_("interface %(interface)s does not exist on this machine; there are: %(names)s"),
                    interface=self.interface, names=_listed(present),
                ) from None  # fmt: skip
            raise MeterProblem(
                N_("cannot read the counters of %(place)s: %(reason)s"),
                place=self.interface, reason=error.strerror or str(error),
            ) from None  # fmt: skip

    def _remote_lines(self) -> list[str]:
        cat = runner.quoted(["cat", *(f"/{file}" for file in self._files())])
        script = f"{cat} || {{ echo {_MARK}; ls /sys/class/net; }}"
        output = runner.run_remote(self.host, script, ssh_config=self._ssh_config)
        counters, mark, names = output.out.partition(f"{_MARK}\n")
        if not mark:
            return counters.splitlines()[-5:]  # a login script may have printed something before
        present = sorted(names.split())
        if present and self.interface not in present:
            raise MeterProblem(
                N_("interface %(interface)s does not exist on %(host)s; there are: %(names)s"),
                interface=self.interface, host=self.host, names=_listed(present),
            )  # fmt: skip
        raise MeterProblem(
            N_("cannot read the counters of %(place)s: %(reason)s"),
            place=place(self.interface, self.host), reason=output.complaint,
        )  # fmt: skip


def parse_counters(lines: Sequence[str], where: str, now: int, width: int) -> Reading:
    """A reading from the five lines ifindex, rx_bytes, tx_bytes, boot_id, ifindex; raises MeterProblem.

    A counter of 2**32 or more shows that it is 64 bits wide, whatever `width` says.
    """
    fields = [line.strip() for line in lines]
    if len(fields) != 5 or not re.fullmatch(r"[0-9a-f-]{36}", fields[3]):
        raise _nonsense(where, " ".join(fields))
    index, rx_bytes, tx_bytes, index_after = (
        _counter(where, field) for field in (fields[0], fields[1], fields[2], fields[4])
    )
    if index != index_after:
        raise MeterProblem(
            N_("%(place)s was replaced while being read; the next refresh will do"), place=where
        )
    wide = 64 if max(rx_bytes, tx_bytes) >= 1 << 32 else width
    return Reading(now, rx_bytes, tx_bytes, f"{fields[3]}/{index}", wide)


def _counter(where: str, field: str) -> int:
    if re.fullmatch(r"[0-9]{1,19}", field) and (count := int(field)) < COUNTER_LIMIT:
        return count
    raise _nonsense(where, field)


def _nonsense(where: str, text: str) -> MeterProblem:
    return MeterProblem(
        N_("%(place)s gave %(text)s where a counter belongs"), place=where, text=clean(repr(text), 80)
    )


def _listed(names: Sequence[str]) -> str:
    return clean(", ".join(names[:20])) + (", …" if len(names) > 20 else "")
