"""Measures NegMAS 0.16 on the problems of `benches/frontier.rs` and `benches/sessions.rs`, on one core.

Set up and run, from the root of the repository:

    python3 -m venv peers && peers/bin/pip install "negmas==0.16.*"
    peers/bin/python benches/peers/negmas_speed.py
    cargo bench --bench frontier -- pareto_set_and_nash_point
    cargo bench --bench sessions -- open_domain

Both sides get the same utilities: the generator below is the one in the benches. Frontier and Nash point: by NegMAS's own
functions, once with calling the utility functions of every outcome (as any use of `pareto_frontier` does) and once from
utilities at hand, which is what the bench measures. Sessions: `SAOMechanism`, boulware against conceder, made
anew for each session as any use of it must (a mechanism runs once); `--keep` leaves making it out of the measured time.

NegMAS counts rounds of two offers: `n_steps=50` are 100 proposals, the deadline of 100 turns here. Prints medians of
thread time.
"""

import argparse
import statistics
import time
import warnings

import numpy as np
from negmas.outcomes import make_issue, make_os
from negmas.preferences import LinearAdditiveUtilityFunction, TableFun, nash_points, pareto_frontier
from negmas.preferences.ops import pareto_frontier_active
from negmas.sao import BoulwareTBNegotiator, ConcederTBNegotiator, SAOMechanism

MASK = (1 << 64) - 1
FLOOR = 0.3


def generator(state=42):
    """The linear congruential generator of the benches: numbers in [0, 1)."""
    while True:
        state = (state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407) & MASK
        yield (state >> 33) / (1 << 31)


def domain(count):
    """Outcome space and utility functions over `count` issues of four options."""
    draws = generator()
    space = make_os([make_issue([f"v{option}" for option in range(4)], f"i{k}") for k in range(count)])
    ufuns = []
    for party in range(2):
        weights = [next(draws) for _ in range(count)]
        total = sum(weights)
        values = [[next(draws) for _ in range(4)] for _ in range(count)]
        tables = {f"i{k}": TableFun({f"v{o}": values[k][o] for o in range(4)}) for k in range(count)}
        shares = {f"i{k}": weights[k] / total for k in range(count)}
        ufuns.append(
            LinearAdditiveUtilityFunction(
                tables, weights=shares, outcome_space=space, reserved_value=FLOOR, name=f"party {party}"
            )
        )
    return space, ufuns


def median_of(action, times):
    """Median thread time of an action in seconds."""
    taken = []
    for _ in range(times):
        start = time.thread_time()
        action()
        taken.append(time.thread_time() - start)
    return statistics.median(taken)


def frontier(count, times):
    space, ufuns = domain(count)
    outcomes = list(space.enumerate_or_sample())
    utilities = np.asarray([[float(ufun(outcome)) for ufun in ufuns] for outcome in outcomes])
    ranges = [(float(column.min()), float(column.max())) for column in utilities.T]

    def from_functions():
        points, _ = pareto_frontier(ufuns, outcomes, sort_by_welfare=True)
        return points, nash_points(ufuns, points, ranges=ranges)

    def from_utilities():
        """What `pareto_frontier` does once it has called the utility functions."""
        rational = utilities[np.all(utilities >= FLOOR, axis=1)]
        points = tuple(map(tuple, rational[pareto_frontier_active(rational, sort_by_welfare=True)]))
        return points, nash_points(ufuns, points, ranges=ranges)

    for what, solve in [("functions", from_functions), ("utilities", from_utilities)]:
        points, nash = solve()
        print(f"frontier and Nash point from {what}, {len(outcomes)} outcomes: {1e6 * median_of(solve, times):.1f} us "
              f"(median of {times}); {len(points)} points; Nash {[float(u) for u in nash[0][0]]}")


def sessions(count, times, keep):
    space, ufuns = domain(count)

    def seated():
        mechanism = SAOMechanism(outcome_space=space, n_steps=50)
        mechanism.add(BoulwareTBNegotiator(name="first"), ufun=ufuns[0])
        mechanism.add(ConcederTBNegotiator(name="second"), ufun=ufuns[1])
        return mechanism

    taken = []
    for _ in range(times):
        start = time.thread_time()
        mechanism = seated()
        if keep:
            start = time.thread_time()
        mechanism.run()
        taken.append(time.thread_time() - start)
    state = mechanism.state
    agreed = [float(ufun(state.agreement)) for ufun in ufuns] if state.agreement else None
    typical = statistics.median(taken)
    what = "without making them" if keep else "with making them"
    print(f"sessions, {4**count} outcomes, 100 proposals, {what}: {1 / typical:.1f} a second "
          f"({1e3 * typical:.2f} ms, median of {times}); last ended in step {state.step} at {agreed}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=60, help="repetitions of each measurement")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    frontier(5, arguments.times)
    frontier(6, arguments.times)
    sessions(5, arguments.times, keep=False)
    sessions(5, arguments.times, keep=True)
