"""Which adapter serves which carrier of the store, made from the settings; what it declares is kept.

A carrier without a `[[carrier]]` in the settings is carried out by a person and has no account here.
"""

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from axis_tui.carriers.base import Capability, Carrier, Conduct
from axis_tui.config import CarrierSettings
from axis_tui.domain.problem import Problem
from axis_tui.i18n import tell
from axis_tui.store.write import Tx
from axis_tui.worker.log import LOG

MakeCarrier = Callable[[CarrierSettings], Carrier]
DECLARED = "carrier:"
"""Prefix of the setting that holds what a carrier's adapter declares, as JSON, by the carrier's id."""
_GRACE_S = 5
"""Beyond its own deadline an adapter has broken its promise."""


@dataclass(slots=True)
class Account:
    """One carrier that a program can ask."""

    carrier_id: int
    name: str
    adapter: Carrier
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)
    """Adapters promise to take calls from any thread, one after the other."""

    @property
    def conduct(self) -> Conduct:
        """How the carrier behaves."""
        return self.adapter.conduct

    @property
    def deadline_s(self) -> int:
        """When a call counts as silent."""
        return self.conduct.deadline_s + _GRACE_S

    def can(self, *needed: Capability) -> bool:
        """Whether it can do all of these."""
        return set(needed) <= self.adapter.capabilities


@dataclass(slots=True)
class Accounts:
    """All carriers of the settings; `attach` first."""

    settings: tuple[CarrierSettings, ...]
    make: MakeCarrier
    by_carrier: dict[int, Account] = field(default_factory=dict)

    def attach(self, tx: Tx) -> None:
        """Make every adapter whose carrier the store knows, and keep what each declares.

        One that cannot be made is said once and left out: its orders then wait for a person.
        """
        known = dict(tx.rows("SELECT name, id FROM carrier"))
        folded = {name.casefold(): (name, carrier_id) for name, carrier_id in known.items()}
        for settings in self.settings:
            if settings.name.casefold() not in folded:
                continue
            name, carrier_id = folded[settings.name.casefold()]
            if carrier_id in self.by_carrier:
                continue
            try:
                account = Account(carrier_id, name, self.make(settings))
                declared = _declared(account)
            except Problem as problem:
                LOG.warning("%s: %s", name, tell(problem))
                continue
            self.by_carrier[carrier_id] = account
            _keep(tx, carrier_id, declared)
            tx.execute(
                "UPDATE carrier SET adapter = ? WHERE id = ? AND adapter <> ?",
                (account.adapter.kind, carrier_id, account.adapter.kind),
            )
        self._forget_others(tx, known.values())

    def of(self, carrier_id: int) -> Account | None:
        """The carrier's account; None where a person does what it asks for."""
        return self.by_carrier.get(carrier_id)

    def _forget_others(self, tx: Tx, carrier_ids: Iterable[int]) -> None:
        for carrier_id in carrier_ids:
            if carrier_id not in self.by_carrier:
                tx.execute("DELETE FROM store_setting WHERE key = ?", (f"{DECLARED}{carrier_id}",))


def _declared(account: Account) -> str:
    conduct = account.conduct
    minimum = conduct.minimum
    return json.dumps(
        {
            "kind": account.adapter.kind,
            "capabilities": sorted(capability.value for capability in account.adapter.capabilities),
            "channels": sorted(channel.value for channel in conduct.channels),
            "unit_system": conduct.unit_system.value,
            "minimum_minor": None if minimum is None else minimum.minor,
            "currency": None if minimum is None else minimum.currency,
            "exponent": None if minimum is None else minimum.exponent,
        },
        sort_keys=True,
    )


def _keep(tx: Tx, carrier_id: int, declared: str) -> None:
    tx.execute(
        "INSERT INTO store_setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE"
        " SET value = excluded.value WHERE value <> excluded.value",
        (f"{DECLARED}{carrier_id}", declared),
    )
