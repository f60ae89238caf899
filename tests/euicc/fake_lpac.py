"""A program that speaks the lines of lpac 2.3 for a chip in a JSON file, with every fault of its own.

Usage: fake_lpac.py DIRECTORY WORDS…  `DIRECTORY/chip.json` is the chip. `DIRECTORY/faults.json` says what
goes wrong, only for calls that begin with its `on` where it has one. `DIRECTORY/calls.jsonl` notes each call.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DIRECTORY, WORDS = Path(sys.argv[1]), sys.argv[2:]
OFFERED = "es8p_metadata_parse"
given_up = False


def fault(name: str, default: Any = None) -> Any:
    """The value of a knob for this call."""
    file = DIRECTORY / "faults.json"
    faults = json.loads(file.read_text()) if file.exists() else {}
    return faults.get(name, default) if " ".join(WORDS).startswith(faults.get("on", "")) else default


def emit(line: str) -> None:
    """One line, with whatever a noisy library prints before it."""
    for junk in fault("junk", []):
        sys.stdout.buffer.write(junk.encode("latin-1") + b"\n")
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.flush()


def envelope(kind: str, code: Any, message: str, data: Any) -> str:
    return json.dumps({"type": kind, "payload": {"code": code, "message": message, "data": data}})


def progress(message: str, data: Any = None) -> None:
    spelt = "es8p_meatadata_parse" if message == OFFERED and fault("misspelt") else message
    emit(envelope("progress", 0, spelt, data))
    time.sleep(fault("slow", 0))


def finish(code: int, message: str, data: Any = None) -> int:
    line = envelope("lpa", fault("code", code), message, fault("data", data))
    if (kept := fault("cut")) is not None:
        sys.stdout.write(line[:kept])
        sys.stdout.flush()
        return int(fault("status", 255))
    emit(line)
    return int(fault("status", -code & 255))


def success(data: Any = None) -> int:
    return finish(0, "success", data)


def failure(message: str, reason: str = "") -> int:
    return finish(-1, message, reason)


class Chip:
    """The chip's file; saved when a call ends well."""

    def __init__(self) -> None:
        self.file = DIRECTORY / "chip.json"
        self.state = json.loads(self.file.read_text())

    def save(self) -> None:
        temporary = self.file.with_suffix(".new")
        temporary.write_text(json.dumps(self.state))
        temporary.replace(self.file)

    def find(self, name: str) -> dict[str, Any] | None:
        key = "isdpAid" if len(name) == 32 else "iccid"
        if key in fault("refuses", []):
            return None
        return next((row for row in self.state["profiles"] if row[key].upper() == name.upper()), None)

    def notify(self, operation: str, row: dict[str, Any]) -> int:
        seq = int(self.state["next"])
        self.state["next"] = seq + 1
        self.state["notifications"].append(
            {"seqNumber": seq, "profileManagementOperation": operation,
             "notificationAddress": row["server"], "iccid": row["iccid"]}
        )  # fmt: skip
        return seq


def chip_info(chip: Chip) -> int:
    return success(chip.state["info"])


def profile_list(chip: Chip) -> int:
    hidden = ("server", "ppr")
    rows = [{k: v for k, v in row.items() if k not in hidden} for row in chip.state["profiles"]]
    return success(rows)


def switch(chip: Chip, verb: str, needed: str) -> int:
    if len(WORDS) < 3:
        emit(f"Usage: {verb} [iccid/aid] [refreshflag]")
        return 255
    row, function = chip.find(WORDS[2]), f"es10c_{verb}_profile"
    if row is None:
        return failure(function, "iccid or aid not found")
    if row["profileState"] != needed:
        return failure(function, f"profile not in {needed} state")
    if row.get("ppr") and verb != "enable":
        return failure(function, "disallowed by policy")
    if verb == "delete":
        chip.state["profiles"].remove(row)
    else:
        for other in chip.state["profiles"]:
            if other["profileState"] == "enabled":
                other["profileState"] = "disabled"
        row["profileState"] = "enabled" if verb == "enable" else "disabled"
    chip.notify(verb, row)
    chip.save()
    return success()


def nickname(chip: Chip) -> int:
    row = next((row for row in chip.state["profiles"] if row["iccid"] == WORDS[2]), None)
    if row is None:
        return failure("es10c_set_nickname", "iccid not found")
    row["profileNickname"] = WORDS[3] or None
    chip.save()
    return success()


def options(words: list[str]) -> Iterator[tuple[str, str]]:
    rest = iter(words)
    for word in rest:
        yield word, "" if word == "-p" else next(rest)


