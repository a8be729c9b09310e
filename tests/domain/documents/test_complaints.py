from __future__ import annotations

import io
import logging
import warnings
from pathlib import Path

import pytest
from PIL import Image

from domain.documents.complaints import complaints_logged
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Recognition
from domain.documents.pictures.recognition import is_available
from domain.documents.reader import read_document


def test_a_library_s_complaint_is_logged_once_and_never_an_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    with complaints_logged():
        for _ in range(3):
            warnings.warn("half of it is missing", stacklevel=1)

    assert [record.message for record in caplog.records] == ["while a file was read: half of it is missing"]


def test_only_the_first_complaints_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    with complaints_logged():
        for number in range(100):
            warnings.warn(f"tag {number} is wrong", RuntimeWarning, stacklevel=1)

    assert len(caplog.records) == 5


def test_a_warning_about_our_own_code_stays_what_it_is() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DeprecationWarning), complaints_logged():
            warnings.warn("use the other function", DeprecationWarning, stacklevel=1)


@pytest.mark.skipif(not is_available(), reason="text recognition (the extra `ocr`) is not installed")
def test_a_damaged_picture_is_refused_though_its_library_only_warns(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "TIFF")
    place = int(0.09375 * len(out.getvalue()))
    path = tmp_path / "picture.tiff"
    path.write_bytes(out.getvalue()[:place] + out.getvalue()[place + 1 :])

    with pytest.raises(ReadFailure) as caught:
        read_document(path.read_bytes(), MediaType.TIFF, recognition=Recognition.DONE)

    assert caught.value.code is FailureCode.DAMAGED
    assert any("Tag data larger than file" in record.message for record in caplog.records)
