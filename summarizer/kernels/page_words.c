/* How many words of short lines stand in the sentences around them, inside of longer words too.

   The twin is `count_by_search` of summarizer/page/regions/kinship.py. The places of all triples of letters of the
   text are sorted by their hash, in order of place, so that a word is compared only where its first three letters may
   stand, and only in the stretches that count: time is linear in the number of words whatever the text. */

#include "kernels.h"

#define N_BUCKETS 1024
#define TRIPLE 3

typedef struct {
    const uint32_t *text, *lines;                 /* code points of the sentences, a blank between two; of the lines */
    const int64_t *starts, *line_starts, *places; /* (n_sentences + 1,), (n_lines + 1,); sentences above each line */
    const uint8_t *kinds;                         /* of each code point: 1 a blank, 2 a sign at the edge of words */
    const uint32_t *article;                      /* two letters, left out where a word begins with them */
    int64_t n_sentences, n_lines, n_kinds, n_near, whole_start, whole_stop; /* `whole`: the bulk of the text */
    int32_t *bounds, *positions;                  /* room: N_BUCKETS + 1, and one for each code point of the text */
    int64_t *counts; /* (n_lines, 5): words of each line, those below, above, in the bulk, in the next sentence */
} Words;

static uint32_t hash_triple(const uint32_t *at) {
    return (at[0] * 0x9E3Bu + at[1] * 0x01F5u + at[2]) * 0x9E3779B1u >> 22;
}

static int kind_of(const Words *words, uint32_t code) { return code < words->n_kinds ? words->kinds[code] : 0; }

static int64_t find_length(const Words *words) {
    int64_t length = words->starts[words->n_sentences] - 1; /* without the blank behind the last sentence */
    return length > 0 ? length : 0;
}

static void sort_places(const Words *words) {
    int64_t n = find_length(words) - TRIPLE + 1;
    int32_t *bounds = words->bounds;
    memset(bounds, 0, (N_BUCKETS + 1) * sizeof(int32_t));
    for (int64_t i = 0; i < n; i++) bounds[hash_triple(words->text + i)]++;
    for (int64_t bucket = 1; bucket <= N_BUCKETS; bucket++) bounds[bucket] += bounds[bucket - 1];
    for (int64_t i = n - 1; i >= 0; i--) words->positions[--bounds[hash_triple(words->text + i)]] = (int32_t)i;
}

/* Whether a word stands between two places of the text. */
static int stands_between(const Words *words, const uint32_t *word, int64_t length, int64_t start, int64_t stop) {
    uint32_t bucket = hash_triple(word);
    int32_t low = words->bounds[bucket], last = words->bounds[bucket + 1], high = last;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (words->positions[middle] < start) low = middle + 1;
        else high = middle;
    }
    for (; low < last && words->positions[low] + length <= stop; low++)
        if (!memcmp(words->text + words->positions[low], word, (size_t)length * sizeof(uint32_t))) return 1;
    return 0;
}

static int64_t limit(int64_t place, int64_t most) { return place < 0 ? 0 : place > most ? most : place; }

static void count_word(const Words *words, const uint32_t *word, int64_t length, int64_t line) {
    int64_t *counts = words->counts + 5 * line, place = words->places[line], n = words->n_sentences;
    int64_t here = words->starts[place], next = words->starts[limit(place + 1, n)];
    counts[0]++;
    if (words->bounds[hash_triple(word)] == words->bounds[hash_triple(word) + 1]) return;
    counts[1] += stands_between(words, word, length, here, words->starts[limit(place + words->n_near, n)] - 1);
    counts[2] += stands_between(words, word, length, words->starts[limit(place - words->n_near, n)], here - 1);
    counts[3] += stands_between(words, word, length, words->whole_start, words->whole_stop);
    counts[4] += stands_between(words, word, length, here, next - 1);
}

/* The words of a line, between blanks, without the signs at their edges and the article. */
static void count_line(const Words *words, int64_t line) {
    const uint32_t *at = words->lines + words->line_starts[line], *end = words->lines + words->line_starts[line + 1];
    while (at < end) {
        const uint32_t *start = at, *stop;
        while (at < end && kind_of(words, *at) != 1) at++;
        for (stop = at; stop > start && kind_of(words, stop[-1]) == 2;) stop--;
        while (start < stop && kind_of(words, *start) == 2) start++;
        if (stop - start >= 2 && start[0] == words->article[0] && start[1] == words->article[1]) start += 2;
        if (stop - start >= TRIPLE) count_word(words, start, stop - start, line);
        at++;
    }
}

/* Count the words of each line. */
EXPORT void count_shared_words(const Words *words) {
    sort_places(words);
    memset(words->counts, 0, (size_t)words->n_lines * 5 * sizeof(int64_t));
    for (int64_t line = 0; line < words->n_lines; line++) count_line(words, line);
}
