"""The garbage collector is paused while there is nothing to collect, and runs again whatever happens."""

import gc

import pytest

from vanban.collector import paused_collector


@pytest.fixture(autouse=True)
def enabled():
    gc.enable()
    yield
    gc.enable()


def test_it_is_off_inside_and_on_afterwards():
    with paused_collector():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_after_a_mistake():
    with pytest.raises(ValueError, match="sai"), paused_collector():
        raise ValueError("sai")
    assert gc.isenabled()


def test_only_the_one_who_paused_it_starts_it_again():
    with paused_collector():
        with paused_collector():
            pass
        assert not gc.isenabled()


def test_one_who_found_it_off_leaves_it_off():
    gc.disable()
    with paused_collector():
        pass
    assert not gc.isenabled()
