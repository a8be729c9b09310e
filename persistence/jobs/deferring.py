"""The job of a resume is made in the transaction that makes its row: either both are there or neither.

Owners take turns, by numbers as in start-time fair queueing: an owner's next job stands one turn after his
last, and the first of one who has none stands at the turn that is being worked on, before all that others
have in store. What nobody waits for takes many turns at once.
"""

from __future__ import annotations

from enum import Enum

from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector
from sqlalchemy import text
from sqlmodel import Session

from persistence.faults import fault
from persistence.jobs.queues import ANALYSE, DELIVER, Queue, lock_of, lock_of_delivery

_LAG = 20
_LATER = " later"
# At which turn others are served, whom what nobody waits for does not hold up.
_SERVED = f"-priority - CASE WHEN args ->> 'line' LIKE '%{_LATER}' THEN {_LAG} ELSE 0 END"
_TURN = text(f"""
    SELECT least(2147483647, greatest(
        :lag + coalesce(
            (SELECT max({_SERVED}) FROM procrastinate_jobs
              WHERE status = 'doing' AND worker_id IS NOT NULL AND task_name = :task),
            (SELECT {_SERVED} FROM procrastinate_jobs
              WHERE status = 'todo' AND task_name = :task ORDER BY priority DESC, id LIMIT 1),
            0),
        :step + coalesce(
            (SELECT -min(priority) FROM procrastinate_jobs
              WHERE status IN ('todo', 'doing') AND args ->> 'line' = :line),
            -:step)))
""")  # noqa: S608 - constants alone
_WITHOUT_JOB = text("""
    SELECT id, user_id FROM resumes
     WHERE state IN ('uploaded', 'analysing') AND id > :after
       AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs
                        WHERE lock = 'resume-' || resumes.id AND status IN ('todo', 'doing'))
     ORDER BY id LIMIT 500
""")
_UNTOLD = text("""
    SELECT id FROM webhook_deliveries
     WHERE state = 'pending' AND id > :after
       AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs
                        WHERE lock = 'webhook-' || webhook_deliveries.id AND status IN ('todo', 'doing'))
     ORDER BY id LIMIT 500
""")
# It is never opened: jobs are deferred on the connections of whoever has a transaction.
_manager = JobManager(SyncPsycopgConnector())


class Urgency(Enum):
    """How many turns a job takes, and how many pass before an owner's first."""

    WAITED_FOR = (1, 0)
    LATER = (_LAG, _LAG)


def defer_analysis(
    session: Session, resume_id: int, *, user_id: int, urgency: Urgency = Urgency.WAITED_FOR
) -> None:
    """Have a resume analysed once the session's transaction is committed."""
    step, lag = urgency.value
    line = f"{user_id}" if urgency is Urgency.WAITED_FOR else f"{user_id}{_LATER}"
    turn = session.scalar(_TURN, {"task": ANALYSE, "line": line, "step": step, "lag": lag}) or 0
    job = Job(
        queue=Queue.ANALYSES,
        task_name=ANALYSE,
        priority=-turn,
        lock=lock_of(resume_id),
        queueing_lock=None,
        task_kwargs={"resume_id": resume_id, "line": line},
    )
    _defer(session, job)


def defer_delivery(session: Session, delivery_id: int) -> None:
    """Have a webhook told once the session's transaction is committed."""
    job = Job(
        queue=Queue.WEBHOOKS,
        task_name=DELIVER,
        lock=lock_of_delivery(delivery_id),
        queueing_lock=None,
        task_kwargs={"delivery_id": delivery_id},
    )
    _defer(session, job)


def _defer(session: Session, job: Job) -> None:
    try:
        _manager.defer_job(job, connection=session.connection().connection.driver_connection)
    except ConnectorException as error:
        cause = error.__cause__
        raise (cause and fault(cause)) or error from cause


def take_up_unfinished(session: Session) -> int:
    """Make jobs for unfinished resumes that have none, those of a moved database; return how many."""
    count = after = 0
    while without := session.execute(_WITHOUT_JOB, {"after": after}).all():
        for resume_id, user_id in without:
            defer_analysis(session, resume_id, user_id=user_id, urgency=Urgency.LATER)
        session.commit()
        count, after = count + len(without), without[-1][0]
    session.rollback()
    return count


def take_up_untold(session: Session) -> None:
    """Make jobs for what webhooks are still to be told and that has none, in a moved database."""
    after = 0
    while without := session.scalars(_UNTOLD, {"after": after}).all():
        for delivery_id in without:
            defer_delivery(session, delivery_id)
        session.commit()
        after = without[-1]
    session.rollback()
