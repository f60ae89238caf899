"""Runs one command: finds it, parses its words, and turns every failure into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from axis_tui import i18n
from axis_tui.cli import exits
from axis_tui.cli.context import Context
from axis_tui.cli.problem import UsageProblem
from axis_tui.cli.words import flag_value, plain_options, split
from axis_tui.domain.problem import N_, Problem

STATUS_FLAGS = ("--json", "--plain", "--check")
"""The flags that `status_arguments` declares."""


def run(argv: Sequence[str]) -> int:
    """Runs the command line; everything that goes wrong becomes one line on stderr and an exit code."""
    try:
        code = _dispatch(argv)
        sys.stdout.flush()
        return code
    except Problem as problem:
        return _fail(i18n.tell(problem), exit_code(problem))
    except SystemExit as end:
        return int(end.code or exits.FINE)
    except BrokenPipeError:
        return _pipe_closed()
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:
        if os.environ.get("AXIS_TUI_DEBUG"):
            raise
        unexpected = Problem(N_("unexpected error: %(kind)s"), kind=type(error).__name__)
        return _fail(i18n.tell(unexpected), exits.FAILED)


def exit_code(problem: Problem) -> int:
    """The exit code a problem ends a command with: usage where a flag is wrong, else what its class says."""
    if isinstance(problem, UsageProblem) or str(problem.params.get("place", "")).startswith("--"):
        return exits.USAGE
    from axis_tui.store.problems import NotTaken, StoreProblem

    if isinstance(problem, NotTaken):
        return exits.USAGE
    return exits.STORE if isinstance(problem, StoreProblem) else exits.FAILED


def _dispatch(argv: Sequence[str]) -> int:
    name, words = split(argv)
    i18n.use(i18n.detect(os.environ, flag_value(argv, "--language") or "auto"))
    if name == "status" and (quick := plain_options(words, STATUS_FLAGS)) is not None:
        from axis_tui.cli.status import status

        return status(Context(quick))
    from axis_tui.cli.parser import command_parser, top_parser

    if name is None:
        from axis_tui.cli.dashboard import dashboard

        return dashboard(Context(top_parser().parse_args(words)))
    from axis_tui.cli.registry import named

    command = named(name)
    if command is None:
        raise UsageProblem(N_("no command “%(name)s”; %(hint)s"), name=name, hint=_nearest(name))
    from importlib import import_module

    module = import_module(f"axis_tui.cli.{command.module}")
    parser = command_parser(name, command.summary)
    function = name.replace("-", "_")
    getattr(module, f"{function}_arguments")(parser)
    return int(getattr(module, function)(Context(parser.parse_args(words))))


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    from axis_tui.cli.registry import COMMANDS

    near = get_close_matches(name, [command.name for command in COMMANDS], n=1)
    if near:
        return i18n._("did you mean %(near)s?") % {"near": near[0]}
    return i18n._("see axis-tui --help")


def _fail(message: str, code: int) -> int:
    from axis_tui.domain.text import clean

    print(f"axis-tui: {clean(message, 400)}", file=sys.stderr)
    return code


def _pipe_closed() -> int:
    """The reader of our output went away: that is its right; keep the interpreter from saying so at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return exits.FINE
