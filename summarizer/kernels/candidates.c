/* Pairs of documents that share a bucket; a bucket holds the documents of one hash.

   The twin is summarizer/duplicates/candidates.py, which says why crowded buckets are paired otherwise. */

#include "kernels.h"

/* Both documents of a pair in one number. */
static int64_t pack(uint64_t one, uint64_t other) { return (int64_t)(one << 32 | (other & 0xFFFFFFFFu)); }

/* Pair the documents of `n` ascending keys, each a hash above a document.

   crowd    the most documents of a bucket of which all are paired; of a larger one each is with the next and the first
   pairs    where the pairs are written; NULL: they are counted
   returns  how many there are */
EXPORT int64_t pair_keys(const uint64_t *keys, int64_t n, int64_t crowd, int64_t *pairs) {
    int64_t n_pairs = 0;
    for (int64_t start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && keys[end] >> 32 == keys[start] >> 32; end++) continue;
        int64_t size = end - start;
        if (!pairs) n_pairs += size <= crowd ? size * (size - 1) / 2 : 2 * size - 3;
        else if (size <= crowd) {
            for (int64_t i = start; i < end; i++)
                for (int64_t j = i + 1; j < end; j++) pairs[n_pairs++] = pack(keys[i], keys[j]);
        } else {
            for (int64_t i = start + 1; i < end; i++) {
                pairs[n_pairs++] = pack(keys[i - 1], keys[i]);
                if (i > start + 1) pairs[n_pairs++] = pack(keys[start], keys[i]);
            }
        }
    }
    return n_pairs;
}
