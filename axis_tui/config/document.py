"""The settings file as TOML, and on which line a key stands. Knows no key by name."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axis_tui.config.problem import SettingsProblem
from axis_tui.domain.problem import N_

LIMIT_BYTES = 1 << 20
_POSITION = r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$"
_HEADER = r"^\s*\[{1,2}\s*(?P<name>[^\[\]#]+?)\s*\]"


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file; `data` is empty when there is none."""

    path: Path
    data: dict[str, Any]
    text: str = ""

    def place(self, table: str, key: str, index: int = 0) -> str:
        """`FILE:LINE` of `key` in the `index`-th table of that name; only `FILE` when it cannot be found.

        An empty `key` finds the table's header. The top table is `""`.
        """
        wanted = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        dotted = re.compile(rf"^\s*{re.escape(table)}\s*\.\s*[\"']?{re.escape(key)}[\"']?\s*=")
        here, seen = "", -1 if table else 0
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(_HEADER, line):
                here = header["name"].strip("\"'")
                seen += here == table
                found = here == table and seen == index and not key
            elif here == table and seen == index:
                found = bool(key and wanted.match(line))
            else:
                found = bool(not here and table and dotted.match(line))
            if found:
                return f"{self.path}:{number}"
        return str(self.path)


def read(path: Path, *, required: bool) -> Document:
    """Reads and parses `path`; a missing file is an empty document unless `required`.

    Raises SettingsProblem, one line, for a file that is missing though required, unreadable, too large,
    not UTF-8 or not TOML.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        if required:
            raise SettingsProblem(
                N_("there is no settings file %(file)s; create it or name another"), file=path
            ) from None
        return Document(path, {})
    except OSError as error:
        raise SettingsProblem(
            N_("cannot read the settings file %(file)s: %(reason)s"),
            file=path, reason=error.strerror or error,
        ) from None  # fmt: skip
    if len(raw) > LIMIT_BYTES:
        raise SettingsProblem(N_("the settings file %(file)s is larger than 1 MiB"), file=path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _locate(raw[: error.start].decode("utf-8", "replace"))
        raise _broken(path, line, column, "not UTF-8") from None
    return Document(path, _parse(path, text), text)


def _parse(path: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        position = re.search(_POSITION, str(error))
        reason = re.sub(_POSITION, "", str(error))
        if position and position["line"]:
            raise _broken(path, int(position["line"]), int(position["column"]), reason) from None
        raise _broken(path, *_locate(text), reason) from None
    except (RecursionError, ValueError) as error:  # nesting too deep, or a number of too many digits
        raise _broken(path, 1, 1, str(error)) from None


def _locate(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _broken(path: Path, line: int, column: int, reason: str) -> SettingsProblem:
    return SettingsProblem(
        N_("%(file)s, line %(line)d, column %(column)d: %(reason)s; mend the line or move the file away"),
        file=path, line=line, column=column, reason=" ".join(reason.split()),
    )  # fmt: skip
