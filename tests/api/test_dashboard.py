"""The pages and files of the dashboard, as a build leaves them in a folder."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from api.edge.refusals import Complaints
from api.routes.dashboard import CONTENT_SECURITY_POLICY, DashboardPage, dashboard_routes
from api.routes.pages import accepted_codings

pytestmark = pytest.mark.anyio

PAGE = '<!doctype html><base href="/app/"><script type="module" src="./assets/main-1a2b.js"></script>'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    assets = tmp_path / "app" / "assets"
    assets.mkdir(parents=True)
    (tmp_path / "secret").write_text("outside")
    (tmp_path / "app" / "index.html").write_text(PAGE)
    (tmp_path / "app" / "documents.json").write_text("{}")
    (assets / "main-1a2b.js").write_text("export {}")
    (assets / "main-1a2b.js.br").write_bytes(b"by brotli")
    (assets / "main-1a2b.js.gz").write_bytes(b"by gzip")
    (assets / "sign-3c4d.svg").write_text("<svg/>")
    return tmp_path / "app"


def application(folder: Path, root_path: str = "") -> Starlette:
    page = DashboardPage(folder / "index.html", root_path=root_path, password_min_length=7)
    return Starlette(
        routes=dashboard_routes(page, folder, root_path=root_path, complaints=Complaints()),
    )


async def get(folder: Path, path: str, *, root_path: str = "", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=application(folder, root_path), root_path=root_path)
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        del client.headers["accept-encoding"]
        request = client.build_request("GET", root_path + path, headers=headers)
        response = await client.send(request, stream=True)
        # The tests' compressed files are none.
        response._content = b"".join([part async for part in response.aiter_raw()])
        return response


@pytest.mark.parametrize("path", ["/app", "/app/", "/app/resumes/7", "/app/session", "/app/assetsless"])
async def test_every_view_is_the_one_page(built: Path, path: str) -> None:
    response = await get(built, path)
    assert (response.status_code, response.text) == (200, PAGE)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-cache"


async def test_the_page_asks_for_passwords_as_long_as_the_server_does(built: Path) -> None:
    given, told = (f'<meta name="password-min-length" content="{count}" />' for count in (6, 7))
    (built / "index.html").write_text(PAGE + given)
    response = await get(built, "/app/")
    assert response.text == PAGE + told


async def test_the_page_runs_nothing_but_files_of_its_origin(built: Path) -> None:
    told = (await get(built, "/app/")).headers["content-security-policy"]
    assert told == CONTENT_SECURITY_POLICY
    policy = dict(part.split(" ", 1) for part in told.split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("ending", [">", "/>", " />"])
async def test_the_page_knows_under_which_path_it_is_shown(built: Path, ending: str) -> None:
    (built / "index.html").write_text(f'<!doctype html><base href="/app/"{ending}<p>')
    response = await get(built, "/app/resumes", root_path="/resumes")
    assert response.text == f'<!doctype html><base href="/resumes/app/"{ending}<p>'
    assert response.headers["etag"] != (await get(built, "/app/resumes")).headers["etag"]


async def test_the_page_is_not_sent_again_to_one_who_has_it(built: Path) -> None:
    first = await get(built, "/app/")
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        again = await get(built, "/app/positions", **{"if-none-match": known})
        assert (again.status_code, again.text) == (304, "")
        assert again.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert (await get(built, "/app/", **{"if-none-match": '"other"'})).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "coding", "content"),
    [
        ("gzip, deflate, br, zstd", "br", "by brotli"),
        ("gzip, deflate", "gzip", "by gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip", "by gzip"),
        ("br;q=0, *", "gzip", "by gzip"),
        ("identity", None, "export {}"),
        ("br;q=0, gzip;q=nothing", None, "export {}"),
        ("", None, "export {}"),
    ],
)
async def test_files_are_sent_compressed_to_whom_that_suits(
    built: Path, accepted: str, coding: str | None, content: str
) -> None:
    response = await get(built, "/app/assets/main-1a2b.js", **{"accept-encoding": accepted})
    assert (response.status_code, response.headers.get("content-encoding")) == (200, coding)
    assert (response.text, response.headers["content-length"]) == (content, str(len(content)))
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


async def test_each_form_of_a_file_has_a_tag_of_its_own(built: Path) -> None:
    forms = [{"accept-encoding": coding} for coding in ("br", "gzip", "")]
    path = "/app/assets/main-1a2b.js"
    tags = [(await get(built, path, **form)).headers["etag"] for form in forms]
    assert len(set(tags)) == 3
    again = await get(built, path, **forms[0], **{"if-none-match": tags[0]})
    assert (again.status_code, again.headers["vary"]) == (304, "Accept-Encoding")
    assert (await get(built, path, **forms[1], **{"if-none-match": tags[0]})).status_code == 200


async def test_a_file_that_has_no_compressed_form_is_sent_as_it_is(built: Path) -> None:
    response = await get(built, "/app/assets/sign-3c4d.svg", **{"accept-encoding": "br"})
    assert (response.text, response.headers["content-type"]) == ("<svg/>", "image/svg+xml")
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        "/app/assets/none.js",
        "/app/assets/",
        "/app/assets/..%2f..%2fsecret",
        "/app/assets/..%2findex.html",
        "/app/assets/..%2fdocuments.json",
        "/app/assets/main-1a2b.js.br",
    ],
)
async def test_nothing_else_is_served(built: Path, path: str) -> None:
    response = await get(built, path, **{"accept-encoding": "br"})
    assert response.status_code == 404
    assert "outside" not in response.text


async def test_without_a_build_the_page_says_what_to_run(tmp_path: Path) -> None:
    response = await get(tmp_path / "none", "/app/resumes")
    assert response.status_code == 503
    assert "make install" in response.text
    assert (await get(tmp_path / "none", "/app/assets/main-1a2b.js")).status_code == 404


async def test_a_build_made_while_the_server_runs_is_served(tmp_path: Path) -> None:
    page = DashboardPage(tmp_path / "index.html", root_path="", password_min_length=6)
    assert (page.is_built, page.read()) == (False, None)
    (tmp_path / "index.html").write_text("built")
    first = page.read()
    assert first is not None
    (tmp_path / "index.html").write_text("built anew")
    second = page.read()
    assert second is not None
    assert (page.is_built, first.body, second.body) == (True, b"built", b"built anew")
    assert first.tag != second.tag


def test_a_coding_is_taken_only_where_it_is_named_or_all_are() -> None:
    assert accepted_codings("*") == ("br", "gzip")
    assert accepted_codings("GZIP;Q=1, BR;q=0.9") == ("gzip", "br")
    assert accepted_codings("x-gzip, zstd") == ()
