/* What a line of a page says by itself: its length, end, signs and words.

   The twin is summarizer/page/regions/measures/single_lines.py, which says what each measure means. */

#include "page.h"

#define N_BUCKETS 256

/* Known words by a hash of a few letters; `next` holds the word after each one of its bucket. */
typedef struct {
    const Tables *tables;
    int16_t first[N_BUCKETS], next[1024];
} Index;

/* What the characters of a line are together. */
typedef struct {
    uint32_t seen, common; /* the classes that some have, and those that all have */
    int64_t n_words, n_site, n_small;
} Counts;

static uint32_t hash_word(const uint32_t *word, int64_t length) {
    return (word[0] * 31 + word[length / 2] * 17 + word[length - 1] * 7 + (uint32_t)length) % N_BUCKETS;
}

static void build_index(const Tables *tables, Index *index) {
    index->tables = tables;
    memset(index->first, -1, sizeof(index->first));
    for (int64_t i = 0; i < tables->n_known; i++) {
        int64_t start = tables->known_starts[i];
        uint32_t bucket = hash_word(tables->known + start, tables->known_starts[i + 1] - start);
        index->next[i] = index->first[bucket];
        index->first[bucket] = (int16_t)i;
    }
}

/* The kinds of a word, without the signs at its edges; 0 for a word that is not known. */
static int64_t look_up(const Index *index, const uint32_t *start, const uint32_t *stop) {
    const Tables *tables = index->tables;
    while (stop > start && classify(tables, stop[-1]) & EDGE) stop--;
    while (start < stop && classify(tables, *start) & EDGE) start++;
    if (start == stop) return 0;
    int64_t length = stop - start;
    for (int64_t i = index->first[hash_word(start, length)]; i >= 0; i = index->next[i]) {
        const int64_t *bounds = tables->known_starts + i;
        size_t size = (size_t)length * sizeof(uint32_t);
        if (bounds[1] - bounds[0] == length && !memcmp(tables->known + bounds[0], start, size))
            return tables->known_kinds[i];
    }
    return 0;
}

/* One pass over a line; of its words the first `n_looked_up` are looked up. */
static Counts count(const Index *index, const uint32_t *text, int64_t length, int64_t n_looked_up) {
    Counts counts = {0, ~0u, 0, 0, 0};
    for (int64_t i = 0; i < length;) {
        int64_t start = i;
        for (uint32_t classes; i < length && !((classes = classify(index->tables, text[i])) & BLANK); i++) {
            counts.seen |= classes;
            counts.common &= classes;
        }
        if (i > start && counts.n_words++ < n_looked_up) {
            int64_t kinds = look_up(index, text + start, text + i);
            counts.n_site += kinds & 1;
            counts.n_small += kinds >> 1 & 1;
        }
        while (i < length && classify(index->tables, text[i]) & BLANK) i++;
    }
    return counts;
}

static int holds(const uint32_t *text, int64_t length, const char *letters) {
    int64_t n = (int64_t)strlen(letters);
    for (int64_t i = 0; i + n <= length; i++) {
        int64_t j = 0;
        while (j < n && text[i + j] == (uint32_t)letters[j]) j++;
        if (j == n) return 1;
    }
    return 0;
}

static int ends_with_dots(const Tables *tables, const uint32_t *text, int64_t length) {
    return classify(tables, text[length - 1]) & ELLIPSIS
        || (length > 1 && text[length - 1] == '.' && text[length - 2] == '.');
}

/* The ends of a line, and its words. */
static void measure_any(const Tables *tables, double *line, const uint32_t *text, int64_t length, Counts counts) {
    uint32_t last = classify(tables, text[length - 1]);
    double share = (double)(3 * counts.n_site) / (double)counts.n_words;
    line[N_WORDS] = (double)counts.n_words;
    line[N_LETTERS] = (double)length;
    line[ENDS_WITH_STOP] = (last & STOP) != 0;
    line[ENDS_WITH_COLON] = (last & COLON) != 0;
    line[IS_CUT] = ends_with_dots(tables, text, length);
    line[HAS_SITE_WORD] = counts.n_site > 0;
    line[SITE_SHARE] = share < 1 ? share : 1;
    line[HAS_STOP_INSIDE] = counts.seen & STOP && holds(text, length, ". ");
}

static void measure_long(const Tables *tables, double *line, const uint32_t *text, int64_t length, Counts counts) {
    measure_any(tables, line, text, length, counts);
    line[ASKS] = (classify(tables, text[length - 1]) & QUESTION) != 0;
    line[HAS_COMMA] = line[SMALL_SHARE] = 1;
}

