/* What two documents share, pair by pair: runs, the weights of words, figures.

   The twin is summarizer/duplicates/measures.py. The entries of a document ascend, so both sides are read once beside
   each other, where numpy sorts them together. Weights are added in the order of the words, as numpy adds them. */

#include "kernels.h"

enum { NUMBER = 1, VALUE_BITS = 22 };

/* The entries of documents: `offsets[d]` to `offsets[d + 1]` are those of document d. */
typedef struct {
    const uint32_t *runs, *words;
    const uint8_t *marks;
    const uint64_t *figures;
    const int64_t *run_offsets, *word_offsets, *figure_offsets;
} Documents;

/* Runs that many documents hold. */
typedef struct {
    const uint32_t *hashes;  /* (n,)  ascending */
    const int32_t *starts;   /* (0x10001,)  where those with each top 16 bits begin */
} Formulas;

static int is_formula(const Formulas *formulas, uint32_t run) {
    int32_t first = formulas->starts[run >> 16], end = formulas->starts[(run >> 16) + 1];
    while (first < end && formulas->hashes[first] < run) first++;
    return first < end && formulas->hashes[first] == run;
}

/* How many entries the documents of pairs have at most. */
static int64_t find_most(const int64_t *offsets, const int64_t *pairs, int64_t n_pairs) {
    int64_t most = 0;
    for (int64_t i = 0; i < 2 * n_pairs; i++) {
        int64_t n = offsets[pairs[i] + 1] - offsets[pairs[i]];
        if (n > most) most = n;
    }
    return most;
}

/* Ask for the runs of a document, which are read for the next pair: documents of a pair lie anywhere in memory. That took
   a fifth of the time off `count_shared`, and nothing off `sum_words`. */
static void fetch_runs(const Documents *documents, int64_t document) {
    enum { LINE = 64 / sizeof(uint32_t) };
    for (int64_t run = documents->run_offsets[document]; run < documents->run_offsets[document + 1]; run += LINE)
        fetch(documents->runs + run);
}

/* How many runs both documents of each pair have, and how many of these are formulas. Returns 0 or NO_MEMORY.

   counts  (n_pairs, 2) */
EXPORT int64_t count_shared(const Documents *documents, const int64_t *pairs, int64_t n_pairs,
                            const Formulas *formulas, int64_t *counts) {
    uint32_t *shared = malloc(((size_t)find_most(documents->run_offsets, pairs, n_pairs) + 1) * sizeof(uint32_t));
    if (!shared) return NO_MEMORY;
    for (int64_t pair = 0; pair < n_pairs; pair++) {
        const int64_t *one_bounds = documents->run_offsets + pairs[2 * pair];
        const int64_t *other_bounds = documents->run_offsets + pairs[2 * pair + 1];
        const uint32_t *one = documents->runs + one_bounds[0], *other = documents->runs + other_bounds[0];
        int64_t n_one = one_bounds[1] - one_bounds[0], n_other = other_bounds[1] - other_bounds[0];
        int64_t n = 0, n_formulas = 0, i = 0, j = 0;
        if (pair + 1 < n_pairs) {
            fetch_runs(documents, pairs[2 * pair + 2]);
            fetch_runs(documents, pairs[2 * pair + 3]);
        }
        /* Which side comes first cannot be predicted, so nothing here depends on a branch. Each step needs the one
           before it, so a step from the end is made beside each step from the start. */
        while (i < n_one && j < n_other) {
            uint32_t left = one[i], right = other[j];
            shared[n] = left;
            n += left == right;
            i += left <= right;
            j += right <= left;
            if (i >= n_one || j >= n_other) break;
            uint32_t last = one[n_one - 1], other_last = other[n_other - 1];
            shared[n] = last;
            n += last == other_last;
            n_one -= last >= other_last;
            n_other -= other_last >= last;
        }
        for (int64_t k = 0; k < n; k++) n_formulas += is_formula(formulas, shared[k]);
        counts[2 * pair] = n;
        counts[2 * pair + 1] = n_formulas;
    }
    free(shared);
    return 0;
}

/* One sum over the words of a side. */
typedef struct {
    int64_t own;        /* marks of which a word has one; 0: any word */
    int64_t other;      /* marks of which the same word of the other side has one; 0: it is there; -1: that is no matter */
    int64_t only_words; /* whether numbers are left out */
} Condition;

