"""Names that reach a program's argument list or a path: interfaces and hosts, checked strictly."""

import re

from axis_tui.config.check import shown
from axis_tui.config.problem import SettingsProblem
from axis_tui.domain.problem import N_

_INTERFACE = r"(?!-)[A-Za-z0-9_.@:-]{1,15}"
_HOST = r"[A-Za-z0-9_.@:%\[\]-]{1,255}"


def check_interface(text: object, place: str = "interface") -> str:
    """`text` if it can be a Linux interface's name (15 bytes, no slash, neither `.` nor `..`).

    A leading `-` is refused too: vnStat would read it as an option.
    """
    if isinstance(text, str) and re.fullmatch(_INTERFACE, text) and text not in (".", ".."):
        return text
    raise SettingsProblem(
        N_("%(place)s: %(value)s cannot be a network interface; names look like wwan0 or eth0.2"),
        place=place, value=shown(text),
    )  # fmt: skip


def check_host(text: object, place: str = "host") -> str:
    """`text` if `ssh` can take it as a destination: `router`, `root@192.0.2.1`; empty is this machine.

    No part may begin with `-`, which ssh would read as an option.
    """
    if text == "":
        return ""
    if isinstance(text, str) and re.fullmatch(_HOST, text) and not f"@{text}".count("@-"):
        return text
    raise SettingsProblem(
        N_("%(place)s: %(value)s cannot be a host for ssh; hosts look like router or root@192.0.2.1"),
        place=place, value=shown(text),
    )  # fmt: skip


def destination(place: str, key: str, raw: object) -> str:
    """`check_host` for a key with a single value."""
    return check_host(raw, f"{place}: {key}")
