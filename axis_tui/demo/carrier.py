"""The far ends of the demo's simulated carriers: what each says of its eSIMs, in step with the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from axis_tui.carriers.sandbox import Knobs, Line, SandboxState, plan_of, write_state
from axis_tui.carriers.sandbox.fault import Faults
from axis_tui.demo.policies import ENDS_S, REVIEW_S
from axis_tui.demo.seeds import CarrierSeed, EsimSeed, World
from axis_tui.domain.package import Package, PackageKind
from axis_tui.domain.plan import Plan
from axis_tui.domain.units import UnitSystem

if TYPE_CHECKING:
    from axis_tui.store.write import Tx

USAGE_EACH_S = 5
"""How often the worker asks a simulated carrier for an eSIM’s use, and what became of its cancellation."""


def state_file(carrier: CarrierSeed) -> str:
    """The name of its state file, beside the settings."""
    return f"carrier-{carrier.name.lower().replace(' ', '-')}.json"


def write_far_ends(directory: Path, here: World, plans: dict[str, Sequence[Plan]]) -> None:
    """One state file for each simulated carrier; `plans` are those of an eSIM, by its nickname."""
    for carrier in here.carriers:
        if not carrier.packages:
            continue
        lines = {
            esim.iccid: _line(esim, plans[esim.nickname], here.at)
            for esim in here.esims
            if esim.carrier == carrier.name
        }
        state = SandboxState(
            catalogue=list(carrier.packages), lines=lines, balance=carrier.balance,
            unit_system=UnitSystem(carrier.unit_system), usage_interval_s=USAGE_EACH_S,
            faults=Faults(Knobs(review_s=REVIEW_S, ends_s=ENDS_S)),
        )  # fmt: skip
        write_state(directory / state_file(carrier), state)


def declare(tx: Tx, config: Path) -> None:
    """What the adapters of the settings file can do, as the worker keeps it: no moment without."""
    from axis_tui.carriers import registry
    from axis_tui.config import load
    from axis_tui.worker.renewals.accounts import Accounts

    settings = load(config, {"HOME": str(config.parent)})
    Accounts(
        settings.carriers, lambda account: registry.make(account.kind, account.name, account.options)
    ).attach(tx)


def _line(esim: EsimSeed, plans: Sequence[Plan], at: int) -> Line:
    line = Line(day_bytes=esim.live_bytes_per_day * 9 // 8, used_until_at=at)
    for plan in plans:
        package = Package("before", esim.carrier, PackageKind.BASE, plan.terms)
        line.plans.append(
            plan_of(package, plan.purchased_at, used_bytes=plan.used_bytes, starts_at=plan.starts_at)
        )
    return line
