/* The likeliest walk through the regions of a page, by Viterbi's algorithm.

   The twins are `find_walk_in_arrays` and `score_in_arrays` of summarizer/page/regions/walk.py. Of equals the first region
   is taken. */

#include "page.h"

enum { N_REGIONS = 7 }; /* a constant, so that the compiler keeps what is added for each in registers */

typedef struct {
    const double *lines;  /* (n_features, n)  of each measure for each region */
    const double *plain;  /* (n,)             of the region itself */
    const double *steps, *first, *last; /* as `find_walk` takes them */
    int64_t n, heading;   /* regions, and the form of lines that announce other articles */
} Weights;

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

static void score_line(const double *found, const double *weights, const double *plain, int64_t n_features,
                       double *scores) {
    double sums[N_REGIONS] = {0};
    for (int64_t i = 0; i < n_features; i++, weights += N_REGIONS) {
        if (found[i] == 0) continue; /* most are */
        for (int64_t to = 0; to < N_REGIONS; to++) sums[to] += found[i] * weights[to];
    }
    for (int64_t to = 0; to < N_REGIONS; to++) scores[to] = sums[to] + plain[to];
}

/* What speaks for each region of each line: the measures by their weights, added in their order.

   found    (n_lines, n_features)
   sizes    n_lines, n_features
   scores   (n_lines, N_REGIONS) */
EXPORT void score_lines(const double *found, const double *weights, const double *plain, const int64_t *sizes,
                        double *scores) {
    int64_t n_lines = sizes[0], n_features = sizes[1];
    for (int64_t row = 0; row < n_lines; row++, found += n_features, scores += N_REGIONS)
        score_line(found, weights, plain, n_features, scores);
}

/* Measure the lines of a page, score them and find the walk.

   found    (n_lines, n_features)  zeros; room for the measures
   walk     (n_lines, n + 2)       the regions in its first n_lines entries; the rest is room
   scores   (n_lines + 2, n)       room
   returns  what measure_page does */
EXPORT int64_t walk_page(Page *page, double *found, const Weights *weights, int64_t *walk, double *scores) {
    int64_t n = weights->n, n_lines = page->n_lines, *kinds = walk + n_lines * (n + 1);
    int64_t n_features = measure_page(page, found), sizes[] = {n_lines, page->tables->n_features};
    if (n_features != page->tables->n_features) return n_features;
    score_lines(found, weights->lines, weights->plain, sizes, scores);
    for (int64_t row = 0; row < n_lines; row++)
        kinds[row] = (page->gaps[row] > page->usual_gap) + 2 * (page->forms[row] == weights->heading);
    find_walk(scores, weights->steps, kinds, weights->first, weights->last, n_lines, n, scores + n_lines * n, walk);
    return n_features;
}
