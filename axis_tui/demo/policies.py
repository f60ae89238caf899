"""How the demo's carriers end a service: fees, refunds and patience of every kind, and some unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.domain.cancellation_subject import Policy
from axis_tui.domain.cancellation_word import RefundRule
from axis_tui.domain.money import Money, parse_money

if TYPE_CHECKING:
    from axis_tui.store.write import Tx

REVIEW_S = 25
"""How long a simulated carrier thinks about a request, so that a person can wait for it."""
ENDS_S = 45
"""How long it goes on after it agreed, so that a person can take the request back yet."""


def _fee(text: str) -> Money:
    return parse_money(text)


POLICIES: dict[str, tuple[Policy, int | None]] = {
    "Axis JP": (Policy(_fee("2.00 USD"), RefundRule.PRO_RATA), 3),
    "Axis EU": (Policy(_fee("0.00 EUR"), RefundRule.UNSTARTED), 5),
    "Axis CH": (Policy(_fee("5.00 CHF"), RefundRule.UNINSTALLED), 5),
    "Siam Link": (Policy(_fee("0.00 THB"), RefundRule.NEVER), 7),
    "Axis SE": (Policy(None, RefundRule.NEVER, notice_days=30), 10),
    "Airline": (Policy(_fee("15.00 USD"), RefundRule.NEVER), 5),
    "eSIM Go": (Policy(_fee("0.00 USD"), RefundRule.UNINSTALLED), 5),
    "Nimbus UK": (Policy(_fee("3.50 GBP"), RefundRule.PRO_RATA), 5),
}
"""By carrier, with the working days that it promises to answer in; of the others nothing is known."""


def write_down_policies(tx: Tx) -> None:
    """What a person knows of each carrier."""
    from axis_tui.store.write.cases import set_policy

    for name, (policy, review_days) in POLICIES.items():
        (carrier_id,) = tx.row("SELECT id FROM carrier WHERE name = ?", (name,)) or (0,)
        set_policy(tx, carrier_id, policy, review_days)
