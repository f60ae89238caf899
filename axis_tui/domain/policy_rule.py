"""The rules that a profile may carry against its removal (GSMA SGP.22 §2.9), as the store has them. Pure."""

from collections.abc import Iterable

from axis_tui.domain.cancellation_word import PolicyRule


def policy_rules(words: Iterable[str]) -> frozenset[PolicyRule]:
    """The rules among the words of a chip or of the store; words of other rules are left out."""
    known = {rule.value: rule for rule in PolicyRule}
    return frozenset(known[word] for word in words if word in known)


def policy_text(rules: Iterable[PolicyRule]) -> str:
    """`ppr1,ppr2`, as the store keeps them; empty for none."""
    return ",".join(sorted({rule.value for rule in rules}))


def rules_of(text: str) -> frozenset[PolicyRule]:
    """The rules that `policy_text` wrote."""
    return policy_rules(text.split(","))
