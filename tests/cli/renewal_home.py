"""A home with a simulated carrier: an eSIM with a running plan, a card, and a far end that counts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axis_tui.carriers.sandbox import Line, SandboxCarrier, SandboxState, plan_of, write_state
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect, Package, PackageKind
from axis_tui.store.read import open_reader, renewals
from axis_tui.store.read.renewals import OrderRow
from axis_tui.store.write import Tx, open_writer
from axis_tui.store.write.fleet import NewEsim, add_esim
from axis_tui.store.write.plans import add_plan
from tests.cli.home import Home, Said
from tests.worker.world import DAY, plan_terms

CARRIER, HAND, ICCID = "Axis Mobile", "Handy", "8988000000000000011"
GB = 10**9


def usd(minor: int) -> Money:
    """So many cents."""
    return Money(minor, "USD", 2)


def package(code: str, effect: Effect = Effect.STACK, minor: int = 900, **terms: Any) -> Package:
    """A top-up of 5 GB and 30 days for 9.00 USD."""
    return Package(code, CARRIER, PackageKind.TOP_UP, plan_terms(price=usd(minor), **terms), effect)


@dataclass(frozen=True, slots=True)
class RenewalHome:
    """Runs commands; `far` is the carrier's far end: what really was charged."""

    home: Home
    far: SandboxCarrier

    def axis(self, *argv: str) -> Said:
        """Runs one command with the settings that name the carrier."""
        return self.home.axis("--config", str(self.home.config), *argv)

    def renew(self, *argv: str, code: str = "again") -> Said:
        """Renews Japan by the card unless told otherwise, followed until it stands still."""
        paying = () if "--pay-with" in argv else ("--pay-with", "travel")
        return self.axis("renew", "Japan", "--package", code, *paying, *argv)

    def order(self, number: int) -> OrderRow:
        """One order as the store has it."""
        with open_reader(self.home.store) as reader:
            found = renewals.order(reader, number)
        assert found is not None
        return found

    def orders(self) -> list[OrderRow]:
        """All orders, the latest first."""
        with open_reader(self.home.store) as reader:
            return renewals.page(reader, renewals.Filter(), 500)

    def charges(self) -> list[Money]:
        """What the carrier really took."""
        return [charge.amount for charge in self.far.charges()]

    def turn(self, **knobs: Any) -> None:
        """Sets the carrier's knobs."""
        self.far.set_knobs(knobs)

    def write(self, change: Any) -> Any:
        """One transaction of the test's own."""
        with (
            open_writer(self.home.store, create=False, state_dir=self.home.path / "state") as writer,
            writer.transaction() as tx,
        ):
            return change(tx)


def renewal_home(home: Home, **state: Any) -> RenewalHome:
    """Settings, store and far end under the home; keywords change the far end's state."""
    now = int(time.time())
    began_at = now - 20 * DAY
    file = home.path / "sandbox.json"
    plan = plan_of(package("again"), began_at, used_bytes=4 * GB, starts_at=began_at)
    catalogue = [
        package("again"), package("data", Effect.ADD_DATA, 500), package("money", Effect.BALANCE, 2_000),
    ]  # fmt: skip
    values: dict[str, Any] = {"catalogue": catalogue, "lines": {ICCID: Line([plan])}, "balance": usd(5_000)}
    write_state(file, SandboxState(**values | state))
    home.write_settings(
        f'[[carrier]]\nname = "{CARRIER}"\nkind = "sandbox"\n[carrier.options]\nstate = "{file}"\n'
    )
    with (
        open_writer(home.store, create=True, state_dir=home.path / "state") as writer,
        writer.transaction() as tx,
    ):
        _fill(tx, began_at)
    ready = RenewalHome(home, SandboxCarrier(CARRIER, {"state": str(file)}))
    said = ready.axis("payment", "add", "--kind", "card", "--label", "travel", "--last4", "4242")
    assert said.code == 0, said.err
    return ready


def _fill(tx: Tx, began_at: int) -> None:
    """Japan with the simulated carrier, Korea with one that a person calls."""
    for name, carrier, iccid in (("Japan", CARRIER, ICCID), ("Korea", HAND, "8982000000000000038")):
        esim_id = add_esim(tx, NewEsim(name, carrier, device="Phone", iccid=iccid, profile_state="enabled"))
        plan_id = add_plan(tx, esim_id, plan_terms(price=usd(900)), began_at, starts_at=began_at)
        tx.execute("UPDATE plan SET metered_bytes = ? WHERE id = ?", (4 * GB, plan_id))
        tx.touch((esim_id,))


def pin_file(shop: RenewalHome, pin: str) -> str:
    """A file with that PIN which only its owner can read."""
    file: Path = shop.home.path / f"pin-{pin}"
    file.write_text(f"{pin}\n", "utf-8")
    file.chmod(0o600)
    return str(file)
