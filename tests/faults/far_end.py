"""A carrier's far end in a process of its own, on a port of this machine: it loses answers, delays, repeats.

What it charges is on disk before it answers. Accounts come into being when they are first asked, and their
names say how they behave: `keyed…` takes a key once and can be asked, `keyed-blind…` cannot be asked,
`final…` knows no keys but says for good that it knows no order, `blind…` knows neither. All chance is by the
seed, the account's kind and how many calls it has had.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.request import urlopen

GB = 10**9
HELD_BYTES = 5 * GB
LEFT_BYTES = GB // 2
"""What an eSIM has left whenever it is asked for: whatever is bought is soon used."""


@dataclass
class Account:
    """One account of the carrier; all under its lock."""

    name: str
    file: Path
    dice: random.Random
    drop_percent: int
    lock: threading.Lock = field(default_factory=threading.Lock)
    charges: list[dict[str, Any]] = field(default_factory=list)
    void: set[str] = field(default_factory=set)
    """Keys that it said it knows nothing of, and will not take any more."""

    def order(self, asked: dict[str, Any]) -> dict[str, Any] | None:
        """The charge for the order; None where its key is void."""
        key = asked["key"]
        if key in self.void:
            return None
        if self.name.startswith("keyed"):
            known = self.look_up(key)
            if known is not None:
                return known
        charge = {**asked, "reference": f"H{len(self.charges) + 1:06d}"}
        with self.file.open("a") as file:
            file.write(json.dumps(charge) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self.charges.append(charge)
        return charge

    def look_up(self, key: str) -> dict[str, Any] | None:
        """The charge by that key."""
        found = next((charge for charge in self.charges if charge["key"] == key), None)
        if found is None and self.name.startswith("final"):
            self.void.add(key)
        return found

    def usage(self, esim: str) -> list[dict[str, Any]]:
        """What it holds: what it had, and each order's data, all but a little used."""
        sizes = [("", HELD_BYTES)]
        sizes += [(charge["reference"], GB) for charge in self.charges if charge["esim"] == esim]
        return [
            {
                "reference": reference,
                "allowance": size,
                "used": size - (LEFT_BYTES if at == len(sizes) else 0),
            }
            for at, (reference, size) in enumerate(sizes, 1)
        ]

    def fate(self) -> tuple[float, bool, bool, bool]:
        """Of the next call: seconds of delay, lost on the way there, lost on the way back, come twice."""
        is_lost, is_late, is_slow, is_repeated = (
            self.dice.random() * 100 < share for share in (self.drop_percent, 50, 10, 5)
        )
        return (0.02 * is_slow, is_lost and not is_late, is_lost and is_late, is_repeated)


@dataclass(frozen=True)
class FarEnd:
    """The far end, as its customers and the test know it."""

    port: int
    folder: Path

    def charges(self, account: str) -> list[dict[str, Any]]:
        """All that was really charged, in order; by a way that loses nothing."""
        with urlopen(f"http://127.0.0.1:{self.port}/{account}/charges", timeout=10) as answer:
            found: list[dict[str, Any]] = json.load(answer)
        return found


@contextmanager
def far_end(folder: Path, *, drop_percent: int = 10, seed: int = 1) -> Iterator[FarEnd]:
    """A far end that ends with the block; its books are in `folder`."""
    process = subprocess.Popen(
        [sys.executable, __file__, str(folder), str(drop_percent), str(seed)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield FarEnd(int(process.stdout.readline()), folder)
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path, drop_percent: int, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder, self.drop_percent, self.seed = folder, drop_percent, seed
        self.accounts: dict[str, Account] = {}
        self.lock = threading.Lock()

    def account(self, name: str) -> Account:
        with self.lock:
            if name not in self.accounts:
                kind = name.rstrip("0123456789")
                dice = random.Random(f"{self.seed}/{kind}")
                self.accounts[name] = Account(name, self.folder / f"{name}.jsonl", dice, self.drop_percent)
            return self.accounts[name]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A customer that is gone is no error here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """`/ACCOUNT/WHAT/SUBJECT`."""
        name, what, *subject = self.path.strip("/").split("/")
        account = self.server.account(name)
        if what == "charges":
            with account.lock:
                self._answer(200, account.charges)
            return
        with account.lock:
            delay_s, is_lost, is_late, _ = account.fate()
        time.sleep(delay_s)
        if is_lost:
            return
        with account.lock:
            found = account.look_up(subject[0]) if what == "order" else account.usage(subject[0])
        if not is_late:
            self._answer(404 if found is None else 200, found)

    def do_POST(self) -> None:
        """An order."""
        account = self.server.account(self.path.strip("/").split("/")[0])
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with account.lock:
            delay_s, is_lost, is_late, is_repeated = account.fate()
        time.sleep(delay_s)
        if is_lost:
            return
        with account.lock:
            charge = account.order(asked)
            if is_repeated and account.name.startswith("keyed"):
                account.order(asked)
        if not is_late:
            self._answer(409 if charge is None else 200, charge)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def _answer(self, status: int, value: Any) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _serve(folder: str, drop_percent: str, seed: str) -> None:
    server = _Server(Path(folder), int(drop_percent), int(seed))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    _serve(*sys.argv[1:])
