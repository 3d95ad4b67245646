/* The words of texts: folded, their numbers joined, hashed. One pass over each text where numpy makes about forty.

   The twin is summarizer/duplicates/words/ (`letter_folding`, `word_hashes`, `number_words`); it says why each rule
   is as it is. For each text:

     1. fold      each code to a letter by a table; what is hidden is dropped
     2. join      digits that marks group or divide become one number, a dash before them a minus
     3. expand    ligatures and fractions into their letters
     4. cut       words, where letters end or digits begin; their hashes, and their letters without what separates them
     5. numerals  a numeral alone becomes its value; stretches of several are listed for the caller to read */

#include "kernels.h"

enum { SEPARATOR = 0, HIDDEN = 0xFFFF, EXPANDED = 0xFFFE };
enum { MINUS = '-', POINT = '.', ZERO = '0', LAST_OF_NUMBERS = '9' }; /* no letter has a smaller code */
enum { BLANK = 1, COMMA, DIVIDING_POINT, DECIMAL, SIGN }; /* `text.numbers.Mark` */
enum { SPLITS, JOINS, POINTS };
enum { LONGEST_WORD = 64, N_CODES = 0x40000, LAST_MARK = 0xFFFF };
enum { FULL = -2 };

#define BASE 0x9E3779B97F4A7C15u

typedef struct {
    const uint16_t *fold;             /* (N_CODES,)  the letter of each code, or HIDDEN or EXPANDED */
    const uint8_t *marks;             /* (0x10000,)  which mark each code is */
    const uint64_t *expanded;         /* (n_expanded,)  codes that are EXPANDED, ascending */
    const int64_t *expansion_offsets; /* (n_expanded + 1,)  where the letters of each begin */
    const uint16_t *expansions;
    int64_t n_expanded;
    const uint64_t *numerals;         /* (n_numerals,)  hashes of numerals in words, ascending */
    const uint64_t *values;           /* (n_numerals,)  the hash of the value of each, 0 where it is none by itself */
    const uint8_t *is_possible;       /* (0x10000,)  by the top 16 bits of a hash; excludes most other words */
    int64_t n_numerals;
    int64_t waw;                      /* the place of the joining letter among the numerals */
    int64_t identifier_digits;        /* whole numbers of so many digits keep their first zeros */
} Tables;

typedef struct {
    uint64_t *hashes;       /* (capacity,)  of words, text after text */
    uint8_t *is_number;     /* (capacity,) */
    int64_t *word_starts;   /* (capacity,)  where each word begins in `spelling` */
    int32_t *word_lengths;  /* (capacity,) */
    int64_t *bounds;        /* (n_texts + 1,)  where the words of each text begin */
    uint16_t *spelling;     /* (capacity,)  letters of the words, one separator between words that stand apart */
    int64_t *spelling_bounds; /* (n_texts + 1,)  where those of each text begin */
    uint8_t *touches;       /* (n_texts,)  1: a word begins at the first letter; 2: a word ends at the last */
    int64_t *stretches;     /* (capacity, 2)  first word and size of stretches of several numerals */
    int64_t n_stretches, n_words, n_spelled;
    int64_t capacity;
} Words;

/* One text while it is read. All arrays are parts of `memory`, of `room` entries each. */
typedef struct {
    uint16_t *letters, *codes; /* (n,)  and the code that each comes from, at most LAST_MARK */
    int64_t n;
    int64_t *digits, n_digits; /* where its digits are */
    int64_t *firsts, *lengths; /* of its runs of digits, and of each the mark behind it and what that does */
    uint8_t *kinds, *does;
    int64_t *starts, *ends;    /* of its words, in `letters`, and the place of each among the numerals, or -1 */
    int32_t *numerals;
    int has_expanded, has_numerals;
    int64_t room;
    void *memory;
} Text;

static int is_digit(uint16_t letter) { return (uint16_t)(letter - ZERO) < 10; }
static int is_of_number(uint16_t letter) { return letter != SEPARATOR && letter <= LAST_OF_NUMBERS; }

