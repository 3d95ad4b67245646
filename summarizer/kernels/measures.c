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

static int fulfils(const Condition *condition, uint32_t word, uint8_t own, int is_shared, uint8_t other) {
    if (condition->own && !(own & condition->own)) return 0;
    if (condition->only_words && word & NUMBER) return 0;
    if (condition->other < 0) return 1;
    return is_shared && (!condition->other || other & condition->other);
}

/* Sum the weights of the words of each side of each pair that fulfil conditions.

   weights  by the top bits of a word's hash, which are left when it is shifted by `shift`
   sums     (n_pairs, n_conditions, 2)  added up from 0 */
EXPORT void sum_words(const Documents *documents, const int64_t *pairs, int64_t n_pairs, const double *weights,
                      int64_t shift, const Condition *conditions, int64_t n_conditions, double *sums) {
    const uint32_t *words = documents->words;
    const uint8_t *marks = documents->marks;
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
            uint8_t left = has_left ? marks[one] : 0, right = has_right ? marks[other] : 0;
            for (int64_t i = 0; i < n_conditions; i++) {
                if (has_left && fulfils(conditions + i, word, left, has_right, right)) sums[2 * i] += weight;
                if (has_right && fulfils(conditions + i, word, right, has_left, left)) sums[2 * i + 1] += weight;
            }
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
