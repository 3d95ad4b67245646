/* Folding: the letters of a text, its numbers joined, its ligatures written out; the first half of `word_hashes.c`.

   The twin is summarizer/duplicates/words/letter_folding.py, which says why each rule is as it is. */

#ifndef KHULASA_FOLDING_H
#define KHULASA_FOLDING_H

#include "letter_bits.h"

/* A letter is at least MINUS. What separates words is one of the first six: which mark it is (`text.numbers.Mark`). A
   ligature is EXPANDED and its number, among the codes of halves of pairs, which are EXPANDED too. HIDDEN is dropped. */
enum { SEPARATOR = 0, BLANK, COMMA, DIVIDING_POINT, DECIMAL, SIGN };
enum { MINUS = '-', POINT = '.', ZERO = '0', BEHIND_NUMBERS = '9' + 1, EXPANDED = 0xD800, HIDDEN = 0xFFFF };
enum { SPLITS, JOINS, POINTS };
/* Digits of a phone number in groups (`text.digit_marks`): of all, of its first group, of all behind a short one. */
enum { PHONE_LEAST = 8, PHONE_MOST = 15, PREFIX_LEAST = 2, PREFIX_MOST = 5, SHORT_PREFIX_DIGITS = 11, PAIRS = 5 };
enum { N_CODES = 0x40000 };
/* Letters which a copy of a short word takes. A text has room for so many more and AT_ONCE. */
enum { TOGETHER = 16 };
/* Places in a text have 32 bits. */
enum { MOST_LETTERS = 0x7FFFFF00 };

typedef struct {
    const uint16_t *fold;             /* (N_CODES,)  the letter of each code, or what the first line above lists */
    const int64_t *expansion_offsets; /* (n_expanded + 1,)  where the letters of each ligature begin */
    const uint16_t *expansions;
    const uint64_t *numerals;         /* (n_numerals,)  hashes of numerals in words, ascending */
    const uint64_t *values;           /* (n_numerals,)  the hash of the value of each, 0 where it is none by itself */
    const uint8_t *zeros;             /* (n_numerals,)  of each that multiplies figures before it, 0 for others */
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
    uint16_t *letters;         /* (n,)  and separators; zeros behind them */
    int64_t n;
    int32_t *digits;           /* where its digits are */
    int64_t n_digits;
    int32_t *firsts, *lengths; /* of its runs of digits, and of each the mark behind it and what that does */
    uint8_t *kinds, *does;
    int32_t *starts, *ends;    /* (n_words + 1,) and (n_words,)  where words begin and end; at last the last end */
    int64_t n_words;
    Place *words;
    int32_t *numerals;         /* which words are numerals, the joining letter left out */
    int64_t n_numerals;
    int has_expanded;
    int64_t room;
    void *memory;
} Text;

static int is_separator(uint16_t letter) { return letter <= SIGN; }

/* Which mark a letter is, or 0. */
static uint8_t read_mark(uint16_t letter) { return (uint8_t)(letter <= SIGN ? letter : 0); }

static int is_digit(uint16_t letter) { return (uint16_t)(letter - ZERO) < 10; }

/* Fold codes of one unit each; four by four, of which a compiler makes one store. */
static void fold_units(const uint16_t *fold, const uint16_t *units, int64_t n, uint16_t *letters) {
    int64_t i = 0;
    for (; i + 4 <= n; i += 4) {
        uint16_t one = fold[units[i]], two = fold[units[i + 1]], three = fold[units[i + 2]], four = fold[units[i + 3]];
        letters[i] = one, letters[i + 1] = two, letters[i + 2] = three, letters[i + 3] = four;
    }
    for (; i < n; i++) letters[i] = fold[units[i]];
}

/* The same where some codes are pairs of units; returns how many codes there are. */
static int64_t fold_pairs(const uint16_t *fold, const uint16_t *units, int64_t n, uint16_t *letters) {
    int64_t n_codes = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t code = units[i];
        if ((code & 0xFC00) == 0xD800 && i + 1 < n) code = 0x10000 + ((code & 0x3FF) << 10) + (units[++i] & 0x3FF);
        letters[n_codes++] = code < N_CODES ? fold[code] : SEPARATOR;
    }
    return n_codes;
}

/* Zeros behind the last letter, so that what looks at AT_ONCE letters finds no others. */
static void end_letters(Text *text, int64_t n) {
    text->n = n;
    memset(text->letters + n, 0, AT_ONCE * sizeof(uint16_t));
}

