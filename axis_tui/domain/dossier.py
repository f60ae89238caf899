"""The proof that a cancellation leaves behind, as JSON and as a Markdown page with the same hashes.

Pure. Each part has its SHA-256, and the seal is the SHA-256 of the list of them: whoever keeps the seal apart
from the file can tell that nothing in the file was changed, left out, added, renamed or moved. By itself a
file shows what was damaged, not who wrote it. What is in the parts is `dossier_facts`' business.
"""

import re
from dataclasses import dataclass

from axis_tui.domain.canonical import canonical_json, sha256_of
from axis_tui.domain.dossier_part import Part as Part

SCHEMA = "axis-tui/cancellation/1"
"""What is written; the number grows where a reader of the one before would go wrong."""

_TICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case's number, when its dossier was put together (ISO 8601 in UTC), and its parts in their order."""

    case: int
    generated_at: str
    parts: tuple[Part, ...]

    @property
    def seal(self) -> str:
        """SHA-256 in hex of the list: schema, case and time, and a line a part as `sha256sum` writes it.

        The media type stands after the name, so that no part can be passed off for another.
        """
        lines = [f"{part.sha256}  {part.name}  {part.media_type}" for part in self.parts]
        return sha256_of("\n".join([SCHEMA, str(self.case), self.generated_at, *lines]))


def as_json(dossier: Dossier) -> str:
    """The dossier as canonical JSON of SCHEMA: the same dossier has always the same bytes."""
    values = {
        "schema": SCHEMA,
        "case": dossier.case,
        "generated_at": dossier.generated_at,
        "parts": [
            {"name": part.name, "media_type": part.media_type, "text": part.text, "sha256": part.sha256}
            for part in dossier.parts
        ],
        "sha256": dossier.seal,
    }
    return canonical_json(values)


def as_markdown(dossier: Dossier) -> str:
    """The dossier as a page that reads well without being rendered too; the parts stand in code blocks.

    English in every language of the program, as what goes to a desk abroad is.
    """
    lines = [
        f"# Cancellation {case_text(dossier.case)}",
        "",
        f"Written `{dossier.generated_at}`, schema `{SCHEMA}`. All times are UTC.",
        "",
        "`axis-tui cancellations verify FILE` checks this page. A part's hash is that of its text in UTF-8,",
        "without the line break after it; the last hash is that of the list.",
        "",
        "| Part | Media type | SHA-256 |",
        "|---|---|---|",
        *(f"| {part.name} | {part.media_type} | `{part.sha256}` |" for part in dossier.parts),
        "",
        f"SHA-256 of the list: `{dossier.seal}`",
    ]
    for part in dossier.parts:
        fence = fence_for(part.text)
        kind = "json" if part.media_type == "application/json" else "text"
        lines += ["", f"## {part.name}", "", f"{fence}{kind}", part.text, fence]
    return "\n".join(lines) + "\n"


def case_text(case: int) -> str:
    """A case's number as people say it: `C-0007`."""
    return f"C-{case:04d}"


def fence_for(text: str) -> str:
    """Backticks that open and close a code block which nothing in `text` can end (CommonMark §4.5)."""
    longest = max((len(run[0]) for run in _TICKS.finditer(text)), default=0)
    return "`" * max(3, longest + 1)
