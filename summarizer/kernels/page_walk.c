/* The likeliest walk through the regions of a page, by Viterbi's algorithm.

   The twin is `find_walk_in_arrays` of summarizer/page/regions/walk.py. Of equals the first region is taken. */

#include "kernels.h"

static int64_t find_greatest(const double *values, int64_t n) {
    int64_t best = 0;
    for (int64_t i = 1; i < n; i++) if (values[i] > values[best]) best = i;
    return best;
}

/* Find the walk with the greatest sum of scores and steps.

   scores  (n_lines, n)       of each region of each line
   steps   (n_kinds, n, n)    of a step from one region to another
   kinds   (n_lines,)         the kind of the step to each line; that of the first line is not read
   first   (n,)               of beginning in each region; ``last`` of ending there
   sums    (2, n)             room for sums
   walk    (n_lines, n + 1)   the regions in its first n_lines entries; the rest is room */
EXPORT void find_walk(const double *scores, const double *steps, const int64_t *kinds, const double *first,
                      const double *last, int64_t n_lines, int64_t n, double *sums, int64_t *walk) {
    double *before = sums, *after = sums + n;
    int64_t *origins = walk + n_lines;
    for (int64_t to = 0; to < n; to++) before[to] = scores[to] + first[to];
    for (int64_t row = 1; row < n_lines; row++) {
        const double *table = steps + kinds[row] * n * n;
        for (int64_t to = 0; to < n; to++) {
            int64_t best = 0;
            double greatest = table[to] + before[0];
            for (int64_t from = 1; from < n; from++) {
                double sum = table[from * n + to] + before[from];
                if (sum > greatest) greatest = sum, best = from;
            }
            after[to] = greatest + scores[row * n + to];
            origins[row * n + to] = best;
        }
        double *swapped = before;
        before = after, after = swapped;
    }
    for (int64_t to = 0; to < n; to++) before[to] += last[to];
    walk[n_lines - 1] = find_greatest(before, n);
    for (int64_t row = n_lines - 1; row > 0; row--) walk[row - 1] = origins[row * n + walk[row]];
}
