"""Auto-renew rules as lines: one a rule, one in full, and what a person agrees to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axis_tui.cli.context import Context
from axis_tui.cli.renew_choice import method_text
from axis_tui.cli.wrapping import sentence
from axis_tui.i18n import _, ngettext
from axis_tui.present.line import Line, Tone, line
from axis_tui.present.rule_dry_run import dry_run_parts, dry_run_words
from axis_tui.present.rule_words import rule_sentences, rule_short, state_span, suspension, why_words
from axis_tui.present.when import moment
from axis_tui.present.width import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from axis_tui.cli.auto_renew_rule import Written
    from axis_tui.domain.dry_run import DryRun
    from axis_tui.store.read import Reader
    from axis_tui.store.read.auto_renew import RuleRow
    from axis_tui.store.read.overview import OverviewRow
    from axis_tui.store.read.renewal_options import Options


def obstacle(options: Options) -> str:
    """Why no rule can act for this eSIM; empty where one can."""
    current = options.current
    if options.esim.archived_at is not None:
        return _("This eSIM is archived; put it back on the list first.")
    if current is not None and str(current.terms.billing) == "postpaid":
        return _("This plan is postpaid: the carrier begins the next cycle by itself.")
    if not options.port.can_auto_renew:
        return _(
            "%(carrier)s is kept by hand: no program can order there, so a plan cannot renew itself. Connect"
            " it with a [[carrier]] entry in the settings file, or renew by one of its other ways."
        ) % {"carrier": options.carrier.name}
    return ""


def rules_lines(context: Context, reader: Reader, rows: Sequence[RuleRow]) -> Iterator[Line]:
    """One line a rule."""
    from axis_tui.store.read import overview

    if not rows:
        yield line(_("No auto-renew rule yet: axis-tui auto-renew ESIM on --help"))
    for row in rows:
        found = overview.row(reader, row.esim_id)
        system = "decimal" if found is None else str(found.unit_system)
        words = rule_short(row.rule, _method(reader, row), system)
        yield line((f"{fit(row.esim_name, 16)} ", Tone.STRONG), words)


def rule_lines(
    context: Context, reader: Reader, esim: OverviewRow, row: RuleRow, run: DryRun | None
) -> Iterator[Line]:
    """One rule in full: state, sentences, what the worker found last, what it would do."""
    now, zone, width, rule = context.clock(), context.zone, context.width(), row.rule
    since = _("since %(when)s") % {"when": moment(row.changed_at, zone, now)}
    yield line(
        (esim.name, Tone.TITLE),
        "  ",
        state_span(rule.state.value, context.glyphs),
        (f"  {since}", Tone.MUTED),
    )
    if rule.suspended_for is not None:
        what, wakes = suspension(rule.suspended_for.value)
        told = _("Suspended: %(what)s; %(wakes)s.") % {"what": what, "wakes": wakes}
        yield from sentence(told, width, Tone.WARNING)
    package = row.package_name or rule.consent.package_code
    for text in rule_sentences(rule, package, _method(reader, row), str(esim.unit_system)):
        yield from sentence(text, width)
    if row.why and row.why != rule.state.value:
        yield line((_("Last look: %(why)s.") % {"why": why_words(row.why)}, Tone.MUTED))
    if rule.failures:
        failed = ngettext("%(count)d payment failed", "%(count)d payments failed in a row", rule.failures)
        text = failed % {"count": rule.failures}
        if rule.next_attempt_at > now:
            told = _("%(failed)s; the next attempt is at %(when)s")
            text = told % {"failed": text, "when": moment(rule.next_attempt_at, zone, now)}
        yield line((_("%(sentence)s.") % {"sentence": text}, Tone.WARNING))
    if run is not None:
        yield from sentence(dry_run_words(run, now, zone), width, Tone.STRONG)


def consent_lines(context: Context, esim: OverviewRow, rule: Written, run: DryRun) -> Iterator[Line]:
    """What a person agrees to: the rule in sentences, and what it would charge."""
    yield line((_("Before you agree: %(name)s") % {"name": esim.name}, Tone.TITLE))
    width, package = context.width(), rule.package.terms.name
    for text in rule_sentences(rule.rule, package, method_text(rule.method), str(esim.unit_system)):
        yield from sentence(text, width)
    yield line((_("If on now, it"), Tone.TITLE))
    for part in dry_run_parts(run, context.clock(), context.zone):
        yield from sentence(part, width, Tone.STRONG, context.glyphs.dot)
    consent = _("You agree to this package at this price, fees included; dearer needs a new consent.")
    yield from sentence(consent, width, Tone.MUTED)


def _method(reader: Reader, row: RuleRow) -> str:
    from axis_tui.store.read import payment

    found = payment.method(reader, row.rule.method_id)
    return "?" if found is None else method_text(found)
