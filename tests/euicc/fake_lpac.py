"""The simulated lpac of the demo, with every fault of its own, for a chip in a JSON file.

Usage: fake_lpac.py DIRECTORY WORDS…  `DIRECTORY/chip.json` is the chip. `DIRECTORY/faults.json` says what
goes wrong, only for calls that begin with its `on` where it has one. `DIRECTORY/calls.jsonl` notes each call.

Started by the thousand, it imports no more than the simulated lpac does.
"""

import json
import os
import signal
import sys
import time
from typing import Any

sys.path.insert(0, os.path.join(os.path.dirname(__file__), os.pardir, os.pardir))

from axis_tui.demo import euicc
from axis_tui.demo.chip_file import ChipFile
from axis_tui.demo.euicc import Refused, Row, State
from axis_tui.demo.lpac import Lpac, envelope

DIRECTORY, WORDS = sys.argv[1], sys.argv[2:]
OFFERED = "es8p_metadata_parse"


def fault(name: str, default: Any = None) -> Any:
    """The value of a knob for this call."""
    try:
        with open(f"{DIRECTORY}/faults.json", encoding="utf-8") as file:
            faults = json.load(file)
    except FileNotFoundError:
        faults = {}
    return faults.get(name, default) if " ".join(WORDS).startswith(faults.get("on", "")) else default


class Faulty(Lpac):
    """What lpac and chips do besides, or instead."""

    def emit(self, line: str) -> None:
        """With whatever a noisy library prints before it."""
        for junk in fault("junk", []):
            sys.stdout.buffer.write(junk.encode("latin-1") + b"\n")
            sys.stdout.flush()
        super().emit(line)

    def progress(self, message: str, data: Any = None) -> None:
        super().progress(
            "es8p_meatadata_parse" if message == OFFERED and fault("misspelt") else message, data
        )
        time.sleep(fault("slow", 0))
        while message == fault("waits_at") and not self.is_given_up:
            time.sleep(0.005)

    def finish(self, code: int, message: str, data: Any = None) -> int:
        data = fault("data", data)
        if (kept := fault("cut")) is not None:
            sys.stdout.write(envelope("lpa", fault("code", code), message, data)[:kept])
            sys.stdout.flush()
            return int(fault("status", 255))
        super().finish(fault("code", code), message, data)
        return int(fault("status", -code & 255))

    def find(self, state: State, name: str) -> Row:
        if ("isdpAid" if len(name) == 32 else "iccid") in fault("refuses", []):
            raise Refused(euicc.NOT_FOUND)
        return super().find(state, name)

    def send(self, state: State, row: Row) -> bool:
        if row["notificationAddress"] in fault("unreachable", []):
            return False
        state["heard"].append([row["notificationAddress"], row["seqNumber"]])
        return True

    def forget(self, state: State, seq: int) -> None:
        if fault("keeps"):
            raise Refused("seqNumber not found")
        super().forget(state, seq)

    def signed(self, row: Row) -> str:
        return str(self.state["signature"])

    def unknown_code(self) -> str:
        return f"{fault('refusal', super().unknown_code())} {fault('echo', '')}".strip()


def main() -> int:
    environ = {name: value for name, value in os.environ.items() if name.startswith(("LPAC", "AXIS"))}
    with open(f"{DIRECTORY}/calls.jsonl", "a", encoding="utf-8") as file:
        file.write(json.dumps({"words": WORDS, "environ": environ, "pid": os.getpid()}) + "\n")
    if fault("driver"):
        print(fault("driver"), file=sys.stderr)
        return 255
    if fault("plain"):
        print(fault("plain"))
        return int(fault("status", 255))
    if fault("hang"):
        time.sleep(600)
    if fault("huge"):
        while True:
            sys.stdout.write("x" * 65_536)
    if (raw := fault("raw")) is not None:
        sys.stdout.buffer.write(raw.encode("latin-1"))
        return int(fault("status", 0))
    status = Faulty(ChipFile(f"{DIRECTORY}/chip.json"), WORDS).run()
    if fault("crash"):
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGSEGV)
    return status


if __name__ == "__main__":
    sys.exit(main())
