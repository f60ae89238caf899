"""The `[[meter]]` tables: one meter an interface, one eSIM on one meter at a time."""

from collections.abc import Sequence
from datetime import date, datetime

from axis_tui.config.check import filled, nearest, shown
from axis_tui.config.document import Document
from axis_tui.config.key import METER_KEYS
from axis_tui.config.name import check_host, check_interface
from axis_tui.config.problem import SettingsProblem
from axis_tui.config.settings import MeterSettings, OptionValue
from axis_tui.domain.problem import N_

_SHORT = filled(100)


def meters(document: Document) -> tuple[MeterSettings, ...]:
    """Every meter of the file, checked alone and against each other; raises SettingsProblem."""
    tables = document.data.get("meter", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsProblem(
            N_("%(place)s: begin each meter with the line [[meter]]"), place=document.place("meter", "")
        )
    found = tuple(_meter(document, index, table) for index, table in enumerate(tables))
    _refuse_shared(document, [(meter.host, meter.interface) for meter in found], "interface",
                   N_("%(place)s: %(value)s has a meter already; keep one [[meter]] for it"))  # fmt: skip
    _refuse_shared(document, [(meter.esim,) * bool(meter.esim) for meter in found], "esim",
                   N_("%(place)s: the eSIM %(value)s is on another meter already; name it once"))  # fmt: skip
    return found


def _meter(document: Document, index: int, table: dict[str, object]) -> MeterSettings:
    def place(key: str) -> str:
        return document.place("meter", key, index)

    for key in table:
        if key not in METER_KEYS:
            raise SettingsProblem(
                N_("%(place)s: unknown key %(key)s; did you mean %(near)s?"),
                place=place(key), key=shown(key), near=nearest(key, METER_KEYS),
            )  # fmt: skip
    for key in ("kind", "interface"):
        if key not in table:
            raise SettingsProblem(
                N_("%(place)s: this [[meter]] needs %(key)s = \"…\""), place=place(""), key=key
            )  # fmt: skip
    return MeterSettings(
        kind=str(_SHORT(place("kind"), "kind", table["kind"])),
        interface=check_interface(table["interface"], place("interface")),
        host=check_host(table.get("host", ""), place("host")),
        esim=str(_SHORT(place("esim"), "esim", table["esim"])) if table.get("esim", "") != "" else "",
        since=_since(place("since"), table.get("since")),
        options=_options(place("options"), table.get("options", {})),
    )


def _since(place: str, raw: object) -> date | None:
    if raw is None or (isinstance(raw, date) and not isinstance(raw, datetime)):
        return raw
    if isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise SettingsProblem(
        N_("%(place)s: since must be a day such as 2026-11-03, not %(value)s"), place=place, value=shown(raw)
    )


def _options(place: str, raw: object) -> dict[str, OptionValue]:
    if isinstance(raw, dict) and all(isinstance(value, str | int | bool) for value in raw.values()):
        return dict(raw)
    raise SettingsProblem(
        N_("%(place)s: options must be a table of texts, whole numbers, true or false, not %(value)s"),
        place=place, value=shown(raw),
    )  # fmt: skip


def _refuse_shared(
    document: Document, identities: Sequence[tuple[str, ...]], key: str, template: str
) -> None:
    seen: set[tuple[str, ...]] = set()
    for index, identity in enumerate(identities):
        if identity and identity in seen:
            raise SettingsProblem(
                template, place=document.place("meter", key, index), value=":".join(filter(None, identity))
            )
        seen.add(identity)
