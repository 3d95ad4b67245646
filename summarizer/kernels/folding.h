/* Folding: the letters of a text, its numbers joined, its ligatures written out; the first half of `word_hashes.c`.

   The twin is summarizer/duplicates/words/letter_folding.py, which says why each rule is as it is. */

#ifndef KHULASA_FOLDING_H
#define KHULASA_FOLDING_H

#include "kernels.h"

enum { SEPARATOR = 0, HIDDEN = 0xFFFF, EXPANDED = 0xFFFE };
enum { MINUS = '-', POINT = '.', ZERO = '0', LAST_OF_NUMBERS = '9' }; /* no letter has a smaller code */
enum { BLANK = 1, COMMA, DIVIDING_POINT, DECIMAL, SIGN }; /* `text.numbers.Mark` */
enum { SPLITS, JOINS, POINTS };
enum { N_CODES = 0x40000, LAST_MARK = 0xFFFF };
/* Letters of which one look tells whether they have digits, and which a copy of a short word takes; letters of one
   look for edges. A text has room for so many more. */
enum { TOGETHER = 16, AT_ONCE = 64 };
/* Places in a text have 32 bits. */
enum { MOST_LETTERS = 0x7FFFFF00 };

typedef struct {
    const uint16_t *fold;             /* (N_CODES,)  the letter of each code, or HIDDEN or EXPANDED */
    const uint8_t *marks;             /* (0x10000,)  which mark each code is */
    const uint64_t *expanded;         /* (n_expanded,)  codes that are EXPANDED, ascending */
    const int64_t *expansion_offsets; /* (n_expanded + 1,)  where the letters of each begin */
    const uint16_t *expansions;
    int64_t n_expanded;
    const uint64_t *numerals;         /* (n_numerals,)  hashes of numerals in words, ascending */
    const uint64_t *values;           /* (n_numerals,)  the hash of the value of each, 0 where it is none by itself */
    const uint8_t *is_possible;       /* (0x2000,)  a bit for the top 16 bits of each hash; excludes most other words */
    int64_t n_numerals;
    int64_t waw;                      /* the place of the joining letter among the numerals */
    int64_t identifier_digits;        /* whole numbers of so many digits keep their first zeros */
} Tables;

/* A word: where it stands in the letters of a text, where it is spelled, its place among the numerals, or -1. */
typedef struct {
    int32_t start, end, spelled, numeral;
} Place;

/* One text while it is read. All arrays are parts of `memory`, of `room` entries each. */
typedef struct {
    uint16_t *letters, *codes; /* (n,)  and the code that each comes from, at most LAST_MARK; zeros behind the letters */
    int64_t n;
    int32_t *digits;           /* where its digits are */
    int64_t n_digits;
    int32_t *firsts, *lengths; /* of its runs of digits, and of each the mark behind it and what that does */
    uint8_t *kinds, *does;
    uint64_t *sums;            /* (n + 1,)  of the letters before each, times powers of the base */
    int32_t *edges;            /* where words and separators begin */
    Place *words;
    int32_t *numerals;         /* which words are numerals, the joining letter left out */
    int64_t n_numerals;
    int has_expanded;
    int64_t room;
    void *memory;
} Text;

static int is_digit(uint16_t letter) { return (uint16_t)(letter - ZERO) < 10; }

/* Fold codes of one unit each; returns how many letters are left. */
static int64_t fold_units(const Tables *tables, const uint16_t *units, int64_t n, uint16_t *letters, uint16_t *codes) {
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) {
        uint16_t letter = tables->fold[units[i]];
        letters[kept] = letter;
        codes[kept] = units[i];
        kept += letter != HIDDEN;
    }
    return kept;
}

/* The same where some codes are pairs of units. */
static int64_t fold_pairs(const Tables *tables, const uint16_t *units, int64_t n, uint16_t *letters, uint16_t *codes) {
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t code = units[i];
        if ((code & 0xFC00) == 0xD800 && i + 1 < n) code = 0x10000 + ((code & 0x3FF) << 10) + (units[++i] & 0x3FF);
        letters[kept] = code < N_CODES ? tables->fold[code] : SEPARATOR;
        codes[kept] = (uint16_t)(code < LAST_MARK ? code : LAST_MARK);
        kept += letters[kept] != HIDDEN;
    }
    return kept;
}

/* List the digits of a text. Most stretches of letters have none, which one look at all of them tells. */
static void list_digits(Text *text) {
    const uint16_t *letters = text->letters;
    int64_t n_digits = 0;
    for (int64_t start = 0; start < text->n; start += TOGETHER) {
        uint16_t found = 0;
        for (int i = 0; i < TOGETHER; i++) found |= (uint16_t)is_digit(letters[start + i]);
        if (!found) continue;
        for (int64_t i = start; i < start + TOGETHER; i++) {
            text->digits[n_digits] = (int32_t)i;
            n_digits += is_digit(letters[i]);
        }
    }
    text->n_digits = n_digits;
}