static int asks(const Tables *tables, const uint32_t *text, int64_t length) {
    while (length && classify(tables, text[length - 1]) & BEHIND_QUESTION) length--;
    return length && classify(tables, text[length - 1]) & QUESTION;
}

static int has_colon_inside(const uint32_t *text, int64_t length) {
    for (int64_t i = 0; i + 1 < length; i++) if (text[i] == ':') return 1;
    return 0;
}

static int begins_with_verb(const Tables *tables, const uint32_t *text, int64_t length, int64_t n_words) {
    int64_t n = 0;
    while (n < length && text[n] != ' ') n++;
    return n_words > 3 && n > 3 && classify(tables, *text) & VERB;
}

/* Digits and Latin letters among the letters and digits of a line. */
static void measure_signs(const Tables *tables, double *line, const uint32_t *text, int64_t length) {
    int64_t n = 0, n_digits = 0, n_latin = 0;
    for (int64_t i = 0; i < length; i++) {
        uint32_t classes = classify(tables, text[i]);
        if (classes & BLANK) continue;
        n += (classes & SIGNIFICANT) != 0;
        n_digits += (classes & DIGIT) != 0;
        n_latin += (classes & LATIN) != 0;
    }
    if (!n) n = 1;
    line[MOSTLY_DIGITS] = (double)n_digits > 0.3 * (double)n;
    line[HAS_DIGITS] = n_digits > 0;
    line[MOSTLY_LATIN] = (double)n_latin > 0.5 * (double)n;
    line[HAS_LATIN] = n_latin > 0;
}

/* A folded line has single blanks. */
static void measure_short(const Tables *tables, double *line, const uint32_t *text, int64_t length, Counts counts) {
    measure_any(tables, line, text, length, counts);
    line[ASKS] = asks(tables, text, length);
    line[BEGINS_WITH_HASH] = *text == '#';
    line[BEGINS_WITH_DIGIT] = (classify(tables, *text) & DIGIT) != 0;
    /* Most lines have neither. */
    if (!(counts.common & PLAIN)) measure_signs(tables, line, text, length);
    line[HAS_COMMA] = (counts.seen & COMMA) != 0;
    line[HAS_BAR] = (counts.seen & BAR) != 0;
    line[HAS_SLASH] = counts.seen & SLASH || holds(text, length, " - ");
    line[HAS_COLON_INSIDE] = counts.seen & COLON && has_colon_inside(text, length);
    line[HAS_QUOTES] = (counts.seen & QUOTE) != 0;
    line[HAS_ADDRESS] = counts.seen & ADDRESS
        || (counts.seen & LATIN && (holds(text, length, "http") || holds(text, length, "www")));
    line[SMALL_SHARE] = counts.n_small < 4 ? (double)counts.n_small / 4 : 1;
    line[BEGINS_WITH_VERB] = begins_with_verb(tables, text, length, counts.n_words);
}

/* Whether all codes of a line have classes; those of a line that is measured are not asked for. */
static int measure_line(const Page *page, const Index *index, int64_t row) {
    const Tables *tables = page->tables;
    int64_t flags = page->flags[row], n_folded = count_folded(page, row);
    const uint32_t *folded = page->folded + page->folded_starts[row], *given = page->given + page->starts[row];
    double *line = own(page, row);
    int is_known = 1;
    if (!n_folded) {
        int64_t length = page->starts[row + 1] - page->starts[row];
        measure_long(tables, line, given, length, count(index, given, length, tables->n_looked_up));
    } else if (!(flags & IS_MEASURED)) {
        Counts counts = count(index, folded, n_folded, n_folded);
        is_known = (counts.common & KNOWN) != 0;
        measure_short(tables, line, folded, n_folded, counts);
        line[BEGINS_WITH_BULLET] = (flags & HAS_BULLET) != 0;
        line[BEGINS_LIKE_SENTENCE] = (flags & BEGINS) != 0;
        line[GOES_ON_FROM_BEFORE] = flags & BEGINS && flags & OPENS_CLAUSE;
    }
    line[CELLS] = (flags & HAS_CELLS) != 0;
    line[SHORT_CELLS] = (flags & HAS_SHORT_CELLS) != 0;
    return is_known;
}

int64_t measure_own(const Page *page) {
    Index index;
    int64_t n_unknown = 0;
    build_index(page->tables, &index);
    for (int64_t row = 0; row < page->n_lines; row++) n_unknown += !measure_line(page, &index, row);
    return n_unknown;
}
