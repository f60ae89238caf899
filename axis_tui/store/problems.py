"""What can be wrong with a store, each as one line that says what to do. All of them mean exit code 4."""

from __future__ import annotations

from axis_tui.domain.problem import N_, Problem
from axis_tui.domain.text import clean


class StoreProblem(Problem):
    """The store cannot be used as asked; nothing in it was changed."""


class StoreMissing(StoreProblem):
    """There is no file where the store should be; `known` where there was one once, so that it is lost."""

    def __init__(self, path: object, *, known: bool = False) -> None:
        self.known = known
        if known:
            super().__init__(
                N_(
                    "The store %(path)s is gone. Restore it from a backup, name another with --store, "
                    "or remove it from stores.json in the state directory to start anew."
                ),
                path=path,
            )
        else:
            super().__init__(
                N_(
                    "There is no store at %(path)s. Start axis-tui to make one, or name another with --store."
                ),
                path=path,
            )


class StoreEmpty(StoreProblem):
    """The file is there and holds nothing."""

    def __init__(self, path: object, *, known: bool = False) -> None:
        if known:
            super().__init__(
                N_(
                    "The store %(path)s has been emptied. Restore it from a backup, "
                    "or name another with --store; it is left as it is."
                ),
                path=path,
            )
        else:
            super().__init__(
                N_("The store %(path)s is empty. Start axis-tui to set it up, or name another with --store."),
                path=path,
            )


class StoreNewer(StoreProblem):
    """Written by a later version of the program."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            N_(
                "The store %(path)s is of version %(found)d, this program knows up to %(known)d. "
                "Update axis-tui; the store was not touched."
            ),
            path=path,
            found=found,
            known=known,
        )


class StoreOlder(StoreProblem):
    """Written by an earlier version, and nobody has brought it up to date yet (the read side never does)."""

    def __init__(self, path: object, found: int, known: int) -> None:
        super().__init__(
            N_(
                "The store %(path)s is of version %(found)d and must be brought to %(known)d. "
                "Start axis-tui or its worker once; it makes a backup first."
            ),
            path=path,
            found=found,
            known=known,
        )


class StoreForeign(StoreProblem):
    """A file of some other program, or another store than the one last used under this name."""

    def __init__(self, path: object, *, replaced: bool = False) -> None:
        if replaced:
            super().__init__(
                N_(
                    "The file %(path)s is another store than the one last used there. "
                    "Put the right one back, or remove its entry from stores.json "
                    "in the state directory to accept this one."
                ),
                path=path,
            )
        else:
            super().__init__(
                N_(
                    "The file %(path)s is not an Axis TUI store. "
                    "Name another with --store; it was not touched."
                ),
                path=path,
            )


class StoreDamaged(StoreProblem):
    """SQLite finds the file inconsistent."""

    def __init__(self, path: object, finding: str = "") -> None:
        super().__init__(
            N_(
                "The store %(path)s is damaged (%(finding)s). It can still be read, "
                "nothing is written to it; restore a backup."
            ),
            path=path,
            finding=clean(finding, 80) or "unreadable",
        )


class StoreUnsafe(StoreProblem):
    """The file or its directory is not one that we may write to: a link, a device, another owner's."""

    def __init__(self, path: object) -> None:
        super().__init__(
            N_("%(path)s is a link or no ordinary file. Name the store's real path with --store."), path=path
        )


class StoreFull(StoreProblem):
    """No room on the disk; the transaction was rolled back."""

    def __init__(self, path: object) -> None:
        super().__init__(
            N_("The disk that holds %(path)s is full. Nothing was changed; free some space and try again."),
            path=path,
        )


class StoreReadOnly(StoreProblem):
    """The file or its directory may not be written."""

    def __init__(self, path: object) -> None:
        super().__init__(
            N_(
                "The store %(path)s cannot be written. "
                "Check the permissions of the file and of its directory."
            ),
            path=path,
        )


class StoreBusy(StoreProblem):
    """Another process held the store for longer than the time-out."""

    def __init__(self, path: object) -> None:
        super().__init__(
            N_("Another program holds the store %(path)s. Nothing was changed; try again in a moment."),
            path=path,
        )


class StoreFailed(StoreProblem):
    """The disk or the file system reported an error; the transaction was rolled back."""

    def __init__(self, path: object, reason: str) -> None:
        super().__init__(
            N_(
                "The store %(path)s could not be used (%(reason)s). "
                "Nothing was changed; check the disk, then try again."
            ),
            path=path,
            reason=reason,
        )


class NotTaken(Problem):
    """A value that a person entered and the store does not take; the line says why and what to do."""


class Refused(Problem):
    """A value that the store's own checks do not let in; the transaction was rolled back."""

    def __init__(self, field: str = "") -> None:
        super().__init__(
            N_("The store refused a value (%(field)s). Nothing was changed; check what was entered."),
            field=field or "?",
        )