static void fold(const Tables *tables, const uint16_t *units, int64_t n, Text *text) {
    int64_t kept = 0, n_digits = 0;
    int has_expanded = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t code = units[i];
        if ((code & 0xFC00) == 0xD800 && i + 1 < n) code = 0x10000 + ((code & 0x3FF) << 10) + (units[++i] & 0x3FF);
        uint16_t letter = code < N_CODES ? tables->fold[code] : SEPARATOR;
        text->letters[kept] = letter;
        text->codes[kept] = (uint16_t)(code < LAST_MARK ? code : LAST_MARK);
        text->digits[n_digits] = kept;
        n_digits += is_digit(letter);
        kept += letter != HIDDEN;
        has_expanded |= letter == EXPANDED;
    }
    text->n = kept;
    text->n_digits = n_digits;
    text->has_expanded = has_expanded;
}

/* The runs of digits, and the kind of the one character between each and the next; 0 where there are more. */
static int64_t find_runs(const Tables *tables, Text *text) {
    const int64_t *digits = text->digits;
    int64_t n_runs = 0;
    for (int64_t i = 0; i < text->n_digits;) {
        int64_t first = digits[i++], length = 1;
        while (i < text->n_digits && digits[i] == first + length) i++, length++;
        int is_near = i < text->n_digits && digits[i] == first + length + 1;
        text->firsts[n_runs] = first;
        text->lengths[n_runs] = length;
        text->kinds[n_runs++] = is_near ? tables->marks[text->codes[first + length]] : 0;
    }
    return n_runs;
}

