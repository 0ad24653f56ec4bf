"""Fair rounds: 20,000 wishes for 500 sessions drawn in one run, beside sorting the same lots."""

import random
from time import perf_counter

from training.allocation import Rules, Wish, allocate, lot

WISHES, SESSIONS, OFFICES = 20_000, 500, 2_809


def main() -> None:
    chance = random.Random(7)
    rounds: list[list[Wish]] = [[] for _ in range(SESSIONS)]
    for key in range(WISHES):
        wish = Wish(
            key,
            person=key,
            office=chance.randrange(OFFICES),
            is_trained=chance.random() < 0.2,
            was_absent=chance.random() < 0.05,
        )
        chance.choice(rounds).append(wish)
    rules = Rules(places=20, one_per_office=True, most_per_office=2, untrained_first=True)
    begun = perf_counter()
    granted = sum(
        decision.has_place
        for number, wishes in enumerate(rounds)
        for decision in allocate(wishes, rules, f"seed-{number}")
    )
    taken = perf_counter() - begun
    begun = perf_counter()
    for number, wishes in enumerate(rounds):
        sorted(wishes, key=lambda wish: lot(f"seed-{number}", wish.person))
    bare = perf_counter() - begun
    print(f"{WISHES} wishes, {SESSIONS} sessions: {granted} places given in {taken:.2f} s")
    print(f"sorting the lots alone: {bare:.2f} s")
