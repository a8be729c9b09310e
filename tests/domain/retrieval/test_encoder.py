"""Titles become vectors, alike where their meaning is."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.positions.catalogue import load_catalogue
from domain.positions.entries import entry_of
from domain.retrieval.encoder import (
    DIMENSIONS,
    NEAR_ANCHORS,
    SCALE,
    Encoder,
    quantised,
    shared_encoder,
    sign_bits,
    unit,
)


class CountingEmbedder:
    """Gives each text numbers of its own and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        self.asked += texts
        rows = [np.random.default_rng(len(text)).standard_normal(512) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), 512)


def likeness(left: str, right: str) -> float:
    vectors = unit(shared_encoder().encode([left, right]))
    return float(vectors[0] @ vectors[1])


def test_a_text_has_a_vector_of_about_unit_length() -> None:
    vectors = shared_encoder().encode(["会计", "Accountant"])
    assert vectors.shape == (2, DIMENSIONS)
    assert np.linalg.norm(vectors / SCALE, axis=1) == pytest.approx([1.0, 1.0], abs=0.02)


@pytest.mark.parametrize(
    ("chinese", "english", "other"),
    [
        ("会计", "accountant", "nurse"),
        ("护士", "registered nurse", "welder"),
        ("厨师", "chef", "lawyer"),
        ("律师", "lawyer", "chef"),
        ("焊工", "welder", "accountant"),
    ],
)
def test_a_title_is_nearer_to_its_translation_than_to_another_trade(
    chinese: str, english: str, other: str
) -> None:
    assert likeness(chinese, english) > likeness(chinese, other) + 0.2


def test_the_names_of_the_catalogue_need_no_encoding() -> None:
    embedder = CountingEmbedder()
    names = [name for position in load_catalogue() for name in entry_of(position).names]
    Encoder(embedder=embedder).encode(names)
    assert embedder.asked == []


def test_vectors_known_beforehand_are_those_that_encoding_gives() -> None:
    names = ["会计", "Registered Nurse", "Java开发工程师"]
    computed = unit(Encoder(known=False).encode(names))
    known = unit(Encoder().encode(names))
    assert (computed * known).sum(axis=1) == pytest.approx([1.0] * 3, abs=0.01)


def test_a_text_is_encoded_once() -> None:
    embedder = CountingEmbedder()
    encoder = Encoder(embedder=embedder, known=False)
    first = encoder.encode(["焊工甲", "焊工甲", "焊工乙"])
    second = encoder.encode(["焊工甲"])
    assert embedder.asked == ["焊工甲", "焊工乙"]
    assert (first[0] == second[0]).all()


def test_nothing_is_like_nothing() -> None:
    vectors = shared_encoder().encode(["", "  "])
    assert not vectors.any()
    assert not shared_encoder().anchors(vectors).any()


def test_without_the_package_an_unknown_text_is_like_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("domain.retrieval.encoder.find_spec", lambda _: None)
    encoder = Encoder()
    assert not encoder.available
    vectors = encoder.encode(["Zyxgleblor", "会计"])
    assert not vectors[0].any()
    assert vectors[1].any()


def test_a_name_keeps_its_nearest_anchors() -> None:
    encoder = shared_encoder()
    vectors = encoder.encode(["Registered Nurse", "会计"])
    numbers, weights = encoder.near_anchors(vectors)
    assert numbers.shape == weights.shape == (2, NEAR_ANCHORS)
    nearest = encoder.anchors(vectors).argmax(axis=1)
    for row in range(2):
        assert numbers[row, weights[row].argmax()] == nearest[row]


def test_signs_are_counted_bit_by_bit() -> None:
    vectors = quantised(np.random.default_rng(1).standard_normal((2, DIMENSIONS)))
    bits = sign_bits(vectors)
    differing = int(np.bitwise_count(bits[0] ^ bits[1]).sum())
    assert differing == int(((vectors[0] > 0) != (vectors[1] > 0)).sum())


def test_encoding_starts_no_thread() -> None:
    program = (
        "import os; os.environ.pop('OPENBLAS_NUM_THREADS', None)\n"
        "from domain.retrieval.encoder import Encoder\n"
        "Encoder(known=False).encode(['焊工', 'welder'])\n"
        "print(len(os.listdir('/proc/self/task')))\n"
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("counts threads by /proc")
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"1\n"
