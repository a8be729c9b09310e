"""A linear chain: the likeliest labels of a sequence, and how likely each label is.

A conditional random field (Lafferty, McCallum, Pereira 2001): the score of a sequence of labels is the sum of
what each place says for its label and of what each pair of neighbours says for their labels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


def marginals(states: Scores, steps: Scores) -> Scores:
    """Return the probability of each label at each place, by forward-backward.

    Args:
        states: Places by labels.
        steps: Labels by the labels that follow.
    """
    places, labels = states.shape
    if not places:
        return states
    # Each place's scores less their largest: the powers stay within bounds, and what is taken cancels out.
    powers = np.exp(states - states.max(axis=1, keepdims=True))
    moves = np.exp(steps - steps.max())
    forward = np.empty((places, labels))
    backward = np.empty((places, labels))
    here = powers[0] / powers[0].sum()
    forward[0] = here
    for place in range(1, places):
        here = (here @ moves) * powers[place]
        here /= np.add.reduce(here)
        forward[place] = here
    here = np.ones(labels)
    backward[-1] = here
    back = moves.T
    for place in range(places - 2, -1, -1):
        here = (here * powers[place + 1]) @ back
        here /= np.add.reduce(here)
        backward[place] = here
    joint = forward * backward
    found: Scores = joint / joint.sum(axis=1, keepdims=True)
    return found


def best_path(states: Scores, steps: Scores) -> list[int]:
    """Return the likeliest labels, by Viterbi's algorithm."""
    places = len(states)
    if not places:
        return []
    here = states[0]
    came = np.zeros(states.shape, dtype=np.intp)
    for place in range(1, places):
        ways = here[:, None] + steps
        came[place] = ways.argmax(axis=0)
        here = np.maximum.reduce(ways) + states[place]
    path = [int(here.argmax())]
    for place in range(places - 1, 0, -1):
        path.append(int(came[place, path[-1]]))
    return path[::-1]
