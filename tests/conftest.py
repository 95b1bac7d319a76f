"""Settings of the tests: properties run without a deadline, for machines are slow at times."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", deadline=None, print_blob=True)
settings.load_profile("steady")
