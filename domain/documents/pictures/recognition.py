"""Text in pictures, by rapidocr and its models: where each letter stands and how sure it is.

The models come within the package; nothing is fetched. One line at a time is recognised: in batches
of six the longest line sets the width of all, which takes twice the time and 300 MB more.
"""

from __future__ import annotations

import importlib.util
import math
import os
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from domain.documents.models import Recognition

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    Pixels = NDArray[np.uint8]
    Quad = NDArray[np.float32]
    Matrix = NDArray[np.float64]

# Each takes seconds.
MAXIMUM_PAGES_RECOGNISED = 12

# The detector sees a page of A4 at about 80 dots an inch; see docs for what finer costs and brings.
DETECTION_SIDE = 960
_LEAST_SCORE = 0.5
_MOST_LINES = 600
# Taller pictures are cut where a row is empty, so that the detector sees their letters large enough.
_TALLEST_TILE = 1.7
_LARGEST_UNTURNED_SKEW = 1.5
_LARGEST_SKEW = 20.0
_WARMING_SIDE = 64


@dataclass(frozen=True, slots=True)
class Letter:
    """A recognised letter, in pixels; `spaced` tells of a space before it."""

    text: str
    left: float
    right: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A recognised line, in pixels."""

    letters: tuple[Letter, ...]
    top: float
    bottom: float
    score: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was recognised, with the picture as it was turned upright: by `turn` degrees against the clock."""

    lines: tuple[RecognisedLine, ...]
    pixels: Pixels
    turn: float = 0.0


