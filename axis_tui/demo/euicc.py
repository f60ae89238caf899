"""A simulated eUICC: what is on it, as JSON has it, and what its functions (SGP.22 §5.7) do to that. Pure.

Only the standard library: a program that is started for each question imports this.
"""

from __future__ import annotations

from typing import Any

State = dict[str, Any]
"""`info`, `profiles`, `notifications` and `offers` as lpac prints them, and `next`, the next number of one.

A profile has the `server` that hears of it besides, and may have a `size` and a policy rule, `ppr`; an offer,
by its matching id, has a `size`, and may have a confirmation `code`.
"""
Row = dict[str, Any]
NOT_FOUND = "iccid or aid not found"
_NEEDED = {"enable": "disabled", "disable": "enabled", "delete": "disabled"}
_AID_LENGTH = 32
_FREE = "freeNonVolatileMemory"
_SHOWN = ("iccid", "serviceProviderName", "profileName", "profileClass")


class Refused(Exception):
    """The eUICC did not do it, and nothing has changed; the text is the reason in lpac's words."""


def find(state: State, name: str, key: str = "") -> Row:
    """The profile of that AID or ICCID; `key` names the one that is meant. Raises Refused."""
    key = key or ("isdpAid" if len(name) == _AID_LENGTH else "iccid")
    for row in state["profiles"]:
        if str(row[key]).upper() == name.upper():
            found: Row = row
            return found
    raise Refused(NOT_FOUND)


def switch(state: State, verb: str, row: Row) -> None:
    """`enable`, `disable` or `delete` it. Raises Refused."""
    needed = _NEEDED[verb]
    if row["profileState"] != needed:
        raise Refused(f"profile not in {needed} state")
    if row.get("ppr") and verb != "enable":
        raise Refused("disallowed by policy")
    if verb == "delete":
        state["profiles"].remove(row)
        _memory(state)[_FREE] += row.get("size", 0)
    else:
        for other in state["profiles"]:
            if other["profileState"] == "enabled":
                other["profileState"] = "disabled"
        row["profileState"] = f"{verb}d"
    notify(state, verb, row)


def install(state: State, offer: Row, server: str) -> int:
    """Put what is offered on it, disabled; the number of its notification. Raises Refused."""
    if any(row["iccid"] == offer["iccid"] for row in state["profiles"]):
        raise Refused("load_profile_elements,install_failed_due_to_iccid_already_exists_on_euicc")
    if offer["size"] > _memory(state)[_FREE]:
        raise Refused("load_profile_elements,install_failed_due_to_insufficient_memory_for_profile")
    _memory(state)[_FREE] -= offer["size"]
    row = {key: offer.get(key) for key in _SHOWN} | {
        "isdpAid": f"A0000005591010FFFFFFFF89{state['next']:08d}", "profileState": "disabled",
        "profileNickname": None, "iconType": None, "icon": None, "server": server, "size": offer["size"],
    }  # fmt: skip
    state["profiles"].append(row)
    return notify(state, "install", row)


def notify(state: State, operation: str, row: Row) -> int:
    """One more notification for the server of that profile; its number."""
    seq = int(state["next"])
    state["next"] = seq + 1
    state["notifications"].append(
        {"seqNumber": seq, "profileManagementOperation": operation, "notificationAddress": row["server"],
         "iccid": row["iccid"]}
    )  # fmt: skip
    return seq


def notice(state: State, seq: int) -> Row | None:
    """The notification of that number; None where it is not there."""
    return next((row for row in state["notifications"] if row["seqNumber"] == seq), None)


def forget(state: State, seq: int) -> None:
    """Take a notification off. Raises Refused."""
    row = notice(state, seq)
    if row is None:
        raise Refused("seqNumber not found")
    state["notifications"].remove(row)


def listed(state: State) -> list[Row]:
    """The profiles as lpac prints them."""
    hidden = ("server", "ppr", "size")
    return [{key: value for key, value in row.items() if key not in hidden} for row in state["profiles"]]


def offered(offer: Row) -> Row:
    """What is told of an offer before it is installed."""
    return {key: value for key, value in offer.items() if key not in ("size", "code")}


def _memory(state: State) -> Row:
    memory: Row = state["info"]["EUICCInfo2"]["extCardResource"]
    return memory
