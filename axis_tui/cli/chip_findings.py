"""What `doctor` looks at about the chip: lpac and its version, the lock, the chip that was last read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from axis_tui.cli.finding import Finding, Grade
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _

if TYPE_CHECKING:
    from axis_tui.cli.context import Context


def chip_findings(context: Context) -> Iterator[Finding]:
    """Nothing where no chip is set up; the chip itself is not asked."""
    from axis_tui.config.chip import find_lpac, is_chip_set_up
    from axis_tui.euicc import presence

    settings = context.settings
    if not is_chip_set_up(settings, os.environ):
        return
    host = settings.chip.host
    found = None if host else find_lpac(settings, os.environ)
    if host:
        told = _("lpac is run on %(host)s") % {"host": host}
        yield Finding("lpac", "lpac", Grade.OK, told)
    elif found is None:
        told = _("%(program)s is not on this machine") % {"program": settings.chip.lpac}
        yield Finding("lpac", "lpac", Grade.FAIL, told, _("install lpac, or mend lpac under [chip]"))
    else:
        version = presence.version(found, os.environ)
        yield Finding("lpac", "lpac", Grade.OK, f"{found} {version}".rstrip())
    if presence.is_locked(settings.paths.state_dir, host):
        yield Finding("chip_lock", _("chip"), Grade.OK, _("in use by a program at this moment"))
    yield _read(context)


def _read(context: Context) -> Finding:
    from axis_tui.present.when import ago
    from axis_tui.store.read import chip as read

    try:
        with context.open_reader() as reader:
            chips = read.chips(reader)
            pending = len([row for row in read.notices(reader, pending=True) if row.error])
    except Problem:
        chips, pending = [], 0
    if not chips:
        return Finding(
            "chip", _("chip"), Grade.WARN, _("not read yet"), _("read it: axis-tui chip list --read")
        )
    told = _("EID %(eid)s, read %(age)s") % {
        "eid": chips[0].eid_masked, "age": ago(chips[0].read_at, context.clock()),
    }  # fmt: skip
    if pending:
        return Finding(
            "chip", _("chip"), Grade.WARN, told + ", " + _("notifications wait that no server took"),
            _("send them: axis-tui chip notifications --send"),
        )  # fmt: skip
    return Finding("chip", _("chip"), Grade.OK, told)
