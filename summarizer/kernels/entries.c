/* Entries of some documents, copied from an array that holds those of many.

   The twin is summarizer/duplicates/entries.py, where numpy makes a place for each entry. */

#include "kernels.h"

/* Copy the entries of the documents `rows`, of `size` bytes each, one document behind the other. */
EXPORT void take_entries(const uint8_t *entries, int64_t size, const int64_t *offsets, const int64_t *rows,
                         int64_t n_rows, uint8_t *taken) {
    for (int64_t i = 0; i < n_rows; i++) {
        int64_t n = (offsets[rows[i] + 1] - offsets[rows[i]]) * size;
        memcpy(taken, entries + offsets[rows[i]] * size, (size_t)n);
        taken += n;
    }
}
