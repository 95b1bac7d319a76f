"""Measurements beside the named peers, as ratios within one run."""
