/* Digests: 128 bits of BLAKE2b for each of many texts (RFC 7693), without a call of Python for each.

   The twin is hashlib.blake2b (summarizer/duplicates/words/spelling.py). Where the processor has wide registers,
   several texts are read beside each other, each in a lane of its own (`digest_lanes.h`). */

#include "kernels.h"

enum { BLOCK = 128, DIGEST = 16, WORDS = 16, STATE = 8 };

static const uint64_t INITIAL[STATE] = {
    0x6A09E667F3BCC908u, 0xBB67AE8584CAA73Bu, 0x3C6EF372FE94F82Bu, 0xA54FF53A5F1D36F1u,
    0x510E527FADE682D1u, 0x9B05688C2B3E6C1Fu, 0x1F83D9ABFB41BD6Bu, 0x5BE0CD19137E2179u,
};

/* For one word or for a lane of each text. */
#define rotate(word, by) ((word) >> (by) | (word) << (64 - (by)))

/* The state before the first block: no key, one digest of so many bytes. */
static inline uint64_t begin(int i) { return INITIAL[i] ^ (i ? 0 : 0x01010000u ^ DIGEST); }

/* Eight bytes as a number, the lowest first, on any machine; compilers make one load of it. */
static inline uint64_t read_word(const uint8_t *bytes) {
    return (uint64_t)bytes[0] | (uint64_t)bytes[1] << 8 | (uint64_t)bytes[2] << 16 | (uint64_t)bytes[3] << 24 |
           (uint64_t)bytes[4] << 32 | (uint64_t)bytes[5] << 40 | (uint64_t)bytes[6] << 48 | (uint64_t)bytes[7] << 56;
}

/* The names of the letters are those of the RFC. */
#define MIX(a, b, c, d, x, y)                  \
    a += b + x, d = rotate(d ^ a, 32), c += d, \
    b = rotate(b ^ c, 24), a += b + y,         \
    d = rotate(d ^ a, 16), c += d, b = rotate(b ^ c, 63)

/* One round: the columns, then the diagonals; the sixteen places are the order in which it takes the words. */
#define ROUND(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)          \
    MIX(v[0], v[4], v[8], v[12], w[a], w[b]);                          \
    MIX(v[1], v[5], v[9], v[13], w[c], w[d]);                          \
    MIX(v[2], v[6], v[10], v[14], w[e], w[f]);                         \
    MIX(v[3], v[7], v[11], v[15], w[g], w[h]);                         \
    MIX(v[0], v[5], v[10], v[15], w[i], w[j]);                         \
    MIX(v[1], v[6], v[11], v[12], w[k], w[l]);                         \
    MIX(v[2], v[7], v[8], v[13], w[m], w[n]);                          \
    MIX(v[3], v[4], v[9], v[14], w[o], w[p])

/* All twelve rounds over the words `w` and the state `v`. */
#define ROUNDS \
    ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);             \
    ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3);             \
    ROUND(11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4);             \
    ROUND(7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8);             \
    ROUND(9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13);             \
    ROUND(2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9);             \
    ROUND(12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11);             \
    ROUND(13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10);             \
    ROUND(6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5);             \
    ROUND(10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0);             \
    ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);             \
    ROUND(14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3)

/* Mix a block into the state; `n` bytes were read with it. */
static void compress(uint64_t state[STATE], const uint8_t *block, uint64_t n, int is_last) {
    uint64_t v[2 * STATE], w[WORDS];
    for (int i = 0; i < STATE; i++) v[i] = state[i], v[STATE + i] = INITIAL[i];
    for (int i = 0; i < WORDS; i++) w[i] = read_word(block + 8 * i);
    v[12] ^= n;
    if (is_last) v[14] = ~v[14];
    ROUNDS;
    for (int i = 0; i < STATE; i++) state[i] ^= v[i] ^ v[STATE + i];
}