static void fold(const Tables *tables, const uint16_t *units, int64_t n, Text *text) {
    int has_pairs = 0, has_expanded = 0;
    for (int64_t i = 0; i < n; i++) has_pairs |= (units[i] & 0xF800) == 0xD800;
    text->n = (has_pairs ? fold_pairs : fold_units)(tables, units, n, text->letters, text->codes);
    memset(text->letters + text->n, 0, TOGETHER * sizeof(uint16_t));
    for (int64_t i = 0; i < text->n; i++) has_expanded |= text->letters[i] == EXPANDED;
    text->has_expanded = has_expanded;
    list_digits(text);
}

/* The runs of digits, and the kind of the one character between each and the next; 0 where there are more. */
static int64_t find_runs(const Tables *tables, Text *text) {
    const int32_t *digits = text->digits;
    int64_t n_runs = 0;
    for (int64_t i = 0; i < text->n_digits;) {
        int64_t first = digits[i++], length = 1;
        while (i < text->n_digits && digits[i] == first + length) i++, length++;
        int is_near = i < text->n_digits && digits[i] == first + length + 1;
        text->firsts[n_runs] = (int32_t)first;
        text->lengths[n_runs] = (int32_t)length;
        text->kinds[n_runs++] = is_near ? tables->marks[text->codes[first + length]] : 0;
    }
    return n_runs;
}

/* `join_digits` for the comma or point behind run `i`: whether it groups thousands. */
static int groups_thousands(const Text *text, int64_t i, int64_t n_runs) {
    const int32_t *lengths = text->lengths;
    const uint8_t *kinds = text->kinds;
    int has_zero = text->letters[text->firsts[i]] == ZERO;
    if (lengths[i + 1] != 3 || lengths[i] > 3 || (has_zero && lengths[i] < 3)) return 0;
    if (kinds[i] == COMMA) return 1;
    if (kinds[i] != DIVIDING_POINT) return 0;
    if (i > 0 && kinds[i - 1] == DIVIDING_POINT && lengths[i] == 3) return 1;
    if (i + 2 >= n_runs) return 0;
    if (kinds[i + 1] == DIVIDING_POINT) return lengths[i + 2] == 3;
    return (kinds[i + 1] == COMMA || kinds[i + 1] == DECIMAL) && lengths[i + 2] != 3;
}

static int divides(uint8_t kind) { return kind == COMMA || kind == DIVIDING_POINT || kind == DECIMAL; }

/* Let the blanks of each chain join its runs, where all but the first have three digits. */
static void join_blanks(Text *text, int64_t n_runs) {
    for (int64_t start = 0, end; start < n_runs; start = end + 1) {
        int is_wrong = text->lengths[start] > 3 || (start > 0 && divides(text->kinds[start - 1]));
        for (end = start; end + 1 < n_runs && text->kinds[end] == BLANK; end++) is_wrong |= text->lengths[end + 1] != 3;
        for (int64_t i = start; i < end && !is_wrong; i++) text->does[i] = JOINS;
    }
}

/* `letter_folding._find_signs`: whether the dash at `place` is a minus. */
static int is_minus(const Tables *tables, const Text *text, int64_t place) {
    if (tables->marks[text->codes[place]] != SIGN) return 0;
    if (!place) return 1;
    uint8_t before = tables->marks[text->codes[place - 1]];
    if (text->letters[place - 1] != SEPARATOR || before == SIGN) return 0;
    return !(place > 1 && before == BLANK && is_digit(text->letters[place - 2]));
}

/* Drop what joins; what divides becomes a point. */
static void join(const Tables *tables, Text *text) {
    int64_t n_runs = find_runs(tables, text), kept = 0;
    int has_joins = 0;
    for (int64_t i = 0; i < n_runs; i++) text->does[i] = divides(text->kinds[i]) ? POINTS : SPLITS;
    for (int64_t i = 0; i + 1 < n_runs; i++) if (groups_thousands(text, i, n_runs)) text->does[i] = JOINS;
    join_blanks(text, n_runs);
    for (int64_t i = 0; i < n_runs; i++) {
        int64_t before = text->firsts[i] - 1, after = text->firsts[i] + text->lengths[i];
        if (before >= 0 && is_minus(tables, text, before)) text->letters[before] = MINUS;
        if (text->does[i] != SPLITS) text->letters[after] = text->does[i] == POINTS ? POINT : HIDDEN;
        has_joins |= text->does[i] == JOINS;
    }
    if (!has_joins) return;
    for (int64_t i = 0; i < text->n; i++) {
        text->letters[kept] = text->letters[i];
        text->codes[kept] = text->codes[i];
        kept += text->letters[i] != HIDDEN;
    }
    text->n = kept;
}

