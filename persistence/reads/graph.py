"""The reads that GraphQL plans, noun by noun, over one set of connections."""

from __future__ import annotations

from sqlalchemy import Engine

from persistence.reads.audit import audit_reads
from persistence.reads.duplicates import SqlDuplicateReads
from persistence.reads.facets import SqlFacetReads
from persistence.reads.matches import SqlMatchColumnReads
from persistence.reads.resumes import SqlResumeColumnReads
from persistence.reads.statistics import SqlResumeStatistics
from persistence.reads.texts import SqlResumeTextReads
from persistence.reads.users import SqlUserColumnReads
from persistence.reads.webhooks import message_reads, webhook_reads
from persistence.statements import RowReader


class SqlGraphReads:
    """Reads of chosen columns on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        reader = RowReader(engine)
        self.users = SqlUserColumnReads(reader)
        self.resumes = SqlResumeColumnReads(reader)
        self.matches = SqlMatchColumnReads(reader)
        self.audit = audit_reads(reader)
        self.webhooks = webhook_reads(reader)
        self.messages = message_reads(reader)
        self.statistics = SqlResumeStatistics(reader)
        self.duplicates = SqlDuplicateReads(reader)
        self.facets = SqlFacetReads(reader)
        self.texts = SqlResumeTextReads(reader)
