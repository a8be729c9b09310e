"""An index on disk: its parts as folders of arrays, and a manifest that says which of them it consists of.

Parts never change, so that one that is there is not written again, and whoever has it mapped shares it with
every other process. Only the manifest is replaced; what it names no more is removed.
"""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import orjson

from domain.retrieval.entries import IndexColumn
from domain.retrieval.live import LiveSegment
from domain.retrieval.segments import Segment
from domain.retrieval.skills import SkillForms, SkillRarity

_FORMAT = 4
_MANIFEST = "manifest.json"
_TRIES = 3

Note = Mapping[str, str | int]
"""What whoever saves an index wants to know when it is opened."""


class Saved(NamedTuple):
    """What was read of a saved index."""

    parts: tuple[LiveSegment, ...]
    forms: SkillForms
    note: Note


def note_of(folder: Path) -> Note | None:
    """Return the note of an index that is kept in a folder, whether it still fits or not."""
    manifest = _manifest(folder)
    return None if manifest is None else manifest["note"]


def write(
    folder: Path, *, parts: Sequence[LiveSegment], forms: SkillForms, fingerprint: str, note: Note
) -> None:
    """Write what is not there yet, then the manifest, then remove what it does not name."""
    folder.mkdir(parents=True, exist_ok=True)
    old = _manifest(folder) or {}
    named = [_written(folder, part) for part in parts]
    words = old.get("forms")
    if old.get("fingerprint") != fingerprint or not words or old["form_count"] != len(forms):
        words = f"forms-{secrets.token_hex(6)}"
        (folder / words).write_bytes(orjson.dumps([forms.wordings, forms.holders]))
    manifest = {
        "format": _FORMAT,
        "fingerprint": fingerprint,
        "parts": named,
        "forms": words,
        "form_count": len(forms),
        "note": note,
    }
    new = folder / f"new-{_MANIFEST}"
    new.write_bytes(orjson.dumps(manifest))
    new.replace(folder / _MANIFEST)
    kept = {_MANIFEST, words, *(name for part in named for name in (part["segment"], part["alive"]))}
    for path in folder.iterdir():
        if path.name not in kept:
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def read(
    folder: Path,
    *,
    fingerprint: str,
    columns: Sequence[IndexColumn],
    rarity: SkillRarity,
    held: Sequence[LiveSegment],
) -> Saved | None:
    """Map what was written into memory; None where there is nothing whole, or nothing of this fingerprint.

    Args:
        folder: Where it is kept.
        fingerprint: What it must rest on.
        columns: The numbers that every entry has.
        rarity: The rarities of skills.
        held: Parts that are mapped already.
    """
    mapped = {part.segment.folder: part.segment for part in held if part.segment.folder}
    for _ in range(_TRIES):
        manifest = _manifest(folder)
        if manifest is None or manifest["fingerprint"] != fingerprint:
            return None
        try:
            parts = tuple(_live(folder, part, columns, mapped) for part in manifest["parts"])
            wordings, holders = orjson.loads((folder / manifest["forms"]).read_bytes())
        except FileNotFoundError:
            # Another process has written a new one meanwhile, and removed the old one.
            continue
        except (OSError, ValueError, EOFError):
            # A power cut leaves files that are empty or end too early.
            return None
        return Saved(parts, SkillForms(rarity, wordings, holders=holders), manifest["note"])
    return None


def _manifest(folder: Path) -> dict[str, Any] | None:
    try:
        manifest: dict[str, Any] = orjson.loads((folder / _MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return manifest if manifest.get("format") == _FORMAT else None


def _written(folder: Path, part: LiveSegment) -> dict[str, str]:
    segment = part.segment
    held = segment.folder
    if held is None or held.parent != folder or not held.exists():
        held = folder / f"part-{secrets.token_hex(6)}"
        segment.save(held)
    alive = ""
    if part.removed_from is not None:
        alive = f"alive-{secrets.token_hex(6)}.npy"
        np.save(folder / alive, part.alive)
    return {"source": part.source, "segment": held.name, "alive": alive}


def _live(
    folder: Path, part: dict[str, str], columns: Sequence[IndexColumn], mapped: Mapping[Path, Segment]
) -> LiveSegment:
    path = folder / part["segment"]
    segment = mapped.get(path) or Segment.load(path, columns)
    alive = np.load(folder / part["alive"]) if part["alive"] else np.ones(len(segment), np.bool_)
    return LiveSegment(part["source"], segment, alive)
