"""What came of a call, as the order keeps it: paid, declined, put off, or in doubt.

Each is one change inside the caller's transaction, and is told to the auto-renew rule that asked, if any.
"""

from axis_tui.carriers.base import Declined, NotSent, Receipt
from axis_tui.domain.renewal_word import DeclineKind, OrderState
from axis_tui.i18n import _
from axis_tui.store.write import Tx
from axis_tui.store.write import order_steps as steps
from axis_tui.store.write.order_steps import Standing
from axis_tui.worker.clock import Instant
from axis_tui.worker.log import LOG
from axis_tui.worker.renewals.errand import Outcome, said
from axis_tui.worker.renewals.follow import declined_by_rule, doubted_by_rule, paid_by_rule

RETRY_S = 30
"""After a failure before anything was sent."""
ODD = "the carrier's answer cannot be understood"


def take_answer(tx: Tx, order: Standing, outcome: Outcome, now: Instant) -> None:
    """What came of sending a claimed order; whatever is no clear word about the money leaves it in doubt."""
    error = outcome.error
    if isinstance(outcome.value, Receipt):
        accept(tx, order, outcome.value, now)
    elif isinstance(error, Declined):
        decline(tx, order, error.kind, said(error), now)
    elif isinstance(error, NotSent):
        steps.release(tx, order.id, now.at, now.at + RETRY_S, said(error))
    else:
        steps.lose(tx, order.id, now.at, ODD if error is None else said(error))
        LOG.warning(_("order %(number)d has no answer; it is looked up"), {"number": order.id})


def take_nonsense(tx: Tx, order: Standing, now: Instant) -> None:
    """An answer without a meaning says nothing about the money: in doubt where the order was sent."""
    match steps.standing(tx, order.id).state:
        case OrderState.INTENT:
            steps.put_off(tx, order.id, now.at, now.at + RETRY_S, ODD)
        case OrderState.SENT:
            steps.lose(tx, order.id, now.at, ODD)
        case OrderState.UNKNOWN if steps.looked(tx, order.id, now.at, ODD, answered=True):
            doubted_by_rule(tx, order, now.at)


def accept(tx: Tx, order: Standing, receipt: Receipt, now: Instant) -> None:
    """Paid, by the carrier's word."""
    steps.accept(tx, order.id, now.at, reference=receipt.reference, charged=receipt.charged, fee=receipt.fee)
    paid_by_rule(tx, order, now.at)


def decline(tx: Tx, order: Standing, kind: DeclineKind, detail: str, now: Instant) -> None:
    """Not taken, by the carrier's word; nothing was charged."""
    steps.decline(tx, order.id, now.at, kind, detail)
    declined_by_rule(tx, order, kind, now.at)


def refuse(tx: Tx, order: Standing, kind: DeclineKind, detail: str, now: Instant) -> None:
    """Declined before it was sent: by the quote, or by what the quote cost."""
    if steps.standing(tx, order.id).state is not OrderState.INTENT:
        return
    decline(tx, order, kind, detail, now)


def put_off(tx: Tx, order: Standing, now: Instant, why: str) -> None:
    """Not sent yet: tried again in a while, where nobody withdrew it meanwhile."""
    if steps.standing(tx, order.id).state is OrderState.INTENT:
        steps.put_off(tx, order.id, now.at, now.at + RETRY_S, why)
