/* Sorting a few hundred hashes, or many: linear whatever they are.

   Hashes are spread evenly, so one scatter by their top bits leaves each near its place, and insertion does the rest.
   Whoever forges hashes that all fall into one place is stopped by a bound on the moves: a radix sort follows. */

#ifndef KHULASA_SORT_H
#define KHULASA_SORT_H

#include "kernels.h"

/* Places have 16 bits: to set them to 0 and to sum them is a fifth of the time of short texts. More keys than they can
   count are sorted by bytes. */
enum { FEW = 24, MOVES = 16, MOST_BITS = 14, MOST_KEYS = 0xFFFF };

/* Insertion of the keys of `from`, which may be `keys` itself; stops where it would take more than MOVES moves a key.
   Returns how many keys were inserted. */
static int64_t insert_keys(const uint64_t *from, uint64_t *keys, int64_t n) {
    int64_t moves = MOVES * n, i = 0;
    for (uint64_t last = 0; i < n && moves >= 0; i++) {
        uint64_t key = from[i];
        int64_t place = i;
        if (key < last)
            for (; place > 0 && keys[place - 1] > key; place--, moves--) keys[place] = keys[place - 1];
        else last = key;
        keys[place] = key;
    }
    return i;
}

/* Radix sort from the lowest byte; the result is in `keys`. */
static void sort_by_bytes(uint64_t *keys, uint64_t *spare, int64_t n, int bits) {
    for (int shift = 0; shift < bits; shift += 8) {
        int64_t places[257] = {0};
        for (int64_t i = 0; i < n; i++) places[(keys[i] >> shift & 0xFF) + 1]++;
        for (int i = 0; i < 256; i++) places[i + 1] += places[i];
        for (int64_t i = 0; i < n; i++) spare[places[keys[i] >> shift & 0xFF]++] = keys[i];
        memcpy(keys, spare, (size_t)n * sizeof(uint64_t));
    }
}

/* Sort `n` keys of at most `bits` bits, more than MOST_BITS; `spare` has room for as many. */
static void sort_keys(uint64_t *keys, uint64_t *spare, int64_t n, int bits) {
    const uint64_t *from = keys;
    if (n > FEW) {
        uint16_t places[(1 << MOST_BITS) + 1];
        int top = 3;
        while (top < MOST_BITS && (int64_t)1 << (top - 1) < n) top++; /* two to four places a key */
        if (n > MOST_KEYS) { sort_by_bytes(keys, spare, n, bits); return; }
        int shift = bits - top;
        memset(places, 0, (((size_t)1 << top) + 1) * sizeof(uint16_t));
        for (int64_t i = 0; i < n; i++) places[(keys[i] >> shift) + 1]++;
        for (int32_t i = 0; i < 1 << top; i++) places[i + 1] += places[i];
        for (int64_t i = 0; i < n; i++) spare[places[keys[i] >> shift]++] = keys[i];
        from = spare;
    }
    int64_t inserted = insert_keys(from, keys, n);
    if (inserted == n) return;
    memmove(keys + inserted, from + inserted, (size_t)(n - inserted) * sizeof(uint64_t));
    sort_by_bytes(keys, spare, n, bits);
}

#endif
