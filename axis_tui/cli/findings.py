"""What `doctor` looks at, one function a thing; each gives findings and never raises for what it finds."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from axis_tui import bootstrap, i18n
from axis_tui.cli.case_findings import case_findings
from axis_tui.cli.chip_findings import chip_findings
from axis_tui.cli.context import Context
from axis_tui.cli.finding import Finding as Finding
from axis_tui.cli.finding import Grade as Grade
from axis_tui.cli.renewal_findings import carrier_findings, ledger_findings, order_findings
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, ngettext
from axis_tui.present.duration import duration

if TYPE_CHECKING:
    from axis_tui.store.read import Reader

STORE_CHECKS = frozenset({"store", "identity", "integrity"})
"""Checks whose failure means that the store is unusable."""


def all_of(context: Context) -> list[Finding]:
    """Every finding, in the order people read them."""
    try:
        path = context.settings.paths.config_file
    except Problem as problem:
        return [Finding("settings", _("settings"), Grade.FAIL, i18n.tell(problem))]
    what = str(path) if path.exists() else _("%(path)s (none: all defaults)") % {"path": path}
    found = [Finding("settings", _("settings"), Grade.OK, what)]
    try:
        reader = context.open_reader()
    except Problem as problem:
        found.append(_unopened(context, problem))
    else:
        with reader:
            for look in (_store, ledger_findings, _meters, carrier_findings, order_findings, case_findings):
                found += _unbroken(look(context, reader))
    return [
        *found,
        *chip_findings(context),
        *_permissions(context),
        _worker(context),
        *_language(context),
        _terminal(),
    ]


def _unopened(context: Context, problem: Problem) -> Finding:
    from axis_tui.store.problems import StoreMissing, StoreOlder

    label = _("store")
    is_new = isinstance(problem, StoreMissing) and not problem.known
    if is_new:
        return Finding("store", label, Grade.WARN, _("%(path)s: none yet") % {"path": context.store},
                       _("add an eSIM: axis-tui add, or n in the dashboard"))  # fmt: skip
    grade = Grade.WARN if isinstance(problem, StoreOlder) else Grade.FAIL
    return Finding("store", label, grade, i18n.tell(problem))


def _unbroken(findings: Iterator[Finding]) -> Iterator[Finding]:
    """What is found until the store cannot be read on, and that."""
    try:
        yield from findings
    except Problem as problem:
        yield Finding("integrity", _("integrity"), Grade.FAIL, i18n.tell(problem))


def _store(context: Context, reader: Reader) -> Iterator[Finding]:
    import sqlite3

    from axis_tui.store import sqlite
    from axis_tui.store.read import inventory

    info = inventory.store_info(reader)
    facts = {"path": info.path, "version": info.schema_version, "esims": info.esims, "uuid": info.uuid[:8]}
    text = ngettext(
        "%(path)s, version %(version)d, %(esims)d eSIM, identity %(uuid)s",
        "%(path)s, version %(version)d, %(esims)d eSIMs, identity %(uuid)s",
        info.esims,
    )
    yield Finding("store", _("store"), Grade.OK, text % facts)
    known = bootstrap.known_uuid(context.settings)
    if known not in (None, info.uuid):
        yield Finding("identity", _("identity"), Grade.FAIL, _("another store than the one last used here"),
                      _("put the right file back, or name another with --store"))  # fmt: skip
    is_safe = sqlite.wal_is_safe(sqlite3.sqlite_version_info)
    fix = _("has the WAL-reset fix") if is_safe else _("without the WAL-reset fix")
    text = f"SQLite {info.sqlite_version} ({fix}), {info.journal_mode}"
    if info.journal_mode == "wal" and not is_safe:
        yield Finding(
            "mode", _("mode"), Grade.WARN, text, _("start axis-tui once; it goes back to the safe mode")
        )
    else:
        yield Finding("mode", _("mode"), Grade.OK, text)
    damage = reader.finding()
    if damage:
        yield Finding("integrity", _("integrity"), Grade.FAIL, damage, _("restore a backup"))
    else:
        yield Finding("integrity", _("integrity"), Grade.OK, _("quick check passed"))


def _meters(context: Context, reader: Reader) -> Iterator[Finding]:
    from axis_tui.domain.text import clean
    from axis_tui.present.when import ago
    from axis_tui.store.read import inventory

    label = _("meter")
    stored = {(row.host, row.interface): row for row in inventory.meters(reader)}
    for meter in context.settings.meters:
        row = stored.get((meter.host, meter.interface))
        if meter.esim and (unknown := _unknown_esim(reader, meter.esim)):
            yield Finding(
                "meter", label, Grade.WARN if row and row.esim_name else Grade.FAIL,
                f"{meter.kind} {meter.interface}: {unknown}",
                _("name the eSIM in the settings file as the list does: axis-tui plans"),
            )  # fmt: skip
            continue
        counts_for = (row.esim_name if row else "") or meter.esim or _("no eSIM")
        if row is None:
            yield Finding(
                "meter", label, Grade.WARN,
                f"{meter.kind} {meter.interface} → {clean(counts_for)}, {ago(None, context.clock())}",
                _("read it: axis-tui refresh"),
            )  # fmt: skip
            continue
        text = f"{row.kind} {row.label} → {counts_for}, {ago(row.read_at, context.clock())}"
        if row.state == "failing":
            yield Finding(
                "meter", label, Grade.FAIL, f"{text}: {row.error}", _("mend it, then: axis-tui refresh")
            )
        elif row.state == "never":
            yield Finding("meter", label, Grade.WARN, text, _("read it: axis-tui refresh"))
        else:
            yield Finding("meter", label, Grade.OK, text)
    if not context.settings.meters:
        yield Finding("meter", label, Grade.WARN, _("none"),
                      _("name one under [[meter]] in the settings file; see the README"))  # fmt: skip


def _unknown_esim(reader: Reader, text: str) -> str:
    """Why the settings' text means no eSIM, or several; empty where it means one."""
    from axis_tui.store.read.naming import meant_esim

    try:
        meant_esim(reader, text)
    except Problem as problem:
        return i18n.tell(problem)
    return ""


