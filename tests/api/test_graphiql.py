from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from api.routes.graphiql import graphiql_routes

pytestmark = pytest.mark.anyio


@pytest.fixture
def built(tmp_path: Path) -> Path:
    assets = tmp_path / "graphiql" / "assets"
    assets.mkdir(parents=True)
    (tmp_path / "secret").write_text("outside")
    (tmp_path / "graphiql" / "index.html").write_text("<!doctype html><title>GraphiQL</title>")
    (assets / "main-1a2b.js").write_text("export {}")
    return tmp_path


async def get(folder: Path, path: str, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=Starlette(routes=graphiql_routes(folder)))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        return await client.get(path, headers=headers)


@pytest.mark.parametrize("path", ["/graphiql", "/graphiql/"])
async def test_the_page_is_served_fresh_and_bound_to_its_origin(built: Path, path: str) -> None:
    response = await get(built, path)
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")
    policy = dict(part.split(" ", 1) for part in response.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["worker-src"] == "'self'"
    assert "http" not in response.headers["content-security-policy"]


async def test_the_page_is_not_sent_again_to_one_who_has_it(built: Path) -> None:
    first = await get(built, "/graphiql")
    again = await get(built, "/graphiql", **{"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


async def test_files_named_by_their_content_are_kept_for_good(built: Path) -> None:
    response = await get(built, "/graphiql/assets/main-1a2b.js")
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    "path",
    [
        "/graphiql/assets/none.js",
        "/graphiql/assets/..%2f..%2fsecret",
        "/graphiql/assets/",
        "/graphiql/index.html",
    ],
)
async def test_nothing_else_is_served(built: Path, path: str) -> None:
    response = await get(built, path)
    assert response.status_code == 404
    assert "outside" not in response.text


async def test_without_a_build_the_page_says_what_to_run(tmp_path: Path) -> None:
    response = await get(tmp_path / "none", "/graphiql")
    assert response.status_code == 503
    assert "make install" in response.text
    assert (await get(tmp_path / "none", "/graphiql/assets/main-1a2b.js")).status_code == 404


async def test_a_build_made_while_the_server_runs_is_served(tmp_path: Path) -> None:
    routes = graphiql_routes(tmp_path)
    transport = httpx.ASGITransport(app=Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        assert (await client.get("/graphiql")).status_code == 503
        (tmp_path / "graphiql").mkdir()
        (tmp_path / "graphiql" / "index.html").write_text("built")
        assert (await client.get("/graphiql")).text == "built"
