"""Asks carriers to end a service, and what became of it; in threads, as often as they allow, and no more.

Nothing here is kept: after a crash all is asked again, which opens no second request, and ends nothing that
has not ended (`carriers.base`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeGuard

from axis_tui.carriers.base import (
    CancellationState,
    Capability,
    Carrier,
    CarrierProblem,
    Declined,
    ReviewAnswer,
)
from axis_tui.domain.cancellation_end import is_instant
from axis_tui.domain.cancellation_word import CarrierSays
from axis_tui.domain.problem import N_
from axis_tui.store.read.cases import CaseRow
from axis_tui.store.write.case_keeping import kept_reference
from axis_tui.worker.renewals.accounts import Account, Accounts
from axis_tui.worker.renewals.errand import Errands, Outcome

LEAST_EACH_S = 5
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 1_800
_TELLING = frozenset({"revoke", "withdraw"})
"""Calls that are answered by nothing."""


def understood(outcome: Outcome) -> Outcome:
    """The outcome of a call, or a failure where what a third party's carrier answered makes no sense."""
    if outcome.error is not None:
        return outcome
    value = outcome.value
    call = outcome.key.partition(":")[0]
    if call == "ask":
        is_sound = bool(value) and _is_reference(value)
    elif call in _TELLING:
        is_sound = value is None
    else:
        is_sound = (
            isinstance(value, CancellationState)
            and isinstance(value.answer, ReviewAnswer)
            and _is_reference(value.reference)
            and isinstance(value.why, str)
            and (value.ended_at is None or (type(value.ended_at) is int and is_instant(value.ended_at)))
        )
    if is_sound:
        return outcome
    return Outcome(outcome.key, None, CarrierProblem(N_("the carrier's answer cannot be understood")))


def is_refusal(error: Exception | None) -> TypeGuard[Declined]:
    """Whether the carrier answered that it will not do it, now or later."""
    return isinstance(error, Declined) and error.kind.is_hard


def _is_reference(value: object) -> bool:
    """Whether it can be kept to the letter: else no later answer would be known for this request's."""
    return isinstance(value, str) and kept_reference(value) == value


@dataclass(slots=True)
class _Held:
    """Calls about one case that failed in a row, and until when none is made."""

    failures: int = 0
    until_at: int = 0
    since_at: int = 0


