"""What can go wrong with a chip, by what a person or the worker has to do about it; each is one line."""

from axis_tui.domain.problem import Problem


class ChipProblem(Problem):
    """The chip did not do what was asked, and nothing changed that the message does not tell of."""


class ChipBusy(ChipProblem):
    """Another program works with the chip; the message says which. Later it may succeed."""


class Driver(ChipProblem):
    """lpac is missing, cannot reach the chip or the machine, or speaks no JSON; the chip was not asked."""


class NoAnswer(ChipProblem):
    """lpac was asked and ended without a result: whether the chip changed is unknown until it is listed."""


class NotFound(ChipProblem):
    """The chip holds no such profile or notification."""


class WrongState(ChipProblem):
    """The profile is enabled where it must not be, or not enabled where it must be."""


class NotAllowed(ChipProblem):
    """A policy rule of the profile forbids it; only its carrier can lift that."""


class NoMemory(ChipProblem):
    """The chip has no room for the profile; another one has to be deleted first."""


class Unsent(ChipProblem):
    """A notification that would be lost unsent: the carrier would go on believing in the profile."""


class Cancelled(ChipProblem):
    """A download that was given up before anything was installed."""
