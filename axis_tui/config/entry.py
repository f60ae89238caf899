"""Tables that a settings file repeats, `[[meter]]` and `[[carrier]]`: what holds for one of any sort."""

from collections.abc import Sequence
from dataclasses import dataclass

from axis_tui.config.check import Check, nearest, shown
from axis_tui.config.document import Document
from axis_tui.config.problem import SettingsProblem
from axis_tui.config.settings import OptionValue
from axis_tui.domain.problem import N_


@dataclass(frozen=True, slots=True)
class Entry:
    """The `index`-th `[[name]]` of a file; only keys that it may hold, and all that it needs."""

    document: Document
    name: str
    index: int
    table: dict[str, object]

    def place(self, key: str) -> str:
        """`FILE:LINE` of that key, for a message."""
        return self.document.place(self.name, key, self.index)

    def text(self, key: str, check: Check) -> str:
        """The checked text of that key; empty where it is left out or empty."""
        raw = self.table.get(key, "")
        return "" if raw == "" else str(check(self.place(key), key, raw))

    def needed(self, key: str, check: Check) -> str:
        """The checked text of that key, which may not be empty."""
        return str(check(self.place(key), key, self.table[key]))

    def options(self) -> dict[str, OptionValue]:
        """`[name.options]`: what only this kind knows, so only their types are checked here."""
        raw = self.table.get("options", {})
        if isinstance(raw, dict) and all(isinstance(value, str | int | bool) for value in raw.values()):
            return dict(raw)
        raise SettingsProblem(
            N_("%(place)s: options must be a table of texts, whole numbers, true or false, not %(value)s"),
            place=self.place("options"), value=shown(raw),
        )  # fmt: skip


def entries(
    document: Document, name: str, *, known: Sequence[str], needed: Sequence[str], begin: str
) -> list[Entry]:
    """Every `[[name]]` of the file. Raises SettingsProblem for a key that is not `known` or is lacking.

    `begin` is the template, with `place`, for a table that is not written as `[[name]]`.
    """
    tables = document.data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SettingsProblem(begin, place=document.place(name, ""))
    found = [Entry(document, name, index, table) for index, table in enumerate(tables)]
    for entry in found:
        for key in entry.table:
            if key not in known:
                raise SettingsProblem(
                    N_("%(place)s: unknown key %(key)s; did you mean %(near)s?"),
                    place=entry.place(key), key=shown(key), near=nearest(key, known),
                )  # fmt: skip
        for key in needed:
            if key not in entry.table:
                raise SettingsProblem(
                    N_("%(place)s: this [[%(table)s]] needs %(key)s = \"…\""),
                    place=entry.place(""), table=name, key=key,
                )  # fmt: skip
    return found


def refuse_shared(
    document: Document, name: str, identities: Sequence[tuple[str, ...]], key: str, template: str
) -> None:
    """SettingsProblem at `key` of the first `[[name]]` whose identity an earlier one has; empty ones differ.

    `template` has `place` and `value`.
    """
    seen: set[tuple[str, ...]] = set()
    for index, identity in enumerate(identities):
        if identity and identity in seen:
            value = ":".join(filter(None, identity))
            raise SettingsProblem(template, place=document.place(name, key, index), value=value)
        seen.add(identity)
