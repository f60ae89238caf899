"""Runs a real lpac on a simulated eUICC, through lpac's stdio backends (docs/backends/stdio.md of lpac 2.3).

Usage: real_lpac.py LPAC DIRECTORY WORDS…  `DIRECTORY/chip.json` is the chip. lpac's other lines pass through.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.euicc.simulated_euicc import Euicc

CHANNEL = 1


def apdu(euicc: Euicc, request: dict[str, Any]) -> dict[str, Any]:
    if request["func"] == "transmit":
        return {"ecode": 0, "data": euicc.transmit(bytes.fromhex(request["param"])).hex()}
    return {"ecode": CHANNEL if request["func"] == "logic_channel_open" else 0}


def main(program: str, directory: Path, words: list[str]) -> int:
    environ = os.environ | {"LPAC_APDU": "stdio", "LPAC_HTTP": "stdio"}
    euicc = Euicc(directory / "chip.json")
    with subprocess.Popen(
        [program, *words], env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as lpac:
        assert lpac.stdin is not None
        assert lpac.stdout is not None
        for line in lpac.stdout:
            asked = json.loads(line) if line.startswith("{") else {}
            if asked.get("type") == "apdu":
                answer = {"type": "apdu", "payload": apdu(euicc, asked["payload"])}
            elif asked.get("type") == "http":
                answer = {"type": "http", "payload": {"rcode": 204, "rx": ""}}
            else:
                sys.stdout.write(line)
                sys.stdout.flush()
                continue
            lpac.stdin.write(json.dumps(answer) + "\n")
            lpac.stdin.flush()
    return lpac.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]))
