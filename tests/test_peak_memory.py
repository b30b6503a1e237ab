"""The measure of memory in tests forgets what went before."""

from peak_memory import peak_memory_of

MEGABYTE = 2**20


def test_what_was_held_and_let_go_before_does_not_hide_what_is_held_now():
    most = [peak_memory_of(lambda size=size: b"x" * (size * MEGABYTE)) // MEGABYTE for size in (200, 100, 0)]
    assert 190 < most[0] < 250
    assert 90 < most[1] < 150
    assert most[2] < 20
