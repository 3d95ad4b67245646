/* What the kernels share: how a function is exported, and the mixing of hashes.

   A kernel is a plain C function over arrays. It knows nothing of Python, keeps nothing between calls, and takes its
   tables from its caller, so calls may run on any number of threads. Lengths and places are int64_t. A function
   that needs memory of its own returns NO_MEMORY where there is none. */

#ifndef KHULASA_KERNELS_H
#define KHULASA_KERNELS_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

#define NO_MEMORY (-1)

/* The mixing of summarizer/duplicates/words/hashing.py. */
static inline uint64_t mix(uint64_t hash) {
    const uint64_t mixer = 0xD6E8FEB86659FD93u;
    hash = (hash ^ (hash >> 32)) * mixer;
    hash = (hash ^ (hash >> 32)) * mixer;
    return hash ^ (hash >> 32);
}

/* The place of a key among `n` ascending keys, or -1. */
static inline int64_t find_key(const uint64_t *keys, int64_t n, uint64_t key) {
    int64_t low = 0, high = n;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (keys[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low < n && keys[low] == key ? low : -1;
}

/* The bit for the top 16 bits of a hash, in a table of 0x2000 bytes that stays in the nearest cache. */
static inline int is_possible(const uint8_t *table, uint64_t hash) { return table[hash >> 51] >> (hash >> 48 & 7) & 1; }

/* How many of the lowest bits of a number other than 0 are 0. */
static inline int count_zeros(uint64_t bits) {
#ifdef __GNUC__
    return __builtin_ctzll(bits);
#else
    int n = 0;
    for (; !(bits & 1); bits >>= 1) n++;
    return n;
#endif
}

/* Ask for memory that is soon read or written. */
static inline void fetch(const void *address) {
#ifdef __GNUC__
    __builtin_prefetch(address);
#else
    (void)address;
#endif
}

/* The length of the longest of `n` texts, each from `bounds[i]` to `bounds[i + 1]`. */
static inline int64_t find_longest(const int64_t *bounds, int64_t n) {
    int64_t longest = 0;
    for (int64_t i = 0; i < n; i++) if (bounds[i + 1] - bounds[i] > longest) longest = bounds[i + 1] - bounds[i];
    return longest;
}

#endif
