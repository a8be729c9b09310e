"""`python -m benchmarks.attacks`: how long honest people wait beside files made to stop all analysis.

Each attack meets a fresh server on loopback, with twelve or sixteen files. Beside it a resume with text and a
scan are uploaded by somebody else, `/readyz` is asked, and a bystander reads twenty times a second. The
checkout that serves may be another one, so that before and after are measured by the same program.
"""

from __future__ import annotations

import io
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import anyio
from PIL import Image, ImageDraw, ImageFont

from benchmarks.attacked import Person, options, serving
from benchmarks.figures import percentile
from benchmarks.processes import Weighing
from tests import hostile_files, pdf_files

_POLL_SECONDS = 0.05
_READY_SECONDS = 0.5
_WEIGHED_SECONDS = 0.5
_RESUME = ["张晓明", "求职意向：会计", "电话：13900000001", "2016.09-2020.06 浙江大学 会计学 本科"]
_SCANNED = (
    "Grace Field",
    "Objective: Accountant",
    "grace.field@example.com",
    "2016 - 2018 Foo Ltd Accountant",
)

SampleT = TypeVar("SampleT")


class Attack(NamedTuple):
    """Files that are uploaded all at once, by one account or by one each."""

    name: str
    content: bytes
    suffix: str
    files: int
    accounts: int


ATTACKS = (
    Attack("nothing", b"", "pdf", 0, 0),
    Attack("slow to render, 1 account", hostile_files.slow_to_render_pdf(), "pdf", 12, 1),
    Attack("slow to render, 12 accounts", hostile_files.slow_to_render_pdf(), "pdf", 12, 12),
    Attack("never ends, 1 account", hostile_files.self_calling_pdf(), "pdf", 12, 1),
    Attack("never ends, 12 accounts", hostile_files.self_calling_pdf(), "pdf", 12, 12),
    Attack("heavy DOCX, 1 account", hostile_files.heavy_docx(), "docx", 16, 1),
    Attack("heavy DOCX, 16 accounts", hostile_files.heavy_docx(), "docx", 16, 16),
)


@dataclass(slots=True)
class Seen:
    """What honest people saw; seconds, None where they gave up."""

    text: float | None = None
    scan: float | None = None
    ready: list[tuple[int, float]] = field(default_factory=list)
    reads: list[float] = field(default_factory=list)
    memory_bytes: int = 0


class Applicant(Person):
    """A user who sends resumes."""

    async def upload(self, name: str, content: bytes) -> int:
        """Upload a file; return the resume's id."""
        answer = await self.client.post("/api/resumes/upload", files={"file": (name, content)})
        found: int = answer.raise_for_status().json()["resume_id"]
        return found

    async def analysed(self, name: str, content: bytes, *, patience: float) -> float | None:
        """Return the seconds from the upload to the analysis."""
        started = time.perf_counter()
        resume_id = await self.upload(name, content)
        while (waited := time.perf_counter() - started) < patience:
            status = (await self.client.get(f"/api/resumes/{resume_id}")).json()["status"]
            if status == "分析完成":
                return waited
            if status == "分析失败":
                return None
            await anyio.sleep(_POLL_SECONDS)
        return None


async def meet(attack: Attack, checkout: Path, *, patience: float) -> Seen:
    """Let a fresh server meet an attack."""
    seen = Seen()
    with serving(checkout) as server:
        honest, bystander = Applicant(server, "honest"), Person(server, "bystander")
        attackers = [Applicant(server, f"attacker{number}") for number in range(attack.accounts)]
        for person in (honest, bystander, *attackers):
            await person.come_in()
        # The quiet beginning: everything is loaded.
        await honest.analysed("resume.pdf", pdf_files.pdf_with_lines(_RESUME), patience=60)
        await honest.analysed("scan.png", scan(), patience=60)
        with Weighing(server, every_seconds=_WEIGHED_SECONDS) as weighing:
            async with anyio.create_task_group() as watching:
                watching.start_soon(_forever, bystander.read, seen.reads)
                watching.start_soon(_forever, partial(_ask_ready, bystander), seen.ready)
                for number in range(attack.files):
                    attacker = attackers[number % len(attackers)]
                    await attacker.upload(f"resume.{attack.suffix}", attack.content)
                async with anyio.create_task_group() as waiting:
                    waiting.start_soon(
                        _note, seen, "text", honest, pdf_files.pdf_with_lines(_RESUME), patience
                    )
                    waiting.start_soon(_note, seen, "scan", honest, scan(), patience)
                watching.cancel_scope.cancel()
        seen.memory_bytes = max(weighing.weights)
    return seen


def scan() -> bytes:
    """Return a page of text as a picture."""
    image = Image.new("RGB", (1240, 1754), "white")
    drawing = ImageDraw.Draw(image)
    for row, line in enumerate(_SCANNED):
        drawing.text((100, 100 + 80 * row), line, fill="black", font=ImageFont.load_default(34))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


async def _note(seen: Seen, what: str, person: Applicant, content: bytes, patience: float) -> None:
    suffix = "pdf" if what == "text" else "png"
    setattr(seen, what, await person.analysed(f"resume.{suffix}", content, patience=patience))


async def _forever(watch: Callable[[list[SampleT]], Awaitable[None]], samples: list[SampleT]) -> None:
    while True:
        await watch(samples)


async def _ask_ready(person: Person, ready: list[tuple[int, float]]) -> None:
    started = time.perf_counter()
    status = (await person.client.get("/readyz")).status_code
    ready.append((status, time.perf_counter() - started))
    await anyio.sleep(_READY_SECONDS)


def row(name: str, seen: Seen) -> str:
    """Return a line of the table."""
    refused = sum(status != 200 for status, _ in seen.ready)
    slowest = max((seconds for _, seconds in seen.ready), default=0.0)
    cells = [
        name,
        _seconds(seen.text),
        _seconds(seen.scan),
        f"{refused} of {len(seen.ready)}, {slowest:.2f} s",
        *(f"{1000 * percentile(seen.reads, share):.0f} ms" for share in (50, 99)),
        f"{seen.memory_bytes / 2**20:.0f} MB",
    ]
    return "| " + " | ".join(cells) + " |"


def _seconds(seconds: float | None) -> str:
    return "given up" if seconds is None else f"{seconds:.1f} s"


def main() -> None:
    """Run the attacks and print a table."""
    parser = options(__doc__)
    parser.add_argument("--patience", type=float, default=400.0, help="seconds until a person gives up")
    chosen = parser.parse_args()
    print("| beside | text resume | scan | /readyz not 200, slowest | read p50 | p99 | memory (PSS) |")
    print("|---|---|---|---|---|---|---|")
    for attack in ATTACKS:
        if chosen.only in attack.name:
            run = partial(meet, attack, chosen.checkout, patience=chosen.patience)
            print(row(attack.name, anyio.run(run)), flush=True)


if __name__ == "__main__":
    main()