/* `join_digits` for the comma or point behind run `i`: whether it groups thousands. */
static int groups_thousands(const Text *text, int64_t i, int64_t n_runs) {
    const int64_t *lengths = text->lengths;
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
    size_t n = (size_t)room + 1, a_letter = 5 * sizeof(int64_t) + sizeof(int32_t) + 2 * sizeof(uint16_t) + 2;
    int64_t *memory = malloc(n * a_letter);
    if (!memory) return 0;
    Text old = *text;
    text->memory = memory;
    text->room = room;
    text->starts = memory;
    text->ends = text->starts + n;
    text->firsts = text->ends + n;
    text->lengths = text->firsts + n;
    text->digits = text->lengths + n;
    text->numerals = (int32_t *)(text->digits + n);
    text->letters = (uint16_t *)(text->numerals + n);
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

/* The hash of a number without zeros at its ends (`text.numbers.trim_zeros`). */
static uint64_t hash_number(const Tables *tables, const uint64_t *powers, const uint16_t *letters, int64_t n) {
    int64_t first = letters[0] == MINUS, last = n, n_points = 0;
    uint64_t sum = first ? MINUS : 0;
    const uint64_t *power = powers + first;
    for (int64_t i = 0; i < n; i++) n_points += letters[i] == POINT;
    if (n_points == 1 || (!n_points && n - first < tables->identifier_digits)) {
        while (n_points && letters[last - 1] == ZERO) last--;
        if (n_points && letters[last - 1] == POINT) last--;
        while (first < last - 1 && letters[first] == ZERO) first++;
    }
    if (first == last) return mix(sum + ZERO * *power);
    while (first < last) sum += letters[first++] * *power++;
    return mix(sum);
}

/* Cut a text into words, hash them and write their letters. The hash of a long word is left to the caller. */
static void cut(const Tables *tables, const uint64_t *powers, Text *text, Words *words) {
    const uint16_t *letters = text->letters;
    int64_t count = 0, end = -1;
    text->has_numerals = 0;
    for (int64_t i = 0; i < text->n;) {
        if (letters[i] == SEPARATOR) { i++; continue; }
        if (count && end < i) words->spelling[words->n_spelled++] = SEPARATOR;
        int64_t start = i, spelled = words->n_spelled;
        int is_number = letters[i] <= LAST_OF_NUMBERS;
        uint64_t hash = 0;
        if (is_number) {
            for (; i < text->n && is_of_number(letters[i]); i++) words->spelling[spelled++] = letters[i];
            if (i - start <= LONGEST_WORD) hash = hash_number(tables, powers, letters + start, i - start);
        } else {
            for (; i < text->n && letters[i] > LAST_OF_NUMBERS; i++) {
                hash += letters[i] * powers[(i - start) % LONGEST_WORD];
                words->spelling[spelled++] = letters[i];
            }
            hash = mix(hash);
        }
        end = i;
        int64_t numeral = -1;
        if (tables->is_possible[hash >> 48]) numeral = find_key(tables->numerals, tables->n_numerals, hash);
        words->hashes[words->n_words] = hash;
        words->is_number[words->n_words] = (uint8_t)is_number;
        words->word_starts[words->n_words] = words->n_spelled;
        words->word_lengths[words->n_words++] = (int32_t)(i - start);
        text->starts[count] = start;
        text->ends[count] = i;
        text->numerals[count++] = (int32_t)(i - start <= LONGEST_WORD ? numeral : -1);
        text->has_numerals |= numeral >= 0;
        words->n_spelled = spelled;
    }
}

/* Whether a word is the joining letter, written without a blank before figures. */
static int is_joined(const Tables *tables, const Text *text, const uint8_t *is_number, int64_t word, int64_t n) {
    return text->numerals[word] == tables->waw && word + 1 < n && is_number[word + 1] &&
           text->starts[word + 1] == text->ends[word];
}

/* Replace each numeral that stands alone by its value, and list the stretches of several. */
static void read_numerals(const Tables *tables, const Text *text, Words *words, int64_t first, int64_t n) {
    uint8_t *is_number = words->is_number + first;
    const int32_t *numerals = text->numerals;
    for (int64_t i = 0; i < n; i++) {
        int64_t start = i;
        int has_numeral = 0, is_linked = 1;
        for (; i < n && is_linked; i++) {
            int is_numeral = numerals[i] >= 0 && numerals[i] != tables->waw;
            int joined = is_joined(tables, text, is_number, i, n);
            if (!is_numeral && !joined && !is_number[i]) break;
            has_numeral |= is_numeral;
            is_linked = joined || (i + 1 < n && text->starts[i + 1] - text->ends[i] == 1 &&
                                   tables->marks[text->codes[text->ends[i]]] == BLANK);
        }
        int64_t size = i - start;
        if (has_numeral && size > 1) {
            words->stretches[2 * words->n_stretches] = first + start;
            words->stretches[2 * words->n_stretches++ + 1] = size;
        } else if (has_numeral && tables->values[numerals[start]]) {
            words->hashes[first + start] = tables->values[numerals[start]];
            is_number[start] = 1;
        }
        if (size) i--;
    }
}

/* Hash the words of texts in UTF-16, `units` from `text_bounds[i]` to `text_bounds[i + 1]` each.

   Returns 0; NO_MEMORY; or FULL where words or spelling need more than the capacity, which then has no use. */
EXPORT int64_t hash_words(const Tables *tables, const uint16_t *units, const int64_t *text_bounds, int64_t n_texts,
                          Words *words) {
    uint64_t powers[LONGEST_WORD + 1] = {1};
    for (int i = 1; i <= LONGEST_WORD; i++) powers[i] = powers[i - 1] * BASE;
    Text text = {0};
    if (!make_room(&text, find_longest(text_bounds, n_texts))) return NO_MEMORY;
    int64_t result = 0;
    words->n_stretches = words->n_words = words->n_spelled = 0;
    for (int64_t i = 0; i < n_texts && !result; i++) {
        int64_t first = words->bounds[i] = words->n_words;
        words->spelling_bounds[i] = words->n_spelled;
        text.n = 0;
        fold(tables, units + text_bounds[i], text_bounds[i + 1] - text_bounds[i], &text);
        if (text.n_digits) join(tables, &text);
        if (text.has_expanded && !expand(tables, &text)) result = NO_MEMORY;
        /* A word and a separator each take a letter of the text at least. */
        else if (words->n_spelled + text.n > words->capacity) result = FULL;
        else {
            cut(tables, powers, &text, words);
            int64_t n = words->n_words - first;
            if (text.has_numerals) read_numerals(tables, &text, words, first, n);
            words->touches[i] = (uint8_t)(n ? (text.starts[0] == 0) | (text.ends[n - 1] == text.n) << 1 : 0);
        }
    }
    words->bounds[n_texts] = words->n_words;
    words->spelling_bounds[n_texts] = words->n_spelled;
    free(text.memory);
    return result;
}
