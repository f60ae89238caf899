"""What a plan is still worth when it is given up, and what of it its carrier gives back.

Pure. Both are reckoned from the price paid: by the data that is left, and by the time that is left.
"""

from dataclasses import dataclass

from axis_tui.domain.cancellation_word import RefundRule as RefundRule
from axis_tui.domain.money import Money
from axis_tui.domain.package import Billing
from axis_tui.domain.plan import OVER, WAITING, Plan


@dataclass(frozen=True, slots=True)
class Share:
    """The part `left` of `whole`, of bytes or seconds."""

    left: int
    whole: int

    def of(self, price: Money, *, round_up: bool) -> Money:
        """That part of `price`, to the whole minor unit."""
        product = price.minor * self.left
        minor = -(-product // self.whole) if round_up else product // self.whole
        return Money(minor, price.currency, price.exponent)


def data_left(plan: Plan) -> Share | None:
    """The part of its allowance that `plan` still holds; None where it has no limit or no data."""
    allowance, left = plan.terms.allowance_bytes, plan.left_bytes
    return Share(min(left, allowance), allowance) if allowance and left is not None else None


def time_left(plan: Plan, now: int) -> Share | None:
    """The part of its validity that `plan` has before it; None until it starts."""
    starts_at, ends_at = plan.starts_at, plan.expires_at
    if starts_at is None or ends_at is None or ends_at <= starts_at:
        return None
    return Share(min(max(0, ends_at - now), ends_at - starts_at), ends_at - starts_at)


def is_worth_something(plan: Plan, now: int) -> bool:
    """Whether ending `plan` at `now` throws away what was paid for.

    A postpaid cycle is paid for as it is used: what that costs is its notice period.
    """
    price = plan.terms.price
    is_free = price is not None and price.minor <= 0
    if is_free or plan.state in OVER or plan.terms.billing is Billing.POSTPAID:
        return False
    shares = [share for share in (data_left(plan), time_left(plan, now)) if share is not None]
    return plan.state in WAITING or not shares or any(share.left for share in shares)


def loss(plan: Plan, now: int) -> tuple[Money, str] | None:
    """What of the price of `plan`, as it stands at `now`, is lost, and what it is reckoned by.

    By `price` where it never started, else by `data` or `time`, whichever loses more, rounded up. None where
    nothing is lost, or that cannot be reckoned: no price is known, or neither a limit nor an end.
    """
    price = plan.terms.price
    if price is None or not is_worth_something(plan, now):
        return None
    if plan.state in WAITING:
        return price, "price"
    shares = ((data_left(plan), "data"), (time_left(plan, now), "time"))
    losses = [(share.of(price, round_up=True), by) for share, by in shares if share is not None]
    return max(losses, key=lambda found: found[0].minor, default=None)


def refund(plan: Plan, profile_state: str, rule: RefundRule, now: int) -> Money | None:
    """What the carrier gives back for `plan`, as it stands at `now`; never told too high.

    `profile_state` is the eSIM's real one: `released` until it is downloaded. In part it is the smaller of
    what is left by data and by time, rounded down. None where it gives nothing or no price is known.
    """
    price = plan.terms.price
    if price is None or not is_worth_something(plan, now):
        return None
    if is_refunded_whole(plan, profile_state, rule):
        return price
    if rule is not RefundRule.PRO_RATA:
        return None
    shares = [share for share in (data_left(plan), time_left(plan, now)) if share is not None]
    parts = [share.of(price, round_up=False) for share in shares]
    part = min(parts, key=lambda amount: amount.minor, default=None)
    return part if part is not None and part.minor > 0 else None


def is_refunded_whole(plan: Plan, profile_state: str, rule: RefundRule) -> bool:
    """Whether `rule` gives all of the price back: nothing of the plan was started or used."""
    is_unstarted = plan.state in WAITING and plan.used_bytes == 0
    match rule:
        case RefundRule.NEVER:
            return False
        case RefundRule.UNINSTALLED:
            return is_unstarted and profile_state == "released" and plan.installed_at is None
        case RefundRule.UNSTARTED | RefundRule.PRO_RATA:
            return is_unstarted
