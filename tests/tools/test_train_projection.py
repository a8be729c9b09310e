"""The encoder's numbers follow from names alone, the same every time."""

from __future__ import annotations

import numpy as np

from domain.retrieval.encoder import DIMENSIONS
from tools.train_projection import WEIGHTS, Names, bundled, class_means, discriminants, is_held_out


def test_a_third_of_the_job_names_is_held_out_always_the_same() -> None:
    names = [f"职位{number}" for number in range(3_000)]
    held = [name for name in names if is_held_out(name)]
    assert 900 < len(held) < 1_100
    assert held == [name for name in names if is_held_out(name)]


def test_names_of_one_position_are_one_class() -> None:
    names = bundled()
    assert len(names.texts) == len(names.classes)
    assert names.classes[names.texts.index("会计")] == names.classes[names.texts.index("Accountant")]


def test_the_projection_keeps_what_parts_classes_and_drops_what_varies_within_them() -> None:
    chance = np.random.default_rng(1)
    size = DIMENSIONS + 32
    classes = np.repeat(np.arange(200), 3).astype(np.intp)
    centres = chance.standard_normal((200, size))
    centres[:, :32] = 0
    noise = np.zeros((600, size))
    noise[:, :32] = chance.standard_normal((600, 32)) * 5
    vectors = centres[classes] + noise
    sources = {name: Names([""] * 600, classes) for name in WEIGHTS}
    projection = discriminants(dict.fromkeys(WEIGHTS, vectors), sources)
    assert projection.shape == (size, DIMENSIONS)
    assert np.abs(projection[:32]).mean() < 0.5 * np.abs(projection[32:]).mean()
    assert np.allclose(class_means(vectors, classes)[0], vectors[:3].mean(axis=0))
