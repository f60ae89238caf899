"""The `[[carrier]]` tables: which of the store's carriers a program can ask, and how; one a name."""

from collections.abc import Mapping

from axis_tui.config.check import filled
from axis_tui.config.document import Document
from axis_tui.config.entry import Entry, entries, refuse_shared
from axis_tui.config.key import CARRIER_KEYS
from axis_tui.config.paths import expand
from axis_tui.config.settings import CarrierSettings
from axis_tui.domain.problem import N_
from axis_tui.domain.text import clean

STATE_OPTION = "state"
"""The one option that means the same for every kind: the file in which it keeps what is its own."""
_NAME = filled(80)
_KIND = filled(100)
_PATH = filled(4_096)


def carriers(document: Document, environ: Mapping[str, str]) -> tuple[CarrierSettings, ...]:
    """Every carrier of the file, checked alone and against each other; raises SettingsProblem."""
    found = tuple(
        _carrier(entry, environ)
        for entry in entries(
            document, "carrier", known=CARRIER_KEYS, needed=("name", "kind"),
            begin=N_("%(place)s: begin each carrier with the line [[carrier]]"),
        )
    )  # fmt: skip
    refuse_shared(document, "carrier", [(carrier.name.lower(),) for carrier in found], "name",
                  N_("%(place)s: %(value)s is named already; keep one [[carrier]] for it"))  # fmt: skip
    return found


def _name(entry: Entry) -> str:
    """As the store keeps it, so that both mean the same carrier; there, too, case tells no two apart."""
    return str(_NAME(entry.place("name"), "name", clean(entry.needed("name", _NAME))))


def _carrier(entry: Entry, environ: Mapping[str, str]) -> CarrierSettings:
    options = entry.options()
    if isinstance(options.get(STATE_OPTION), str):
        text = str(_PATH(entry.place("options"), STATE_OPTION, options[STATE_OPTION]))
        options[STATE_OPTION] = str(expand(text, environ, entry.document.path.parent))
    return CarrierSettings(
        name=_name(entry),
        kind=entry.needed("kind", _KIND),
        options=options,
    )
