"""Errors that a person can act on: one line, translatable, that says what to do."""


def N_(text: str) -> str:
    """Mark `text` for the translators without translating it here; returns it unchanged."""
    return text


class Problem(ValueError):
    """Bad input or a condition that a person can mend.

    `template` is an English line marked with `N_`, with `%(name)s` places filled from `params`; the edge
    translates the template and fills it there. `str()` gives the English line.
    """

    def __init__(self, template: str, **params: object) -> None:
        self.template = template
        self.params = params
        super().__init__(template % params if params else template)
