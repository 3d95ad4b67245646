/* Sketches: in how many documents each run occurs, and the few runs that represent a document.

   The twin is summarizer/duplicates/sketches.py. Runs ascend within a document, so a sketch is read from its front
   and most runs are never looked at. */

#include "kernels.h"

/* Runs that are asked for before they are counted: the table is larger than the near caches. */
enum { AHEAD = 16 };

/* Add the runs of the documents `rows` to a table of counts by the low bits of their hashes. */
EXPORT void count_runs(const uint32_t *runs, const int64_t *offsets, const int64_t *rows, int64_t n_rows,
                       int32_t *table, int64_t n_buckets) {
    for (int64_t i = 0; i < n_rows; i++)
        for (int64_t run = offsets[rows[i]], last = offsets[rows[i] + 1]; run < last; run++) {
            if (run + AHEAD < last) fetch(table + (runs[run + AHEAD] & (n_buckets - 1)));
            table[runs[run] & (n_buckets - 1)]++;
        }
}

/* Whether the bucket of a run is one of the formulas, a bit for each bucket. */
static int is_formula(const uint8_t *formulas, int64_t n_buckets, uint32_t run) {
    int64_t bucket = run & (n_buckets - 1);
    return formulas[bucket >> 3] >> (bucket & 7) & 1;
}

/* Sketch the documents `rows`: their `size` smallest runs, formulas after all others.

   first  the number of the first document among all that are sketched
   keys   a run above the number of its document, each; a document has `size`, or as many as it has runs */
EXPORT void sketch_runs(const uint32_t *runs, const int64_t *offsets, const int64_t *rows, int64_t n_rows,
                        const uint8_t *formulas, int64_t n_buckets, int64_t size, int64_t first, uint64_t *keys) {
    for (int64_t i = 0; i < n_rows; i++) {
        int64_t start = offsets[rows[i]], last = offsets[rows[i] + 1], n_others = 0;
        int64_t end = start;
        for (; end < last && n_others < size; end++) n_others += !is_formula(formulas, n_buckets, runs[end]);
        int64_t n_formulas = size - n_others;
        for (int64_t run = start; run < end; run++) {
            if (is_formula(formulas, n_buckets, runs[run]) && n_formulas-- <= 0) continue;
            *keys++ = (uint64_t)runs[run] << 32 | (uint64_t)(first + i);
        }
    }
}