def download(chip: Chip) -> int:
    signal.signal(signal.SIGINT, give_up)
    given = dict(options(WORDS[2:]))
    server, offer = given["-s"], chip.state["offers"].get(given.get("-m", ""))
    steps: list[Callable[[], str | None]] = [
        lambda: progress("es10b_get_euicc_challenge_and_info", server),
        lambda: progress("es9p_initiate_authentication", server),
        lambda: None if offer else f"8.2.6 3.8 Refused {fault('echo', '')}",
        lambda: progress(OFFERED, {k: v for k, v in (offer or {}).items() if k not in ("size", "code")}),
        lambda: ask() if "-p" in given else None,
        lambda: None if (offer or {}).get("code", "") == given.get("-c", "") else "wrong confirmation code",
        lambda: progress("es9p_get_bound_profile_package", server),
    ]  # fmt: skip
    for step in steps:
        why = step()
        if given_up or why:
            progress("es9p_cancel_session", server)
            return failure("cancelled") if given_up else failure("es9p_authenticate_client", why or "")
    progress("es10b_load_bound_profile_package", server)
    return load(chip, offer, server)


def load(chip: Chip, offer: dict[str, Any], server: str) -> int:
    free = chip.state["info"]["EUICCInfo2"]["extCardResource"]
    if offer["size"] > free["freeNonVolatileMemory"]:
        why = "load_profile_elements,install_failed_due_to_insufficient_memory_for_profile"
        return failure("es10b_load_bound_profile_package", why)
    free["freeNonVolatileMemory"] -= offer["size"]
    named = {key: offer.get(key) for key in ("iccid", "serviceProviderName", "profileName", "profileClass")}
    row = {"isdpAid": f"A0000005591010FFFFFFFF89{chip.state['next']:08d}", "profileState": "disabled",
           "profileNickname": None, "iconType": None, "icon": None, "server": server}  # fmt: skip
    chip.state["profiles"].append(named | row)
    seq = chip.notify("install", chip.state["profiles"][-1])
    chip.save()
    return success(
        {"seqNumber": seq, "iccid": named["iccid"], "bppCommandId": "unknown", "errorReason": "unknown"}
    )


def ask() -> None:
    global given_up
    progress("preview", "y/n")
    given_up = given_up or sys.stdin.read(1) not in ("y", "Y")


def give_up(number: int, frame: object) -> None:
    global given_up
    given_up = True


def notification(chip: Chip) -> int:
    verb, seqs = WORDS[1], [int(word) for word in WORDS[2:] if word.isdigit()]
    rows = chip.state["notifications"]
    if verb == "list":
        return success(rows)
    for seq in seqs:
        row = next((row for row in rows if row["seqNumber"] == seq), None)
        if verb == "dump":
            if row is None:
                return failure("es10b_retrieve_notifications_list")
            emit(json.dumps({"type": "notification", "eid": chip.state["info"]["eidValue"], "seqNumber": seq,
                             "notificationAddress": row["notificationAddress"],
                             "pendingNotification": chip.state["signature"]}))  # fmt: skip
            return 0
        if verb == "process":
            progress("es10b_retrieve_notifications_list", str(seq))
            if row is None:
                return failure("es10b_retrieve_notifications_list")
            progress("es9p_handle_notification", str(seq))
            if row["notificationAddress"] in fault("unreachable", []):
                return failure("es9p_handle_notification")
            chip.state["heard"].append([row["notificationAddress"], seq])
        if verb == "remove" or "-r" in WORDS:
            progress("es10b_remove_notification_from_list", str(seq))
            if row is None or fault("keeps"):
                return failure("es10b_remove_notification_from_list", "seqNumber not found")
            rows.remove(row)
        chip.save()
    return success()


COMMANDS: dict[str, Callable[[Chip], int]] = {
    "chip info": chip_info,
    "profile list": profile_list,
    "profile enable": lambda chip: switch(chip, "enable", "disabled"),
    "profile disable": lambda chip: switch(chip, "disable", "enabled"),
    "profile delete": lambda chip: switch(chip, "delete", "disabled"),
    "profile nickname": nickname,
    "profile download": download,
    **{f"notification {verb}": notification for verb in ("list", "dump", "process", "remove")},
}


def main() -> int:
    environ = {name: value for name, value in os.environ.items() if name.startswith(("LPAC", "AXIS"))}
    with (DIRECTORY / "calls.jsonl").open("a") as file:
        file.write(json.dumps({"words": WORDS, "environ": environ, "pid": os.getpid()}) + "\n")
    if fault("driver"):
        print(fault("driver"), file=sys.stderr)
        return 255
    if fault("plain"):
        emit(fault("plain"))
        return int(fault("status", 255))
    if fault("hang"):
        time.sleep(600)
    if fault("huge"):
        while True:
            sys.stdout.write("x" * 65_536)
    if (raw := fault("raw")) is not None:
        sys.stdout.buffer.write(raw.encode("latin-1"))
        return int(fault("status", 0))
    command = COMMANDS.get(" ".join(WORDS[:2]))
    if command is None:
        emit(f"Unknown command: {WORDS[0] if WORDS else ''}")
        return 255
    status = command(Chip())
    if fault("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    return status


if __name__ == "__main__":
    sys.exit(main())