@dataclass(slots=True)
class Inquiries:
    """What each case's carrier said last."""

    accounts: Accounts
    errands: Errands
    _answers: dict[int, tuple[int, CancellationState]] = field(default_factory=dict)
    _held: dict[int, _Held] = field(default_factory=dict)
    _unwilling: set[int] = field(default_factory=set)
    """Cases whose carrier declined to revoke."""
    _looks: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Carrier → when it was asked last what became of a request, and the key of that call."""
    _looked_at: dict[int, int] = field(default_factory=dict)
    """Case → when that was asked last about it."""

    def can_ask(self, case: CaseRow) -> bool:
        """Whether the request goes to the carrier by itself."""
        account = self.accounts.of(case.carrier_id)
        return case.uses_api and account is not None and account.can(Capability.CANCEL)

    def can_revoke(self, case: CaseRow) -> bool:
        """Whether the carrier takes a program's word to end the profile on its side."""
        account = self.accounts.of(case.carrier_id)
        can_revoke = account is not None and account.can(Capability.REVOKE) and bool(case.esim_reference)
        return can_revoke and case.id not in self._unwilling

    def can_withdraw(self, case: CaseRow) -> bool:
        """Whether the carrier takes a request back on a program's word."""
        account = self.accounts.of(case.carrier_id)
        return account is not None and account.can(Capability.WITHDRAW)

    def can_tell(self, case: CaseRow) -> bool:
        """Whether the carrier tells what became of a request."""
        return self._telling(case) is not None

    def account_of(self, case: CaseRow) -> Account | None:
        """The case's carrier, where a program can ask it."""
        return self.accounts.of(case.carrier_id)

    def is_asking(self, case: CaseRow) -> bool:
        """Whether the request is being handed over at this moment."""
        return self.errands.is_running(f"ask:{case.id}")

    def answered_at(self, case: CaseRow) -> int | None:
        """When the carrier told last what it has; None where it did not."""
        found = self._answers.get(case.id)
        return None if found is None else found[0]

    def says(self, case: CaseRow, now: int) -> tuple[CarrierSays, CancellationState | None]:
        """What the carrier says now; asked for where that is not known, and UNKNOWN until it answers."""
        account = self._telling(case)
        if account is None:
            return CarrierSays.MUTE, None
        found = self._answers.get(case.id)
        each_s = max(account.conduct.usage_interval_s, LEAST_EACH_S)
        is_ended = found is not None and found[1].ended_at is not None
        # What has ended, and is kept as such, does not go on again.
        is_final = is_ended and bool(case.confirmation)
        if found is not None and (is_final or 0 <= now - found[0] < each_s):
            return (CarrierSays.CANCELLED if is_ended else CarrierSays.ACTIVE), found[1]
        if self._is_next(account, now) and self._start(
            "look", case, now, lambda adapter: adapter.cancellation(case.esim_reference, now)
        ):
            self._looks[account.carrier_id], self._looked_at[case.id] = (now, f"look:{case.id}"), now
        return CarrierSays.UNKNOWN, None

    def looked_at(self, case: CaseRow) -> int:
        """When the carrier was asked last about it; whoever has waited longest is next."""
        return self._looked_at.get(case.id, 0)

    def ask(self, case: CaseRow, now: int) -> bool:
        """Begin to hand the request over; False where it is under way or has to wait."""
        return self._start("ask", case, now, lambda adapter: adapter.cancel(case.esim_reference, now))

    def revoke(self, case: CaseRow, now: int) -> bool:
        """Begin to have the profile ended by the carrier; False where it is under way or has to wait."""
        return self._start("revoke", case, now, lambda adapter: adapter.revoke(case.esim_reference, now))

    def withdraw(self, case: CaseRow, now: int) -> bool:
        """Begin to take the request back; False where that is under way or has to wait."""
        return self._start("withdraw", case, now, lambda adapter: adapter.withdraw(case.reference, now))

    def note(self, case_id: int, outcome: Outcome, now: int) -> None:
        """Remember what a call gave; after one that failed none is made for a while."""
        if outcome.key.startswith("revoke:") and is_refusal(outcome.error):
            self._unwilling.add(case_id)
        if outcome.error is not None:
            held = self._held.setdefault(case_id, _Held())
            held.failures += 1
            held.since_at = now
            held.until_at = now + min(FIRST_WAIT_S << min(held.failures - 1, 10), LONGEST_WAIT_S)
            self._answers.pop(case_id, None)
            return
        self._held.pop(case_id, None)
        if isinstance(outcome.value, CancellationState):
            self._answers[case_id] = (now, outcome.value)
        else:
            self._answers.pop(case_id, None)

    def _start(self, word: str, case: CaseRow, now: int, call: Callable[[Carrier], object]) -> bool:
        account = self.accounts.of(case.carrier_id)
        if account is None or self._is_held(case, now):
            return False
        adapter = account.adapter
        return self.errands.start(
            f"{word}:{case.id}", lambda: call(adapter), account.deadline_s, account.one_at_a_time
        )

    def _is_next(self, account: Account, now: int) -> bool:
        """Whether the carrier can be asked about one more: one at a time, as often as it allows."""
        at, key = self._looks.get(account.carrier_id, (0, ""))
        least_s = 60 // max(1, account.conduct.reads_per_minute)
        return not self.errands.is_running(key) and not 0 <= now - at < least_s

    def _telling(self, case: CaseRow) -> Account | None:
        """The account that can tell what became of a request; None where only a person can ask."""
        account = self.accounts.of(case.carrier_id)
        can_tell = account is not None and account.can(Capability.CANCELLATION) and case.esim_reference
        return account if can_tell else None

    def _is_held(self, case: CaseRow, now: int) -> bool:
        held = self._held.get(case.id)
        # One from a clock that was ahead holds nothing up.
        return held is not None and held.since_at <= now < held.until_at
