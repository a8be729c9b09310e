"""What the built pages of `dashboard/` have in common: fresh pages, files kept for good, and how to build."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from mimetypes import guess_type
from os import PathLike, stat_result
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from api.operation import permitted
from domain import policies

# By the endings of their files; of two that are as welcome the first is sent.
CODINGS = {"br": ".br", "gzip": ".gz"}
IMMUTABLE = "public, max-age=31536000, immutable"
_MISSING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{what} is not built</title></head><body>
<h1>{what} is not built</h1>
<p>Run <code>make install</code>, or <code>python dashboard/build.py</code>, in the project's folder, and load
this page again.</p>
<p>The API itself is at <code>/graphql</code>.</p>
</body></html>
"""


def policy(**directives: str) -> str:
    """Return a content policy in which nothing is allowed but what is named."""
    named = (f"{name.replace('_', '-')} {value}" for name, value in directives.items())
    return "; ".join(("default-src 'none'", *named, "frame-ancestors 'none'"))


def page_headers(content_policy: str) -> dict[str, str]:
    """Return the headers of a page, which a browser asks for anew each time."""
    return {"Content-Security-Policy": content_policy, "Cache-Control": "no-cache"}


def not_built(what: str, content_policy: str) -> Response:
    """Return the page that says how to build what is not there."""
    return HTMLResponse(_MISSING.format(what=what), status_code=503, headers=page_headers(content_policy))


@permitted(policies.SEE_DASHBOARD)
class HashedFiles(StaticFiles):
    """Files whose names hold a hash of their content: a browser may keep them for good.

    Beside a file may lie the same compressed, as `.br` and `.gz`; a browser that takes one is given it.

    Args:
        folder: Where they are; it may still be missing.
        content_policy: Each carries it, since a worker's script is a context of its own.
    """

    def __init__(self, folder: Path, *, content_policy: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._policy = content_policy

    async def check_config(self) -> None:
        """Let the folder be missing: then there are no such files, as long as nobody builds them."""

    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        """Return where a file is; the compressed forms have no names of their own."""
        return ("", None) if path.endswith((*CODINGS.values(),)) else super().lookup_path(path)

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        path, coding = Path(full_path), None
        for wanted in accepted_codings(Headers(scope=scope).get("accept-encoding", "")):
            with suppress(OSError):
                packed = path.with_name(path.name + CODINGS[wanted])
                stat_result = packed.stat()
                path, coding = packed, wanted
                break
        response: Response = FileResponse(
            path,
            status_code=status_code,
            stat_result=stat_result,
            media_type=guess_type(full_path)[0] or "application/octet-stream",
        )
        if coding is not None:
            response.headers["Content-Encoding"] = coding
        response.headers["Vary"] = "Accept-Encoding"
        response.headers["Cache-Control"] = IMMUTABLE
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            response = NotModifiedResponse(response.headers)
        response.headers["Content-Security-Policy"] = self._policy
        return response


@lru_cache(maxsize=64)
def accepted_codings(header: str) -> tuple[str, ...]:
    """Return the codings of `CODINGS` that an `Accept-Encoding` header takes, the best first."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    taken = [(weights.get(coding, others), coding) for coding in CODINGS]
    return tuple(coding for weight, coding in sorted(taken, key=lambda each: -each[0]) if weight > 0)


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
