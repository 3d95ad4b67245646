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

/* The runs that both documents of each pair have.

   shared, owners  the runs, pair by pair, and the place of the pair of each
   counts          (n_pairs,)  how many
   returns         how many in all */
EXPORT int64_t share_runs(const Documents *documents, const int64_t *pairs, int64_t n_pairs, uint32_t *shared,
                          int64_t *owners, int64_t *counts) {
    const uint32_t *runs = documents->runs;
    int64_t n = 0;
    for (int64_t pair = 0; pair < n_pairs; pair++) {
        const int64_t *one_bounds = documents->run_offsets + pairs[2 * pair];
        const int64_t *other_bounds = documents->run_offsets + pairs[2 * pair + 1];
        int64_t one = one_bounds[0], other = other_bounds[0], first = n;
        while (one < one_bounds[1] && other < other_bounds[1]) {
            uint32_t left = runs[one], right = runs[other];
            if (left == right) {
                shared[n] = left;
                owners[n++] = pair;
            }
            one += left <= right;
            other += right <= left;
        }
        counts[pair] = n - first;
    }
    return n;
}

/* One sum over the words of a side. */
typedef struct {
    int64_t own;        /* marks of which a word has one; 0: any word */
    int64_t other;      /* marks of which the same word of the other side has one; 0: it is there; -1: that is no matter */
    int64_t only_words; /* whether numbers are left out */
} Condition;

enum { MARKS = 16, STATES = MARKS + 1 }; /* the same word of the other side is absent, or it has marks */

/* Which conditions hold, one bit each, by whether a word is a number, its marks, and the state of the other side. */
static void list_fulfilled(const Condition *conditions, int64_t n_conditions, uint32_t fulfilled[2][MARKS][STATES]) {
    for (int is_number = 0; is_number < 2; is_number++)
        for (int own = 0; own < MARKS; own++)
            for (int state = 0; state < STATES; state++) {
                uint32_t found = 0;
                for (int64_t i = 0; i < n_conditions; i++) {
                    const Condition *wanted = conditions + i;
                    int is_own = (!wanted->own || own & wanted->own) && !(wanted->only_words && is_number);
                    int is_there = state && (!wanted->other || (state - 1) & wanted->other);
                    if (is_own && (wanted->other < 0 || is_there)) found |= (uint32_t)1 << i;
                }
                fulfilled[is_number][own][state] = found;
            }
}

/* Add a weight to the sums of one side whose conditions hold. */
static inline void add_weight(double *sums, uint32_t fulfilled, double weight) {
    for (; fulfilled; fulfilled >>= 1, sums += 2) if (fulfilled & 1) *sums += weight;
}

/* Sum the weights of the words of each side of each pair that fulfil conditions, at most 32.

   weights  by the top bits of a word's hash, which are left when it is shifted by `shift`
   sums     (n_pairs, n_conditions, 2) */
EXPORT void sum_words(const Documents *documents, const int64_t *pairs, int64_t n_pairs, const double *weights,
                      int64_t shift, const Condition *conditions, int64_t n_conditions, double *sums) {
    const uint32_t *words = documents->words;
    const uint8_t *marks = documents->marks;
    uint32_t fulfilled[2][MARKS][STATES];
    list_fulfilled(conditions, n_conditions, fulfilled);
    for (int64_t pair = 0; pair < n_pairs; pair++, sums += 2 * n_conditions) {
        const int64_t *one_bounds = documents->word_offsets + pairs[2 * pair];
        const int64_t *other_bounds = documents->word_offsets + pairs[2 * pair + 1];
        int64_t one = one_bounds[0], other = other_bounds[0];
        memset(sums, 0, 2 * (size_t)n_conditions * sizeof(double));
        while (one < one_bounds[1] || other < other_bounds[1]) {
            int has_left = one < one_bounds[1] && (other == other_bounds[1] || words[one] <= words[other]);
            int has_right = other < other_bounds[1] && (one == one_bounds[1] || words[other] <= words[one]);
            uint32_t word = has_left ? words[one] : words[other];
            double weight = weights[(uint64_t)word >> shift];
            int left = has_left ? marks[one] % MARKS : 0, right = has_right ? marks[other] % MARKS : 0;
            if (has_left) add_weight(sums, fulfilled[word & NUMBER][left][has_right ? right + 1 : 0], weight);
            if (has_right) add_weight(sums + 1, fulfilled[word & NUMBER][right][has_left ? left + 1 : 0], weight);
            one += has_left;
            other += has_right;
        }
    }
}

/* At how many places both documents of each pair have figures, and at how many of them one is the same. */
EXPORT void compare_figures(const Documents *documents, const int64_t *pairs, int64_t n_pairs, int64_t *common,
                            int64_t *agreed) {
    const uint64_t *figures = documents->figures;
    for (int64_t pair = 0; pair < n_pairs; pair++) {
        const int64_t *one_bounds = documents->figure_offsets + pairs[2 * pair];
        const int64_t *other_bounds = documents->figure_offsets + pairs[2 * pair + 1];
        int64_t one = one_bounds[0], other = other_bounds[0];
        common[pair] = agreed[pair] = 0;
        while (one < one_bounds[1] && other < other_bounds[1]) {
            uint64_t place = figures[one] >> VALUE_BITS, right = figures[other] >> VALUE_BITS;
            if (place != right) {
                one += place < right;
                other += right < place;
                continue;
            }
            int is_same = 0;
            while (one < one_bounds[1] && other < other_bounds[1] && figures[one] >> VALUE_BITS == place &&
                   figures[other] >> VALUE_BITS == place) {
                is_same |= figures[one] == figures[other];
                int is_before = figures[one] <= figures[other];
                other += figures[other] <= figures[one];
                one += is_before;
            }
            while (one < one_bounds[1] && figures[one] >> VALUE_BITS == place) one++;
            while (other < other_bounds[1] && figures[other] >> VALUE_BITS == place) other++;
            common[pair]++;
            agreed[pair] += is_same;
        }
    }
}
