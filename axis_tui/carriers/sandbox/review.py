"""How the simulated carrier ends a line's service: by request and review, or at once. No file, no network."""

from dataclasses import replace

from axis_tui.carriers.base import CancellationState, CarrierProblem, Declined, ReviewAnswer
from axis_tui.carriers.sandbox.fault import Verdict
from axis_tui.carriers.sandbox.server import unknown_line
from axis_tui.carriers.sandbox.state import Review, SandboxState
from axis_tui.domain.problem import N_
from axis_tui.domain.renewal_word import DeclineKind


def cancel(state: SandboxState, esim_reference: str, at: int) -> str:
    """Open a review, or name the one that is open. Raises CarrierProblem where there is no such line."""
    for review in _reviews(state, esim_reference):
        if at < review.due_at:
            return review.reference
    knobs = state.faults.knobs
    state.faults.spend("review_s", "verdict", "ends_s")
    reference, due_at = f"SC{len(state.reviews) + 1:06d}", at + knobs.review_s
    ends_at = None if knobs.ends_s is None or knobs.verdict is Verdict.REJECTED else due_at + knobs.ends_s
    state.reviews.append(Review(reference, esim_reference, at, due_at, knobs.verdict, ends_at))
    return reference


def cancellation(state: SandboxState, esim_reference: str, at: int) -> CancellationState:
    """Where the line's latest review stands. Raises CarrierProblem where there is no such line."""
    reviews = _reviews(state, esim_reference)
    ends = [review.ends_at for review in reviews] + [state.revoked.get(esim_reference)]
    ended_at = min((end for end in ends if end is not None and end <= at), default=None)
    if not reviews:
        return CancellationState(ReviewAnswer.NONE, ended_at=ended_at)
    review = reviews[-1]
    if at < review.due_at:
        return CancellationState(ReviewAnswer.IN_REVIEW, review.reference, ended_at=ended_at)
    if review.verdict is Verdict.REJECTED:
        why = review.why or "the line is still needed for an order"
        return CancellationState(ReviewAnswer.REJECTED, review.reference, why, ended_at)
    return CancellationState(ReviewAnswer.APPROVED, review.reference, ended_at=ended_at)


def withdraw(state: SandboxState, reference: str, at: int) -> None:
    """Take a review back. Raises Declined once the service has ended by it, CarrierProblem for none such."""
    for index, review in enumerate(state.reviews):
        if review.reference != reference:
            continue
        if not review.is_withdrawn and review.ends_at is not None and review.ends_at <= at:
            template = N_("the sandbox has ended the service already; the request cannot be taken back")
            raise Declined(DeclineKind.NOT_ELIGIBLE, template)
        state.reviews[index] = replace(review, is_withdrawn=True)
        return
    raise CarrierProblem(N_("the sandbox has no such request"))


def revoke(state: SandboxState, esim_reference: str, at: int) -> None:
    """End the line's service for good, now. Raises CarrierProblem where there is no such line."""
    if esim_reference not in state.lines:
        raise unknown_line()
    state.revoked.setdefault(esim_reference, at)


def _reviews(state: SandboxState, esim_reference: str) -> list[Review]:
    """The line's requests that were not taken back. Raises CarrierProblem where there is no such line."""
    if esim_reference not in state.lines:
        raise unknown_line()
    return [
        review
        for review in state.reviews
        if review.esim_reference == esim_reference and not review.is_withdrawn
    ]
