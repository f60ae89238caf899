"""The carrier of the fault runs: the worker's port on the far end that is a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from typing import Any

from axis_tui.carriers.base import (
    Balance,
    Capability,
    CarrierProblem,
    Conduct,
    Declined,
    LineUsage,
    NotSent,
    Order,
    Quote,
    Receipt,
)
from axis_tui.config import OptionValue
from axis_tui.domain.credit import PackageUsage
from axis_tui.domain.package import Package
from axis_tui.domain.renewal_word import Channel, DeclineKind

TIMEOUT_S = 5


class HttpCarrier:
    """Options: the far end's `port`, the `account` there (its name says how it is), `began_at` of plans."""

    kind = "http"

    def __init__(self, name: str, options: Mapping[str, OptionValue] | None = None) -> None:
        taken = dict(options or {})
        self.name = name
        self._port, self._account = int(taken["port"]), str(taken["account"])
        self._began_at = int(taken["began_at"])

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Top-ups and usage; and look-ups, unless it is blind."""
        seeing = set() if "blind" in self._account else {Capability.LOOK_UP}
        return frozenset({Capability.TOP_UP, Capability.USAGE} | seeing)

    @property
    def conduct(self) -> Conduct:
        """By its account's name."""
        return Conduct(
            is_idempotent=self._account.startswith("keyed"),
            look_up_is_final=self._account.startswith("final"),
            reads_per_minute=600,
            usage_interval_s=10,
            deadline_s=TIMEOUT_S * 2,
            channels=frozenset(Channel),
        )

    def top_up(self, order: Order, now: int) -> Receipt:
        """Buy a top-up."""
        asked = {"key": order.key, "esim": order.esim_reference, "minor": order.amount.minor}
        status, told = self._ask("POST", "order", json.dumps(asked).encode())
        if status == 409:
            raise Declined(DeclineKind.TRY_LATER, "the far end takes this key no more")
        return Receipt(str(told["reference"]), order.amount)

    def look_up(self, order: Order, now: int) -> Receipt | None:
        """What became of an order."""
        status, told = self._ask("GET", f"order/{order.key}")
        return None if status == 404 else Receipt(str(told["reference"]), order.amount)

    def usage(self, esim_reference: str, now: int) -> LineUsage:
        """What the eSIM holds."""
        _, told = self._ask("GET", f"usage/{esim_reference}")
        return LineUsage(
            now,
            tuple(
                PackageUsage(
                    row["reference"], "data", "active", row["allowance"], row["used"], self._began_at,
                    self._began_at + 3_000 * 86_400,
                )
                for row in told
            ),
        )  # fmt: skip

    def _ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, Any]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_S)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise NotSent("no connection") from error
            connection.request(method, f"/{self._account}/{path}", body)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    # What no test here asks for

    def catalogue(self, now: int) -> Sequence[Package]:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end has no catalogue")

    def quote(self, package_code: str, esim_reference: str, now: int) -> Quote:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end quotes nothing")

    def order(self, order: Order, now: int) -> Receipt:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end sells top-ups only")

    def balance(self, now: int) -> Balance:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end keeps no balance")

    def suspend(self, esim_reference: str, now: int) -> None:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end suspends nothing")

    def cancel(self, esim_reference: str, now: int) -> str:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end cancels nothing")

    def refund(self, reference: str, now: int) -> Receipt:
        """Raises CarrierProblem."""
        raise CarrierProblem("the far end gives nothing back")