enum { MARKS = 16, STATES = MARKS + 1 }; /* the same word of the other side is absent, or it has marks */
enum { MOST_CONDITIONS = 12 };

/* 1 for each condition that holds and 0 for others: by whether a word is a number, its marks, the state of the other. */
typedef double Fulfilled[2][MARKS][STATES][MOST_CONDITIONS];

static void list_fulfilled(const Condition *conditions, int64_t n_conditions, Fulfilled fulfilled) {
    memset(fulfilled, 0, sizeof(Fulfilled));
    for (int is_number = 0; is_number < 2; is_number++)
        for (int own = 0; own < MARKS; own++)
            for (int state = 0; state < STATES; state++)
                for (int64_t i = 0; i < n_conditions; i++) {
                    const Condition *wanted = conditions + i;
                    int is_own = (!wanted->own || own & wanted->own) && !(wanted->only_words && is_number);
                    int is_there = state && (!wanted->other || (state - 1) & wanted->other);
                    fulfilled[is_number][own][state][i] = is_own && (wanted->other < 0 || is_there);
                }
}

/* The words of one document. */
typedef struct {
    const uint32_t *words;
    const uint8_t *marks;
    int64_t n;
    uint8_t *states; /* (n,)  of the same word of the other side */
} Side;

static Side take_side(const Documents *documents, int64_t document, uint8_t *states) {
    int64_t first = documents->word_offsets[document];
    return (Side){documents->words + first, documents->marks + first, documents->word_offsets[document + 1] - first, states};
}

/* The states of word `i` of one side and word `j` of the other; returns how their hashes compare. */
static inline int match(Side one, int64_t i, Side other, int64_t j) {
    uint32_t left = one.words[i], right = other.words[j];
    int is_same = left == right;
    one.states[i] = (uint8_t)(is_same * (other.marks[j] % MARKS + 1));
    other.states[j] = (uint8_t)(is_same * (one.marks[i] % MARKS + 1));
    return (left > right) - (left < right);
}

/* Find the state of every word of both sides, from both ends as `count_shared`. The last state that is written to a place
   is that of the step that leaves it. */
static void match_words(Side one, Side other) {
    int64_t i = 0, j = 0, n_one = one.n, n_other = other.n;
    while (i < n_one && j < n_other) {
        int order = match(one, i, other, j);
        i += order <= 0;
        j += order >= 0;
        if (i >= n_one || j >= n_other) break;
        order = match(one, n_one - 1, other, n_other - 1);
        n_one -= order >= 0;
        n_other -= order <= 0;
    }
    memset(one.states + i, 0, (size_t)(n_one - i));
    memset(other.states + j, 0, (size_t)(n_other - j));
}

/* Sum the weights of the words of a side. What does not count is added as 0, which changes no sum. */
static void sum_side(Side side, const double *weights, int64_t shift, Fulfilled fulfilled, double *sums) {
    double found[MOST_CONDITIONS] = {0};
    for (int64_t i = 0; i < side.n; i++) {
        double weight = weights[(uint64_t)side.words[i] >> shift];
        const double *counts = fulfilled[side.words[i] & NUMBER][side.marks[i] % MARKS][side.states[i]];
        for (int j = 0; j < MOST_CONDITIONS; j++) found[j] += weight * counts[j];
    }
    memcpy(sums, found, sizeof found);
}

/* Sum the weights of the words of each side of each pair that fulfil conditions, at most MOST_CONDITIONS.

   weights  by the top bits of a word's hash, which are left when it is shifted by `shift`
   sums     (n_pairs, 2, MOST_CONDITIONS)
   returns  0 or NO_MEMORY */
EXPORT int64_t sum_words(const Documents *documents, const int64_t *pairs, int64_t n_pairs, const double *weights,
                         int64_t shift, const Condition *conditions, int64_t n_conditions, double *sums) {
    size_t most = (size_t)find_most(documents->word_offsets, pairs, n_pairs);
    uint8_t *states = malloc(2 * (most + 1));
    Fulfilled fulfilled;
    if (!states) return NO_MEMORY;
    list_fulfilled(conditions, n_conditions, fulfilled);
    for (int64_t pair = 0; pair < n_pairs; pair++, sums += 2 * MOST_CONDITIONS) {
        Side one = take_side(documents, pairs[2 * pair], states);
        Side other = take_side(documents, pairs[2 * pair + 1], states + most + 1);
        match_words(one, other);
        sum_side(one, weights, shift, fulfilled, sums);
        sum_side(other, weights, shift, fulfilled, sums + MOST_CONDITIONS);
    }
    free(states);
    return 0;
}

