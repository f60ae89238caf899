"""What screens and the command line ask of the chip, turned into jobs; each request is finished once.

One that was begun before the worker was ended is begun anew: a change that shows as made is made. Only a
download is not, since its code may be used up: the person looks at the chip first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from axis_tui.domain.identifiers import ActivationCode, parse_activation_code
from axis_tui.domain.nickname import fit_nickname
from axis_tui.domain.problem import N_, Problem
from axis_tui.euicc.base import DISABLED, ENABLED, Chip, Downloaded, ProfileRef, Progress
from axis_tui.euicc.lpac_failure import LOAD
from axis_tui.euicc.problem import NotAllowed
from axis_tui.store.chip_code import take_code
from axis_tui.store.write import Tx, requests
from axis_tui.store.write.chip import link_download
from axis_tui.store.write.profile_rule import note_refusal
from axis_tui.store.write.requests import Request
from axis_tui.store.write.switch_back import SwitchBack, begin_wait, forget_switch_back, plan_switch_back
from axis_tui.worker.chip import call
from axis_tui.worker.chip.alerts import end_went_back
from axis_tui.worker.chip.call import Done, Goal
from axis_tui.worker.chip.job import Job
from axis_tui.worker.chip.seen import Seen
from axis_tui.worker.renewals.errand import said

CHANGES = frozenset({"chip_enable", "chip_disable", "chip_rename", "chip_delete", "chip_download"})
_REMOVALS = frozenset({"chip_disable", "chip_delete"})
"""What the profile's own rules may forbid."""
LONGEST_WAIT_S = 3_600
BEGUN = "begun"
"""A request's progress before lpac has named a step."""


