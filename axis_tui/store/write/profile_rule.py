"""The rules against their removal that profiles are found to carry: learned by a refusal, until disproved."""

from __future__ import annotations

from axis_tui.domain.cancellation_word import PolicyRule
from axis_tui.domain.policy_rule import policy_text, rules_of
from axis_tui.store.write.transaction import Tx


def note_refusal(tx: Tx, eid: str, isdp_aid: str, iccid: str) -> None:
    """The chip refused by the profile's own rules: to disable it where it is enabled, else to delete it.

    Known until the profile is gone, since one that comes after it is another; or until it is seen disabled,
    or a person hears from its carrier that there is no such rule.
    """
    for profile_id, state, rules in tx.rows(
        "SELECT id, state, rules FROM profile WHERE eid = ? AND isdp_aid = ? AND iccid = ?"
        " AND gone_at IS NULL",
        (eid, isdp_aid, iccid),
    ):
        rule = PolicyRule.NO_DISABLE if state == "enabled" else PolicyRule.NO_DELETE
        _keep(tx, profile_id, rules_of(rules) | {rule})


def lift_rules(tx: Tx, carrier_id: int, but: frozenset[PolicyRule]) -> None:
    """A carrier says that its profiles carry no rules `but` these: what the chip refused by is past."""
    for profile_id, rules in tx.rows(
        "SELECT p.id, p.rules FROM profile p JOIN esim e ON e.id = p.esim_id"
        " WHERE e.carrier_id = ? AND p.gone_at IS NULL AND p.rules <> ''",
        (carrier_id,),
    ):
        _keep(tx, profile_id, rules_of(rules) & but)


def forget_disproved(tx: Tx, eid: str) -> None:
    """One that is disabled was let go: no rule forbids that, or not any more."""
    for profile_id, rules in tx.rows(
        "SELECT id, rules FROM profile WHERE eid = ? AND gone_at IS NULL AND rules <> ''"
        " AND state = 'disabled'",
        (eid,),
    ):
        _keep(tx, profile_id, rules_of(rules) - {PolicyRule.NO_DISABLE})


def _keep(tx: Tx, profile_id: int, rules: frozenset[PolicyRule]) -> None:
    tx.execute("UPDATE profile SET rules = ? WHERE id = ?", (policy_text(rules), profile_id))