/* The place of the first of `n` ascending words that is not below a word, or the last place; without branches. */
static int64_t find_word(const uint32_t *words, int64_t n, uint32_t word) {
    const uint32_t *first = words;
    for (int64_t half; n > 1; n -= half) {
        half = n / 2;
        first += (first[half - 1] < word) * half;
    }
    return first - words;
}

/* As `fetch_runs`. To look up seven words takes less time than one place of memory. */
enum { ROWS_AHEAD = 4 };

static void fetch_words(const Documents *documents, int64_t document) {
    enum { LINE = 64 / sizeof(uint32_t) };
    for (int64_t word = documents->word_offsets[document]; word < documents->word_offsets[document + 1]; word += LINE)
        fetch(documents->words + word);
}

/* Which of a few words stand in each of `n_rows` documents, one bit for each. The twin is summarizer/duplicates/days.py.

   mark    a mark that the word has there
   wanted  (n_wanted,)  at most eight */
EXPORT void find_marked(const Documents *documents, const int64_t *rows, int64_t n_rows, int64_t mark,
                        const uint32_t *wanted, int64_t n_wanted, uint8_t *found) {
    for (int64_t i = 0; i < n_rows; i++) {
        /* Of pairs that ascend, most have the first document of the pair before. */
        if (i > 1 && rows[i] == rows[i - 2]) {
            found[i] = found[i - 2];
            continue;
        }
        if (i + ROWS_AHEAD < n_rows) fetch_words(documents, rows[i + ROWS_AHEAD]);
        Side side = take_side(documents, rows[i], NULL);
        int bits = 0;
        for (int64_t j = 0; j < n_wanted && side.n; j++) {
            int64_t place = find_word(side.words, side.n, wanted[j]);
            bits |= (side.words[place] == wanted[j] && side.marks[place] & mark) << j;
        }
        found[i] = (uint8_t)bits;
    }
}

/* Where the figures of one place end. */
static int64_t skip_place(const uint64_t *figures, int64_t at, int64_t end) {
    uint64_t place = figures[at] >> VALUE_BITS;
    while (at < end && figures[at] >> VALUE_BITS == place) at++;
    return at;
}

/* Of each pair: at how many places both documents have figures, at how many of them one is the same, and at how many
   each document has one that the other lacks.

   counts  (n_pairs, 3) */
EXPORT void compare_figures(const Documents *documents, const int64_t *pairs, int64_t n_pairs, int64_t *counts) {
    const uint64_t *figures = documents->figures;
    for (int64_t pair = 0; pair < n_pairs; pair++, counts += 3) {
        const int64_t *one_bounds = documents->figure_offsets + pairs[2 * pair];
        const int64_t *other_bounds = documents->figure_offsets + pairs[2 * pair + 1];
        int64_t one = one_bounds[0], other = other_bounds[0];
        counts[0] = counts[1] = counts[2] = 0;
        while (one < one_bounds[1] && other < other_bounds[1]) {
            uint64_t left = figures[one] >> VALUE_BITS, right = figures[other] >> VALUE_BITS;
            if (left != right) {
                one += left < right;
                other += right < left;
                continue;
            }
            int64_t one_end = skip_place(figures, one, one_bounds[1]);
            int64_t other_end = skip_place(figures, other, other_bounds[1]);
            int has_same = 0, has_one = 0, has_other = 0;
            while (one < one_end || other < other_end) {
                if (other == other_end || (one < one_end && figures[one] < figures[other])) {
                    has_one = 1;
                    one++;
                } else if (one == one_end || figures[other] < figures[one]) {
                    has_other = 1;
                    other++;
                } else {
                    has_same = 1;
                    one++;
                    other++;
                }
            }
            counts[0]++;
            counts[1] += has_same;
            counts[2] += has_one && has_other;
        }
    }
}
