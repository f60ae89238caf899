"""What `doctor` looks at about money: the ledger's chain, the settings' carriers, doubts, suspensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from axis_tui import bootstrap, i18n
from axis_tui.cli.context import Context
from axis_tui.cli.finding import Finding, Grade
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from axis_tui.store.read import Reader
    from axis_tui.store.read.inventory import CarrierRow


def ledger_findings(context: Context, reader: Reader) -> Iterator[Finding]:
    """Whether every entry is as it was written; reads them all."""
    from axis_tui.store.read import ledger

    verdict = ledger.check(reader)
    if verdict.is_whole:
        text = ngettext("chain whole, %(count)d entry", "chain whole, %(count)d entries", verdict.entries)
        yield Finding("ledger", _("ledger"), Grade.OK, text % {"count": verdict.entries})
        return
    text = _("chain broken at entry %(number)d: what follows cannot be relied on; restore a backup")
    yield Finding(
        "ledger", _("ledger"), Grade.FAIL, text % {"number": verdict.broken_at},
        _("compare it with what the carriers charged: axis-tui ledger"),
    )  # fmt: skip


def carrier_findings(context: Context, reader: Reader) -> Iterator[Finding]:
    """Whether each carrier of the settings can be asked, and whether it has answered."""
    from axis_tui.store.read import inventory

    stored = {row.name.casefold(): row for row in inventory.carriers(reader)}
    for settings in context.settings.carriers:
        label, what = _("carrier"), f"{settings.name} ({settings.kind})"
        try:
            can = bootstrap.make_carrier(settings).capabilities
        except Problem as problem:
            yield Finding("carrier", label, Grade.FAIL, f"{what}: {i18n.tell(problem)}",
                          _("mend its [[carrier]] in the settings file"))  # fmt: skip
            continue
        row = stored.get(settings.name.casefold())
        if row is None:
            yield Finding("carrier", label, Grade.WARN, _("%(what)s: no eSIM of it yet") % {"what": what},
                          _("name it as the list does: axis-tui carrier"))  # fmt: skip
        else:
            yield _answered(context, what, row, asks_balance="balance" in can)


def order_findings(context: Context, reader: Reader) -> Iterator[Finding]:
    """Orders of which it is not known whether money moved, and rules that are suspended."""
    from axis_tui.store.read import auto_renew, renewals

    for order in renewals.open_orders(reader):
        if order.state in renewals.IN_DOUBT_STATES:
            told = {"number": order.id, "name": order.esim_name}
            yield Finding(
                "order", _("order"), Grade.WARN,
                _("order %(number)d of “%(name)s” is in doubt: money may have moved") % told,
                f"axis-tui renewals show {order.id}",
            )  # fmt: skip
    for row in auto_renew.rules(reader, ("suspended",)):
        from axis_tui.present.rule_words import suspension

        reason = row.rule.suspended_for
        what, wakes = suspension("" if reason is None else reason.value)
        text = _("auto-renew of “%(name)s” is suspended: %(what)s") % {"name": row.esim_name, "what": what}
        yield Finding("auto_renew", _("auto-renew"), Grade.WARN, text, wakes)


def _answered(context: Context, what: str, row: CarrierRow, *, asks_balance: bool) -> Finding:
    from axis_tui.present.when import ago

    label = _("carrier")
    if not asks_balance:
        return Finding("carrier", label, Grade.OK, _("%(what)s: can be asked") % {"what": what})
    if row.balance_at is None:
        return Finding("carrier", label, Grade.WARN, _("%(what)s: has not answered yet") % {"what": what},
                       _("run one pass and look again: axis-tui worker --once"))  # fmt: skip
    age = ago(row.balance_at, context.clock())
    return Finding(
        "carrier", label, Grade.OK, _("%(what)s: balance answered %(age)s") % {"what": what, "age": age}
    )
