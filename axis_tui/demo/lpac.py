"""Speaks the lines of lpac 2.3 for a simulated eUICC in a JSON file; one process answers one question.

It imports no more than it needs, since a worker that reads a chip starts it three times. Tests override what
it does, and make it fail in every way.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from axis_tui.demo import euicc
from axis_tui.demo.chip_file import ChipFile
from axis_tui.demo.euicc import Refused, Row, State

VERSION = "2.3.0"
_FAILED = 255


class Lpac:
    """One call of the program, `words` behind its name."""

    def __init__(self, file: ChipFile, words: list[str]) -> None:
        self.file = file
        self.words = words
        self.state = file.read()
        """As it was when the call began."""
        self.is_given_up = False

    def run(self) -> int:
        """Answer; the exit status."""
        verb = " ".join(self.words[:2])
        commands: dict[str, Callable[[], int]] = {
            "version": lambda: self.finish(0, "success", VERSION),
            "chip info": lambda: self.finish(0, "success", self.state["info"]),
            "profile list": lambda: self.finish(0, "success", euicc.listed(self.state)),
            "profile enable": self._switch, "profile disable": self._switch, "profile delete": self._switch,
            "profile nickname": self._rename, "profile download": self._download,
            "notification list": lambda: self.finish(0, "success", self.state["notifications"]),
            "notification dump": self._dump, "notification process": self._process,
            "notification remove": self._remove,
        }  # fmt: skip
        if verb not in commands:
            return self.complain(f"Unknown command: {self.words[0] if self.words else ''}")
        try:
            return commands[verb]()
        except (IndexError, ValueError):
            return self.complain(f"Usage: lpac {verb} …")

    def emit(self, line: str) -> None:
        """Print one line."""
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def complain(self, line: str) -> int:
        """What does not take its arguments prints plain text."""
        self.emit(line)
        return _FAILED

    def progress(self, message: str, data: Any = None) -> None:
        """Print one step, and take the time that it takes."""
        self.emit(envelope("progress", 0, message, data))
        self.pause()

    def pause(self) -> None:
        """A step takes its time, so that it can be watched."""
        time.sleep(self.state.get("pace_ms", 0) / 1_000)

    def finish(self, code: int, message: str, data: Any = None) -> int:
        """Print the result; the exit status."""
        self.emit(envelope("lpa", code, message, data))
        return -code & 255

    def fail(self, step: str, reason: str = "") -> int:
        """Print what failed and why; the exit status."""
        return self.finish(-1, step, reason)

    def find(self, state: State, name: str) -> Row:
        """The profile of that AID or ICCID. Raises Refused."""
        return euicc.find(state, name)

    def send(self, state: State, row: Row) -> bool:
        """Whether the server of that notification took it."""
        return True

    def signed(self, row: Row) -> str:
        """That notification as the eUICC signed it, in base64."""
        from base64 import b64encode

        from axis_tui.demo.signature import signed

        return b64encode(signed(row, self.state["info"]["eidValue"])).decode()

    def _switch(self) -> int:
        verb, name = self.words[1], self.words[2]
        self.pause()
        try:
            with self.file.changing() as state:
                euicc.switch(state, verb, self.find(state, name))
        except Refused as refused:
            return self.fail(f"es10c_{verb}_profile", str(refused))
        return self.finish(0, "success")

    def _rename(self) -> int:
        name = self.words[3]
        try:
            with self.file.changing() as state:
                euicc.find(state, self.words[2], "iccid")["profileNickname"] = name or None
        except Refused:
            return self.fail("es10c_set_nickname", "iccid not found")
        return self.finish(0, "success")

    def _download(self) -> int:
        signal.signal(signal.SIGINT, self._give_up)
        given = dict(_options(self.words[2:]))
        server, offer = given["-s"], self.state["offers"].get(given.get("-m", ""))
        is_right = offer is not None and offer.get("code", "") == given.get("-c", "")
        steps: list[Callable[[], str | None]] = [
            lambda: self.progress("es10b_get_euicc_challenge_and_info", server),
            lambda: self.progress("es9p_initiate_authentication", server),
            lambda: None if offer else self.unknown_code(),
            lambda: self.progress("es8p_metadata_parse", euicc.offered(offer)),
            lambda: self._ask() if "-p" in given else None,
            lambda: None if is_right else "Confirmation Code is refused",
            lambda: self.progress("es9p_get_bound_profile_package", server),
        ]
        for step in steps:
            why = step()
            if self.is_given_up or why:
                self.progress("es9p_cancel_session", server)
                return (
                    self.fail("cancelled")
                    if self.is_given_up
                    else self.fail("es9p_authenticate_client", why or "")
                )
        self.progress("es10b_load_bound_profile_package", server)
        try:
            with self.file.changing() as state:
                seq = euicc.install(state, offer, server)
        except Refused as refused:
            return self.fail("es10b_load_bound_profile_package", str(refused))
        told = {
            "seqNumber": seq,
            "iccid": offer["iccid"],
            "bppCommandId": "unknown",
            "errorReason": "unknown",
        }
        return self.finish(0, "success", told)

    def unknown_code(self) -> str:
        """Why a server refuses an activation code that it does not know."""
        return "MatchingID (AC_Token or EventID) is refused"

    def _ask(self) -> None:
        self.progress("preview", "y/n")
        self.is_given_up = sys.stdin.read(1) not in ("y", "Y") or self.is_given_up

    def _give_up(self, number: int, frame: object) -> None:
        self.is_given_up = True

    def _dump(self) -> int:
        seq = int(self.words[2])
        row = euicc.notice(self.state, seq)
        if row is None:
            return self.fail("es10b_retrieve_notifications_list")
        self.emit(json.dumps({
            "type": "notification", "eid": self.state["info"]["eidValue"], "seqNumber": seq,
            "notificationAddress": row["notificationAddress"], "pendingNotification": self.signed(row),
        }))  # fmt: skip
        return 0

    def _process(self) -> int:
        for seq in self._numbers():
            self.progress("es10b_retrieve_notifications_list", str(seq))
            row = euicc.notice(self.file.read(), seq)
            if row is None:
                return self.fail("es10b_retrieve_notifications_list")
            self.progress("es9p_handle_notification", str(seq))
            with self.file.changing() as state:
                is_sent = self.send(state, row)
            if not is_sent:
                return self.fail("es9p_handle_notification")
            if "-r" in self.words and (status := self._forget(seq)) is not None:
                return status
        return self.finish(0, "success")

    def _remove(self) -> int:
        for seq in self._numbers():
            if (status := self._forget(seq)) is not None:
                return status
        return self.finish(0, "success")

    def _forget(self, seq: int) -> int | None:
        """Take it off; the exit status where that fails."""
        self.progress("es10b_remove_notification_from_list", str(seq))
        try:
            with self.file.changing() as state:
                self.forget(state, seq)
        except Refused as refused:
            return self.fail("es10b_remove_notification_from_list", str(refused))
        return None

    def forget(self, state: State, seq: int) -> None:
        """Take a notification off. Raises Refused."""
        euicc.forget(state, seq)

    def _numbers(self) -> list[int]:
        return [int(word) for word in self.words[2:] if word.isdigit()]


def envelope(kind: str, code: Any, message: str, data: Any) -> str:
    """A line of lpac's."""
    return json.dumps({"type": kind, "payload": {"code": code, "message": message, "data": data}})


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value."""
    rest = iter(words)
    for word in rest:
        yield word, "" if word == "-p" else next(rest, "")


def main(path: str, *words: str) -> int:
    """Answer `words` for the eUICC in that file; the exit status."""
    return Lpac(ChipFile(path), list(words)).run()
