/* What `stem_counts.c` counts, for `stem_weights.c`. */

#ifndef KHULASA_STEM_COUNTS_H
#define KHULASA_STEM_COUNTS_H

#include "kernels.h"

typedef struct {
    const uint64_t *stems;  /* (n_stems,)  hashes, sentence after sentence; behind all sentences the titles */
    const int64_t *bounds;  /* (n_sentences + n_articles + 1,)  where the stems of each begin */
    const int64_t *starts;  /* (n_articles + 1,)  the first sentence of each article, and the end */
    int64_t n_articles, seed; /* odd */
    int64_t *rows, *columns, *counts; /* (n_stems,)  of each entry, by row and column */
    int64_t *owners, *documents;      /* (n_stems,)  of each column: its article, how many of its sentences hold it */
    uint8_t *titled;                  /* (n_stems,)  and whether the title does */
} Counts;

/* Count the stems. Returns the number of entries, with that of columns in `n_columns`; or NO_MEMORY. */
int64_t count_stems(const Counts *counts, int64_t *n_columns);

#endif
