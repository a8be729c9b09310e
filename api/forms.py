"""Forms with files."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser

from api.state import ApiRequest
from domain.spooling import Spool
from domain.uploads import with_plain_name

# Boundaries, headers, a few small fields around the file.
FORM_BYTES = 64 * 1024
_MOST_FIELDS = 16


class FormParser(MultiPartParser):
    """Reads a form; a file may have its name in `filename*` alone."""

    def on_headers_finished(self) -> None:
        """Put the name where it is looked for."""
        part = self._current_part
        if part.content_disposition is not None:
            part.content_disposition = with_plain_name(part.content_disposition)
        super().on_headers_finished()
        if part.file is not None:
            part.file.file.close()
            spool = Spool(max_size=self.spool_max_size)
            self._files_to_close_on_error[-1] = spool
            part.file.file = spool  # type: ignore[assignment]


async def read_form(request: ApiRequest) -> FormData:
    """Return the request's form, its file spooled to disk; to be closed. What is no form is an empty one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        return FormData()
    parser = FormParser(
        request.headers, request.stream(), max_files=1, max_fields=_MOST_FIELDS, max_part_size=FORM_BYTES
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise HTTPException(400) from error
