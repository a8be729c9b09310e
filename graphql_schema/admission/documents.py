"""From a document's text to one that may run: parsed, validated, within limits, and kept."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from graphql.validation.specified_rules import recommended_rules
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from graphql_schema.admission.cost import Cost, estimate
from graphql_schema.admission.limits import Limits, credential_errors, depth_error, limit_error, shape_errors
from graphql_schema.admission.refusals import Refused, refused, with_code

_RULES = (*specified_rules, *recommended_rules, MaybeNullValidationRule)
# Enough to work with; each further one costs a comparison with all names of the schema.
_MOST_ERRORS = 20
_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PreparedDocument:
    """A document that may run.

    Attributes:
        text_hash: SHA-256 of the text, in hexadecimal.
        operations: By name; None names the only operation.
        costs: By the same names.
        introspects: Whether any operation asks for `__schema` or `__type`.
    """

    text_hash: str
    document: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    costs: dict[str | None, Cost]
    introspects: bool


class Documents:
    """Prepares documents and keeps those lately used.

    Args:
        schema: What they are validated against.
        limits: What their shape may be.
        trusted: The trusted documents' texts by their ids.
        trusted_only: Whether no other document is accepted.
        persisted: Whether clients may send a hash in place of a text that the server has seen
            (Apollo's automatic persisted queries).
        kept: How many documents are kept.
        kept_characters: How long their texts may be together.

    Raises:
        ValueError: A trusted document cannot run.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        limits: Limits,
        trusted: Mapping[str, str] | None = None,
        trusted_only: bool = False,
        persisted: bool = True,
        kept: int = 1_000,
        kept_characters: int = 4_000_000,
    ) -> None:
        self._schema = schema
        self._limits = limits
        self._trusted_only = trusted_only
        self._persisted = persisted and not trusted_only
        self._kept = kept
        self._kept_characters = kept_characters
        self._characters = 0
        self._by_text: OrderedDict[str, PreparedDocument] = OrderedDict()
        self._text_by_hash: dict[str, str] = {}
        self._trusted = {name: self._trusted_document(name, text) for name, text in (trusted or {}).items()}
        self._trusted_by_hash = {document.text_hash: document for document in self._trusted.values()}

    def by_text(self, text: str, *, hide_suggestions: bool = False) -> PreparedDocument:
        """Return the document of a text. Raises `Refused`."""
        document = self._by_text.get(text)
        if document is not None:
            self._by_text.move_to_end(text)
            return document
        if self._trusted_only:
            trusted = self._trusted_by_hash.get(_hash(text))
            if trusted is None:
                raise refused("DOCUMENT_NOT_TRUSTED", "Only trusted documents are accepted.")
            return trusted
        document = self._prepare(text, hide_suggestions=hide_suggestions)
        self._keep(text, document)
        return document

    def by_id(self, document_id: str) -> PreparedDocument:
        """Return a trusted document by its `documentId`. Raises `Refused`."""
        document = self._trusted.get(document_id)
        if document is None and document_id.startswith("sha256:"):
            document = self._trusted_by_hash.get(document_id.removeprefix("sha256:").lower())
        if document is None:
            raise refused("DOCUMENT_NOT_FOUND", "There is no trusted document of this id.")
        return document

    def by_hash(
        self, text_hash: str, text: str | None, *, hide_suggestions: bool = False
    ) -> PreparedDocument:
        """Return the document of a persisted query. Raises `Refused`.

        Args:
            text_hash: SHA-256 of the text, in hexadecimal.
            text: The text, where the client sends it for keeping.
            hide_suggestions: Whether errors keep names of the schema to themselves.
        """
        wanted = text_hash.lower()
        if trusted := self._trusted_by_hash.get(wanted):
            return trusted
        if not self._persisted:
            raise refused("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
        if text is None:
            known = self._text_by_hash.get(wanted)
            if known is None:
                raise refused("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
            return self.by_text(known)
        if _hash(text) != wanted:
            raise refused(
                "PERSISTED_QUERY_MISMATCH", "sha256Hash is not the SHA-256 of this query.", status=400
            )
        return self.by_text(text, hide_suggestions=hide_suggestions)

    def _prepare(self, text: str, *, hide_suggestions: bool) -> PreparedDocument:
        document = self._parse(text)
        if errors := shape_errors(document, self._limits):
            raise Refused(errors)
        errors = validate(
            self._schema, document, _RULES, max_errors=_MOST_ERRORS, hide_suggestions=hide_suggestions
        )
        if errors:
            raise Refused([with_code(error, "GRAPHQL_VALIDATION_FAILED") for error in errors])
        if errors := credential_errors(document, self._limits):
            raise Refused(errors)
        operations: dict[str | None, OperationDefinitionNode] = {
            node.name.value if node.name else None: node
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        }
        for node in operations.values():
            if self._schema.get_root_type(node.operation) is None:
                raise refused("GRAPHQL_VALIDATION_FAILED", f"There are no {node.operation.value}s here.")
        costs = {name: estimate(self._schema, document, node) for name, node in operations.items()}
        if len(operations) == 1:
            (name,) = operations
            operations[None], costs[None] = operations[name], costs[name]
        return PreparedDocument(
            text_hash=_hash(text),
            document=document,
            operations=operations,
            costs=costs,
            introspects=_introspects(document),
        )

    def _parse(self, text: str) -> DocumentNode:
        most = self._limits.tokens
        try:
            return parse(text, max_lexical_tokens=most, max_comments=most)
        except GraphQLSyntaxError as error:
            if "contains more than" in error.message:
                raise Refused([limit_error("TOKEN", limit=most, actual=None, what="tokens")]) from error
            if "nested too deeply" in error.message:
                raise Refused([depth_error(self._limits, None)]) from error
            raise Refused([with_code(error, "GRAPHQL_PARSE_FAILED")]) from error
        except GraphQLError as error:
            raise Refused([with_code(error, "GRAPHQL_PARSE_FAILED")]) from error

    def _keep(self, text: str, document: PreparedDocument) -> None:
        self._by_text[text] = document
        self._text_by_hash[document.text_hash] = text
        self._characters += len(text)
        while len(self._by_text) > self._kept or self._characters > self._kept_characters:
            oldest, dropped = self._by_text.popitem(last=False)
            del self._text_by_hash[dropped.text_hash]
            self._characters -= len(oldest)

    def _trusted_document(self, name: str, text: str) -> PreparedDocument:
        try:
            return self._prepare(text, hide_suggestions=False)
        except Refused as error:
            raise ValueError(f"The trusted document {name} cannot run: {error}") from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _introspects(document: DocumentNode) -> bool:
    stack = [
        node.selection_set
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while stack:
        for selection in stack.pop().selections:
            if isinstance(selection, FieldNode) and selection.name.value in _INTROSPECTION:
                return True
            if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
                stack.append(selection.selection_set)
    return False