/* Give a text room for so many letters; those it has stay. */
static int make_room(Text *text, int64_t room) {
    size_t n = (size_t)room + AT_ONCE + TOGETHER, a_letter = sizeof(uint64_t) + sizeof(Place) + 5 * sizeof(int32_t) + 2 * sizeof(uint16_t) + 2;
    if (room > MOST_LETTERS) return 0;
    uint64_t *memory = malloc(n * a_letter);
    if (!memory) return 0;
    Text old = *text;
    text->memory = memory;
    text->room = room;
    text->sums = memory;
    text->digits = (int32_t *)(text->sums + n);
    text->firsts = text->digits + n;
    text->lengths = text->firsts + n;
    text->edges = text->lengths + n;
    text->numerals = text->edges + n;
    text->words = (Place *)(text->numerals + n);
    text->letters = (uint16_t *)(text->words + n);
    text->codes = text->letters + n;
    text->kinds = (uint8_t *)(text->codes + n);
    text->does = text->kinds + n;
    if (old.n) {
        memcpy(text->letters, old.letters, (size_t)old.n * sizeof(uint16_t));
        memcpy(text->codes, old.codes, (size_t)old.n * sizeof(uint16_t));
    }
    free(old.memory);
    return 1;
}

/* Write ligatures and fractions out, from the last letter to the first. */
static int expand(const Tables *tables, Text *text) {
    int64_t length = text->n;
    for (int64_t i = 0; i < text->n; i++) {
        if (text->letters[i] != EXPANDED) continue;
        int64_t found = find_key(tables->expanded, tables->n_expanded, text->codes[i]);
        length += tables->expansion_offsets[found + 1] - tables->expansion_offsets[found] - 1;
    }
    if (length > text->room && !make_room(text, length)) return 0;
    int64_t to = length;
    for (int64_t i = text->n - 1; i >= 0; i--) {
        uint16_t letter = text->letters[i], code = text->codes[i];
        int64_t first = 0, size = 1;
        if (letter == EXPANDED) {
            int64_t found = find_key(tables->expanded, tables->n_expanded, code);
            first = tables->expansion_offsets[found];
            size = tables->expansion_offsets[found + 1] - first;
        }
        to -= size;
        for (int64_t j = 0; j < size; j++) {
            text->letters[to + j] = letter == EXPANDED ? tables->expansions[first + j] : letter;
            text->codes[to + j] = code;
        }
    }
    text->n = length;
    return 1;
}

/* Four letters as one number, the first in the lowest bits; compilers make one load of it. */
static inline uint64_t read_four(const uint16_t *letters) {
    return (uint64_t)letters[0] | (uint64_t)letters[1] << 16 | (uint64_t)letters[2] << 32 | (uint64_t)letters[3] << 48;
}

/* The top bit of each of four letters that is at least `least`; `offset` is 0x8000 - least, four times. */
static inline uint64_t mark_four(uint64_t four, uint64_t offset) {
    const uint64_t tops = 0x8000800080008000u;
    return (((four & ~tops) + offset) | four) & tops;
}

/* The four top bits that `mark_four` may set, as four bits: the product gathers them in its own top bits. */
static inline uint64_t gather_four(uint64_t marks) { return (marks >> 15) * 0x0001000200040008u >> 48 & 15; }

/* A bit for each letter of AT_ONCE that is no separator, and for each of these that is of no number. */
static void mark_letters(const uint16_t *letters, uint64_t *words, uint64_t *others) {
    const uint64_t one = 0x7FFF7FFF7FFF7FFFu, behind_numbers = 0x7FC67FC67FC67FC6u;
    uint64_t numbers = 0;
    *words = *others = 0;
    for (int i = 0; i < AT_ONCE; i += 4) {
        uint64_t four = read_four(letters + i), marks = mark_four(four, one);
        numbers |= marks ^ mark_four(four, behind_numbers);
        *words |= gather_four(marks) << i;
    }
    if (numbers)
        for (int i = 0; i < AT_ONCE; i += 4) *others |= gather_four(mark_four(read_four(letters + i), behind_numbers)) << i;
    else *others = *words;
}

/* Where words, numbers and stretches of separators begin, the first separators left out. */
static int64_t find_edges(Text *text) {
    int64_t n_edges = 0;
    uint64_t was_word = 0, was_other = 0;
    memset(text->letters + text->n, 0, AT_ONCE * sizeof(uint16_t));
    for (int64_t start = 0; start < text->n; start += AT_ONCE) {
        uint64_t words, others;
        mark_letters(text->letters + start, &words, &others);
        uint64_t edges = (words ^ (words << 1 | was_word)) | (others ^ (others << 1 | was_other));
        was_word = words >> (AT_ONCE - 1), was_other = others >> (AT_ONCE - 1);
        for (; edges; edges &= edges - 1) text->edges[n_edges++] = (int32_t)(start + count_zeros(edges));
    }
    /* Behind the last letter the zeros may have made one more. */
    if (n_edges && text->edges[n_edges - 1] == text->n) n_edges--;
    text->edges[n_edges] = (int32_t)text->n;
    return n_edges;
}

#endif