/* Drop the hidden letters. One in a hundred is: most stretches move as they are, or not at all. */
static void drop_hidden(Text *text) {
    uint16_t *letters = text->letters;
    int64_t kept = 0;
    for (int64_t start = 0; start < text->n; start += AT_ONCE) {
        int64_t end = start + AT_ONCE < text->n ? start + AT_ONCE : text->n;
        if (mark_from(letters + start, HIDDEN)) {
            for (int64_t i = start; i < end; i++) kept += (letters[kept] = letters[i]) != HIDDEN;
            continue;
        }
        if (kept < start) memmove(letters + kept, letters + start, (size_t)(end - start) * sizeof(uint16_t));
        kept += end - start;
    }
    end_letters(text, kept);
}

/* List the digits of a text. */
static void list_digits(Text *text) {
    int64_t n_digits = 0;
    for (int64_t start = 0; start < text->n; start += AT_ONCE) {
        uint64_t digits = mark_from(text->letters + start, ZERO) & ~mark_from(text->letters + start, BEHIND_NUMBERS);
        for (; digits; digits &= digits - 1) text->digits[n_digits++] = (int32_t)(start + count_zeros(digits));
    }
    text->n_digits = n_digits;
}

/* Whether a text has ligatures, or halves of pairs. */
static int find_expanded(const uint16_t *letters, int64_t n) {
    int found = 0;
    for (int64_t i = 0; i < n; i++) found |= (letters[i] & 0xF800) == EXPANDED;
    return found;
}

static void fold(const Tables *tables, const uint16_t *units, int64_t n, Text *text) {
    fold_units(tables->fold, units, n, text->letters);
    end_letters(text, n);
    text->has_expanded = find_expanded(text->letters, n);
    if (text->has_expanded && find_expanded(units, n)) {
        end_letters(text, fold_pairs(tables->fold, units, n, text->letters));
        text->has_expanded = find_expanded(text->letters, text->n);
    }
    drop_hidden(text);
    list_digits(text);
}