@cache
def is_available() -> bool:
    """Tell whether the extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def possible(wanted: Recognition) -> Recognition:
    """What can be done with text in pictures: nothing without the extra."""
    return wanted if is_available() else Recognition.NONE


def load_models() -> None:
    """Load the models, so that processes forked from this one have them."""
    if is_available():
        import numpy as np

        # Each is loaded when it is first used.
        blank = np.full((_WARMING_SIDE, _WARMING_SIDE, 3), 255, np.uint8)
        _detect(blank)
        _engine().cls_and_rotate([blank])
        _engine().recognize_txt([blank])


def recognise(picture: Image.Image) -> Recognised:
    """Find and read the lines of a picture; it may be turned by quarters and lie askew."""
    import numpy as np

    pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    lines: list[RecognisedLine] = []
    tiles = list(_tiles(pixels))
    upright, turn = pixels, 0.0
    for top, tile in tiles:
        found, seen, turned_by = _recognise_tile(tile)
        if len(tiles) == 1:
            upright, turn = seen, turned_by
        lines += [replace(line, top=line.top + top, bottom=line.bottom + top) for line in found]
    return Recognised(tuple(lines), upright, turn)


@cache
def _engine() -> Any:
    # Threads of libraries that are used by one thread reserve memory and gain nothing.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.use_vertical_padding": False,
            "Global.return_word_box": True,
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION_SIDE,
            "Det.max_candidates": _MOST_LINES,
            "Rec.rec_batch_num": 1,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _tiles(pixels: Pixels) -> Iterator[tuple[int, Pixels]]:
    """Cut a tall picture where its rows are emptiest."""
    height, width = pixels.shape[:2]
    # A strip narrower than a word is no page.
    tallest = int(_TALLEST_TILE * max(width, 200))
    top = 0
    while height - top > tallest * 1.25:
        middle = top + tallest
        reach = max(1, tallest // 6)
        rows = pixels[middle - reach : middle + reach, :, 1].std(axis=1)
        bottom = middle - reach + int(rows.argmin())
        yield top, pixels[top:bottom]
        top = bottom
    yield top, pixels[top:]


def _recognise_tile(pixels: Pixels) -> tuple[list[RecognisedLine], Pixels, float]:
    import numpy as np

    turn = 0.0
    crops, quads = _detect(pixels)
    if _stands_sideways(quads):
        pixels, turn = np.ascontiguousarray(np.rot90(pixels)), turn + 90
        crops, quads = _detect(pixels)
    if _is_upside_down(crops):
        pixels, turn = np.ascontiguousarray(pixels[::-1, ::-1]), turn + 180
        crops, quads = _detect(pixels)
    skew = _skew(quads)
    if _LARGEST_UNTURNED_SKEW < abs(skew) < _LARGEST_SKEW:
        pixels, turn = _turned(pixels, _rotation(pixels, skew)), turn + skew
        crops, quads = _detect(pixels)
        skew = _skew(quads)
    if not crops:
        return [], pixels, turn
    result = _engine().recognize_txt(crops)
    words = _engine().calc_word_boxes(crops, np.array(quads), result)
    # What leans less is recognised as it lies, and only its places are turned.
    skew = skew if abs(skew) < _LARGEST_SKEW else 0.0
    rotation = _rotation(pixels, skew)
    lines = []
    for text, score, quad, pieces in zip(result.txts, result.scores, quads, words, strict=False):
        if score >= _LEAST_SCORE and text.strip():
            placed = [(piece, _moved(box, rotation)) for piece, _, box in pieces]
            lines.append(_line(text, float(score), _moved(quad, rotation), placed))
    return lines, _turned(pixels, rotation), turn + skew


def _detect(pixels: Pixels) -> tuple[list[Pixels], list[Quad]]:
    from rapidocr.main import RapidOCRError

    if min(pixels.shape[:2]) < 8:
        return [], []
    try:
        crops, found = _engine().detect_and_crop(pixels, {})
    except RapidOCRError:
        return [], []
    kept = [(crop, quad) for crop, quad in zip(crops, found.boxes, strict=True) if min(crop.shape[:2]) >= 4]
    return [crop for crop, _ in kept], [quad for _, quad in kept]


def _sides(quad: Quad) -> tuple[float, float]:
    """Width and height of a quadrangle whose corners run clockwise from the top left."""
    return math.dist(quad[0], quad[1]), math.dist(quad[0], quad[3])


def _stands_sideways(quads: Sequence[Quad]) -> bool:
    lying = standing = 0.0
    for width, height in map(_sides, quads):
        if width >= 2 * height:
            lying += width
        elif height >= 2 * width:
            standing += height
    return standing > 2 * lying


def _is_upside_down(crops: Sequence[Pixels]) -> bool:
    """Ask the classifier about a few lines; where it says so, see which way they are read better."""
    import numpy as np

    fitting = [crop for crop in crops if 3 <= crop.shape[1] / crop.shape[0] <= 14]
    sample = fitting[:: max(1, len(fitting) // 7)][:7]
    if len(sample) < 2:
        return False
    engine = _engine()
    answers = engine.cls_and_rotate([np.array(crop) for crop in sample])[1].cls_res
    if 2 * sum(label == "180" for label, _ in answers) <= len(sample):
        return False
    few = sample[:3]
    upright = engine.recognize_txt(few).scores
    turned = engine.recognize_txt([np.ascontiguousarray(crop[::-1, ::-1]) for crop in few]).scores
    return bool(sum(turned) > sum(upright))


def _skew(quads: Sequence[Quad]) -> float:
    """The slope of the long lines, in degrees."""
    slopes = [
        math.degrees(math.atan2(float(quad[1][1] - quad[0][1]), float(quad[1][0] - quad[0][0])))
        for quad in quads
        if _sides(quad)[0] > 5 * _sides(quad)[1]
    ]
    return statistics.median(slopes) if len(slopes) >= 3 else 0.0


def _rotation(pixels: Pixels, degrees: float) -> Matrix:
    """The matrix that turns a picture about its centre, against the clock."""
    import cv2

    height, width = pixels.shape[:2]
    matrix: Any = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return matrix  # type: ignore[no-any-return]  # cv2 tells a wider type


def _turned(pixels: Pixels, rotation: Matrix) -> Pixels:
    """Turn a picture; what comes in at the corners is white."""
    import cv2

    height, width = pixels.shape[:2]
    turned: Any = cv2.warpAffine(
        pixels, rotation, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    )
    return turned  # type: ignore[no-any-return]  # cv2 tells a wider type


def _moved(corners: Any, rotation: Matrix) -> Quad:
    import numpy as np

    points = np.asarray(corners, dtype=np.float64)
    moved: Quad = (points @ rotation[:, :2].T + rotation[:, 2]).astype(np.float32)
    return moved


def _line(text: str, score: float, quad: Quad, pieces: Sequence[tuple[str, Quad]]) -> RecognisedLine:
    """Place the letters of a line: evenly within their pieces, or within the line where these do not fit."""
    left, right = float(min(quad[:, 0])), float(max(quad[:, 0]))
    top, bottom = (float(quad[0][1] + quad[1][1])) / 2, (float(quad[2][1] + quad[3][1])) / 2
    spans = []
    for piece, box in pieces:
        start, end = float(box[0][0]), float(box[1][0])
        step = (end - start) / max(1, len(piece))
        spans += [(start + step * at, start + step * (at + 1)) for at in range(len(piece))]
    count = sum(not character.isspace() for character in text)
    if len(spans) != count:
        step = (right - left) / max(1, len(text))
        places = [at for at, character in enumerate(text) if not character.isspace()]
        spans = [(left + step * at, left + step * (at + 1)) for at in places]
    letters = []
    spaced = False
    following = iter(spans)
    for character in text:
        if character.isspace():
            spaced = True
            continue
        start, end = next(following)
        letters.append(Letter(character, start, end, spaced))
        spaced = False
    return RecognisedLine(tuple(letters), top, bottom, score)
