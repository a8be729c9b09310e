"""/graphql over HTTP.

A raw ASGI application, since every microsecond of it is paid on every request. The order: which form
of answer, who asks, what is asked (bounded), whether it may run (`graphql_schema/admission/gate.py`), the
answer.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import FieldNode, OperationDefinitionNode, OperationType
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from domain.errors import Unauthenticated, Unavailable
from domain.policies import SEND_FILES
from domain.request_ids import REQUEST_ID, RequestIds
from domain.viewers import Viewer
from graphql_schema.admission.gate import Admission, Admitted
from graphql_schema.admission.params import (
    GraphQLParams,
    bad_request,
    params_from_json,
    params_from_url,
    parse_json,
)
from graphql_schema.admission.refusals import Refused, refused, unauthenticated, unavailable
from graphql_schema.errors import internal_error
from graphql_schema.execution import Outcome
from graphql_schema.transport.answers import (
    Answer,
    answer_of,
    answer_of_batch,
    answer_of_refusal,
    envelope,
    names_tag,
    not_modified,
    with_etag,
)
from graphql_schema.transport.bodies import read_body
from graphql_schema.transport.cookies import CookieSession, SessionCookies
from graphql_schema.transport.live import LiveCount, LiveOptions, Session
from graphql_schema.transport.negotiation import GRAPHQL_RESPONSE, JSON, Accepted, accepted, media_type
from graphql_schema.transport.running import Authenticate, Runner
from graphql_schema.transport.sse import EventStream
from graphql_schema.transport.uploads import check_preflight, operations_of, read_form

logger = logging.getLogger(__name__)

_METHODS = b"GET, HEAD, OPTIONS, POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpOptions:
    """What the HTTP side allows.

    Attributes:
        body_bytes: Largest JSON body, and `operations` of an upload.
        upload_bytes: Largest sum of a request's files.
        batch: Most operations in one request; 0 where batches are refused.
        explorer: Where a browser that opens the endpoint is sent; None for nowhere.
        without_login: Mutations that need no token, so that one which has ended does no harm.
    """

    body_bytes: int = 64 * 1024
    upload_bytes: int = 20 * 1024 * 1024
    batch: int = 0
    explorer: str | None = None
    without_login: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class _Exchange:
    """One HTTP request on its way."""

    scope: Scope
    receive: Receive
    headers: dict[bytes, bytes]
    wanted: Accepted
    request_id: str
    viewer: Viewer | None = None
    token_ended: bool = False
    session: CookieSession | None = None

    @property
    def authorization(self) -> str | None:
        value = self.headers.get(b"authorization")
        if value is not None:
            return value.decode("latin-1")
        return None if self.session is None else self.session.authorization

    @property
    def media(self) -> bytes:
        return self.wanted.json or JSON


class GraphQLHttp:
    """Answers GraphQL requests over HTTP."""

    def __init__(
        self,
        *,
        runner: Runner,
        admission: Admission,
        authenticate: Authenticate,
        cookies: SessionCookies,
        address_of: Callable[[Scope], str],
        live: LiveCount,
        options: HttpOptions,
        live_options: LiveOptions,
    ) -> None:
        self._runner = runner
        self._admission = admission
        self._authenticate = authenticate
        self._cookies = cookies
        self._address_of = address_of
        self._live = live
        self._options = options
        self._live_options = live_options
        self._request_ids = RequestIds()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = _headers(scope)
        exchange = _Exchange(
            scope,
            receive,
            headers,
            accepted(headers.get(b"accept")),
            scope.get(REQUEST_ID) or self._request_ids.name(headers.get(b"x-request-id")),
        )
        answer: Answer | EventStream
        try:
            post = scope["method"] == "POST"
            answer = await (self._post(exchange) if post else self._other(exchange))
        except ClientDisconnect:
            return
        except Refused as refusal:
            answer = self._told(refusal, exchange)
        except Unavailable as error:
            answer = answer_of_refusal(unavailable(error), exchange.wanted.json)
        except Exception:
            logger.exception("request %s failed", exchange.request_id)
            mistake = Refused([internal_error(exchange.request_id)], status=500)
            answer = answer_of_refusal(mistake, exchange.wanted.json)
        if isinstance(answer, EventStream):
            await answer.send(receive, send, request_id=exchange.request_id)
            return
        if exchange.session is not None:
            answer.headers.extend(await exchange.session.headers())
        if answer.status not in {204, 304}:
            answer.headers.append((b"content-length", b"%d" % len(answer.body)))
        answer.headers.append((b"x-request-id", exchange.request_id.encode("ascii")))
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.body", "body": body})

    async def _other(self, exchange: _Exchange) -> Answer | EventStream:
        method, wanted = exchange.scope["method"], exchange.wanted
        if method not in {"GET", "HEAD"}:
            return _other_method(method)
        explorer = self._options.explorer
        if explorer and wanted.page and not exchange.scope["query_string"]:
            return Answer(303, [(b"location", explorer.encode("ascii"))], b"")
        _check_accepted(wanted)
        try:
            # What a page makes a browser fetch is nobody's wish: no cookie counts here.
            exchange.viewer = await self._authenticate(exchange.authorization)
        except Unauthenticated as error:
            raise unauthenticated() from error
        return await self._respond(params_from_url(exchange.scope["query_string"]), exchange, read_only=True)

    async def _post(self, exchange: _Exchange) -> Answer | EventStream:
        _check_accepted(exchange.wanted)
        media, is_utf8 = media_type(exchange.headers.get(b"content-type"))
        if media == b"multipart/form-data":
            return await self._upload(exchange)
        if media != JSON or not is_utf8:
            raise refused(
                "UNSUPPORTED_MEDIA_TYPE",
                "Send application/json in UTF-8, or multipart/form-data with files.",
                status=415,
                headers=[(b"accept-post", b"application/json, multipart/form-data")],
            )
        try:
            await self._recognise(exchange)
        except Unauthenticated:
            # Who logs in with the token of last time still in place is asked below what for.
            exchange.token_ended = True
        body = await read_body(exchange.receive, max_bytes=self._options.body_bytes)
        return await self._respond_to(parse_json(body, "The request's body"), exchange)

    async def _upload(self, exchange: _Exchange) -> Answer | EventStream:
        check_preflight(exchange.headers)
        try:
            await self._recognise(exchange)
        except Unauthenticated as error:
            raise unauthenticated() from error
        if not SEND_FILES.allows(exchange.viewer):
            # Nobody unknown fills the disk.
            raise unauthenticated()
        form = await read_form(
            exchange.scope,
            exchange.receive,
            upload_bytes=self._options.upload_bytes,
            json_bytes=self._options.body_bytes,
        )
        try:
            return await self._respond_to(operations_of(form), exchange)
        finally:
            await form.close()

    def _respond_to(self, content: Any, exchange: _Exchange) -> Awaitable[Answer | EventStream]:
        if isinstance(content, list):
            return self._batch(content, exchange)
        return self._respond(params_from_json(content), exchange, read_only=False)

    async def _respond(
        self, params: GraphQLParams, exchange: _Exchange, *, read_only: bool
    ) -> Answer | EventStream:
        admitted = await self._admit(params, exchange, read_only=read_only)
        if admitted.is_subscription or exchange.wanted.json is None:
            return self._stream(admitted, exchange)
        if not read_only:
            outcome = await self._run(admitted, exchange, allow_mutations=True)
            return answer_of(outcome, self._admission.extensions(admitted), exchange.media)
        if_none_match = exchange.headers.get(b"if-none-match")
        knows = partial(names_tag, if_none_match)
        outcome = await self._run(admitted, exchange, allow_mutations=False, knows=knows)
        if outcome.is_known and outcome.tag is not None:
            return not_modified(outcome.tag)
        answer = answer_of(outcome, self._admission.extensions(admitted), exchange.media)
        return answer if outcome.data is None else with_etag(answer, outcome, if_none_match)

    async def _batch(self, contents: list[Any], exchange: _Exchange) -> Answer:
        if not self._options.batch:
            raise refused("BATCHING_NOT_ALLOWED", "Send one operation a request.", status=400)
        if not 1 <= len(contents) <= self._options.batch:
            raise refused(
                "BATCH_LIMIT_EXCEEDED", f"Send 1 to {self._options.batch} operations a request.", status=400
            )
        several = [params_from_json(content) for content in contents]
        bodies, spent = [], 0
        for params in several:
            try:
                admitted = await self._admit(params, exchange, read_only=False, spent=spent)
                if admitted.is_subscription:
                    raise bad_request("A subscription cannot be part of a batch.")
            except Refused as refusal:
                bodies.append(envelope(None, refusal.errors))
                continue
            spent += admitted.points
            outcome = await self._run(admitted, exchange, allow_mutations=True)
            bodies.append(envelope(outcome.data, outcome.errors, self._admission.extensions(admitted)))
        return answer_of_batch(bodies, exchange.media)

    def _admit(
        self, params: GraphQLParams, exchange: _Exchange, *, read_only: bool, spent: int = 0
    ) -> Awaitable[Admitted]:
        admit = self._admit_login if exchange.token_ended else self._admission.admit
        caller = self._caller(exchange)
        return admit(params, exchange.viewer, caller=caller, read_only=read_only, spent=spent)

    def _caller(self, exchange: _Exchange) -> str:
        """Return whose budget is charged: the user's, or the address's."""
        if exchange.viewer is not None:
            return f"user {exchange.viewer.id}"
        return f"address {self._address_of(exchange.scope)}"

    async def _admit_login(
        self, params: GraphQLParams, viewer: Viewer | None, *, caller: str, read_only: bool, spent: int
    ) -> Admitted:
        """Admit what needs no login of one whose token has ended."""
        if not self._options.without_login:
            raise unauthenticated()
        admitted = await self._admission.admit(
            params, viewer, caller=caller, read_only=read_only, spent=spent
        )
        if not self._needs_no_login(admitted.operation):
            raise unauthenticated()
        return admitted

    def _needs_no_login(self, operation: OperationDefinitionNode) -> bool:
        return operation.operation is OperationType.MUTATION and all(
            isinstance(node, FieldNode) and node.name.value in self._options.without_login
            for node in operation.selection_set.selections
        )

    def _run(
        self,
        admitted: Admitted,
        exchange: _Exchange,
        *,
        allow_mutations: bool,
        knows: Callable[[bytes], bool] | None = None,
    ) -> Awaitable[Outcome]:
        return self._runner.run(
            admitted,
            exchange.viewer,
            request_id=exchange.request_id,
            scope=exchange.scope,
            allow_mutations=allow_mutations,
            knows=knows,
        )

    def _stream(self, admitted: Admitted, exchange: _Exchange) -> EventStream:
        if not exchange.wanted.stream:
            raise refused(
                "SUBSCRIPTION_NEEDS_STREAM",
                "Subscribe by graphql-transport-ws, or send `Accept: text/event-stream`.",
                status=406,
            )
        viewer = exchange.viewer
        place = contextlib.ExitStack()
        session = None
        if viewer is not None:
            session = Session(viewer, exchange.authorization, self._authenticate)
            place.enter_context(self._live.held(viewer))
        outcomes = self._runner.outcomes(
            admitted, viewer, request_id=exchange.request_id, scope=exchange.scope
        )
        return EventStream(
            outcomes,
            extensions=self._admission.extensions(admitted),
            session=session,
            place=place,
            keep_alive_seconds=self._live_options.keep_alive_seconds,
            ending=self._live.ending if admitted.is_subscription else None,
        )

    def _told(self, refusal: Refused, exchange: _Exchange) -> Answer | EventStream:
        if exchange.wanted.json is None and exchange.wanted.stream and refusal.status is None:
            # graphql-sse: what is wrong with an operation is told as its only event.
            return EventStream(
                _once(Outcome(None, refusal.errors)),
                extensions={},
                session=None,
                place=contextlib.ExitStack(),
                keep_alive_seconds=self._live_options.keep_alive_seconds,
            )
        return answer_of_refusal(refusal, exchange.wanted.json)

    async def _recognise(self, exchange: _Exchange) -> None:
        """Find out who asks, by the header or else by a cookie. Raises `Unauthenticated` for the header's."""
        session = self._cookies.of(exchange.scope)
        if session is None:
            exchange.viewer = await self._authenticate(exchange.authorization)
            return
        # A cookie that is not good any more counts as none: its page asks somebody to log in.
        with contextlib.suppress(Unauthenticated):
            exchange.viewer = await self._authenticate(session.authorization)
            exchange.session = session


def _headers(scope: Scope) -> dict[bytes, bytes]:
    raw = scope["headers"]
    headers = dict(raw)
    if len(headers) != len(raw):
        # A header sent several times means its values in a row.
        headers = {}
        for name, value in raw:
            headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def _check_accepted(wanted: Accepted) -> None:
    if wanted.json is None and not wanted.stream:
        types = f"{JSON.decode()} or {GRAPHQL_RESPONSE.decode()}"
        raise refused("NOT_ACCEPTABLE", f"The answer can be {types}.", status=406)


def _other_method(method: str) -> Answer:
    if method == "OPTIONS":
        return Answer(204, [(b"allow", _METHODS)], b"")
    raise refused(
        "METHOD_NOT_ALLOWED", "Use POST, or GET for queries.", status=405, headers=[(b"allow", _METHODS)]
    )


async def _once(outcome: Outcome) -> AsyncGenerator[Outcome]:
    yield outcome
