"""The OpenAPI document as a page for people."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Any

_STYLE = """
body { font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; color: #1c2430;
       max-width: 54rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.6rem }
h2 { font-size: 1.05rem; margin: 2.2rem 0 .4rem; font-family: ui-monospace, monospace }
.method { display: inline-block; min-width: 3.6rem; padding: .05rem .5rem; border-radius: .3rem;
          background: #1f6feb; color: #fff; text-align: center }
.post { background: #1a7f37 }
.lock { color: #8a6d00 }
pre { background: #f4f6f8; padding: .7rem 1rem; border-radius: .4rem; overflow: auto; font-size: .85rem }
code { font-size: .9em }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
td:first-child { width: 4rem }
td, th { border-bottom: 1px solid #dde3ea; padding: .3rem .5rem; text-align: left; vertical-align: top }
@media (prefers-color-scheme: dark) {
  body { background: #11161d; color: #d7dee8 } pre { background: #1b222c } td, th { border-color: #2b3440 }
  .lock { color: #d9b13b } a { color: #6cb0ff }
}
"""


# The page's own style is known by its hash, so no other gets in.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)


def documentation_page(document: dict[str, Any]) -> str:
    """Return the OpenAPI document as a page that needs no script and no internet."""
    parts = [
        "<!doctype html><html lang='zh'><head><meta charset='utf-8'>",
        "<meta name='viewport' content='width=device-width,initial-scale=1'>",
        f"<title>{escape(document['info']['title'])}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(document['info']['title'])} · REST API</h1>",
        f"<p>{escape(document['info']['description'])}</p>",
        "<p>机器可读：<a href='openapi.json'>openapi.json</a>（OpenAPI 3.1）</p>",
        '<pre>curl -s localhost:8000/api/login -d \'{"username":"…","password":"…"}\'\n'
        'curl -s localhost:8000/api/resumes/upload -H "Authorization: Bearer $TOKEN" -F file=@resume.pdf\n'
        'curl -s localhost:8000/api/resumes/1/matches -H "Authorization: Bearer $TOKEN"</pre>',
    ]
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        parts.extend(_section(path, method, described, schemas) for method, described in methods.items())
    return "".join([*parts, "</body></html>"])


def _section(path: str, method: str, described: dict[str, Any], schemas: dict[str, Any]) -> str:
    locked = {"bearer": []} in described.get("security", []) and {} not in described["security"]
    lines = [
        f"<h2 id='{escape(described['operationId'])}'><span class='method {method}'>{method.upper()}</span> "
        f"{escape(path)}</h2>",
        f"<p>{escape(described['summary'])}{' <span class=lock>· 需要 JWT</span>' if locked else ''}</p>",
    ]
    if "description" in described:
        lines.append(f"<p>{escape(described['description'])}</p>")
    if "requestBody" in described:
        for kind, media in described["requestBody"]["content"].items():
            lines.append(
                f"<p>请求（{escape(kind)}）</p><pre>{escape(_outline(media['schema'], schemas))}</pre>"
            )
    lines.append("<table><tr><th>状态</th><th>响应</th></tr>")
    for status, response in described["responses"].items():
        schema = response["content"]["application/json"]["schema"]
        text = (
            f"<pre>{escape(_outline(schema, schemas))}</pre>"
            if int(status) < 400
            else f"<code>error</code>：{escape(response['description'])}"
        )
        lines.append(f"<tr><td>{status}</td><td>{text}</td></tr>")
    return "".join([*lines, "</table>"])


def _outline(schema: dict[str, Any], schemas: dict[str, Any], indent: str = "") -> str:
    """Return a JSON schema as the REST document writes bodies: a JSON shape with types for values."""
    if "$ref" in schema:
        return _outline(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas, indent)
    inner = indent + "  "
    if schema.get("type") == "array":
        return f"[\n{inner}{_outline(schema['items'], schemas, inner)}\n{indent}]"
    if schema.get("type") == "object":
        required = schema.get("required", [])
        rows = [
            f'{inner}"{name}": {_outline(value, schemas, inner)}{"" if name in required else "（可选）"}'
            for name, value in schema.get("properties", {}).items()
        ]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if "anyOf" in schema:
        return " | ".join(_outline(option, schemas, indent) for option in schema["anyOf"])
    values = [schema["const"]] if "const" in schema else schema.get("enum", [])
    return " | ".join(f'"{value}"' for value in values) or str(schema.get("type", "any"))
