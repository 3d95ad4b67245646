/* Pairs of documents that share a part of their runs.

   The twin is summarizer/duplicates/small_batches.py. Documents are taken one after the other: each looks up the
   earlier ones that hold its runs, and is then entered itself. */

#include "kernels.h"

/* How many runs before it is looked up a bucket is asked for, and then its entries: both are larger than the near
   caches. */
enum { BUCKET_AHEAD = 24, ENTRIES_AHEAD = 10 };
/* The start of a bucket that only one document is in. */
#define ALONE UINT32_MAX

/* Where the entries of a bucket of runs begin and end; an entry is a run above the document that holds it. */
typedef struct { uint32_t start, end; } Bucket;

static Bucket *find_bucket(Bucket *buckets, int64_t n_buckets, uint32_t run) {
    return buckets + (run & (n_buckets - 1));
}

/* Lay out the buckets that several documents are in; how many entries they will have. */
static size_t lay_out(const int32_t *table, int64_t n_buckets, Bucket *buckets) {
    size_t n = 0;
    for (int64_t i = 0; i < n_buckets; i++) {
        buckets[i].start = buckets[i].end = table[i] > 1 ? (uint32_t)n : ALONE;
        if (table[i] > 1) n += (size_t)table[i];
    }
    return n;
}

/* Pair the documents `rows` of which the smaller has at least one run of `share` in the other; runs are different
   within a document.

   table    how many of the documents hold each run, by the low bits of its hash
   most     the most pairs that are wanted
   pairs    both places in `rows` in one number, the earlier in the upper half; in any order
   returns  how many there are; `most` and one where there are more */
EXPORT int64_t find_sharing(const uint32_t *runs, const int64_t *offsets, const int64_t *rows, int64_t n_rows,
                            const int32_t *table, int64_t n_buckets, int64_t share, int64_t most, int64_t *pairs) {
    Bucket *buckets = malloc((size_t)n_buckets * sizeof(Bucket));
    if (!buckets) return NO_MEMORY;
    size_t n_entries = lay_out(table, n_buckets, buckets);
    uint64_t *entries = malloc((n_entries + 1) * sizeof(uint64_t));
    uint32_t *shared = calloc(2 * (size_t)n_rows + 1, sizeof(uint32_t)), *touched = shared + n_rows;
    int64_t n_pairs = entries && shared ? 0 : NO_MEMORY;
    for (int64_t i = 0; i < n_rows && n_pairs >= 0 && n_pairs <= most; i++) {
        int64_t start = offsets[rows[i]], last = offsets[rows[i] + 1], n_touched = 0;
        for (int64_t place = start; place < last; place++) {
            if (place + BUCKET_AHEAD < last) fetch(find_bucket(buckets, n_buckets, runs[place + BUCKET_AHEAD]));
            if (place + ENTRIES_AHEAD < last) {
                Bucket *bucket = find_bucket(buckets, n_buckets, runs[place + ENTRIES_AHEAD]);
                if (bucket->start != ALONE) fetch(entries + bucket->start);
            }
            Bucket *bucket = find_bucket(buckets, n_buckets, runs[place]);
            if (bucket->start == ALONE) continue;
            for (uint32_t entry = bucket->start; entry < bucket->end; entry++) {
                uint32_t other = (uint32_t)entries[entry];
                if (entries[entry] >> 32 == runs[place] && !shared[other]++) touched[n_touched++] = other;
            }
            entries[bucket->end++] = (uint64_t)runs[place] << 32 | (uint64_t)i;
        }
        for (int64_t j = 0; j < n_touched; j++) {
            int64_t other = touched[j], size = offsets[rows[other] + 1] - offsets[rows[other]];
            int64_t smaller = size < last - start ? size : last - start;
            if (shared[other] * share >= smaller && n_pairs <= most) {
                if (n_pairs < most) pairs[n_pairs] = other << 32 | i;
                n_pairs++;
            }
            shared[other] = 0;
        }
    }
    free(buckets);
    free(entries);
    free(shared);
    return n_pairs;
}
