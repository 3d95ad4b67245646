/* How many words of short lines stand in the sentences around them, inside of longer words too; and which short lines
   begin or end a longer one.

   The twins are summarizer/page/regions/measures/kinship.py and shared_words.py. Of the text only those places count where the
   first three letters of some word of a short line may stand. They are sorted by the hash of the three letters, in
   order of place, so that a word is compared only there, and only in the stretches that count. */

#include "page.h"

#define N_BUCKETS 1024
#define TRIPLE 3
#define N_COUNTED 5

enum { ALL, BELOW, ABOVE, WHOLE, NEXT };
/* The columns of SHARES in kinship.py. */
enum {
    SHARES_BELOW, SHARES_ABOVE, SHARES_WHOLE, MANY_BELOW, IS_SENTENCE, LIKELIEST, NEXT_LIKELIEST, SHARES_WITH_NEXT
};

/* The sentences of a page, cut to what is read of each, with a blank behind each. */
typedef struct {
    const Page *page;
    uint32_t *text;
    int64_t *starts, n; /* (n + 1,) */
    int64_t whole_start, whole_stop;
    int32_t bounds[N_BUCKETS + 1], *places; /* of triples; one for each code point of the text */
    uint8_t wanted[N_BUCKETS];
} Sentences;

static uint32_t hash_triple(const uint32_t *letters) {
    return (letters[0] * 0x9E3Bu + letters[1] * 0x01F5u + letters[2]) * 0x9E3779B1u >> 22;
}

static int is_compared(const Page *page, int64_t row) { return count_folded(page, row) && !page->sentence[row]; }

/* The next word of a line between blanks, without the signs at its edges and the article; 0 behind the last one. */
static int64_t cut_word(const Tables *tables, const uint32_t **place, const uint32_t *end, const uint32_t **word) {
    const uint32_t *to = *place, *start, *stop;
    while (to < end && classify(tables, *to) & BLANK) to++;
    if (to == end) return 0;
    start = to;
    while (to < end && !(classify(tables, *to) & BLANK)) to++;
    *place = stop = to;
    while (stop > start && classify(tables, stop[-1]) & EDGE) stop--;
    while (start < stop && classify(tables, *start) & EDGE) start++;
    if (stop - start >= 2 && start[0] == tables->article[0] && start[1] == tables->article[1]) start += 2;
    *word = start;
    return stop - start >= TRIPLE ? stop - start : -1;
}

static void copy_sentences(Sentences *sentences) {
    const Page *page = sentences->page;
    int64_t n = 0, length = 0, most = page->tables->sentence_length;
    for (int64_t row = 0; row < page->n_lines; row++) {
        if (!page->sentence[row]) continue;
        int64_t size = page->starts[row + 1] - page->starts[row];
        if (size > most) size = most;
        memcpy(sentences->text + length, page->given + page->starts[row], (size_t)size * sizeof(uint32_t));
        sentences->starts[n++] = length;
        length += size;
        sentences->text[length++] = ' ';
    }
    sentences->starts[n] = length;
    sentences->n = n;
}

/* Mark the hashes of the beginnings of words that are looked for. */
static void mark_wanted(Sentences *sentences) {
    const Page *page = sentences->page;
    memset(sentences->wanted, 0, sizeof(sentences->wanted));
    for (int64_t row = 0; row < page->n_lines; row++) {
        if (!is_compared(page, row)) continue;
        const uint32_t *place = page->given + page->starts[row], *end = page->given + page->starts[row + 1], *word;
        for (int64_t length; (length = cut_word(page->tables, &place, end, &word));)
            if (length > 0) sentences->wanted[hash_triple(word)] = 1;
    }
}

static void sort_places(Sentences *sentences) {
    int64_t n = sentences->starts[sentences->n] - TRIPLE, n_found = 0;
    int32_t *bounds = sentences->bounds, *found = sentences->places, *sorted = found + sentences->starts[sentences->n];
    memset(bounds, 0, sizeof(sentences->bounds));
    for (int64_t i = 0; i < n; i++) {
        uint32_t hash = hash_triple(sentences->text + i);
        if (!sentences->wanted[hash]) continue;
        found[n_found++] = (int32_t)i;
        bounds[hash]++;
    }
    for (int64_t bucket = 1; bucket <= N_BUCKETS; bucket++) bounds[bucket] += bounds[bucket - 1];
    for (int64_t i = n_found - 1; i >= 0; i--) sorted[--bounds[hash_triple(sentences->text + found[i])]] = found[i];
    sentences->places = sorted;
}

/* Whether a word stands between two places of the text. */
static int stands_between(const Sentences *all, const uint32_t *word, int64_t length, int64_t start, int64_t stop) {
    uint32_t bucket = hash_triple(word);
    int32_t low = all->bounds[bucket], last = all->bounds[bucket + 1], high = last;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (all->places[middle] < start) low = middle + 1;
        else high = middle;
    }
    for (; low < last && all->places[low] + length <= stop; low++)
        if (!memcmp(all->text + all->places[low], word, (size_t)length * sizeof(uint32_t))) return 1;
    return 0;
}

static int64_t limit(int64_t place, int64_t most) { return place < 0 ? 0 : place > most ? most : place; }

