"""What was typed is kept for its member, for a while, and for not too many."""

from datetime import UTC, datetime, timedelta

from bot.gateway.kept_entries import Kept, KeptEntries

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOST = 200


def test_what_a_member_typed_is_found_by_its_name():
    entries = KeptEntries[str]()
    name = entries.keep(Kept(1, "typed", "marks", NOW))
    assert entries.find(name, member_id=1, now=NOW).form == "typed"


def test_it_is_nobody_elses():
    entries = KeptEntries[str]()
    name = entries.keep(Kept(1, "typed", "marks", NOW))
    assert entries.find(name, member_id=2, now=NOW) is None
    assert entries.find("", member_id=1, now=NOW) is None


def test_it_is_forgotten_after_half_an_hour():
    entries = KeptEntries[str]()
    name = entries.keep(Kept(1, "typed", "marks", NOW))
    later = NOW + timedelta(minutes=30)
    assert entries.find(name, member_id=1, now=later) is None


def test_the_oldest_give_way():
    entries = KeptEntries[int]()
    names = [entries.keep(Kept(1, number, "", NOW)) for number in range(MOST + 1)]
    assert entries.find(names[0], member_id=1, now=NOW) is None
    assert entries.find(names[-1], member_id=1, now=NOW).form == MOST
