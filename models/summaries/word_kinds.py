"""List verbs, adjectives, and forms with nothing attached: makes kinds.npz, for key phrases.

    python -m models.summaries.word_kinds --data FOLDER

FOLDER holds what `stem_rarity` reads. Nothing is labelled: a form is of a kind if the news has it often
enough between words that only this kind stands beside. Without the files nothing is made, and the shipped
lists stay in use.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.manifest import list_in_manifest
from models.summaries.stem_rarity import NEEDED, read_texts
from models.training_data import read_folders
from summarizer.summary.key_phrases.word_kinds import (
    ADJECTIVES,
    PRONOUN,
    VERBS,
    WHOLE_ENDS,
    WHOLE_STARTS,
    fingerprint_kinds,
    fold_form,
)
from summarizer.text.letters import HIDDEN, LETTERS

_PREPOSITIONS = """في من إلى على عن بين مع منذ خلال حول ضد لدى عند نحو هذا هذه تلك بعض جميع أي غير دون بدون
 عبر ضمن تحت فوق"""
_BEFORE_VERBS = "قد وقد فقد لقد لم ولم لن ولن سوف الذي التي الذين والذي والتي عندما ثم لا ولا كما"
# Words, marks, and the ends of lines.
_TOKEN = re.compile(f"[{LETTERS}][{LETTERS}{HIDDEN}]*|[^\\s{LETTERS}{HIDDEN}]|\n")
_ATTACHED = re.compile("([وف]?[بكل]|[وف])(.{2,})$")
_PARTICLES, _SHORTEST = "وفبكل", 3
_DEFINITE = re.compile("(?:ال)(?=.{3})")

# The least places of a form that is listed. Of verbs three must be behind a word that only verbs follow, and
# at most three in ten of those behind such a word or a preposition behind a preposition: `سجل` is listed,
# `كتب` (he wrote, books) is not.
_VERB_PLACES, _VERB_SHARE = 3, 0.7
_START_SHARE = 0.2
# `الدولية` stands behind another definite word in 79 of 100 places, `الجامعة` in 2, `السعودية` in 53.
_ADJECTIVE_PLACES, _ADJECTIVE_SHARE = 10, 0.6
# Or, as `الأرجنتيني`, in 40 of 100 and seldom behind a preposition, where `السعودية` stands in 14.
_SOME_SHARE, _SELDOM_SHARE = 0.4, 0.08
# Without the article: `سورية` follows prepositions in 40 of 100 places, `دولية` in none.
_NOUN_SHARE = 0.1
_WHOLE_PLACES, _WHOLE_SHARE = 3, 0.01
# A form is whole where the news has the rest without the letters less than a third as often.
_REST_SHARE = 1 / 3

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """How often the news has each form, and where; numbers of forms by name.

    places, after_preposition, before_verb, after_definite, first  (n_forms,)
    """

    numbers: dict[str, int]
    places: Counts
    after_preposition: Counts
    before_verb: Counts
    after_definite: Counts
    first: Counts

    def count(self, form: str) -> int:
        """The places of a form, 0 where there is none."""
        number = self.numbers.get(form)
        return 0 if number is None else int(self.places[number])


def main() -> None:
    """Make the lists, or say what is missing."""
    folders = read_folders(__doc__, NEEDED, "data")
    if folders is None:
        return
    beside = count_neighbours(read_texts(folders.data))
    lists = {
        VERBS: list_verbs(beside),
        ADJECTIVES: list_adjectives(beside),
        WHOLE_STARTS: list_wholes(beside, _starts_whole),
        WHOLE_ENDS: list_wholes(beside, _ends_whole),
    }
    write_lists(folders.out / "kinds.npz", lists, [folders.data / name for name in NEEDED])


def count_neighbours(texts: Iterable[str]) -> Beside:
    """Count what each form stands behind. Marks and ends of lines have the number 0."""
    numbers, known, parts = {"": 0}, {}, []
    for text in texts:
        tokens = ["\n", *_TOKEN.findall(text), "\n"]
        for token in tokens:
            if token not in known:
                known[token] = numbers.setdefault(fold_form(token), len(numbers))
        parts.append(np.fromiter(map(known.__getitem__, tokens), dtype=np.int32, count=len(tokens)))
    sequence = np.concatenate(parts)
    before, after = sequence[:-1], sequence[1:]

    def count_after(forms: Iterable[str]) -> Counts:
        chosen = np.zeros(len(numbers), dtype=bool)
        chosen[[numbers[form] for form in forms if form in numbers]] = True
        return np.bincount(after[chosen[before]], minlength=len(numbers))

    return Beside(
        numbers,
        places=np.bincount(sequence, minlength=len(numbers)),
        after_preposition=count_after(map(fold_form, _PREPOSITIONS.split())),
        before_verb=count_after(map(fold_form, _BEFORE_VERBS.split())),
        after_definite=count_after([form for form in numbers if _DEFINITE.match(form)]),
        first=count_after([""]),
    )


def list_verbs(beside: Beside) -> list[str]:
    """Forms behind a word that only verbs follow, seldom or never behind a preposition."""
    share = beside.before_verb / np.maximum(1, beside.before_verb + beside.after_preposition)
    often = (beside.before_verb >= _VERB_PLACES) & (share >= _VERB_SHARE)
    # Rare verbs begin sentences and never follow a preposition: `أهدت`.
    rare = (beside.before_verb > 0) & (beside.after_preposition == 0)
    rare &= (beside.first >= _START_SHARE * beside.places) & (beside.places >= _VERB_PLACES + 2)
    return [form for form, number in beside.numbers.items() if form and (often | rare)[number]]


def list_adjectives(beside: Beside) -> list[str]:
    """Definite forms that mostly follow another definite word, and the same forms without the article."""
    share, behind = (
        counts / np.maximum(1, beside.places) for counts in (beside.after_definite, beside.after_preposition)
    )
    describes = (share >= _ADJECTIVE_SHARE) | ((share >= _SOME_SHARE) & (behind <= _SELDOM_SHARE))
    found = []
    for form, number in beside.numbers.items():
        if not _DEFINITE.match(form) or beside.places[number] < _ADJECTIVE_PLACES:
            continue
        if describes[number]:
            found.append(form)
            bare = beside.numbers.get(form[2:])
            if bare is not None and behind[bare] < _NOUN_SHARE:
                found.append(form[2:])
    return found


def list_wholes(beside: Beside, is_whole: Callable[[Beside, str, int], bool]) -> list[str]:
    """Forms that look as if a particle or a pronoun were attached, and are whole."""
    return [
        form
        for form, number in beside.numbers.items()
        if beside.places[number] >= _WHOLE_PLACES and is_whole(beside, form, number)
    ]


def _starts_whole(beside: Beside, form: str, number: int) -> bool:
    """No form with a preposition attached follows a preposition, or has another one attached."""
    attached = _ATTACHED.match(form)
    if attached is None:
        return False
    places = int(beside.places[number])
    behind = int(beside.after_preposition[number]) + sum(beside.count(letter + form) for letter in "بلك")
    if behind >= max(1, _WHOLE_SHARE * places):
        return True
    rest = _DEFINITE.sub("", attached[2])
    forms = (
        (rest, "ال" + rest, rest[1:]) if attached[1][-1] == "ل" and rest[0] == "ل" else (rest, "ال" + rest)
    )
    return sum(map(beside.count, forms)) < _REST_SHARE * places


def _ends_whole(beside: Beside, form: str, number: int) -> bool:
    """The news seldom has what is left without the letters that look like a pronoun."""
    pronoun = PRONOUN.match(form)
    if pronoun is None or form.startswith("ال"):
        return False
    rest = pronoun[1]
    rests = [rest, rest[1:]] if rest[0] in _PARTICLES and len(rest) > _SHORTEST else [rest]
    rests += [rest[:-1] + "ة" for rest in rests if rest.endswith("ت")]
    forms = [prefix + rest for rest in rests for prefix in ("", "ال")]
    return sum(map(beside.count, forms)) < _REST_SHARE * int(beside.places[number])


def write_lists(path: Path, lists: dict[str, list[str]], data: list[Path]) -> None:
    """The hashes of the forms of each list, in order, and the entry in the manifest."""
    hashes = {
        kind: np.array(sorted({crc32(form.encode()) for form in forms}), dtype=np.uint32)
        for kind, forms in lists.items()
    }
    np.savez_compressed(path, allow_pickle=False, **hashes)
    list_in_manifest(path, fingerprint_kinds(), data)
    print({kind: len(found) for kind, found in hashes.items()}, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
