"""Real machinery for the meters: a veth pair into a network namespace, a vnstatd and an sshd of our own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import require_program, require_root

DEADLINE_S = 30.0
_SEND = """
import socket, sys
with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as wire:
    left = int(sys.argv[3])
    while left:
        left -= wire.send(bytes(min(left, 65536)))
    wire.shutdown(socket.SHUT_WR)
    wire.recv(1)
"""


class Veth:
    """A pair: `interface` on this side, the other end in the namespace. Use as a context manager."""

    def __init__(self) -> None:
        require_root()
        self._ip = require_program("ip")
        self.interface = f"axa{os.getpid()}"[:15]
        self.namespace = f"axis-{os.getpid()}"
        self.here, self.there = "198.18.213.1", "198.18.213.2"

    def __enter__(self) -> "Veth":
        peer = self.interface.replace("axa", "axb")
        try:
            self._run("netns", "add", self.namespace)
            self._run("link", "add", self.interface, "type", "veth", "peer", "name", peer)
            # Large segments: what crosses is the payload and little else, however busy the machine is.
            for end in (self.interface, peer):
                self._run("link", "set", end, "mtu", "65535")
            self._run("link", "set", peer, "netns", self.namespace)
            self._run("address", "add", f"{self.here}/30", "dev", self.interface)
            self._run("link", "set", self.interface, "up")
            self._run("-n", self.namespace, "address", "add", f"{self.there}/30", "dev", peer)
            self._run("-n", self.namespace, "link", "set", peer, "up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for arguments in (("link", "delete", self.interface), ("netns", "delete", self.namespace)):
            subprocess.run([self._ip, *arguments], capture_output=True, check=False)

    def receive(self, count: int) -> None:
        """Has the other end send exactly `count` bytes of payload over TCP, and takes them all."""
        with socket.create_server((self.here, 0)) as server:
            server.settimeout(DEADLINE_S)
            port = server.getsockname()[1]
            command = [self._ip, "netns", "exec", self.namespace, sys.executable, "-c", _SEND]
            with subprocess.Popen([*command, self.here, str(port), str(count)]) as sender:
                wire, _ = server.accept()
                with wire:
                    received = 0
                    while chunk := wire.recv(1 << 20):
                        received += len(chunk)
                    wire.send(b"!")
                assert sender.wait(DEADLINE_S) == 0
        assert received == count

    def _run(self, *arguments: str) -> None:
        subprocess.run([self._ip, *arguments], check=True, capture_output=True)


class Vnstatd:
    """A vnstatd with a database of its own that counts one interface. Use as a context manager."""

    def __init__(self, directory: Path, interface: str) -> None:
        self._daemon, self._client = require_program("vnstatd"), require_program("vnstat")
        self._interface = interface
        self._directory = directory
        self.config = directory / "vnstat.conf"

    def __enter__(self) -> "Vnstatd":
        database = self._directory / "database"
        database.mkdir()
        self.config.write_text(
            f'DatabaseDir "{database}"\nUpdateInterval 2\nPollInterval 2\nSaveInterval 1\nUseLogging 0\n'
            'BandwidthDetection 0\nMaxBandwidth 0\nTimeSyncWait 0\nDaemonUser ""\nDaemonGroup ""\n'
        )
        # No TZ, as a service manager starts it: the daemon and its reader share the zone of the machine.
        environ = {name: value for name, value in os.environ.items() if name != "TZ"}
        for command in (
            [self._daemon, "--config", str(self.config), "--initdb"],
            [self._client, "--config", str(self.config), "--add", "-i", self._interface],
        ):
            subprocess.run(command, check=True, capture_output=True, env=environ)
        self._process = subprocess.Popen(
            [self._daemon, "--nodaemon", "--config", str(self.config)],
            env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if "Monitoring" in line and self._interface in line:
                return self
        raise AssertionError("vnstatd ended before it counted anything")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(DEADLINE_S)
        finally:
            self._process.kill()
            assert self._process.stdout is not None
            self._process.stdout.close()

    def saves(self) -> Iterator[None]:
        """Asks for a save again and again until a deadline; a round takes less than the daemon's interval."""
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            self._process.send_signal(signal.SIGHUP)
            yield
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"vnstatd ended with {self._process.wait(0.4)}")


class Sshd:
    """An sshd on loopback that lets this test in with a key of its own. Use as a context manager."""

    host = "router"

    def __init__(self, directory: Path) -> None:
        require_root()
        self._sshd, self._keygen = require_program("sshd"), require_program("ssh-keygen")
        require_program("ssh")
        self._directory = directory
        self.client_config = directory / "ssh_config"

    def __enter__(self) -> "Sshd":
        self._directory.chmod(0o700)
        host_key, user_key = self._key("host"), self._key("user")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        known = self._directory / "known_hosts"
        known.write_text(f"[127.0.0.1]:{port} {host_key.with_suffix('.pub').read_text()}")
        server = self._directory / "sshd_config"
        server.write_text(
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host_key}\nPidFile none\nUsePAM no\n"
            f"AuthorizedKeysFile {user_key}.pub\nStrictModes no\nPermitRootLogin prohibit-password\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        )
        self.client_config.write_text(
            f"Host {self.host}\n  HostName 127.0.0.1\n  Port {port}\n  User root\n  IdentityFile {user_key}\n"
            f"  IdentitiesOnly yes\n  UserKnownHostsFile {known}\n  StrictHostKeyChecking yes\n"
        )
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd's privilege separation has it compiled in
        self._process = subprocess.Popen(
            [self._sshd, "-D", "-e", "-f", str(server)], stderr=subprocess.PIPE, text=True
        )
        assert self._process.stderr is not None
        for line in self._process.stderr:
            if "Server listening" in line:
                return self
        raise AssertionError("sshd ended before it listened")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(DEADLINE_S)
        finally:
            self._process.kill()
            assert self._process.stderr is not None
            self._process.stderr.close()

    def _key(self, name: str) -> Path:
        file = self._directory / name
        subprocess.run([self._keygen, "-q", "-t", "ed25519", "-N", "", "-f", str(file)], check=True)
        return file