static void count_word(const Sentences *all, const uint32_t *word, int64_t length, int64_t place, int64_t *counts) {
    int64_t here = all->starts[place], near = all->page->tables->n_near, n = all->n;
    counts[ALL]++;
    if (all->bounds[hash_triple(word)] == all->bounds[hash_triple(word) + 1]) return;
    counts[BELOW] += stands_between(all, word, length, here, all->starts[limit(place + near, n)] - 1);
    counts[ABOVE] += stands_between(all, word, length, all->starts[limit(place - near, n)], here - 1);
    counts[WHOLE] += stands_between(all, word, length, all->whole_start, all->whole_stop);
    counts[NEXT] += stands_between(all, word, length, here, all->starts[limit(place + 1, n)] - 1);
}

static void share(double *to, const int64_t *counts, int64_t n_shared) {
    double n = (double)counts[ALL];
    to[SHARES_BELOW] = (double)counts[BELOW] / n;
    to[SHARES_ABOVE] = (double)counts[ABOVE] / n;
    to[SHARES_WHOLE] = (double)counts[WHOLE] / n;
    to[MANY_BELOW] = counts[BELOW] < n_shared ? (double)counts[BELOW] / (double)n_shared : 1;
    to[SHARES_WITH_NEXT] = (double)counts[NEXT] / n;
}

/* Count the words of each line; of the lines above the bulk, the two that share most with it are likely titles. */
static void compare_lines(const Sentences *all, double *found, int64_t column) {
    const Page *page = all->page;
    int64_t likeliest[2] = {-1, -1};
    double most[2] = {0, 0};
    for (int64_t row = 0; row < page->n_lines; row++) {
        at(page, found, row, column)[IS_SENTENCE] = !is_compared(page, row);
        if (!is_compared(page, row)) continue;
        const uint32_t *place = page->given + page->starts[row], *end = page->given + page->starts[row + 1], *word;
        int64_t counts[N_COUNTED] = {0, 0, 0, 0, 0};
        for (int64_t length; (length = cut_word(page->tables, &place, end, &word));)
            if (length > 0) count_word(all, word, length, page->before[row], counts);
        if (!(counts[BELOW] || counts[ABOVE] || counts[WHOLE])) continue;
        share(at(page, found, row, column), counts, page->tables->n_shared);
        if (row >= page->bulk_start || !counts[WHOLE] || counts[ALL] < 2) continue;
        double likeness = (double)(counts[WHOLE] * counts[WHOLE]) / (double)counts[ALL];
        /* Of equals the later line. */
        int second = likeness < most[0];
        if (second && likeness < most[1]) continue;
        if (!second) most[1] = most[0], likeliest[1] = likeliest[0];
        most[second] = likeness, likeliest[second] = row;
    }
    for (int64_t i = 0; i < 2; i++)
        if (likeliest[i] >= 0) at(page, found, likeliest[i], column)[LIKELIEST + i] = 1;
}

int64_t fill_kinship(const Page *page, double *found, int64_t column) {
    int64_t n = page->before[page->n_lines - 1] + page->sentence[page->n_lines - 1], size = 0;
    if (!n) return column + page->tables->n_kinship;
    for (int64_t row = 0; row < page->n_lines; row++) {
        int64_t length = page->starts[row + 1] - page->starts[row], most = page->tables->sentence_length;
        if (page->sentence[row]) size += 1 + (length < most ? length : most);
    }
    Sentences all;
    all.page = page;
    /* The text, the places of its triples as they are found and sorted, and the starts of the sentences. */
    uint32_t *room = malloc((size_t)size * 3 * sizeof(uint32_t) + (size_t)(n + 2) * sizeof(int64_t));
    if (!room) return NO_MEMORY;
    all.starts = (int64_t *)room;
    all.text = room + 2 * (n + 2);
    all.places = (int32_t *)(all.text + size);
    copy_sentences(&all);
    int64_t bulk_stop = page->bulk_stop < page->n_lines ? page->before[page->bulk_stop] : n;
    int64_t bulk_start = page->bulk_start < page->n_lines ? page->before[page->bulk_start] : n;
    all.whole_start = all.starts[bulk_start];
    all.whole_stop = all.starts[bulk_stop] - 1;
    int64_t most = all.whole_start + page->tables->bulk_length;
    if (all.whole_stop > most) all.whole_stop = most;
    mark_wanted(&all);
    sort_places(&all);
    compare_lines(&all, found, column);
    free(room);
    return column + page->tables->n_kinship;
}

static void name(const Page *page, double *found, int64_t column, int64_t row, int64_t above) {
    int64_t n = count_folded(page, row), longer = count_folded(page, above);
    const uint32_t *line = page->folded + page->folded_starts[row], *named = page->folded + page->folded_starts[above];
    size_t size = (size_t)n * sizeof(uint32_t);
    if (longer <= n) return;
    if (!memcmp(named, line, size))
        at(page, found, above, column)[0] = at(page, found, row, column)[2] = 1;
    if (!memcmp(named + longer - n, line, size))
        at(page, found, above, column)[1] = at(page, found, row, column)[3] = 1;
}

static int has_blank(const uint32_t *text, int64_t length) {
    for (int64_t i = 0; i < length; i++) if (text[i] == ' ') return 1;
    return 0;
}

int64_t fill_naming(const Page *page, double *found, int64_t column) {
    for (int64_t row = 0; row < page->n_lines; row++) {
        if (!has_blank(page->folded + page->folded_starts[row], count_folded(page, row))) continue;
        int64_t above = row - page->tables->n_between;
        for (above = above < 0 ? 0 : above; above < row; above++) name(page, found, column, row, above);
    }
    return column + page->tables->n_naming;
}
