"""Other tools for near-duplicates: documents in, one cluster label each out.

Each rival has the best settings for Arabic that we found (normalised words, runs of three, a lower
threshold); datasketch also has its usual settings. All of them take connected components of the pairs they
find, as their own examples do.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from benchmarks import adapters
from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import tokenize

Record = dict[str, Any]
Clusterer = Callable[[Sequence[Record]], list[Any]]

N_HASHES = 128
BEST_THRESHOLD = 0.5


def _connect(n_records: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Connected components, each named by its smallest member."""
    home = list(range(n_records))

    def find(row: int) -> int:
        while home[row] != row:
            home[row] = home[home[row]]
            row = home[row]
        return row

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        home[second] = first
    return [find(row) for row in range(n_records)]


def _list_runs(words: Sequence[str], size: int) -> list[str]:
    return [" ".join(words[start : start + size]) for start in range(max(1, len(words) - size + 1))]


def _read_plainly(text: str) -> list[str]:
    return _list_runs(text.split(), 5)


def _read_well(text: str) -> list[str]:
    return _list_runs(tokenize(text), 3)


def cluster_equal(records: Sequence[Record]) -> list[Any]:
    """Exact match after normalising, the trivial baseline."""
    return [" ".join(tokenize(record["text"])) for record in records]


def make_datasketch(read: Callable[[str], list[str]], threshold: float) -> Clusterer:
    """Datasketch's MinHash and LSH with 128 permutations."""

    def cluster(records: Sequence[Record]) -> list[Any]:
        from datasketch import MinHash, MinHashLSH

        index = MinHashLSH(threshold=threshold, num_perm=N_HASHES)
        pairs = []
        for row, record in enumerate(records):
            minhash = MinHash(num_perm=N_HASHES)
            minhash.update_batch([run.encode() for run in read(record["text"])])
            pairs += [(other, row) for other in index.query(minhash)]
            index.insert(row, minhash)
        return _connect(len(records), pairs)

    return cluster


def cluster_rensa(records: Sequence[Record]) -> list[Any]:
    """Rensa's R-MinHash and LSH, 128 permutations in 32 bands, with the same shingles as ours."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=BEST_THRESHOLD, num_perm=N_HASHES, num_bands=32)
    hashes: list[Any] = []
    pairs: list[tuple[int, int]] = []
    for row, record in enumerate(records):
        minhash = RMinHash(num_perm=N_HASHES, seed=1)
        minhash.update(_read_well(record["text"]))
        near = (other for other in index.query(minhash) if minhash.jaccard(hashes[other]) >= BEST_THRESHOLD)
        pairs += [(other, row) for other in near]
        index.insert(row, minhash)
        hashes.append(minhash)
    return _connect(len(records), pairs)


def cluster_rensa_batches(records: Sequence[Record]) -> list[Any]:
    """Rensa's batch mode, as its users take it: words split at blanks, all documents in one call a step."""
    from rensa import RMinHash, RMinHashLSH

    hashes = RMinHash.from_token_sets([record["text"].split() for record in records], N_HASHES, 1)
    index = RMinHashLSH(threshold=0.7, num_perm=N_HASHES, num_bands=16)
    index.insert_many(hashes)
    found = enumerate(index.query_all(hashes))
    return _connect(len(records), ((row, other) for row, near in found for other in near if other != row))


def cluster_gaoya(records: Sequence[Record]) -> list[Any]:
    """Gaoya's MinHash index over normalised words in runs of three."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, BEST_THRESHOLD, 32, 4, analyzer="word", ngram_range=(3, 3))
    texts = [" ".join(tokenize(record["text"])) for record in records]
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    found = index.par_bulk_query(texts)
    return _connect(
        len(records), ((row, other) for row, near in enumerate(found) for other in near if other != row)
    )


def cluster_tfidf(records: Sequence[Record]) -> list[Any]:
    """Scikit-learn's TF-IDF vectors of normalised words and neighbours of cosine .7 or more."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(
        preprocessor=normalize, tokenizer=tokenize, token_pattern=None, min_df=2, sublinear_tf=True
    )
    rows = vectorizer.fit_transform(record["text"] for record in records)
    pairs = []
    for start in range(0, len(records), 500):
        near = rows[start : start + 500] @ rows.T
        one, other = (near >= 0.7).nonzero()
        pairs += list(zip((one + start).tolist(), other.tolist(), strict=True))
    return _connect(len(records), pairs)


CLUSTERERS: dict[str, Clusterer] = {
    "khulasa": adapters.cluster_documents,
    "equal after normalising": cluster_equal,
    "datasketch, as its users take it": make_datasketch(_read_plainly, 0.7),
    "datasketch, at its best": make_datasketch(_read_well, BEST_THRESHOLD),
    "rensa, at its best": cluster_rensa,
    "rensa in batches": cluster_rensa_batches,
    "gaoya, at its best": cluster_gaoya,
    "scikit-learn TF-IDF neighbours": cluster_tfidf,
}
