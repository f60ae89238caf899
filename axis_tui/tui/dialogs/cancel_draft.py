"""A cancellation while it is put together: the eSIM as it is, what was chosen and typed, the backup.

It outlives the steps of the wizard, so that going back and forth loses nothing. No drawing.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axis_tui.domain.cancellation import Reason, goes_by_chip
from axis_tui.domain.cancellation_check import checks
from axis_tui.domain.cancellation_lost import LostPlan, lost_plans
from axis_tui.domain.cancellation_subject import Check
from axis_tui.domain.cancellation_typed import check_reason, check_typed
from axis_tui.domain.cancellation_word import CheckCode, Level
from axis_tui.domain.problem import N_, Problem
from axis_tui.i18n import tell
from axis_tui.store.read import cases
from axis_tui.store.read.case_subject import Found, look
from axis_tui.tui.beside import beside
from axis_tui.tui.editor import LineEditor

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from axis_tui.store.backup import Backup
    from axis_tui.store.read import Reader
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.tui.screens.base import AxisScreen

REASONS = tuple(Reason)
NO_BACKUP = frozenset({CheckCode.BACKUP_MISSING, CheckCode.BACKUP_OLD})


@dataclass(slots=True)
class Draft:
    """One cancellation being put together on a main screen."""

    screen: AxisScreen
    esim: OverviewRow
    found: Found
    """All that is looked at, as of the last look; `look_again` where the reason or the backup has changed."""
    review_days: int | None
    """Working days that the carrier promises to answer in."""
    asks_itself: bool
    """Whether the request goes to the carrier by itself; else a person hands it over."""
    reason_at: int = REASONS.index(Reason.UNUSED)
    notes: LineEditor = field(default_factory=LineEditor)
    contact: LineEditor = field(default_factory=LineEditor)
    name: LineEditor = field(default_factory=lambda: LineEditor(typed_only=True))
    given: tuple[str, str] = ("", "")
    """The notes and the e-mail address that it began with."""
    backup: Backup | None = None
    is_copying: bool = False
    is_left: bool = False
    copy_failed: str = ""
    """Why there is no backup, in the language in use."""

    @property
    def now(self) -> int:
        """This instant."""
        return self.screen.now

    @property
    def reader(self) -> Reader:
        """The read side; there is one, or no wizard."""
        assert self.screen.reader is not None
        return self.screen.reader

    @property
    def reason(self) -> Reason:
        """Why its service is to end."""
        return REASONS[self.reason_at]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checklist as of the last look, what blocks first."""
        return checks(self.found.subject)

    @property
    def lost(self) -> tuple[LostPlan, ...]:
        """The plans that are lost with it, as of the last look."""
        return lost_plans(self.found.subject)

    @property
    def blocking(self) -> tuple[Check, ...]:
        """What stands in the way, but for a backup, which is made here."""
        return tuple(
            check for check in self.checks if check.level is Level.BLOCKS and check.code not in NO_BACKUP
        )

    @property
    def wants_backup(self) -> bool:
        """Whether there is no backup that holds."""
        return any(check.code in NO_BACKUP for check in self.checks)

    @property
    def goes_by_chip(self) -> bool:
        """Whether this machine's chip takes the steps; else the carrier's revoke takes their place."""
        return goes_by_chip(self.reason, has_chip=self.found.subject.has_chip_access)

    @property
    def is_written_in(self) -> bool:
        """Whether something was typed that leaving would lose."""
        return (self.notes.text, self.contact.text) != self.given

    def begin_like(self, case: CaseRow) -> None:
        """Take over what an earlier case of the eSIM was asked for with."""
        self.reason_at = REASONS.index(case.reason)
        self.notes.set(case.notes)
        self.contact.set(case.contact)
        self.given = (case.notes, case.contact)
        self.look_again()

    def check_typed(self) -> None:
        """Raises NotTyped where a field is not right as it is typed."""
        notes = self.notes.text.strip()
        check_reason(self.reason, notes)
        check_typed(notes, self.contact.text.strip())

    def reload(self) -> None:
        """What the store holds may have changed."""
        from axis_tui.store.read import overview

        self.esim = overview.row(self.reader, self.esim.esim_id) or self.esim
        self.look_again()

    def look_again(self) -> None:
        """Take what the checklist is made of anew."""
        found = look(
            self.reader, self.esim.esim_id, self.reason, self.notes.text.strip(), self.contact.text.strip(),
            None if self.backup is None else self.backup.verified_at, self.now,
        )  # fmt: skip
        self.found = found or self.found

    def leave(self) -> None:
        """It ends without a request: its backup goes, or does so once it is made."""
        self.is_left = True
        backup, self.backup = self.backup, None
        if backup is None:
            return
        case = cases.open_of_esim(self.reader, self.esim.esim_id)
        # A request whose commit failed here may be in the store all the same.
        if case is None or case.backup_file != backup.path.name:
            with contextlib.suppress(OSError):
                backup.path.unlink()

    def copy(self, done: Callable[[], None]) -> None:
        """Make the backup in a thread of its own, unless it is being made; `done` is called here then."""
        if self.is_copying:
            return
        self.is_copying, self.copy_failed = True, ""

        def made(backup: Backup) -> None:
            self.is_copying, self.backup = False, backup
            if self.is_left:
                self.leave()
                return
            self.look_again()
            done()

        def failed(problem: Problem) -> None:
            self.is_copying, self.copy_failed = False, tell(problem)
            done()

        self.screen.deliver(self._copying(), made, failed)

    def _copying(self) -> Future[Backup]:
        store, state_dir, now = self.screen.deps.store, self.screen.deps.state_dir, self.now

        def make() -> Backup:
            from axis_tui.store.backup import make_backup

            if state_dir is None:
                raise Problem(N_("There is no place for a backup"))
            return make_backup(store, state_dir, now)

        # Not the thread that writes: a large store takes a while, and what a person does meanwhile is stored.
        return beside(make)


def draft_of(screen: AxisScreen, esim_id: int, like: CaseRow | None = None) -> Draft | None:
    """A new draft, with what was written in `like`; None where the eSIM is gone or archived."""
    from axis_tui.store.read import overview
    from axis_tui.store.read.carrier_port import carrier_port
    from axis_tui.store.read.case_subject import review_days_of

    reader = screen.reader
    if reader is None:
        return None
    row = overview.row(reader, esim_id)
    found = look(reader, esim_id, Reason.UNUSED, "", "", None, screen.now)
    if row is None or found is None or found.is_archived:
        return None
    asks_itself = bool(found.iccid) and "cancel" in carrier_port(reader, found.carrier_id).capabilities
    draft = Draft(screen, row, found, review_days_of(reader, found.carrier_id), asks_itself)
    if like is not None:
        draft.begin_like(like)
    return draft
