"""Which cancellation ended an eSIM's service, as long as nothing was bought or installed on it anew."""

from __future__ import annotations

from axis_tui.domain.dossier import case_text
from axis_tui.domain.problem import N_
from axis_tui.store.problems import NotTaken
from axis_tui.store.read.cases import Rows

_ENDED = (
    "SELECT k.id FROM cancellation k WHERE k.esim_id = ? AND k.verified_at IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.esim_id = k.esim_id"
    " AND (p.purchased_at > k.verified_at OR p.installed_at > k.verified_at))"
    " AND NOT EXISTS (SELECT 1 FROM profile f WHERE f.esim_id = k.esim_id AND f.gone_at IS NULL"
    " AND f.first_seen_at > k.verified_at) ORDER BY k.id DESC LIMIT 1"
)


def ended_by(rows: Rows, esim_id: int) -> int | None:
    """The number of the case that ended it; None where none did, or it is in use again."""
    found = rows.row(_ENDED, (esim_id,))
    return None if found is None else int(found[0])


def refuse_ended(rows: Rows, esim_id: int) -> None:
    """Raises NotTaken where there is nothing to renew on it any more."""
    case_id = ended_by(rows, esim_id)
    if case_id is not None:
        raise NotTaken(
            N_("This eSIM was ended by %(case)s; nothing is renewed on it. Add the new one that you buy."),
            case=case_text(case_id),
        )
