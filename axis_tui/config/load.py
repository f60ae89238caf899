"""Puts the settings together: defaults, then the file, then AXIS_TUI_* variables, then flags."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from axis_tui.config import document as documents
from axis_tui.config import paths as places
from axis_tui.config.check import Value, nearest, shown
from axis_tui.config.document import Document
from axis_tui.config.key import KEYS, SINGLE_TABLES, STATE, STORE, TABLES, Key
from axis_tui.config.problem import SettingsProblem
from axis_tui.config.settings import AlertSettings, ChipSettings, Paths, Settings, WorkerSettings
from axis_tui.domain.problem import N_

DEFAULT = "default"


def load(
    path: Path | None, environ: Mapping[str, str], overrides: Mapping[str, object] | None = None
) -> Settings:
    """The settings in force.

    `path` is the file that a flag named, or None to look for it; `environ` is usually `os.environ`;
    `overrides` holds flags by dotted key (`language`, `worker.refresh_seconds`, `store`, `state`), and a
    None there means that the flag was not given. A file that nobody named need not exist.

    Raises SettingsProblem, one line, naming the place, the key and what to write instead.
    """
    flags = {name: value for name, value in (overrides or {}).items() if value is not None}
    _refuse_unknown_flags(flags)
    config_file, named = places.config_file(environ, path)
    document = documents.read(config_file, required=named)
    _refuse_unknown_keys(document)

    values: dict[str, Value] = {}
    origins: dict[str, str] = {}
    for key in KEYS:
        origin, raw = _written(key, document, environ, flags)
        origins[key.name] = origin
        values[key.name] = key.default if origin == DEFAULT else key.check(origin, key.name, raw)

    store_file, origins["store"] = _path(STORE, document, environ, flags, places.default_store(environ))
    state_dir, origins["state"] = _path(STATE, document, environ, flags, places.default_state(environ))
    paths = Paths(config_file, store_file, state_dir)
    return _settings(values, paths, origins=MappingProxyType(origins), **_entries(document, environ))


def _entries(document: Document, environ: Mapping[str, str]) -> dict[str, object]:
    """The carriers and meters of the file; what reads them is imported only where it names some."""
    found: dict[str, object] = {}
    if "carrier" in document.data:
        from axis_tui.config.carrier import carriers

        found["carriers"] = carriers(document, environ)
    if "meter" in document.data:
        from axis_tui.config.meter import meters

        found["meters"] = meters(document)
    return found


def _settings(values: Mapping[str, Value], paths: Paths, **rest: object) -> Settings:
    """Sorts the checked values into their dataclasses; KEYS let only the right types through."""

    def table(name: str) -> dict[str, Value]:
        return {key.leaf: values[key.name] for key in KEYS if key.table == name}

    return Settings(
        paths=paths,
        worker=WorkerSettings(**table("worker")),  # type: ignore[arg-type]  # checked by KEYS
        alerts=AlertSettings(**table("alerts")),  # type: ignore[arg-type]  # checked by KEYS
        chip=ChipSettings(**table("chip")),  # type: ignore[arg-type]  # checked by KEYS
        **table(""),  # type: ignore[arg-type]  # checked by KEYS
        **rest,  # type: ignore[arg-type]  # the caller's own keywords
    )


def _written(
    key: Key, document: Document, environ: Mapping[str, str], flags: Mapping[str, object]
) -> tuple[str, object]:
    if key.name in flags:
        return "--" + key.leaf.replace("_", "-"), flags[key.name]
    if text := environ.get(key.variable):
        return key.variable, text
    table = document.data.get(key.table, {}) if key.table else document.data
    if key.leaf in table:
        return document.place(key.table, key.leaf), table[key.leaf]
    return DEFAULT, None


def _path(
    key: Key, document: Document, environ: Mapping[str, str], flags: Mapping[str, object], default: Path
) -> tuple[Path, str]:
    origin, raw = _written(key, document, environ, flags)
    if origin == DEFAULT:
        return default, origin
    text = str(key.check(origin, key.name, str(raw) if isinstance(raw, Path) else raw))
    in_file = origin.startswith(str(document.path))
    return places.expand(text, environ, document.path.parent if in_file else None), origin


def _refuse_unknown_keys(document: Document) -> None:
    top = [key.name for key in (*KEYS, STORE, STATE) if not key.table]
    _refuse_unknown(document, "", document.data, [*top, *TABLES])
    for name in SINGLE_TABLES:
        table = document.data.get(name, {})
        if not isinstance(table, dict):
            raise SettingsProblem(
                N_("%(place)s: %(key)s must be a table: put its keys under the line [%(key)s]"),
                place=document.place("", name), key=name,
            )  # fmt: skip
        _refuse_unknown(document, name, table, [key.leaf for key in KEYS if key.table == name])


def _refuse_unknown(document: Document, table: str, data: Mapping[str, object], known: list[str]) -> None:
    for key, value in data.items():
        if key not in known:
            is_table = isinstance(value, dict | list) and not table
            place = document.place(key, "") if is_table else document.place(table, key)
            raise SettingsProblem(
                N_("%(place)s: unknown key %(key)s; did you mean %(near)s?"),
                place=place, key=shown(key), near=nearest(key, known),
            )  # fmt: skip


def _refuse_unknown_flags(flags: Mapping[str, object]) -> None:
    known = [key.name for key in (*KEYS, STORE, STATE)]
    for name in flags:
        if name not in known:
            raise SettingsProblem(
                N_("%(place)s: unknown key %(key)s; did you mean %(near)s?"),
                place="--" + name.replace("_", "-"), key=shown(name), near=nearest(name, known),
            )  # fmt: skip