def _permissions(context: Context) -> Iterator[Finding]:
    paths = context.settings.paths
    loose = [path for path in (paths.store_file, paths.store_file.parent, paths.state_dir) if _is_loose(path)]
    for path in loose:
        others = _("%(path)s can be read by others") % {"path": path}
        yield Finding("permissions", _("permissions"), Grade.WARN, others, f"chmod go-rwx {path}")
    if not loose:
        yield Finding("permissions", _("permissions"), Grade.OK, _("only you can read store and state"))


def _is_loose(path: Path) -> bool:
    try:
        return bool(stat.S_IMODE(os.stat(path).st_mode) & 0o077)
    except OSError:
        return False


def _worker(context: Context) -> Finding:
    label = _("worker")
    try:
        presence = context.presence()
    except OSError as error:
        return Finding(
            "worker", label, Grade.FAIL, str(error.strerror or error), _("mend the lease's permissions")
        )
    if not presence.running:
        return Finding("worker", label, Grade.WARN, _("none runs"),
                       _("open the dashboard, or run “axis-tui worker” as a service"))  # fmt: skip
    facts = {"kind": presence.kind or "?", "pid": presence.pid, "age": presence.heartbeat_age_s or 0}
    facts["time"] = duration(context.clock() - presence.started_at)
    text = _("%(kind)s, process %(pid)d, running for %(time)s, heartbeat %(age)d s ago") % facts
    if presence.stalled:
        return Finding("worker", label, Grade.FAIL, text, _("end that process and start the worker again"))
    return Finding("worker", label, Grade.OK, text)


def _language(context: Context) -> Iterator[Finding]:
    label = _("language")
    if i18n.is_complete():
        yield Finding("language", label, Grade.OK, f"{i18n.current()}, {context.zone}")
    else:
        text = _("no catalogue for %(language)s, so it is English") % {"language": i18n.current()}
        yield Finding("language", label, Grade.WARN, text, _("install the built package"))


def _terminal() -> Finding:
    from axis_tui.cli.dashboard import can_draw

    label = _("terminal")
    text = f"TERM={os.environ.get('TERM', '')} {sys.stdout.encoding}"
    if can_draw():
        return Finding("terminal", label, Grade.OK, text)
    return Finding(
        "terminal", label, Grade.WARN, text, _("the dashboard needs a terminal; here it prints status")
    )
