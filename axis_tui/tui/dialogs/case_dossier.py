"""The dossier of a cancellation: to read, to check part by part, to take along as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from axis_tui.domain.dossier import as_json, as_markdown, case_text
from axis_tui.domain.problem import Problem
from axis_tui.i18n import _, tell
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.width import fit
from axis_tui.present.wrap import wrapped
from axis_tui.tui.beside import beside
from axis_tui.tui.commands.case import DOSSIER
from axis_tui.tui.dialogs.choose import Choose
from axis_tui.tui.dialogs.page import PageDialog
from axis_tui.tui.dialogs.text_page import text_lines
from axis_tui.tui.screens.order_file import write_private

if TYPE_CHECKING:
    from axis_tui.store.read.case_dossier import CheckedDossier
    from axis_tui.store.read.cases import CaseRow
    from axis_tui.tui.screens.base import AxisScreen


_NAME_CELLS = 16


class DossierPage(PageDialog):
    """Its parts, the summary first; of an open case it is said to be as it stands so far."""

    COMMANDS: ClassVar[Any] = DOSSIER
    COLUMNS = 118

    def __init__(self, found: CheckedDossier, *, is_open: bool) -> None:
        title = _("Dossier of cancellation %(case)s") % {"case": case_text(found.dossier.case)}
        super().__init__(title, self._page)
        self._found = found
        self._is_open = is_open
        self._is_checked = False

    @property
    def room(self) -> int:
        return max(1, super().room - 2)  # for what is said below

    def _page(self, width: int) -> Sequence[Line]:
        lines: list[Line] = []
        if self._is_open:
            so_far = _("As it stands so far: the case is not closed, and its dossier will be another then.")
            lines += [*(line((text, Tone.WARNING)) for text in wrapped(so_far, width)), ()]
        if self._is_checked:
            lines += [*self._checked(), ()]
        for part in self._found.dossier.parts:
            lines += [line((part.name, Tone.TITLE)), *text_lines(part.text, width), ()]
        return lines + self._hashes(width)

    def _hashes(self, width: int) -> list[Line]:
        """SHA-256 of each part and of their list, which a file has at its beginning."""
        dossier = self._found.dossier
        lines = [line((_("SHA-256 of each part, and of their list"), Tone.TITLE))]
        named = [*((part.name, part.sha256) for part in dossier.parts), (_("list"), dossier.seal)]
        for name, sha256 in named:
            if width >= _NAME_CELLS + len(sha256):
                lines.append(line((fit(name, _NAME_CELLS), Tone.MUTED), sha256))
            else:
                lines += [line((name, Tone.MUTED)), *text_lines(sha256, width)]
        return lines

    def _checked(self) -> list[Line]:
        """A line a part; the hashes are at the end of the page."""
        lines = []
        for name, is_whole in self._found.parts:
            mark, tone = (self.glyphs.done, Tone.GOOD) if is_whole else (self.glyphs.bad, Tone.BAD)
            word = _("as it was written") if is_whole else _("changed")
            said = _("%(what)s: %(how)s") % {"what": name, "how": word}
            lines.append(line((f"{mark} {said}", tone)))
        return lines

    def action_check(self) -> None:
        """Say whether it is whole, and show each part's mark at the top."""
        self._is_checked, self._first = True, 0
        verdict = self._found.verdict
        self.remark(_(verdict.template) % verdict.params, Tone.GOOD if verdict.is_whole else Tone.BAD)

    def action_export(self) -> None:
        verdict = self._found.verdict
        if not verdict.is_whole:
            self.action_check()
            return
        options = [
            (line(" Markdown ", (_("to read"), Tone.MUTED)), "md"),
            (line(" JSON ", (_("for a program"), Tone.MUTED)), "json"),
        ]

        def picked(kind: str | None) -> None:
            if kind is not None:
                self._export(kind)

        self.app.push_screen(Choose(_("Export the dossier as"), options), picked)

    def _export(self, kind: str) -> None:
        dossier = self._found.dossier
        text = as_markdown(dossier) if kind == "md" else as_json(dossier) + "\n"
        name = f"axis-cancellation-{case_text(dossier.case)}-{dossier.generated_at[:10]}.{kind}"
        try:
            path = write_private(name, text)
        except Problem as problem:
            self.remark(tell(problem), Tone.BAD)
            return
        told = _("written to %(path)s; keep its hash apart from it: %(seal)s")
        self.remark(told % {"path": path, "seal": dossier.seal}, Tone.GOOD)


def show_dossier(screen: AxisScreen, case: CaseRow) -> None:
    """Put it together and show it; a long one is read and checked beside the screen."""
    now, open_reader = screen.now, screen.deps.open_reader

    def work() -> CheckedDossier:
        from axis_tui.store.read.case_dossier import checked_dossier

        with open_reader() as reader:
            return checked_dossier(reader, case, now)

    def show(found: CheckedDossier) -> None:
        screen.app.push_screen(DossierPage(found, is_open=case.is_open))

    screen.deliver(beside(work), show)
