"""Property tests of the domain draw the same examples on every run."""

from hypothesis import settings

settings.register_profile("domain", derandomize=True, deadline=None, max_examples=150, database=None)
settings.load_profile("domain")
