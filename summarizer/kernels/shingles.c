/* Shingles: of each text its runs of three words, its words and its figures, sorted, each once.

   The twin is summarizer/duplicates/shingle_sorting.py; shingles.py there says what each array is for. Texts are
   short, so each is sorted in the cache, where numpy sorts the keys of a whole batch. */

#include "kernels.h"
#include "sort.h"

enum { RUN_WORDS = 3, NUMBER = 1, REPEATED = 2, VALUE_BITS = 22, PLACE_BITS = 24, BLOCK_BITS = 8 };

#define BEFORE 0xC2B2AE3D27D4EB4Fu
#define MIDDLE 0x165667B19E3779F9u

typedef struct {
    const uint64_t *dates;        /* (n_dates,)  hashes of days and months, ascending */
    const uint64_t *date_figures; /* (n_dates,)  what each counts as: a month as its number */
    int64_t n_dates;
    const uint8_t *is_possible;   /* (0x2000,)  a bit for the top 16 bits of each hash; excludes most other words */
    const uint8_t *block_marks;   /* (4,)  the marks of words of the head, of the lead, of the opening and of later ones */
    int64_t lead_words;           /* words of the lead; in a short text it is the first half */
} Marks;

typedef struct {
    uint32_t *runs, *words;       /* (n_words,) each, of which the first `n_...` are written */
    uint8_t *marks;
    uint64_t *figures;
    int64_t *n_runs, *n_words, *n_figures; /* (n_texts,)  of each text */
} Shingles;

/* Keep each of the sorted keys once; returns how many are left. */
static int64_t keep_firsts(uint64_t *keys, int64_t n) {
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) if (!i || keys[i] != keys[i - 1]) keys[kept++] = keys[i];
    return kept;
}

static int64_t hash_runs(const uint64_t *hashes, int64_t n, uint64_t *keys, uint64_t *spare, uint32_t *runs) {
    int64_t n_runs = n < RUN_WORDS ? 0 : n - RUN_WORDS + 1;
    for (int64_t i = 0; i < n_runs; i++)
        keys[i] = mix(hashes[i] * BEFORE + hashes[i + 1] * MIDDLE + hashes[i + 2]) >> 32;
    sort_keys(keys, spare, n_runs, 32);
    /* Of equal runs the last stays, without a branch. */
    int64_t kept = 0;
    for (int64_t i = 0; i < n_runs; i++) {
        runs[kept] = (uint32_t)keys[i];
        kept += i + 1 == n_runs || keys[i] != keys[i + 1];
    }
    return kept;
}

static int64_t sort_words(const Marks *tables, const uint64_t *hashes, const uint8_t *is_number, int64_t n,
                          uint64_t *keys, uint64_t *spare, uint32_t *words, uint8_t *marks) {
    int64_t half = (n + 1) / 2, lead = half < tables->lead_words ? half : tables->lead_words;
    int64_t ends[] = {(2 * lead + 2) / 3, lead, 2 * lead < n ? 2 * lead : n, n};
    for (int64_t block = 0, start = 0, end; start < n; block++, start = end) {
        end = ends[block];
        /* The last bits sort equal words by their blocks, so that the first of them is the one that stays. */
        for (int64_t i = start; i < end; i++)
            keys[i] = ((hashes[i] >> 32 & ~(uint64_t)NUMBER) | is_number[i]) << BLOCK_BITS | (uint64_t)block;
    }
    sort_keys(keys, spare, n, 32 + BLOCK_BITS);
    int64_t kept = -1;
    uint64_t before = ~(uint64_t)0;
    int mark = 0;
    /* Words repeat without a pattern, so no branch depends on that. */
    for (int64_t i = 0; i < n; i++) {
        uint64_t word = keys[i] >> BLOCK_BITS;
        int first = tables->block_marks[keys[i] & ((1 << BLOCK_BITS) - 1)];
        int same = -(word == before);
        mark = ((mark | REPEATED) & same) | (first & ~same);
        kept += word != before;
        words[kept] = (uint32_t)word;
        marks[kept] = (uint8_t)mark;
        before = word;
    }
    return kept + 1;
}

/* The hash that a number, a day or a month counts as; 0 for any other word. */
static uint64_t read_figure(const Marks *tables, uint64_t hash, uint8_t is_number) {
    if (is_number) return hash;
    if (!is_possible(tables->is_possible, hash)) return 0;
    int64_t date = find_key(tables->dates, tables->n_dates, hash);
    return date < 0 ? 0 : tables->date_figures[date];
}

static int64_t place_figures(const Marks *tables, const uint64_t *hashes, const uint8_t *is_number, int64_t n,
                             uint64_t *keys, uint64_t *spare, uint64_t *figures) {
    int64_t n_figures = 0, n_placed = 0;
    /* A figure with this around it stands between figures and waits for the word behind them. */
    const uint64_t inner = 0;
    uint64_t last = 0, figure = n ? read_figure(tables, hashes[0], is_number[0]) : 0, word = 0;
    for (int64_t i = 0; i < n; i++) {
        uint64_t next = i + 1 < n ? read_figure(tables, hashes[i + 1], is_number[i + 1]) : 0;
        if (figure) {
            uint64_t end = i + 1 == n ? 0 : hashes[i + 1];
            uint64_t before = last && !next ? 1 : word, after = next ? 1 : end;
            spare[n_figures] = last && next ? inner : before * BEFORE + after;
            keys[n_figures++] = figure >> (64 - VALUE_BITS);
            for (; !next && n_placed < n_figures; n_placed++) {
                uint64_t around = spare[n_placed] == inner ? word * BEFORE + end : spare[n_placed];
                keys[n_placed] |= mix(around) >> (64 - PLACE_BITS) << VALUE_BITS;
            }
        } else word = hashes[i];
        last = figure, figure = next;
    }
    sort_keys(keys, spare, n_figures, PLACE_BITS + VALUE_BITS);
    n_figures = keep_firsts(keys, n_figures);
    memcpy(figures, keys, (size_t)n_figures * sizeof(uint64_t));
    return n_figures;
}

/* Sort the words of texts, those from `bounds[i]` to `bounds[i + 1]` each. Returns 0 or NO_MEMORY. */
EXPORT int64_t sort_shingles(const Marks *tables, const uint64_t *hashes, const uint8_t *is_number,
                             const int64_t *bounds, int64_t n_texts, Shingles *shingles) {
    int64_t longest = find_longest(bounds, n_texts), runs = 0, words = 0, figures = 0;
    uint64_t *keys = malloc(2 * ((size_t)longest + 1) * sizeof(uint64_t));
    if (!keys) return NO_MEMORY;
    uint64_t *spare = keys + longest + 1;
    for (int64_t i = 0; i < n_texts; i++) {
        const uint64_t *from = hashes + bounds[i];
        const uint8_t *numbers = is_number + bounds[i];
        int64_t n = bounds[i + 1] - bounds[i];
        runs += shingles->n_runs[i] = hash_runs(from, n, keys, spare, shingles->runs + runs);
        words += shingles->n_words[i] =
            sort_words(tables, from, numbers, n, keys, spare, shingles->words + words, shingles->marks + words);
        figures += shingles->n_figures[i] =
            place_figures(tables, from, numbers, n, keys, spare, shingles->figures + figures);
    }
    free(keys);
    return 0;
}
