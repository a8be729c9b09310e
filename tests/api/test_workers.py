"""Servers and workers as processes of their own, over PostgreSQL."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest
from sqlalchemy import Engine, text

from persistence.database import open_engine
from tests import programs
from tests.gateway import Account, Gateway, environment, running_gateway
from tests.pdf_files import pdf_with_lines
from tests.postgres_server import fresh_database
from tests.waiting import until
from tests.workers import Worker


class House(NamedTuple):
    """A server that works on no jobs, and what its workers need."""

    gateway: Gateway
    engine: Engine
    settings: dict[str, str]

    @contextmanager
    def worker(self, *options: str, obedient: bool = True, **settings: str) -> Iterator[Worker]:
        """Run a worker for the time of the context, unless it is killed before."""
        worker = Worker(self.gateway.data_dir, self.settings | settings, obedient=obedient, options=options)
        worker.start()
        try:
            yield worker
        finally:
            if worker.runs:
                worker.stop()

    def upload(self, account: Account, *words: str) -> int:
        text = "\n".join(["张晓一", "求职意向：会计", "专业技能：Excel、成本核算", *words])
        return self.gateway.upload(account, "resume.txt", text.encode())

    def until(self, state: str, resume_id: int, *, while_runs: Worker | None = None) -> bool:
        """Wait until a resume is in a state, or a worker has died; return whether it is."""
        arguments = self.engine.dialect.create_connect_args(self.engine.url)[1]
        with psycopg.connect(**arguments, autocommit=True) as connection:
            connection.execute("LISTEN gateway_resumes")

            def is_so() -> bool | None:
                if self.value("SELECT state FROM resumes WHERE id = :id", id=resume_id) == state:
                    return True
                if while_runs is not None and not while_runs.runs:
                    return False
                next(connection.notifies(timeout=0.5, stop_after=1), None)
                return None

            return until(is_so, lambda found: found is not None) is True

    def result(self, account: Account, resume_id: int) -> int:
        """Ask once, as one who waits does; return the status."""
        return self.gateway.get(account, f"/api/resumes/{resume_id}/analysis").status_code

    def value(self, query: str, **values: object) -> object:
        with self.engine.connect() as connection:
            found: object = connection.scalar(text(query), values)
            return found


@pytest.fixture(scope="module")
def house(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with fresh_database(postgres_url, "workers") as url:
        settings = {
            "GATEWAY_DATABASE_URL": url,
            "GATEWAY_SERVE_JOBS": "false",
            "GATEWAY_WORKER_STALLED_SECONDS": "2",
            "GATEWAY_ANALYSIS_WAIT_SECONDS": "30",
        }
        with running_gateway(tmp_path_factory.mktemp("house"), **settings) as gateway:
            engine = open_engine(url)
            yield House(gateway, engine, settings)
            engine.dispose()


def test_whoever_waits_at_a_server_is_told_what_a_worker_has_found(house: House) -> None:
    anna = house.gateway.user("anna")
    resume_id = house.gateway.upload(anna, "resume.pdf", pdf_with_lines(["张晓一", "求职意向：会计"]))
    # What is set for several serving processes keeps no worker, which is one, from starting.
    for_servers = {"GATEWAY_WORKERS": "2", "GATEWAY_METRICS_TOKEN": "a token of sixteen"}
    with house.worker(obedient=False, **for_servers):
        assert house.result(anna, resume_id) == 200
    assert house.value("SELECT count(*) FROM procrastinate_jobs WHERE lock LIKE 'resume-%'") == 0


def test_what_a_killed_worker_had_is_taken_up_by_another(house: House) -> None:
    bert = house.gateway.user("bert")
    with house.worker(HANGS="yes") as first:
        resume_id = house.upload(bert, "HANG")
        house.until("analysing", resume_id)
        with house.worker():
            first.kill()
            assert house.result(bert, resume_id) == 200
    # The second beginning counts: it may have been the file that ended its worker.
    assert house.value("SELECT attempts FROM resumes WHERE id = :id", id=resume_id) == 2
    assert house.value("SELECT count(*) FROM matches WHERE resume_id = :id", id=resume_id) == 10


def test_a_worker_that_is_told_to_stop_gives_back_what_it_cannot_finish(house: House) -> None:
    carl = house.gateway.user("carl")
    with house.worker(HANGS="yes", GATEWAY_STOP_SECONDS="0") as first:
        resume_id = house.upload(carl, "HANG")
        house.until("analysing", resume_id)
        assert first.stop() == 0
    job = "SELECT status || ' in ' || queue_name FROM procrastinate_jobs WHERE lock = :lock"
    assert house.value(job, lock=f"resume-{resume_id}") == "todo in analyses"
    with house.worker():
        assert house.result(carl, resume_id) == 200
    # A stop is no fault of the file.
    assert house.value("SELECT attempts FROM resumes WHERE id = :id", id=resume_id) == 1


def test_a_file_that_kills_its_worker_is_given_up_and_takes_nobody_with_it(house: House) -> None:
    dora = house.gateway.user("dora")
    poison = house.upload(dora, "KILL")
    others = [house.upload(dora) for _ in range(3)]
    deaths, given_up = 0, False
    while not given_up:
        with house.worker() as worker:
            given_up = house.until("failed", poison, while_runs=worker)
            if not given_up:
                assert worker.ended() == -signal.SIGKILL
                deaths += 1
                assert deaths <= 3
    assert deaths == 3
    with house.worker():
        assert [house.result(dora, resume_id) for resume_id in others] == [200] * 3
    assert house.value("SELECT failure_code FROM resumes WHERE id = :id", id=poison) == "INTERNAL"


def test_one_who_waits_for_a_file_is_served_before_the_hundreds_of_another(house: House) -> None:
    emil, fred = house.gateway.user("emil"), house.gateway.user("fred")
    many = [house.upload(emil) for _ in range(12)]
    one = house.upload(fred)
    with house.worker("--concurrency", "1"):
        assert {house.result(emil, resume_id) for resume_id in many} == {200}
    order = "SELECT string_agg(CAST(resume_id AS text), ' ' ORDER BY analysed_at) FROM analyses"
    assert house.value(f"{order} WHERE resume_id >= :first", first=many[0]) == " ".join(
        map(str, [many[0], one, *many[1:]])
    )


def test_a_server_alone_works_on_its_jobs(house: House) -> None:
    with running_gateway(house.gateway.data_dir, **house.settings | {"GATEWAY_SERVE_JOBS": "true"}) as alone:
        gina = alone.user("gina")
        resume_id = alone.upload(gina, "resume.pdf", pdf_with_lines(["张晓一", "求职意向：会计"]))
        assert alone.finished(gina, resume_id) == "分析完成"
        assert house.gateway.get(gina, f"/api/resumes/{resume_id}/matches").status_code == 200


@pytest.mark.parametrize(
    ("options", "settings", "told"),
    [
        ([], {}, "a worker needs PostgreSQL"),
        (
            ["--queues", "analyses,lunch"],
            {"GATEWAY_DATABASE_URL": "postgresql+psycopg://x/y"},
            "lunch is none of",
        ),
    ],
)
def test_a_worker_that_has_nothing_to_work_on_says_so(
    tmp_path: Path, options: list[str], settings: dict[str, str], told: str
) -> None:
    ended = programs.run(["worker", *options], environment(tmp_path, **settings))
    assert (ended.returncode, told in ended.stderr) == (2, True), ended.stderr
