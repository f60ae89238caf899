"""Which commands there are: name, the module that runs it and its one-line summary.

A command's module is imported only when that command runs. For a command `ack` it offers
`ack_arguments(parser)`, which declares its arguments, and `ack(context) -> int`, which runs it; a stroke in
the name is an underscore there.
"""

from __future__ import annotations

from typing import NamedTuple

from axis_tui.domain.problem import N_


class Command(NamedTuple):
    """One row of `axis-tui --help`."""

    name: str
    module: str
    """Its file under axis_tui.cli."""
    summary: str
    """One line, marked for translation."""


COMMANDS = (
    Command("status", "status", N_("one screenful: what is left, until when, and what needs attention")),
    Command("plans", "plans", N_("list plans: data left, valid until, forecast")),
    Command("usage", "usage", N_("data used by hour, day, week or month")),
    Command("alerts", "alerts", N_("list alerts")),
    Command("ack", "alerts", N_("acknowledge alerts")),
    Command("snooze", "alerts", N_("silence an alert for a while")),
    Command("renew", "renew", N_("renew a plan: package, price, what it changes, then pay")),
    Command("renewals", "renewals", N_("list renewals; show one, record what was paid, decide, take back")),
    Command("auto-renew", "auto_renew", N_("let a plan renew itself: rule, dry run, consent, off at once")),
    Command("cancel", "cancel", N_("end an eSIM’s service: checklist, your word, then the carrier is asked")),
    Command("cancellations", "cancellations", N_("list cancellations; record answers, remove, chase, prove")),
    Command("ledger", "ledger", N_("list every movement of money, check that none was changed")),
    Command("payment", "payment", N_("list what renewals are paid with; add or put away")),
    Command("pin", "pin", N_("set, change or remove the PIN that is asked before money moves")),
    Command("carrier", "carrier", N_("list carriers; edit how one is reached")),
    Command("chip", "chip", N_("list the chip's profiles; enable, rename, delete, download, notify")),
    Command("add", "add", N_("add an eSIM and its plan")),
    Command("edit", "edit", N_("change an eSIM's name, device, number or notes")),
    Command("archive", "edit", N_("put an eSIM away, or bring it back")),
    Command("refresh", "refresh", N_("read every meter now")),
    Command("worker", "worker", N_("refresh usage and raise alerts in the background")),
    Command("demo", "demo", N_("open the dashboard on a throw-away store with a believable world")),
    Command("doctor", "doctor", N_("check store, worker, meters, settings and terminal")),
    Command("config", "config", N_("say where the settings are, or show them")),
)


def named(name: str) -> Command | None:
    """The command of that name; None where there is none."""
    return next((command for command in COMMANDS if command.name == name), None)
