"""Measures EGTtools 0.1.14 on the problems of `benches/evolution.rs`, on one core.

Set up and run, from the root of the repository:

    python3 -m venv peers && peers/bin/pip install "egttools==0.1.14.*"
    OMP_NUM_THREADS=1 peers/bin/python benches/peers/egttools_speed.py
    cargo bench --bench evolution

Both sides play hawk-dove in a population of 100 by pairwise comparison (Fermi): one mutant is followed until all are of one
kind, 10,000 mutants at a time, by `PairwiseComparisonNumerical.estimate_fixation_probability` (C++). And both compute the
stationary distribution of five strategies under rare mutation from all fixation probabilities:
`PairwiseComparison.calculate_transition_and_fixation_matrix_sml` (C++) and `calculate_stationary_distribution` (numpy).

Prints medians of process time, and what was found, so that both sides can be seen to agree.
"""

import argparse
import os
import statistics
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
from egttools.analytical import PairwiseComparison
from egttools.games import Matrix2PlayerGameHolder
from egttools.numerical import PairwiseComparisonNumerical
from egttools.utils import calculate_stationary_distribution

POPULATION = 100
MUTANTS = 10_000
# Hawk against dove as benches/evolution.rs has them; cost 3, value 2.
HAWK_DOVE = np.array([[-0.5, 2.0], [0.0, 1.0]])
SELECTION = 0.01
# The five strategies of commitment of the validation suite.
COMMITMENT = np.array(
    [
        [0.875, 0.75, 0.0, 2.75, 0.75],
        [1.0, 1.0, -1.0, -1.0, -1.0],
        [0.0, 2.0, 0.0, 0.0, 0.0],
        [-2.0, 2.0, 0.0, 0.0, 0.0],
        [1.0, 2.0, 0.0, 0.0, 0.0],
    ]
)
RANKING = 0.1


def median_of(action, times):
    """Median process time of an action in seconds, and what it last gave."""
    taken, found = [], None
    for _ in range(times):
        start = time.process_time()
        found = action()
        taken.append(time.process_time() - start)
    return statistics.median(taken), found


def fixation(times):
    game = Matrix2PlayerGameHolder(2, HAWK_DOVE)
    numerical = PairwiseComparisonNumerical(POPULATION, game, 100_000)
    exact = PairwiseComparison(POPULATION, game).calculate_fixation_probability(0, 1, SELECTION)

    def simulated():
        return numerical.estimate_fixation_probability(0, 1, MUTANTS, 1_000_000_000, SELECTION)

    typical, found = median_of(simulated, times)
    print(f"fixation of {MUTANTS} mutants in {POPULATION} parties: {1e3 * typical:.2f} ms (median of {times}), "
          f"{1e6 * typical / MUTANTS:.2f} us a mutant; last {found:.5f}, exact {exact:.5f}")


def stationary(times):
    game = Matrix2PlayerGameHolder(len(COMMITMENT), COMMITMENT)
    analytical = PairwiseComparison(POPULATION, game)

    def computed():
        transitions, _ = analytical.calculate_transition_and_fixation_matrix_sml(RANKING)
        return calculate_stationary_distribution(transitions.transpose())

    typical, found = median_of(computed, times)
    print(f"stationary distribution of {len(COMMITMENT)} strategies in {POPULATION} parties: {1e6 * typical:.1f} us "
          f"(median of {times}); {[round(float(share), 6) for share in found]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20, help="repetitions of each measurement")
    arguments = parser.parse_args()
    fixation(arguments.times)
    stationary(arguments.times)
