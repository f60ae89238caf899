"""The `[[meter]]` tables: one meter an interface, one eSIM on one meter at a time."""

from datetime import date, datetime

from axis_tui.config.check import filled, shown
from axis_tui.config.document import Document
from axis_tui.config.entry import Entry, entries, refuse_shared
from axis_tui.config.key import METER_KEYS
from axis_tui.config.name import check_host, check_interface
from axis_tui.config.problem import SettingsProblem
from axis_tui.config.settings import MeterSettings
from axis_tui.domain.problem import N_

_SHORT = filled(100)


def meters(document: Document) -> tuple[MeterSettings, ...]:
    """Every meter of the file, checked alone and against each other; raises SettingsProblem."""
    found = tuple(
        _meter(entry)
        for entry in entries(
            document, "meter", known=METER_KEYS, needed=("kind", "interface"),
            begin=N_("%(place)s: begin each meter with the line [[meter]]"),
        )
    )  # fmt: skip
    refuse_shared(document, "meter", [(meter.host, meter.interface) for meter in found], "interface",
                  N_("%(place)s: %(value)s has a meter already; keep one [[meter]] for it"))  # fmt: skip
    refuse_shared(document, "meter", [(meter.esim,) * bool(meter.esim) for meter in found], "esim",
                  N_("%(place)s: the eSIM %(value)s is on another meter already; name it once"))  # fmt: skip
    return found


def _meter(entry: Entry) -> MeterSettings:
    return MeterSettings(
        kind=entry.needed("kind", _SHORT),
        interface=check_interface(entry.table["interface"], entry.place("interface")),
        host=check_host(entry.table.get("host", ""), entry.place("host")),
        esim=entry.text("esim", _SHORT),
        since=_since(entry.place("since"), entry.table.get("since")),
        options=entry.options(),
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
