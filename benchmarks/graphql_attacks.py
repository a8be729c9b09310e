"""`python -m benchmarks.graphql_attacks`: how long a bystander waits beside GraphQL made to take long.

Each attack meets a fresh server on loopback for some seconds: eight connections without a token that ask as
soon as they are answered, from a process of their own. Beside them a bystander with a token reads twenty
times a second. The checkout that serves may be another one, so that before and after are measured by the
same program; limits of rate are off, so that every document is looked at. The row `nothing` tells what the
machine itself makes of the bystander.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import anyio
import orjson

from benchmarks.attacked import Person, options, serving
from benchmarks.figures import percentile
from benchmarks.load import WrongAnswer, fetch, post_json
from benchmarks.processes import Weighing

CONNECTIONS = 8
_WEIGHED_SECONDS = 0.5


class Attack(NamedTuple):
    """Documents by their number; as many as are given at most, where that is not None."""

    name: str
    document: Callable[[int], str]
    documents: int | None = None


def operations(number: int, *, operations: int, fields: int) -> str:
    """Return operations that each spread one fragment with many fields."""
    asked = "".join(f"query q{number}_{one}{{me{{...f}}}}" for one in range(operations))
    return f"{asked}fragment f on User{{{'id ' * fields}}}"


def chain(number: int, *, fragments: int) -> str:
    """Return a chain of fragments, each with the next one twice."""
    links = "".join(f"fragment f{one} on User{{id ...f{one + 1} ...f{one + 1}}}" for one in range(fragments))
    return f"query q{number}{{me{{...f0}}}}{links}fragment f{fragments} on User{{id}}"


def introspections(_number: int, *, times: int) -> str:
    """Return one document that asks for the whole schema again and again."""
    types = "types{name fields{name args{name} type{name ofType{name}}}}"
    return "{" + "".join(f"s{one}:__schema{{{types}}}" for one in range(times)) + "}"


def searches(number: int, *, times: int) -> str:
    """Return a document of searches that nobody made before."""
    asked = (f's{one}:positions(search:"accountant {number} {one}"){{totalCount}}' for one in range(times))
    return "{" + "".join(asked) + "}"


def long(number: int) -> str:
    """Return a plain document of 12 KB."""
    fields = "id title titleEn titleZh source skills __typename"
    pages = (f"a{one}:positions(first:1){{edges{{node{{{fields}}}}}}}" for one in range(49))
    return f"query q{number}{{{' '.join(pages)}}}".ljust(12 * 1024)


ATTACKS = (
    Attack("nothing", long, 0),
    Attack("150 operations of 1,000 fields", partial(operations, operations=150, fields=1_000)),
    Attack("50 operations of 190 fields", partial(operations, operations=50, fields=190)),
    Attack("one operation of 1,900 fields", partial(operations, operations=1, fields=1_900)),
    Attack("chain of 180 fragments", partial(chain, fragments=180)),
    Attack("chain of 10 fragments", partial(chain, fragments=10)),
    Attack("49 introspections, kept", partial(introspections, times=49)),
    Attack("1 introspection, kept", partial(introspections, times=1)),
    Attack("40 searches", partial(searches, times=40)),
    Attack("9 searches", partial(searches, times=9)),
    Attack("1,500 documents of 12 KB", long, 1_500),
)


@dataclass(slots=True)
class Seen:
    """What the bystander saw, in seconds, and what the attackers were answered."""

    reads: list[float] = field(default_factory=list)
    memory_bytes: int = 0
    answers: Counter[str] = field(default_factory=Counter)


async def meet(attack: Attack, checkout: Path, *, seconds: float) -> Seen:
    """Let a fresh server meet an attack."""
    seen = Seen()
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, serving(checkout) as server:
        bystander = Person(server, "bystander")
        await bystander.come_in()
        # The quiet beginning: everything is loaded, here and there.
        pool.submit(int).result()
        for _ in range(20):
            await bystander.client.get("/api/resumes")
        begun = pool.submit(_attack, attack.name, server.port, seconds)
        with Weighing(server, every_seconds=_WEIGHED_SECONDS) as weighing:
            until = time.perf_counter() + seconds
            while time.perf_counter() < until or not begun.done():
                await bystander.read(seen.reads)
        seen.memory_bytes = max(weighing.weights)
        seen.answers = begun.result()
        await bystander.client.aclose()
    return seen


def _attack(name: str, port: int, seconds: float) -> Counter[str]:
    """Attack for so long, in a process of its own; return what was answered."""
    attack = next(attack for attack in ATTACKS if attack.name == name)
    return anyio.run(partial(_ask_all, attack, port, until=time.monotonic() + seconds))


async def _ask_all(attack: Attack, port: int, *, until: float) -> Counter[str]:
    answers: Counter[str] = Counter()
    numbers = iter(range(sys.maxsize if attack.documents is None else attack.documents))

    async def ask() -> None:
        for number in numbers:
            if time.monotonic() > until:
                return
            body = orjson.dumps({"query": attack.document(number)})
            try:
                status, text = await fetch(port, post_json("/graphql", body))
            except (OSError, WrongAnswer):
                answers["broken off"] += 1
                continue
            answers[_told(status, text)] += 1

    async with anyio.create_task_group() as attackers:
        for _ in range(CONNECTIONS):
            attackers.start_soon(ask)
    return answers


def _told(status: int, text: bytes) -> str:
    """Return the code of what was refused, else the status."""
    try:
        content = orjson.loads(text)
    except orjson.JSONDecodeError:
        content = None
    errors = content.get("errors") if isinstance(content, dict) else None
    return errors[0]["extensions"]["code"] if isinstance(errors, list) else str(status)


def row(name: str, seen: Seen) -> str:
    """Return a line of the table."""
    cells = [
        name,
        *(f"{1000 * percentile(seen.reads, share):.0f} ms" for share in (50, 99, 100)),
        f"{seen.memory_bytes / 2**20:.0f} MB",
        ", ".join(f"{count} × {answer}" for answer, count in seen.answers.most_common()),
    ]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Run the attacks and print a table."""
    parser = options(__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each attack takes")
    chosen = parser.parse_args()
    print("| beside | read p50 | p99 | longest | memory (PSS) | attackers' answers |")
    print("|---|---|---|---|---|---|")
    for attack in ATTACKS:
        if chosen.only in attack.name:
            run = partial(meet, attack, chosen.checkout, seconds=chosen.seconds)
            print(row(attack.name, anyio.run(run)), flush=True)


if __name__ == "__main__":
    main()
