"""Stand-ins for machines: a tree of kernel files, programs that print a text, an ssh that stays here."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

BOOT = "0b1c2d3e-0000-4000-8000-123456789abc"


def write_kernel(
    root: Path, rx_bytes: int | str, tx_bytes: int | str, *, interface: str = "wwan0", index: int = 7,
    boot: str = BOOT,
) -> None:  # fmt: skip
    """The kernel's files of one interface, under `root`."""
    statistics = root / "sys/class/net" / interface / "statistics"
    statistics.mkdir(parents=True, exist_ok=True)
    (statistics / "rx_bytes").write_text(f"{rx_bytes}\n")
    (statistics / "tx_bytes").write_text(f"{tx_bytes}\n")
    (statistics.parent / "ifindex").write_text(f"{index}\n")
    random = root / "proc/sys/kernel/random"
    random.mkdir(parents=True, exist_ok=True)
    (random / "boot_id").write_text(f"{boot}\n")


class Programs:
    """A directory in front of PATH; each program is a shell script."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.directory = directory
        monkeypatch.setenv("PATH", f"{directory}:{os.environ['PATH']}")

    def add(self, name: str, script: str) -> None:
        """Installs `script`, without its first line."""
        file = self.directory / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def printing(self, name: str, text: str, status: int = 0) -> None:
        """Installs a program that prints `text` and notes its arguments, one a line."""
        (self.directory / f"{name}.out").write_text(text)
        self.add(name, f'printf "%s\\n" "$@" > {self.directory}/{name}.args\n'
                       f"cat {self.directory}/{name}.out\nexit {status}")  # fmt: skip

    def ssh_to_here(self) -> None:
        """Installs an ssh that runs the command on this machine, as sshd would: with a shell."""
        self.add("ssh", f'printf "%s\\n" "$@" > {self.directory}/ssh.args\n'
                        'while [ $# -gt 1 ]; do shift; done\nexec sh -c "$1"')  # fmt: skip

    def arguments(self, name: str) -> Sequence[str]:
        """What the program was last called with."""
        return (self.directory / f"{name}.args").read_text().splitlines()
