"""What is found in the labelled resumes by what was fitted without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from domain.analyses.declaring import plain
from domain.analyses.evidence import raw_confidence
from domain.analyses.extraction import Findings, find
from domain.analyses.fields import AGE
from domain.analyses.filler import is_filler
from domain.documents.errors import ReadFailure
from domain.documents.models import Document
from tools.documents import Key, keys_of
from tools.judging import FOLDS, INVENTED, Judged, LabelledSet, Value, folds_of, judge
from tools.train_tagger import fit, fit_folds, read_examples


@dataclass(frozen=True)
class Unseen:
    """What is found in each file, and which fold the file's repository is in.

    Attributes:
        found: Without an entry for files that cannot be read.
        folds: By repository; those of the invented resumes and of the held-out files have none.
    """

    found: Mapping[Key, Findings]
    folds: Mapping[str, int]

    def judged(self, scorer: Any, labelled: LabelledSet) -> dict[int, list[Judged]]:
        """Return by fold the values that the labels can tell right from wrong, with raw confidence.

        Files whose repository is in no fold are spread over all.
        """
        values = {
            file: raw_values(self.found[labelled.name, file])
            for file in labelled.files
            if (labelled.name, file) in self.found
        }
        groups = labelled.groups()
        rows: dict[int, list[dict[str, Any]]] = {}
        for row in labelled.labels:
            spread = crc32(groups[row["file"]].encode()) % FOLDS
            rows.setdefault(self.folds.get(labelled.repository(row["file"]), spread), []).append(row)
        return {
            fold: list(judge(scorer, replace(labelled, labels=labels), values))
            for fold, labels in rows.items()
        }


def read_unseen(scorer: Any, sets: Sequence[LabelledSet], documents: Mapping[Key, Document]) -> Unseen:
    """Read each file with what was fitted to the files of other repositories only."""
    learnt = [labelled for labelled in sets if labelled.name != INVENTED]
    folds = folds_of(learnt)
    examples = read_examples(scorer, learnt, documents)
    weights = fit_folds(examples, folds)
    others = fit(examples)
    found: dict[Key, Findings] = {}
    for labelled in sets:
        for key in keys_of(labelled):
            fold = folds.get(labelled.repository(key[1]))
            if key in documents:
                # What is told to be no resume has no findings.
                with suppress(ReadFailure):
                    found[key] = find(documents[key], weights=others if fold is None else weights[fold])
    return Unseen(found, folds)


def raw_values(found: Findings) -> list[Value]:
    """Return the values with the readers' own confidence, without filler.

    An age that is made of the birth date is judged by that.
    """
    return [
        (field, plain(candidate.value), raw_confidence(candidate))
        for field, _, candidate in found.candidates()
        if not is_filler(field, candidate.value) and not (field is AGE and found[AGE] is None)
    ]