@dataclass(slots=True)
class Desk:
    """Requests that change the chip."""

    chip: Chip
    host: str
    state_dir: Path
    timeout_s: int
    wake: Callable[[], None]
    seen: Seen
    taken: set[int] = field(default_factory=set)
    """Requests that are jobs of this worker."""
    switching: set[int] = field(default_factory=set)
    """Those that switch the profile."""
    cancels: dict[int, Event] = field(default_factory=dict)
    progress: dict[int, str] = field(default_factory=dict)
    """Steps that are still to be stored, by request."""
    loading: set[int] = field(default_factory=set)
    """Downloads whose profile goes to the chip now."""
    _codes: dict[int, tuple[str, str]] = field(default_factory=dict, repr=False)
    """Activation and confirmation code of downloads whose file was read."""

    def take_up(self, tx: Tx, request: Request, now: int) -> Job:
        """The job for a change. Raises Problem."""
        payload = request.payload
        if request.kind == "chip_download":
            return self._download(tx, request)
        ref, label_state = _profile(tx, _whole(payload, "profile_id"))
        match request.kind:
            case "chip_enable":
                self._plan_back(tx, request, ref, now)
                refresh = payload.get("refresh") is not False
                return self._change(
                    request, lambda: self.chip.enable(ref, refresh=refresh),
                    call.is_in_state(ref, ENABLED), ref,
                )  # fmt: skip
            case "chip_disable":
                if label_state == ENABLED:
                    self._plan_back(tx, request, None, now, leaving=ref)
                return self._change(
                    request, lambda: self.chip.disable(ref), call.is_in_state(ref, DISABLED), ref
                )
            case "chip_rename":
                name = fit_nickname(str(payload.get("name", "")))
                return self._change(request, lambda: self.chip.rename(ref, name), call.is_never, ref)
        return self._change(request, lambda: self.chip.disable_and_delete(ref), call.is_absent(ref), ref)

    def cancel(self, request_id: object) -> None:
        """Give a download up, where it still can be. Raises Problem."""
        if not isinstance(request_id, int) or request_id not in self.cancels:
            raise Problem(N_("no such download is under way"))
        if request_id in self.loading:
            raise Problem(N_("it is too late: the chip is being written"))
        self.cancels[request_id].set()

    def store_progress(self, tx: Tx) -> None:
        """Store how far downloads have come."""
        for request_id, step in list(self.progress.items()):
            tx.execute(
                "UPDATE request SET progress = ? WHERE id = ? AND state = 'pending'", (step[:200], request_id)
            )

    def _plan_back(
        self, tx: Tx, request: Request, to: ProfileRef | None, now: int, leaving: ProfileRef | None = None
    ) -> None:
        """Keep what to go back to before anything is switched."""
        wait_s = request.payload.get("revert_s")
        if not isinstance(wait_s, int) or isinstance(wait_s, bool) or not 0 < wait_s <= LONGEST_WAIT_S:
            return
        ref = to or leaving
        assert ref is not None
        before = tx.row(
            "SELECT isdp_aid, iccid FROM profile WHERE eid = ? AND gone_at IS NULL AND state = ?",
            (ref.eid, ENABLED),
        ) or ("", "")
        self.switching.add(request.id)
        plan_switch_back(tx, SwitchBack(
            ref.eid, before[0], before[1], to.isdp_aid if to else "", to.iccid if to else "",
            wait_s, now, now + wait_s,
        ))  # fmt: skip

    def _change(self, request: Request, change: Callable[[], Any], goal: Goal, ref: ProfileRef) -> Job:
        def settle(tx: Tx, done: Done | None, error: Exception | None, now: int) -> None:
            error = self.seen.take_change(tx, done, error, now)
            if request.kind in _REMOVALS and isinstance(error, NotAllowed):
                note_refusal(tx, ref.eid, ref.isdp_aid, ref.iccid)
            if request.kind in ("chip_enable", "chip_disable"):
                if error is None:
                    end_went_back(tx, now, before=now)
                # Where it is not known whether it was switched, going back does no harm.
                if error is None or done is None or done.reading is None:
                    begin_wait(tx, ref.eid, now)
                elif "revert_s" in request.payload:
                    forget_switch_back(tx, ref.eid)
            requests.finish(tx, request.id, None if error is None else said(error), now)

        return Job(
            f"request:{request.id}",
            lambda: call.change_chip(self.chip, self.host, change, goal),
            settle,
            self.timeout_s * 8 + 30,
        )

    def _download(self, tx: Tx, request: Request) -> Job:
        (progress,) = tx.row("SELECT progress FROM request WHERE id = ?", (request.id,)) or ("",)
        if progress and request.id not in self._codes:
            raise Problem(
                N_("the worker was ended in the middle of it; see with “axis-tui chip list” what is there")
            )
        esim_id = request.payload.get("esim_id")
        code, confirmation = self._code(tx, request)
        self._codes[request.id] = code.text(), confirmation
        cancel = self.cancels.setdefault(request.id, Event())
        tx.execute("UPDATE request SET progress = ? WHERE id = ?", (BEGUN, request.id))

        def on_progress(step: Progress) -> None:
            self.progress[request.id] = step.message
            if step.message == LOAD:
                self.loading.add(request.id)
            self.wake()

        def install() -> Downloaded:
            return self.chip.download(code, confirmation=confirmation, on_progress=on_progress, cancel=cancel)

        def settle(tx: Tx, done: Done | None, error: Exception | None, now: int) -> None:
            error = self.seen.take_change(tx, done, error, now)
            if error is None and isinstance(esim_id, int) and done is not None and done.reading is not None:
                iccid = done.value.iccid.upper().rstrip("F")
                link_download(tx, done.reading.chip.eid, iccid, esim_id)
            requests.finish(tx, request.id, None if error is None else said(error), now)

        return Job(
            f"request:{request.id}",
            lambda: call.change_chip(self.chip, self.host, install, call.is_never),
            settle,
            self.timeout_s * 14 + 60,
        )

    def _code(self, tx: Tx, request: Request) -> tuple[ActivationCode, str]:
        """The activation code, from the eSIM or a file, and a confirmation code. Raises Problem."""
        if request.id in self._codes:
            code, confirmation = self._codes[request.id]
            return parse_activation_code(code), confirmation
        text, confirmation = "", ""
        if request.payload.get("code_file"):
            text, confirmation = take_code(self.state_dir, str(request.payload["code_file"]))
        if not text and "esim_id" in request.payload:
            found = tx.row(
                "SELECT activation_code FROM esim WHERE id = ?", (_whole(request.payload, "esim_id"),)
            )
            text = str(found[0] or "") if found else ""
        if not text:
            raise Problem(N_("no activation code is kept for this eSIM"))
        return parse_activation_code(text), confirmation

    def forget(self, job: Job) -> None:
        """The job's outcome is stored."""
        if job.key.startswith("request:"):
            request_id = int(job.key.partition(":")[2])
            self.taken.discard(request_id)
            self.switching.discard(request_id)
            self.loading.discard(request_id)
            for kept in (self.cancels, self.progress, self._codes):
                kept.pop(request_id, None)


def _profile(tx: Tx, profile_id: int) -> tuple[ProfileRef, str]:
    """How to name it to the chip, all that is known of it, and its state. Raises Problem."""
    found = tx.row(
        "SELECT isdp_aid, iccid, eid, state FROM profile WHERE id = ? AND gone_at IS NULL", (profile_id,)
    )
    if found is None:
        raise Problem(N_("the chip holds no such profile; list its profiles again"))
    return ProfileRef(*found[:3]), found[3]


def _whole(payload: dict[str, Any], name: str) -> int:
    value = payload.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Problem(N_("The request names no %(name)s; update axis-tui"), name=name)
