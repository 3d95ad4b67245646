/* A bit for each of 64 letters: which are of a kind, and where these are. */

#ifndef KHULASA_LETTER_BITS_H
#define KHULASA_LETTER_BITS_H

#include "kernels.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Letters that are looked at together; places of bits that are written together. */
enum { AT_ONCE = 64, AT_LEAST = 12 };

#ifdef __SSE2__
/* A bit for each letter of AT_ONCE that is at least `least`. */
static inline uint64_t mark_from(const uint16_t *letters, uint16_t least) {
    const __m128i lowest = _mm_set1_epi16((short)least), zero = _mm_setzero_si128();
    uint64_t marked = 0;
    for (int i = 0; i < AT_ONCE; i += 16) {
        __m128i one = _mm_subs_epu16(lowest, _mm_loadu_si128((const __m128i *)(letters + i)));
        __m128i other = _mm_subs_epu16(lowest, _mm_loadu_si128((const __m128i *)(letters + i + 8)));
        __m128i both = _mm_packs_epi16(_mm_cmpeq_epi16(one, zero), _mm_cmpeq_epi16(other, zero));
        marked |= (uint64_t)(uint32_t)_mm_movemask_epi8(both) << i;
    }
    return marked;
}
#else
/* The same, four letters as one number, the first in the lowest bits. The top bit of each is set where the letter is at
   least `least`; the product gathers these bits in its own top bits. */
static inline uint64_t mark_from(const uint16_t *letters, uint16_t least) {
    const uint64_t tops = 0x8000800080008000u, offset = (uint64_t)(0x8000 - least) * 0x0001000100010001u;
    uint64_t marked = 0;
    for (int i = 0; i < AT_ONCE; i += 4) {
        const uint16_t *at = letters + i;
        uint64_t four = (uint64_t)at[0] | (uint64_t)at[1] << 16 | (uint64_t)at[2] << 32 | (uint64_t)at[3] << 48;
        uint64_t marks = (((four & ~tops) + offset) | four) & tops;
        marked |= ((marks >> 15) * 0x0001000200040008u >> 48 & 15) << i;
    }
    return marked;
}
#endif

/* List the places of bits, from `first` on; returns how many there are. AT_LEAST places are written whether or not there
   are so many: of 64 letters ten or eleven begin a word, and no processor foresees how many. */
static inline int64_t list_bits(uint64_t bits, int64_t first, int32_t *places) {
    int64_t n = 0;
    for (int i = 0; i < AT_LEAST; i++, bits &= bits - 1) {
        places[i] = (int32_t)(first + count_zeros(bits | (uint64_t)1 << (AT_ONCE - 1)));
        n += bits != 0;
    }
    for (; bits; bits &= bits - 1) places[n++] = (int32_t)(first + count_zeros(bits));
    return n;
}

#endif