/* The digests of texts, one after the other. */
static void digest_singly(const uint8_t *bytes, const int64_t *bounds, int64_t n_texts, uint64_t *digests) {
    for (int64_t i = 0; i < n_texts; i++) {
        const uint8_t *text = bytes + bounds[i];
        uint64_t n = (uint64_t)(bounds[i + 1] - bounds[i]), done = 0, state[STATE];
        uint8_t rest[BLOCK] = {0};
        for (int j = 0; j < STATE; j++) state[j] = begin(j);
        for (; n - done > BLOCK; done += BLOCK) compress(state, text + done, done + BLOCK, 0);
        memcpy(rest, text + done, (size_t)(n - done));
        compress(state, rest, n, 1);
        digests[2 * i] = state[0];
        digests[2 * i + 1] = state[1];
    }
}

#if defined(__GNUC__) && defined(__x86_64__)
#define HAS_LANES

/* A text while it is read: the bytes read with the next block, and its last block. */
typedef struct {
    const uint8_t *text;
    uint64_t n, done;
    int64_t row;
    uint8_t rest[BLOCK];
} Lane;

/* A lane for the text `row`; behind the last one, for an empty text. */
static Lane open_lane(const uint8_t *bytes, const int64_t *bounds, int64_t n_texts, int64_t row) {
    Lane lane = {bytes, 0, 0, row, {0}};
    if (row >= n_texts) return lane;
    lane.text = bytes + bounds[row];
    lane.n = (uint64_t)(bounds[row + 1] - bounds[row]);
    return lane;
}

/* The next block of a text. */
static const uint8_t *take_block(Lane *lane) {
    const uint8_t *block = lane->text + lane->done;
    if (lane->n - lane->done > BLOCK) {
        lane->done += BLOCK;
        return block;
    }
    memset(lane->rest, 0, BLOCK);
    memcpy(lane->rest, block, (size_t)(lane->n - lane->done));
    lane->done = lane->n;
    return lane->rest;
}

#define LANES 8
#define TARGET "avx512f"
#define DIGEST_LANES digest_eight
#include "digest_lanes.h"
#undef LANES
#undef TARGET
#undef DIGEST_LANES

#ifndef __clang__
/* A turn by whole bytes is one move of bytes, a fifth of the time of all less than shifts. Clang knows that; wider
   registers turn by themselves. */
typedef uint8_t Bytes __attribute__((vector_size(32)));
#define TURNED(n, at)                                                                                          \
    at + (n) % 8, at + (n + 1) % 8, at + (n + 2) % 8, at + (n + 3) % 8, at + (n + 4) % 8, at + (n + 5) % 8, \
    at + (n + 6) % 8, at + (n + 7) % 8
#define TURN(word, n) \
    (Row) __builtin_shuffle((Bytes)(word), (Bytes){TURNED(n, 0), TURNED(n, 8), TURNED(n, 16), TURNED(n, 24)})
#undef rotate
#define rotate(word, by) ((by) % 8 ? (word) >> (by) | (word) << (64 - (by)) : TURN(word, (by) / 8))
#endif

#define LANES 4
#define TARGET "avx2"
#define DIGEST_LANES digest_four
#include "digest_lanes.h"
#endif

/* The digests of texts, the bytes from `bounds[i]` to `bounds[i + 1]` each.

   most     how many may be read beside each other
   digests  (n_texts, 2) */
EXPORT void digest_texts(const uint8_t *bytes, const int64_t *bounds, int64_t n_texts, int64_t most,
                         uint64_t *digests) {
#ifdef HAS_LANES
    if (most >= 8 && __builtin_cpu_supports("avx512f")) {
        digest_eight(bytes, bounds, n_texts, digests);
        return;
    }
    if (most >= 4 && __builtin_cpu_supports("avx2")) {
        digest_four(bytes, bounds, n_texts, digests);
        return;
    }
#endif
    (void)most;
    digest_singly(bytes, bounds, n_texts, digests);
}
