"""Users over an SQLAlchemy session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from domain.errors import UsernameTaken
from domain.users.models import NewUser, User
from domain.viewers import Role, TokenSession
from persistence.auditing import forget_addresses
from persistence.columns import iso
from persistence.erasing import mark_erasure
from persistence.tables import EndedSessionRow, UserRow

_ADMIN_LOCK = 7_305_119


class SqlUserRepository:
    """Users in the database."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, user: NewUser) -> User:
        row = UserRow(
            username=user.username,
            username_key=user.username_key,
            password_hash=user.password_hash,
            email=user.email,
            role=user.role.value,
            created_at=iso(user.created_at),
        )
        self._session.add(row)
        try:
            self._session.flush()
        except IntegrityError as error:
            self._session.rollback()
            raise UsernameTaken from error
        return _user(row)

    def get(self, user_id: int) -> User | None:
        # What is read here is written back whole. Rows that refer to it may be added meanwhile.
        row = self._session.get(UserRow, user_id, with_for_update={"key_share": True})
        return None if row is None else _user(row)

    def find(self, username_key: str) -> User | None:
        row = self._session.scalar(select(UserRow).where(col(UserRow.username_key) == username_key))
        return None if row is None else _user(row)

    def update(self, user: User) -> None:
        self._session.execute(
            update(UserRow)
            .where(col(UserRow.id) == user.id)
            .values(
                password_hash=user.password_hash,
                email=user.email,
                role=user.role.value,
                is_blind=user.is_blind,
                token_version=user.token_version,
            )
        )

    def lock_admins(self) -> None:
        # SQLite's writers exclude each other anyway.
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(select(func.pg_advisory_xact_lock(_ADMIN_LOCK)))

    def any_of_role(self, role: Role) -> bool:
        return (
            self._session.scalar(select(col(UserRow.id)).where(col(UserRow.role) == role).limit(1))
            is not None
        )

    def others_who_see(self, role: Role, *, than: int) -> bool:
        others = select(col(UserRow.id)).where(
            col(UserRow.role) == role, ~col(UserRow.is_blind), col(UserRow.id) != than
        )
        return self._session.scalar(others.limit(1)) is not None

    def end_session(self, user_id: int, session: TokenSession, *, now: int) -> None:
        self._session.execute(delete(EndedSessionRow).where(col(EndedSessionRow.until) < now))
        self._session.merge(EndedSessionRow(name=session.name, user_id=user_id, until=session.until))

    def delete(self, user_id: int) -> bool:
        # Resumes, analyses and matches go with their user: the database cascades.
        result = self._session.execute(delete(UserRow).where(col(UserRow.id) == user_id))
        forget_addresses(self._session.connection(), {user_id})
        mark_erasure(self._session)
        return isinstance(result, CursorResult) and result.rowcount > 0

    def count(self) -> int:
        return self._session.scalar(select(func.count()).select_from(UserRow)) or 0


def _user(row: UserRow) -> User:
    assert row.id is not None
    return User(
        id=row.id,
        username=row.username,
        username_key=row.username_key,
        password_hash=row.password_hash,
        email=row.email,
        role=Role(row.role),
        is_blind=row.is_blind,
        token_version=row.token_version,
        created_at=datetime.fromisoformat(row.created_at),
    )
