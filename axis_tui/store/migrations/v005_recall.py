"""Version 5: a request that is taken back at its carrier too, and the rules that profiles are known to carry.

What must never happen is refused here too: only what was handed over by a program and is withdrawn is taken
back by one, it is wanted from the withdrawal on or never, and what a carrier answered to it stays.
"""

RECALLS = ("", "wanted", "told", "none", "refused")
"""The values of `domain.cancellation_word.Recall`, as it stood with this version; a test compares."""
RECALL_MOVES = (">wanted", "wanted>told", "wanted>none", "wanted>refused", "refused>told")
"""What `domain.cancellation_recall.RECALL_MOVES` allows, as it stood then; a test compares."""
RULES = ("", "ppr1", "ppr2", "ppr1,ppr2")
"""What `domain.policy_rule.policy_text` writes, as it stood then; a test compares."""


def _marks(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


STATEMENTS: tuple[str, ...] = (
    "ALTER TABLE cancellation ADD COLUMN recall TEXT NOT NULL DEFAULT ''"
    f" CHECK (recall IN ({_marks(RECALLS)}))"
    " CHECK (recall = '' OR (state = 'withdrawn' AND uses_api = 1 AND submitted_at IS NOT NULL))",
    "CREATE INDEX cancellation_recall ON cancellation (recall, id) WHERE recall <> ''",
    "CREATE TRIGGER cancellation_recalls BEFORE UPDATE OF recall ON cancellation"
    f" WHEN new.recall <> old.recall AND (old.recall || '>' || new.recall NOT IN ({_marks(RECALL_MOVES)})"
    " OR (new.recall = 'wanted' AND old.state = 'withdrawn'))"
    " BEGIN SELECT RAISE(ABORT, 'a request is taken back once'); END",
    f"ALTER TABLE profile ADD COLUMN rules TEXT NOT NULL DEFAULT '' CHECK (rules IN ({_marks(RULES)}))",
    f"ALTER TABLE chip ADD COLUMN rules TEXT CHECK (rules IN ({_marks(RULES)}))",
    f"ALTER TABLE carrier ADD COLUMN profile_rules TEXT CHECK (profile_rules IN ({_marks(RULES)}))",
)