/* The runs of digits, and the kind of the one character between each and the next; 0 where there are more. */
static int64_t find_runs(Text *text) {
    const int32_t *digits = text->digits;
    int64_t n_runs = 0;
    for (int64_t i = 0; i < text->n_digits;) {
        int64_t first = digits[i++], length = 1;
        while (i < text->n_digits && digits[i] == first + length) i++, length++;
        int is_near = i < text->n_digits && digits[i] == first + length + 1;
        text->firsts[n_runs] = (int32_t)first;
        text->lengths[n_runs] = (int32_t)length;
        text->kinds[n_runs++] = is_near ? read_mark(text->letters[first + length]) : 0;
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

/* `_find_phones` for the runs from `start` to `end`: whether blanks and dashes group a phone number. */
static int is_phone(const Text *text, int64_t start, int64_t end, int64_t n_runs) {
    const int32_t *lengths = text->lengths;
    int64_t first = lengths[start], n_digits = first;
    if (text->letters[text->firsts[start]] != ZERO || first < PREFIX_LEAST || first > PREFIX_MOST) return 0;
    if ((start > 0 && divides(text->kinds[start - 1])) || (end < n_runs && divides(text->kinds[end - 1]))) return 0;
    for (int64_t i = start + 1; i < end; i++) {
        if (lengths[i] < 2) return 0;
        n_digits += lengths[i];
    }
    if (n_digits < PHONE_LEAST || n_digits > PHONE_MOST) return 0;
    if (first > PREFIX_LEAST) return 1;
    int has_number = lengths[start + 1] > PREFIX_LEAST && n_digits <= SHORT_PREFIX_DIGITS;
    return has_number || (end - start == PAIRS && n_digits == 2 * PAIRS);
}

/* Let blanks and dashes join the groups of phone numbers. */
static void join_phones(Text *text, int64_t n_runs) {
    for (int64_t start = 0, end; start < n_runs; start = end) {
        for (end = start + 1; end < n_runs && (text->kinds[end - 1] == BLANK || text->kinds[end - 1] == SIGN); end++) continue;
        if (end - start > 1 && is_phone(text, start, end, n_runs))
            for (int64_t i = start; i + 1 < end; i++) text->does[i] = JOINS;
    }
}

/* `letter_folding._find_signs`: whether the dash at `place` is a minus. */
static int is_minus(const Text *text, int64_t place) {
    if (text->letters[place] != SIGN) return 0;
    if (!place) return 1;
    uint16_t before = text->letters[place - 1];
    if (!is_separator(before) || before == SIGN) return 0;
    return !(place > 1 && before == BLANK && is_digit(text->letters[place - 2]));
}

/* Drop what joins; what divides becomes a point. */
static void join(Text *text) {
    int64_t n_runs = find_runs(text);
    int has_joins = 0;
    for (int64_t i = 0; i < n_runs; i++) text->does[i] = divides(text->kinds[i]) ? POINTS : SPLITS;
    for (int64_t i = 0; i + 1 < n_runs; i++) if (groups_thousands(text, i, n_runs)) text->does[i] = JOINS;
    join_blanks(text, n_runs);
    join_phones(text, n_runs);
    for (int64_t i = 0; i < n_runs; i++) {
        int64_t before = text->firsts[i] - 1, after = text->firsts[i] + text->lengths[i];
        if (before >= 0 && is_minus(text, before)) text->letters[before] = MINUS;
        if (text->does[i] != SPLITS) text->letters[after] = text->does[i] == POINTS ? POINT : HIDDEN;
        has_joins |= text->does[i] == JOINS;
    }
    if (has_joins) drop_hidden(text);
}

/* Give a text room for so many letters; those it has stay. */
static int make_room(Text *text, int64_t room) {
    size_t n = (size_t)room + AT_ONCE + TOGETHER, a_letter = sizeof(Place) + 6 * sizeof(int32_t) + sizeof(uint16_t) + 2;
    if (room > MOST_LETTERS) return 0;
    void *memory = malloc(n * a_letter);
    if (!memory) return 0;
    Text old = *text;
    text->memory = memory;
    text->room = room;
    text->digits = memory;
    text->firsts = text->digits + n;
    text->lengths = text->firsts + n;
    text->starts = text->lengths + n;
    text->ends = text->starts + n;
    text->numerals = text->ends + n;
    text->words = (Place *)(text->numerals + n);
    text->letters = (uint16_t *)(text->words + n);
    text->kinds = (uint8_t *)(text->letters + n);
    text->does = text->kinds + n;
    if (old.n) memcpy(text->letters, old.letters, (size_t)old.n * sizeof(uint16_t));
    free(old.memory);
    return 1;
}

/* Write ligatures and fractions out, from the last letter to the first. */
static int expand(const Tables *tables, Text *text) {
    const int64_t *offsets = tables->expansion_offsets;
    int64_t length = text->n;
    for (int64_t i = 0; i < text->n; i++) {
        if ((text->letters[i] & 0xF800) != EXPANDED) continue;
        int64_t found = text->letters[i] - EXPANDED;
        length += offsets[found + 1] - offsets[found] - 1;
    }
    if (length > text->room && !make_room(text, length)) return 0;
    int64_t to = length;
    for (int64_t i = text->n - 1; i >= 0; i--) {
        uint16_t letter = text->letters[i];
        if ((letter & 0xF800) == EXPANDED) {
            int64_t first = offsets[letter - EXPANDED], size = offsets[letter - EXPANDED + 1] - first;
            to -= size;
            memcpy(text->letters + to, tables->expansions + first, (size_t)size * sizeof(uint16_t));
        } else text->letters[--to] = letter;
    }
    end_letters(text, length);
    return 1;
}

/* Find where words and numbers begin and end. */
static void find_words(Text *text) {
    int64_t n_starts = 0, n_ends = 0;
    uint64_t was_word = 0, was_other = 0;
    for (int64_t first = 0; first <= text->n; first += AT_ONCE) {
        /* A bit for each letter, and for each of these that is of no number. */
        uint64_t words = mark_from(text->letters + first, SIGN + 1), others = mark_from(text->letters + first, BEHIND_NUMBERS);
        uint64_t before = words << 1 | was_word, edges = (words ^ before) | (others ^ (others << 1 | was_other));
        n_starts += list_bits(edges & words, first, text->starts + n_starts);
        n_ends += list_bits(edges & before, first, text->ends + n_ends);
        was_word = words >> (AT_ONCE - 1), was_other = others >> (AT_ONCE - 1);
    }
    text->n_words = n_starts;
    text->starts[n_starts] = n_ends ? text->ends[n_ends - 1] : 0;
}

#endif
