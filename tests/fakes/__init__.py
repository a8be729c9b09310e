"""The domain's ports in memory."""

from tests.fakes.reads import FakeCatalogueReads, FakeReads, FakeStaleResults
from tests.fakes.tables import Tables
from tests.fakes.unit_of_work import AnyWork, FakeUnitOfWork

__all__ = ["AnyWork", "FakeCatalogueReads", "FakeReads", "FakeStaleResults", "FakeUnitOfWork", "Tables"]
