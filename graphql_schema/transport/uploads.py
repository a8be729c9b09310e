"""Files in a GraphQL request, by the multipart request specification."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.types import Receive, Scope

from domain.errors import refused_by_system
from domain.spooling import Spool
from domain.uploads import with_plain_name
from graphql_schema.admission.params import bad_request, parse_json
from graphql_schema.admission.refusals import refused
from graphql_schema.transport.bodies import body_chunks

# A form on a foreign page can send a multipart body, but none of these headers.
PREFLIGHT_HEADERS = (
    b"graphql-require-preflight",
    b"apollo-require-preflight",
    b"x-apollo-operation-name",
    b"x-requested-with",
)
MOST_FILES = 100
# Of more files than these, only small ones wait in memory.
_FILES_IN_MEMORY = 10
_SMALL_FILE_BYTES = 64 * 1024
# Boundaries and the headers of parts, beside `operations`, `map` and the files.
_FORM_BYTES = 64 * 1024


class GraphqlFormParser(MultiPartParser):
    """Reads a form; a file may have its name in `filename*` alone."""

    def on_headers_finished(self) -> None:
        part = self._current_part
        if part.content_disposition is not None:
            part.content_disposition = with_plain_name(part.content_disposition)
        super().on_headers_finished()
        if part.file is not None:
            part.file.file.close()
            is_one_of_many = len(self._files_to_close_on_error) > _FILES_IN_MEMORY
            spool = Spool(max_size=_SMALL_FILE_BYTES if is_one_of_many else self.spool_max_size)
            self._files_to_close_on_error[-1] = spool
            part.file.file = spool  # type: ignore[assignment]


def check_preflight(headers: dict[bytes, bytes]) -> None:
    """Raise `Refused` where a foreign page could have sent the request."""
    if not any(headers.get(name) for name in PREFLIGHT_HEADERS):
        raise refused(
            "CSRF_PREVENTED",
            "A multipart request needs a header that a form cannot send: GraphQL-Require-Preflight: 1.",
            status=403,
        )


async def read_form(scope: Scope, receive: Receive, *, upload_bytes: int, json_bytes: int) -> FormData:
    """Return a multipart body's parts, files spooled to disk; to be closed. Raises `Refused`, `Unavailable`.

    Args:
        scope: The request's.
        receive: The request's.
        upload_bytes: How large the files may be together.
        json_bytes: How large `operations` may be, and `map`.
    """
    parser = GraphqlFormParser(
        Headers(scope=scope),
        body_chunks(scope, receive, max_bytes=upload_bytes + json_bytes + _FORM_BYTES),
        max_files=MOST_FILES,
        max_fields=2,
        max_part_size=json_bytes,
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise bad_request(f"The multipart body cannot be read: {error.message}") from error
    except OSError as error:
        # The temporary folder, where files are spooled, is full.
        raise refused_by_system(error) from error


def operations_of(form: FormData) -> Any:
    """Return `operations` with the files put where `map` says. Raises `Refused`."""
    operations = parse_json(_text(form, "operations"), "`operations`")
    places = parse_json(_text(form, "map"), "`map`")
    if not isinstance(places, dict) or len(places) > MOST_FILES:
        raise bad_request(f"`map` must be an object of at most {MOST_FILES} files.")
    for name, paths in places.items():
        file = form.get(name)
        if not isinstance(file, UploadFile):
            raise bad_request(f"The file {name!r} of `map` is not in the request.")
        # One file read at two places at once would give each of them a part.
        if not isinstance(paths, list) or len(paths) != 1 or not isinstance(paths[0], str):
            raise bad_request("`map` must give each file exactly one path.")
        _put(operations, paths[0], file)
    return operations


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    if not isinstance(value, str):
        raise bad_request(f"A multipart request needs `{name}` in a part of its own.")
    return value


def _put(operations: Any, path: str, file: UploadFile) -> None:
    """Put a file at a path such as `variables.file`, where the client wrote null."""
    *steps, last = path.split(".")
    target = operations
    try:
        for step in steps:
            target = target[int(step)] if isinstance(target, list) else target[step]
        key: int | str = int(last) if isinstance(target, list) else last
        if "variables" not in steps or target[key] is not None:
            raise KeyError(path)
        target[key] = file
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise bad_request(f"`map` names {path!r}, which is no null among the variables.") from error
