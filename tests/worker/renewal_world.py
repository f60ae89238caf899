"""The worker's small world with a simulated carrier: an eSIM with a running plan, packages, a card."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axis_tui.carriers.sandbox import Line, SandboxCarrier, SandboxState, plan_of, write_state
from axis_tui.domain.auto_renew import Consent, Rule, RuleState, Trigger
from axis_tui.domain.ledger import Verdict
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.domain.renewal_word import Channel, MethodKind, OrderState
from axis_tui.domain.units import GB
from axis_tui.store.read import auto_renew, ledger, renewals
from axis_tui.store.read.renewals import OrderRow
from axis_tui.store.write import Tx
from axis_tui.store.write.auto_renew import set_rule
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.orders import NewOrder, place
from axis_tui.store.write.payment import NewMethod, add_method, put_package
from axis_tui.store.write.plans import add_plan
from axis_tui.worker.engine import Engine
from tests.store.fleet import NOW
from tests.worker.world import DAY, World, plan_terms

CARRIER, ICCID = "Axis Mobile", "8988000000000000011"
LONG = 400
"""Passes after which a test gives up waiting."""


def usd(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "USD", 2)


def package(code: str = "again", effect: Effect = Effect.STACK, minor: int = 900, **terms: Any) -> Package:
    """A top-up of 5 GB and 30 days for 9.00 USD."""
    return Package(code, CARRIER, PackageKind.TOP_UP, plan_terms(price=usd(minor), **terms), effect)


@dataclass
class RenewalWorld(World):
    """`far` is the carrier's far end: what really was charged."""

    state: dict[str, Any] = field(default_factory=dict)
    """Changes of the sandbox's state."""
    used_bytes: int = 4 * GB
    began_at: int = NOW - 20 * DAY

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sandbox_file = self.root / "sandbox.json"
        plan = plan_of(package(), self.began_at, used_bytes=self.used_bytes, starts_at=self.began_at)
        catalogue = [package(), package("data", Effect.ADD_DATA), package("money", Effect.BALANCE, 2_000)]
        values: dict[str, Any] = {
            "catalogue": catalogue,
            "lines": {ICCID: Line([plan])},
            "balance": usd(5_000),
        }
        write_state(self.sandbox_file, SandboxState(**values | self.state))
        self.far = self.adapter()
        self.carriers = {CARRIER: self.far}
        self.esim_id, self.card_id, self.packages = self.write(self._fill)

    def adapter(self) -> SandboxCarrier:
        """One more adapter for the same far end, whose clock is the world's."""
        return SandboxCarrier(
            CARRIER, {"state": str(self.sandbox_file)}, clock=lambda: self.wall, sleep=lambda _: None
        )

    def order(self, code: str = "again", channel: Channel = Channel.ONLINE, **changes: Any) -> int:
        """A person asks for a package at its price; the order's number."""
        values: dict[str, Any] = {
            "esim_id": self.esim_id, "package_id": self.packages[code], "channel": channel,
            "price": usd(2_000 if code == "money" else 900), "method_id": self.card_id, **changes,
        }  # fmt: skip
        return int(self.write(lambda tx: place(tx, NewOrder(**values), self.wall)))

    def rule(self, **changes: Any) -> Rule:
        """Auto-renew switched on: below 2 GB, again, at most 27.00 a month."""
        values: dict[str, Any] = {
            "state": RuleState.ON, "trigger": Trigger.DATA_BELOW, "value": 2 * GB,
            "consent": Consent("again", usd(900), self.wall), "method_id": self.card_id, "cap_plan": None,
            "cap_day": None, "cap_month": usd(2_700), **changes,
        }  # fmt: skip
        rule = Rule(**values)
        package_id = self.packages[rule.consent.package_code]
        kept: Rule = self.write(lambda tx: set_rule(tx, self.esim_id, rule, package_id, self.wall))
        return kept

    def rule_now(self) -> Rule:
        """The rule as the store has it."""
        row = auto_renew.rule(self.reader, self.esim_id)
        assert row is not None
        return row.rule

    def found(self, order_id: int) -> OrderRow:
        """The order as screens see it."""
        row = renewals.order(self.reader, order_id)
        assert row is not None
        return row

    def orders(self) -> list[OrderRow]:
        """All orders, the latest first."""
        return renewals.page(self.reader, renewals.Filter(), 500)

    def words(self, order_id: int) -> list[str]:
        """The order's history in words."""
        return [event.event for event in renewals.events(self.reader, order_id)]

    def run(self, engine: Engine, until: str, order_id: int, step_s: int = 1) -> OrderRow:
        """Pass time until the order is in that state."""
        for _ in range(LONG):
            if self.found(order_id).state == until:
                return self.found(order_id)
            self.pass_time(step_s, engine)
        raise AssertionError(f"still {self.found(order_id).state}: {self.words(order_id)}")

    def settle(self, engine: Engine, passes: int = 8) -> None:
        """Passes in which no time goes by to speak of."""
        for _ in range(passes):
            engine.step()

    def verdict(self) -> Verdict:
        """What the check of the ledger says."""
        return ledger.check(self.reader)

    def assert_money_is_right(self) -> None:
        """Every charge at the far end has its order and its ledger entry, once; the chain is whole."""
        charges = self.far.charges()
        assert len({charge.key for charge in charges}) == len(charges), "charged twice"
        keys = {renewals.secrets(self.reader, row.id).key: row for row in self.orders()}  # type: ignore[union-attr]
        entries = ledger.page(self.reader, 1_000)
        booked = {entry.entry.renewal_id for entry in entries if entry.entry.kind == "charge"}
        for charge in charges:
            row = keys[charge.key]
            is_open = row.state in (OrderState.SENT, OrderState.UNKNOWN, OrderState.REVIEW)
            assert is_open or row.id in booked, f"charged and not in the ledger: {row}"
        for row in keys.values():
            if row.id in booked and not row.is_guided:
                key = renewals.secrets(self.reader, row.id)
                assert key is not None
                assert key.key in {charge.key for charge in charges} or row.proof, "booked and never charged"
        assert self.verdict().is_whole

    def _fill(self, tx: Tx) -> tuple[int, int, dict[str, int]]:
        esim_id = add_esim(
            tx, NewEsim("Japan", CARRIER, device="Phone", iccid=ICCID, profile_state="enabled")
        )
        plan_id = add_plan(tx, esim_id, plan_terms(price=usd(900)), self.began_at, starts_at=self.began_at)
        tx.execute("UPDATE plan SET metered_bytes = ? WHERE id = ?", (self.used_bytes, plan_id))
        tx.touch((esim_id,))
        (carrier_id,) = tx.row("SELECT carrier_id FROM esim WHERE id = ?", (esim_id,)) or (0,)
        packages = {
            code: put_package(tx, carrier_id, package(code, effect, minor), self.wall)
            for code, effect, minor in (
                ("again", Effect.STACK, 900), ("data", Effect.ADD_DATA, 900), ("money", Effect.BALANCE, 2_000)
            )
        }  # fmt: skip
        card_id = add_method(tx, NewMethod(MethodKind.CARD, "travel card", "4242", 203012), self.wall)
        return esim_id, card_id, packages


def renewal_world(root: Path, **changes: Any) -> RenewalWorld:
    """A world in `root`; keywords that are no field of it change the sandbox's state."""
    own = {name: changes.pop(name) for name in list(changes) if name in RenewalWorld.__dataclass_fields__}
    return RenewalWorld(root, **own, state=changes)
