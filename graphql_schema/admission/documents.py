"""Documents by their texts, hashes and ids: prepared off the event loop, kept when they are seen again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from graphql import GraphQLSchema

from domain.keeping import Kept
from domain.turns import Turns
from graphql_schema.admission.limits import Limits
from graphql_schema.admission.preparing import PreparedDocument, Preparing, text_hash
from graphql_schema.admission.refusals import Refused, refused

KEPT_BYTES = 24 * 2**20
_CHARACTER_BYTES = 4
_MARK_BYTES = 150


class Documents:
    """Prepares documents and keeps those lately used.

    Args:
        schema: What they are validated against.
        limits: What their shape may be.
        trusted: The trusted documents' texts by their ids.
        built: Tells the text of a hash where it is one of our own front end's; they are trusted too, and
            prepared when they are asked for.
        trusted_only: Whether no other document is accepted.
        persisted: Whether clients may send a hash in place of a text that the server has seen
            (Apollo's automatic persisted queries).
        turns: Where new documents are prepared.
        kept_bytes: How much the kept ones may take in memory.

    Raises:
        ValueError: A trusted document cannot run.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        limits: Limits,
        trusted: Mapping[str, str] | None = None,
        built: Callable[[str], str | None] | None = None,
        trusted_only: bool = False,
        persisted: bool = True,
        turns: Turns | None = None,
        kept_bytes: int = KEPT_BYTES,
    ) -> None:
        self._preparing = Preparing(schema, limits)
        self._turns = turns or Turns()
        self._trusted_only = trusted_only
        self._persisted = persisted and not trusted_only
        self._kept: Kept[str, PreparedDocument] = Kept(most_bytes=kept_bytes)
        self._seen: Kept[str, bool] = Kept(most_bytes=kept_bytes // 24)
        self._texts: Kept[str, str] = Kept(most_bytes=kept_bytes // 6)
        self._trusted = {name: self._trusted_document(name, text) for name, text in (trusted or {}).items()}
        self._trusted_by_hash = {document.text_hash: document for document in self._trusted.values()}
        self._built_texts = built
        self._built: dict[str, PreparedDocument] = {}

    @property
    def kept_bytes(self) -> int:
        """What the kept documents take in memory, as an estimate."""
        return self._kept.size_bytes + self._seen.size_bytes + self._texts.size_bytes

    def kept(self, text: str) -> PreparedDocument | None:
        """Return the document of a text, None where it is not kept; most are."""
        return self._kept.get(text)

    async def by_text(
        self, text: str, *, caller: str = "", hide_suggestions: bool = False
    ) -> PreparedDocument:
        """Return the document of a text. Raises `Refused`, `TooBusy`.

        Args:
            text: What the client sent.
            caller: Whose turn a new document takes.
            hide_suggestions: Whether errors keep names of the schema to themselves.
        """
        document = self._kept.get(text)
        if document is not None:
            return document
        if self._trusted_only:
            trusted = await self._by_trusted_hash(text_hash(text), caller, hide_suggestions)
            if trusted is None:
                raise refused("DOCUMENT_NOT_TRUSTED", "Only trusted documents are accepted.", own_status=403)
            return trusted
        async with self._turns.turn(caller):
            # Many clients may have brought it at once, and only the first has it prepared.
            document = self._kept.get(text)
            if document is None:
                document = await self._prepared(text, hide_suggestions)
                self._keep(text, document)
        return document

    async def _prepared(self, text: str, hide_suggestions: bool) -> PreparedDocument:
        look_at = partial(self._preparing.look_at, text, hide_suggestions=hide_suggestions)
        found = await self._turns.in_thread(look_at)
        if isinstance(found, Refused):
            try:
                raise found
            finally:
                # Else the refusal and this frame hold each other, and the document.
                del found
        return found

    async def _by_trusted_hash(
        self, wanted: str, caller: str, hide_suggestions: bool
    ) -> PreparedDocument | None:
        document = self._trusted_by_hash.get(wanted) or self._built.get(wanted)
        if document is not None or self._built_texts is None:
            return document
        text = self._built_texts(wanted)
        if text is None:
            return None
        async with self._turns.turn(caller):
            document = self._built.get(wanted)
            if document is None:
                document = self._built[wanted] = await self._prepared(text, hide_suggestions)
        return document

    def _keep(self, text: str, document: PreparedDocument) -> None:
        """Keep a document that was seen before: what is sent once takes no memory."""
        if self._seen.get(document.text_hash):
            self._kept.put(text, document, size_bytes=document.size_bytes)
        else:
            self._seen.put(document.text_hash, True, size_bytes=_MARK_BYTES)
        if self._persisted:
            self._texts.put(document.text_hash, text, size_bytes=_CHARACTER_BYTES * len(text))

    async def by_id(
        self, document_id: str, *, caller: str = "", hide_suggestions: bool = False
    ) -> PreparedDocument:
        """Return a trusted document by its `documentId`. Raises `Refused`, `TooBusy`."""
        document = self._trusted.get(document_id)
        if document is None and document_id.startswith("sha256:"):
            wanted = document_id.removeprefix("sha256:").lower()
            document = await self._by_trusted_hash(wanted, caller, hide_suggestions)
        if document is None:
            raise refused("DOCUMENT_NOT_FOUND", "There is no trusted document of this id.")
        return document

    async def by_hash(
        self, given_hash: str, text: str | None, *, caller: str = "", hide_suggestions: bool = False
    ) -> PreparedDocument:
        """Return the document of a persisted query. Raises `Refused`, `TooBusy`.

        Args:
            given_hash: SHA-256 of the text, in hexadecimal.
            text: The text, where the client sends it for keeping.
            caller: Whose turn a new document takes.
            hide_suggestions: Whether errors keep names of the schema to themselves.
        """
        wanted = given_hash.lower()
        if trusted := await self._by_trusted_hash(wanted, caller, hide_suggestions):
            return trusted
        if not self._persisted:
            raise refused("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
        if text is None:
            text = self._texts.get(wanted)
            if text is None:
                raise refused("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        elif text_hash(text) != wanted:
            raise refused(
                "PERSISTED_QUERY_MISMATCH", "sha256Hash is not the SHA-256 of this query.", status=400
            )
        return await self.by_text(text, caller=caller, hide_suggestions=hide_suggestions)

    def _trusted_document(self, name: str, text: str) -> PreparedDocument:
        try:
            return self._preparing.prepare(text)
        except Refused as error:
            raise ValueError(f"The trusted document {name} cannot run: {error}") from error
