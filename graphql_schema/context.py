"""What every resolver and every compiled query is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from domain import policies
from domain.accounts.deleting import AccountDeletion
from domain.auditing import Audit, AuditReads, NoAudit
from domain.candidates.service import CandidateService
from domain.clock import Clock
from domain.exports.occupations import OccupationReads
from domain.exports.service import ExportService
from domain.matches.columns import MatchColumnReads
from domain.pages.service import PageService
from domain.positions.files import PositionFiles
from domain.positions.listing import PositionListing
from domain.positions.service import PositionService
from domain.resumes.bulk import BulkService
from domain.resumes.columns import ResumeColumnReads, ResumeStatistics
from domain.resumes.correcting import CorrectionService
from domain.resumes.duplicates import DuplicateReads
from domain.resumes.facets import FacetReads
from domain.resumes.results import ResultService
from domain.resumes.service import ResumeService
from domain.searching.ports import ResumeTextReads
from domain.users.columns import UserColumnReads
from domain.users.service import UserService
from domain.viewers import FROM_ANYWHERE, Approach, Viewer
from domain.webhooks.columns import MessageReads, WebhookReads
from domain.webhooks.service import WebhookService


class GraphReads(Protocol):
    """Reads that a query plans: only the columns asked for, many parents at once."""

    @property
    def users(self) -> UserColumnReads: ...

    @property
    def resumes(self) -> ResumeColumnReads: ...

    @property
    def matches(self) -> MatchColumnReads: ...

    @property
    def audit(self) -> AuditReads: ...

    @property
    def webhooks(self) -> WebhookReads: ...

    @property
    def messages(self) -> MessageReads: ...

    @property
    def statistics(self) -> ResumeStatistics: ...

    @property
    def duplicates(self) -> DuplicateReads: ...

    @property
    def facets(self) -> FacetReads: ...

    @property
    def texts(self) -> ResumeTextReads: ...


class KeptSession(Protocol):
    """The session of a browser, which keeps its token in a cookie."""

    def go_on(self, token: str) -> None:
        """Have the browser go on with a token that was given for the password just now."""

    def end(self) -> None:
        """Have the browser forget its token."""


@dataclass(slots=True, kw_only=True)
class Context:
    """One request (or one subscription).

    Attributes:
        viewer: Who asks; None without a token.
        caller: The same as a name to share by: a user's, or an address without a token.
        request_id: Names the request in the log and in masked errors.
        address: From which address of the network somebody asks, as far as that is known.
        approach: Tells how the request comes, given the operator's code where one was sent.
        session: What the browser is told of its session; None where its token came in no cookie.
        blind: Whether what tells who somebody is, or of which age or gender, is not to be shown.
        batches: The loads that resolvers have asked for and that wait to be run together.
    """

    viewer: Viewer | None
    caller: str
    users: UserService
    accounts: AccountDeletion
    resumes: ResumeService
    results: ResultService
    bulk: BulkService
    corrections: CorrectionService
    pages: PageService
    positions: PositionService
    position_files: PositionFiles
    webhooks: WebhookService
    graph: GraphReads
    catalogue: PositionListing
    candidates: CandidateService
    exports: ExportService
    occupations: OccupationReads
    clock: Clock
    request_id: str
    address: str | None = None
    audit: Audit = field(default_factory=NoAudit)
    approach: Callable[[str | None], Approach] = lambda _code: FROM_ANYWHERE
    session: KeptSession | None = None
    blind: bool = False
    batches: dict[Any, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The present day where the server stands, as REST tells ages."""
        return self.clock().astimezone().date()

    def require_viewer(self) -> Viewer:
        """Return who asks. Raises `Unauthenticated`."""
        return policies.require_viewer(self.viewer)
