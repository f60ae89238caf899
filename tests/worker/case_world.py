"""The renewals' world with a simulated chip, and cancellations at work; a person acts on the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axis_tui.domain.cancellation import CaseState, Reason
from axis_tui.store.backup import make_backup
from axis_tui.store.read import cases
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write import Tx
from axis_tui.store.write import case_keeping as keeping
from axis_tui.store.write.cases import NewCase, draft, submit
from axis_tui.worker.cancellations.service import Cancellations
from axis_tui.worker.engine import Engine, say_raised
from axis_tui.worker.renewals.errand import Errands
from axis_tui.worker.renewals.service import Renewals
from tests.worker.renewal_world import RenewalWorld

LONG = 400
EID = "89049032123451234512345678901235"
SIGNED = "c2lnbmVkIGJ5IHRoZSBjaGlw"


class Killed(BaseException):
    """What ends a worker at once: nothing of ours may catch it."""


@dataclass
class FakeChip:
    """A chip with one profile. Steps are done when they are asked for; it outlives every worker.

    `kill` is called before and after every act, and may raise.
    """

    state: str = "enabled"
    pending: bool = False
    signed: str = ""
    is_sent: bool = False
    is_reached: bool = True
    error: Exception | None = None
    """What every disabling and deleting ends with."""
    acts: list[str] = field(default_factory=list)
    received: int = 0
    """How often the carrier's server got the notification."""
    held: frozenset[int] = frozenset()
    kill: Callable[[str], None] = lambda where: None
    _failure: Exception | None = None

    def profile_state(self, esim_id: int) -> str | None:
        return self.state if self.is_reached else None

    def notice(self, esim_id: int) -> str | None:
        return ("pending" if self.pending else "none") if self.is_reached else None

    def is_notice_sent(self, esim_id: int) -> bool:
        return self.is_sent

    def proof(self, esim_id: int) -> str | None:
        return self.signed or None

    def failure(self, esim_id: int) -> Exception | None:
        return self._failure

    def is_busy_with(self, esim_id: int) -> bool:
        return False

    def ask(self, step: str, esim_id: int) -> None:
        assert esim_id in self.held, "nobody else may send what is being proven"
        self._failure = None
        if step == "read" or not self.is_reached:
            return
        self.kill(f"before {step}")
        self.acts.append(step)
        if self.error is not None and step in ("disable", "delete"):
            self._failure = self.error
            return
        match step:
            case "disable":
                assert self.state == "enabled"
                self.state = "disabled"
            case "delete":
                assert self.state == "disabled"
                self.state, self.pending = "absent", True
            case "keep":
                assert self.pending
                self.signed = SIGNED
            case "notify":
                assert self.pending
                assert self.signed
                self.received += 1
                self.is_sent = True
            case "tidy":
                assert self.is_sent, "a notification is lost"
                self.pending = False
        self.kill(f"after {step}")


@dataclass
class CaseWorld(RenewalWorld):
    """`chip` is None where this machine has none."""

    chip: FakeChip | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.chip is not None:
            self.write(self._install)

    def cancellations(self, renewals: Renewals) -> Cancellations:
        """The job itself, with the chip that outlives it."""
        errands = Errands(lambda: None, self._spawn, lambda: self.elapsed)
        return Cancellations(self.writer, self.reader, renewals.accounts, errands, self.chip, say_raised)

    def submitted(self, reason: Reason = Reason.REPLACED, notes: str = "") -> int:
        """A person's request, on the store only; the case's number."""
        backup = make_backup(self.path, self.root / "state", self.wall)

        def change(tx: Tx) -> int:
            case_id = draft(tx, NewCase(self.esim_id, reason, notes, "me@example.com"), self.wall)
            submit(tx, case_id, self.wall, backup)
            return case_id

        return int(self.write(change))

    def case(self, case_id: int) -> CaseRow:
        """The case as screens see it."""
        row = cases.case(self.reader, case_id)
        assert row is not None
        return row

    def case_words(self, case_id: int) -> list[str]:
        """The case's history in words."""
        return [event.event for event in cases.events(self.reader, case_id)]

    def confirm(self, case_id: int) -> None:
        """A person confirms the removal."""
        self.write(lambda tx: keeping.confirm(tx, case_id, self.wall))

    def until(self, engine: Engine, case_id: int, state: CaseState, step_s: int = 5) -> CaseRow:
        """Pass time until the case is in that state."""
        for _ in range(LONG):
            if self.case(case_id).state is state:
                return self.case(case_id)
            self.pass_time(step_s, engine)
        raise AssertionError(f"still {self.case(case_id).state}: {self.case_words(case_id)}")

    def _install(self, tx: Tx) -> None:
        tx.execute(
            "INSERT INTO chip (eid, first_seq, first_read_at, read_at) VALUES (?, 0, ?, ?)",
            (EID, self.wall, self.wall),
        )
        tx.execute(
            "INSERT INTO profile (eid, iccid, state, esim_id, first_seen_at, seen_at)"
            " SELECT ?, iccid, 'enabled', id, ?, ? FROM esim WHERE id = ?",
            (EID, self.wall, self.wall, self.esim_id),
        )


def case_world(root: Path, **changes: Any) -> CaseWorld:
    """A world in `root`, with a chip unless told otherwise."""
    chip = changes.pop("chip", FakeChip())
    base = RenewalWorld.__dataclass_fields__
    own = {name: changes.pop(name) for name in list(changes) if name in base}
    return CaseWorld(root, **own, state=changes, chip=chip)
