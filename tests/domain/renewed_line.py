"""An eSIM, its carrier and its store in miniature: what `decide` says is bought, and it is all recorded."""

from dataclasses import dataclass, field
from random import Random

from axis_tui.domain.auto_renew import Rule
from axis_tui.domain.auto_renew_decision import Facts, decide
from axis_tui.domain.money import Money
from axis_tui.domain.package import Effect
from axis_tui.domain.plan import PlanState
from axis_tui.domain.validity import Validity, ValidityClock, ValidityUnit, day_bounds, expires_at, local_day
from tests.domain.rules import usd
from tests.domain.terms import DAY, local

STEP_S = DAY // 4


@dataclass
class Charge:
    at: int
    amount: Money
    day: int
    month: str
    validity: int
    is_overage: bool


@dataclass
class Line:
    """`package_days` and `package_bytes` are what a renewal brings. A plan that it does not prolong is
    followed by one as long and as large, bought by hand."""

    rule: Rule
    effect: Effect
    package_days: int
    package_bytes: int
    zone: str
    now: int
    left: int
    allowance: int
    starts: int
    ends: int
    balance: int = 0
    state: PlanState = PlanState.ACTIVE
    validity: int = 0
    next_validities: list[int] = field(default_factory=list)
    """Where an extended plan's further validities begin."""
    waiting: int = 0
    credit_at: int | None = None
    charges: list[Charge] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hand_bytes = self.allowance

    def facts(self) -> Facts:
        day, month = local_day(self.now, self.zone), local(self.now, self.zone)[:7]
        a_month = Validity(1, ValidityUnit.MONTH, ValidityClock.CALENDAR, self.zone)
        here = [charge for charge in self.charges if charge.validity == self.validity]
        return Facts(
            state=self.state,
            left_bytes=self.left,
            allowance_bytes=self.allowance,
            starts_at=self.starts,
            expires_at=self.ends,
            waiting_plans=self.waiting,
            balance=usd(self.balance),
            spent_period=total(here),
            spent_overage=total([charge for charge in here if charge.is_overage]),
            spent_day=total([charge for charge in self.charges if charge.day == day]),
            spent_month=total([charge for charge in self.charges if charge.month == month]),
            renewals_this_period=len(here),
            has_open_order=self.credit_at is not None,
            in_doubt=False,
            minimum=None,
            method_usable=True,
            clock_trusted=True,
            service_ended=False,
            is_postpaid=False,
            next_day_at=day_bounds(day, self.zone)[1],
            next_month_at=expires_at(a_month, self.now),
        )

    def run(self, days: int, peak: int, chance: Random) -> None:
        """Lets `days` pass with at most `peak` bytes on one local day, and now and then no worker."""
        is_off = chance.choice((0.0, 0.0, 0.3, 0.9))
        slowest = chance.choice((0, 0, 3))
        today, budget = -1, 0
        for _ in range(days * DAY // STEP_S):
            if today != (today := local_day(self.now, self.zone)):
                budget = chance.choice((peak, peak, 0, chance.randint(0, peak)))
            used = chance.choice((0, budget, budget // 2))
            budget -= used
            self.balance -= chance.choice((0, 0, 700))
            self._pass_time(chance)
            self._use(used)
            if chance.random() >= is_off:
                self._work(chance.randint(0, slowest))
            self.now += STEP_S

    def _work(self, wait: int) -> None:
        decision = decide(self.rule, self.facts(), self.now)
        if not decision.is_due or decision.amount is None:
            return
        is_overage = any(charge.validity == self.validity for charge in self.charges)
        day, month = local_day(self.now, self.zone), local(self.now, self.zone)[:7]
        self.charges.append(Charge(self.now, decision.amount, day, month, self.validity, is_overage))
        self.credit_at = self.now + wait * STEP_S
        if wait == 0:
            self._credit()

    def _credit(self) -> None:
        self.credit_at = None
        match self.effect:
            case Effect.STACK:
                self.waiting += 1
                self._start_waiting(self.now)
            case Effect.RESET:
                self._begin(self.now)
            case Effect.EXTEND:
                self._add(self.package_bytes)
                if self.ends <= self.now:
                    self.next_validities.clear()
                    self.validity += 1
                    self.starts = self.ends = self.now
                else:
                    self.next_validities.append(self.ends)
                self.ends += self.package_days * DAY
                self.state = PlanState.ACTIVE
            case Effect.ADD_DATA:
                self._add(self.package_bytes)
            case Effect.BALANCE:
                self.balance += self.rule.consent.price.minor

    def _add(self, amount: int) -> None:
        if self.state is PlanState.EXPIRED:
            self.left = 0
        self.left += amount
        self.allowance += amount
        if self.state is PlanState.DEPLETED:
            self.state = PlanState.ACTIVE

    def _begin(self, at: int) -> None:
        self.state = PlanState.ACTIVE
        self.left = self.allowance = self.package_bytes
        self.starts, self.ends = at, at + self.package_days * DAY
        self.validity += 1

    def _start_waiting(self, at: int) -> None:
        if self.waiting and self.state is not PlanState.ACTIVE:
            self.waiting -= 1
            self._begin(at)

    def _pass_time(self, chance: Random) -> None:
        if self.credit_at is not None and self.credit_at <= self.now:
            self._credit()
        while self.next_validities and self.next_validities[0] <= self.now:
            self.starts = self.next_validities.pop(0)
            self.validity += 1
        while self.ends <= self.now:
            self.state = PlanState.EXPIRED
            if self.effect in (Effect.ADD_DATA, Effect.BALANCE):
                if chance.random() < 0.3:
                    return
                length = self.ends - self.starts
                self.starts, self.ends = self.now, self.now + length
                self.left = self.allowance = self.hand_bytes
                self.state = PlanState.ACTIVE
                self.validity += 1
            elif self.waiting:
                self._start_waiting(self.ends)
            else:
                return

    def _use(self, amount: int) -> None:
        while amount > 0 and self.state is PlanState.ACTIVE:
            used = min(amount, self.left)
            amount -= used
            self.left -= used
            if self.left == 0:
                self.state = PlanState.DEPLETED
                self._start_waiting(self.now)


def total(charges: list[Charge]) -> Money:
    """What `charges` come to."""
    return usd(sum(charge.amount.minor for charge in charges))
