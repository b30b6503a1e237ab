"""Every attack of the table is tried through the door by which it would come, and none gets through."""

import pytest
from families import FAMILIES

ROWS = [
    pytest.param(attack, id=f"{family.letter} {attack.where}: {attack.name}")
    for family in FAMILIES
    for attack in family.attacks
]


@pytest.mark.slow
@pytest.mark.parametrize("attack", ROWS)
def test_the_attack_does_not_get_through(attack, world):
    attack.carry_out(world, attack.payload)
    assert world.listener.asked == []
