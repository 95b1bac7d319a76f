"""The measurements: what they compare is the same work. No speed is asserted."""

from pathlib import Path

import pytest
from bench import judging, tickets
from bench.__main__ import GROUPS, page
from bench.measure import at_most, noted


def test_the_made_up_tickets_are_the_same_each_time():
    assert tickets.made(0, 500).equals(tickets.made(0, 500))
    assert not tickets.made(0, 500).equals(tickets.made(tickets.SLICE, 500))


@pytest.mark.parametrize("city", judging.STAGES)
def test_the_script_that_is_the_peer_gives_the_same_verdicts(city: str, tmp_path: Path):
    source = tickets.write(tmp_path / "tickets.parquet", 3000)
    ours, script = (judging.measured(way, city, source, tmp_path / way).counts for way in judging.WAYS)
    assert ours == script
    assert set(ours) == set(judging.STAGES[city])


def test_a_missed_bar_is_written_as_such():
    rows = [at_most("work", 3.0, 1.0, 2), at_most("other", 1.0, 1.0, 2), noted("  peer", "said")]
    told = page(dict.fromkeys(GROUPS, rows), "0.0")
    assert "| work | 3.00 us | 3.0x | <= 2x | **no** |" in told
    assert "| – peer | said |  |  |  |" in told
    assert f"bars reached: {len(GROUPS)} of {2 * len(GROUPS)}" in told
