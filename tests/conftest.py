"""Settings of the tests: properties run without a deadline, for machines are slow at times; `thorough` for proofs."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", deadline=None, print_blob=True, max_examples=50)
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=1500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
