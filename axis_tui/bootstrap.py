"""The one place that names concrete classes: settings → store, clock, worker, dashboard.

Everything is imported inside the function that needs it, so that each command pays only for what it uses.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from axis_tui.carriers.base import Carrier
    from axis_tui.config import CarrierSettings, Settings
    from axis_tui.present.glyphs import Glyphs
    from axis_tui.store.read import Reader
    from axis_tui.store.write import Writer
    from axis_tui.worker.service import Kind


def clock() -> Callable[[], int]:
    """UTC seconds of this machine."""
    import time

    return lambda: int(time.time())


def settings(flags: Mapping[str, str | None], environ: Mapping[str, str]) -> Settings:
    """The settings in force; flags win. `config` among the flags names the file. Raises SettingsProblem."""
    from axis_tui.config import load

    others: dict[str, object] = {name: value for name, value in flags.items() if name != "config"}
    return load(_named_config(flags), environ, others)


def config_file(flags: Mapping[str, str | None], environ: Mapping[str, str]) -> Path:
    """Where the settings are looked for; nothing is read."""
    from axis_tui.config import paths

    return paths.config_file(environ, _named_config(flags))[0]


def zone(settings: Settings, environ: Mapping[str, str]) -> str:
    """The person's IANA time zone: the setting, else TZ, else this machine's; UTC where nothing says."""
    if settings.time_zone != "auto":
        return settings.time_zone
    for name in (environ.get("TZ", "").lstrip(":"), _linked_zone(), _named_zone()):
        if name and _is_zone(name):
            return name
    return "UTC"


def glyphs(setting: str) -> Glyphs:
    """The glyphs that the setting names (auto, unicode, ascii), with auto what standard output can carry."""
    import sys

    from axis_tui.present.glyphs import glyphs_for

    return glyphs_for(setting, sys.stdout.encoding or "ascii")


def open_reader(settings: Settings) -> Reader:
    """The store for reading. Raises the problems of `axis_tui.store.problems`.

    Where a store was here once, a missing or emptied one is lost, not new, as the writer says too.
    """
    from axis_tui.store.problems import StoreEmpty, StoreMissing
    from axis_tui.store.read import open_reader

    try:
        return open_reader(settings.paths.store_file)
    except (StoreMissing, StoreEmpty) as problem:
        if known_uuid(settings) is None:
            raise
        raise type(problem)(settings.paths.store_file, known=True) from None


def open_writer(settings: Settings, *, create: bool) -> Writer:
    """The store for writing, which imports SQLModel; made where it is missing and `create` says so."""
    from axis_tui.store.write import open_writer

    paths = settings.paths
    return open_writer(
        paths.store_file,
        create=create,
        state_dir=paths.state_dir,
        clock=clock(),
        time_zone=zone(settings, os.environ),
    )


def known_uuid(settings: Settings) -> str | None:
    """The UUID of the store last used under this path; None where there was none yet."""
    from axis_tui.store.identity import known_uuid

    return known_uuid(settings.paths.state_dir, settings.paths.store_file)


def leave_requests(settings: Settings, wishes: Sequence[tuple[str, dict[str, Any]]], now: int) -> list[int]:
    """Leaves requests (kind, payload) for the worker in one transaction; their numbers."""
    with open_writer(settings, create=False) as writer:
        from axis_tui.store.write import requests

        with writer.transaction() as tx:
            return [int(requests.ask(tx, kind, payload, now)) for kind, payload in wishes]


def run_worker(settings: Settings, kind: Kind) -> int:
    """Runs the worker in this process until it is told to end; its exit code."""
    from axis_tui.worker import service

    paths = settings.paths
    return service.run(
        paths.store_file, settings, paths.state_dir, clock(), kind=kind, zone=zone(settings, os.environ)
    )


def work_once(settings: Settings) -> None:
    """One quiet pass of the worker in this process: it carries out what was asked for.

    How that went is in the requests and the meters, also where another worker took them on meanwhile. Raises
    KeyboardInterrupt where Ctrl+C ended the pass: what was under way is taken up by the next one.
    """
    from axis_tui.worker import service

    paths = settings.paths
    silence = os.open(os.devnull, os.O_WRONLY)
    try:
        code = service.run(
            paths.store_file,
            settings,
            paths.state_dir,
            clock(),
            kind="once",
            zone=zone(settings, os.environ),
            read_meters=False,
            log_to=silence,
        )
    finally:
        os.close(silence)
    if code == service.INTERRUPTED:
        raise KeyboardInterrupt


def make_carrier(settings: CarrierSettings) -> Carrier:
    """The carrier that the settings describe; nothing is asked of it. Raises Problem."""
    from axis_tui.worker.service import make_carrier

    return make_carrier(settings)


def companion_argv(settings: Settings) -> tuple[str, ...]:
    """The command that starts a companion worker for this store: it ends with its standard input."""
    import sys

    paths = settings.paths
    argv = [sys.executable, "-m", "axis_tui", "worker", "--companion", "--store", str(paths.store_file)]
    if paths.config_file.exists():
        argv += ["--config", str(paths.config_file)]
    return tuple(argv)


def import_dashboard() -> None:
    """Loads what the dashboard is made of, while something else takes its time."""
    import axis_tui.tui.app
    import axis_tui.tui.screens.plans  # noqa: F401


def dashboard(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    at: Callable[[], int] | None = None,
    no_color: bool = False,
    demo: bool = False,
) -> tuple[int, tuple[str, ...] | None]:
    """Opens the dashboard in this terminal until it is left: its exit code, and a program to become then.

    Raises the problem of a store that cannot be used. `at` replaces the clock; then nothing lives, and no
    companion is started.
    """
    import sys
    from functools import partial

    from axis_tui.store.presence import probe
    from axis_tui.tui.app import AxisApp
    from axis_tui.tui.deps import Deps
    from axis_tui.tui.gateway import Gateway

    now = at or clock()
    app = AxisApp(
        Deps(
            store=settings.paths.store_file,
            open_reader=partial(open_reader, settings),
            gateway=Gateway(partial(open_writer, settings, create=True), now),
            clock=now,
            zone=zone(settings, environ),
            settings=settings,
            glyphs=glyphs(settings.glyphs),
            presence=partial(probe, settings.paths.store_file),
            companion_argv=None if at else companion_argv(settings),
            theme=settings.theme,
            no_color=no_color or bool(environ.get("NO_COLOR")),
            demo_argv=None if demo else (sys.executable, "-m", "axis_tui", "demo"),
            demo=demo,
            state_dir=settings.paths.state_dir,
        )
    )
    code = app.run()
    return int(code or 0), app.next_argv


def _named_config(flags: Mapping[str, str | None]) -> Path | None:
    named = flags.get("config")
    return Path(named) if named else None


def _linked_zone() -> str:
    try:
        return os.readlink("/etc/localtime").partition("zoneinfo/")[2]
    except OSError:
        return ""


def _named_zone() -> str:
    try:
        return Path("/etc/timezone").read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
