/* The words of texts: folded, their numbers joined, hashed. A few passes over each text where numpy makes about forty.

   The twin is summarizer/duplicates/words/ (`letter_folding`, `word_hashes`, `number_words`); it says why each rule
   is as it is. For each text, the first three by `folding.h`:

     1. fold      each code to a letter by a table; what is hidden is dropped
     2. join      digits that marks group or divide become one number, a dash before them a minus
     3. expand    ligatures and fractions into their letters
     4. cut       words, where letters end or digits begin; their hashes, and their letters without what separates them
     5. numerals  a numeral alone becomes its value, as do figures before a scale; other stretches of several are left
                  to the caller */

#include "folding.h"

enum { FULL = -2, LONGEST_WORD = 64 };
/* Letters of figures that a scale multiplies (`text.numbers`), and digits of the value: a scale has 12 zeros at most. */
enum { LONGEST_FIGURES = 24, LONGEST_VALUE = LONGEST_FIGURES + 16 };
/* Columns of `long_words` and of `stretches`. */
enum { LONG_COLUMNS = 3, STRETCH_COLUMNS = 4 };

#define BASE 0x9E3779B97F4A7C15u

typedef struct {
    uint64_t *hashes;       /* (capacity,)  of words, text after text */
    uint8_t *is_number;     /* (capacity,) */
    int64_t *bounds;        /* (n_texts + 1,)  where the words of each text begin */
    uint16_t *spelling;     /* (capacity + TOGETHER,)  letters of words, one separator between words that stand apart */
    int64_t *spelling_bounds; /* (n_texts + 1,)  where those of each text begin */
    uint8_t *touches;       /* (n_texts,)  1: a word begins at the first letter; 2: a word ends at the last */
    int64_t *long_words;    /* (capacity, 3)  words of more than LONGEST_WORD letters: which, and its letters from, to */
    int64_t *stretches;     /* (capacity, 4)  of several numerals: the first word, how many, letters from, to; -1: read */
    int64_t n_long_words, n_stretches, n_words, n_spelled;
    int64_t capacity;
} Words;

enum { SHORT = 8 };

typedef struct {
    uint64_t powers[LONGEST_WORD];       /* of the base */
    uint64_t masked[SHORT + 1][SHORT];   /* for a word of so many letters: the powers, and zeros behind them */
} Powers;

static void list_powers(Powers *powers) {
    powers->powers[0] = 1;
    for (int i = 1; i < LONGEST_WORD; i++) powers->powers[i] = powers->powers[i - 1] * BASE;
    for (int n = 0; n <= SHORT; n++)
        for (int i = 0; i < SHORT; i++) powers->masked[n][i] = i < n ? powers->powers[i] : 0;
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

/* The hash of a word of `n` letters; behind it SHORT more can be read. The length of a short one decides no branch. */
static inline uint64_t hash_letters(const Powers *powers, const uint16_t *letters, int64_t n) {
    uint64_t sum = 0;
    if (n <= SHORT)
        for (int i = 0; i < SHORT; i++) sum += letters[i] * powers->masked[n][i];
    else
        for (int64_t i = 0; i < n; i++) sum += letters[i] * powers->powers[i];
    return mix(sum);
}

/* Spell a word and a separator behind it. Most words are short and take one copy. */
static inline void spell(uint16_t *spelling, const uint16_t *letters, int64_t n) {
    memcpy(spelling, letters, TOGETHER * sizeof(uint16_t));
    if (n > TOGETHER) memcpy(spelling + TOGETHER, letters + TOGETHER, (size_t)(n - TOGETHER) * sizeof(uint16_t));
    spelling[n] = SEPARATOR;
}

/* Note a word whose hash is left to the caller. */
static void add_long_word(Words *words, int64_t word, int64_t place, int64_t n) {
    int64_t *row = words->long_words + LONG_COLUMNS * words->n_long_words++;
    row[0] = word, row[1] = place, row[2] = place + n;
}

/* The place of a word among the numerals, or -1. */
static inline int32_t find_numeral(const Tables *tables, uint64_t hash) {
    if (!is_possible(tables->is_possible, hash)) return -1;
    return (int32_t)find_key(tables->numerals, tables->n_numerals, hash);
}

/* Cut a text into words, hash them and spell them. */
static void cut(const Tables *tables, const Powers *powers, Text *text, Words *words) {
    const int32_t *starts = text->starts, *ends = text->ends;
    const uint16_t *letters = text->letters;
    uint64_t *hashes = words->hashes + words->n_words;
    uint8_t *is_number = words->is_number + words->n_words;
    uint16_t *spelling = words->spelling + words->n_spelled;
    int64_t place = 0, n_numerals = 0;
    find_words(text);
    for (int64_t i = 0; i < text->n_words; i++) {
        int64_t start = starts[i], n = ends[i] - start;
        int number = letters[start] < BEHIND_NUMBERS;
        int32_t numeral = -1;
        uint64_t hash = 0;
        if (n > LONGEST_WORD) add_long_word(words, words->n_words + i, words->n_spelled + place, n);
        else {
            hash = number ? hash_number(tables, powers->powers, letters + start, n) : hash_letters(powers, letters + start, n);
            numeral = find_numeral(tables, hash);
            text->numerals[n_numerals] = (int32_t)i;
            n_numerals += numeral >= 0 && numeral != tables->waw;
        }
        hashes[i] = hash;
        is_number[i] = (uint8_t)number;
        text->words[i] = (Place){(int32_t)start, ends[i], (int32_t)place, numeral};
        spell(spelling + place, letters + start, n);
        place += n + (starts[i + 1] > ends[i]);
    }
    text->n_numerals = n_numerals;
    words->n_words += text->n_words;
    words->n_spelled += place;
}

/* Whether a word is the joining letter, written without a blank before figures. */
static int is_joined(const Tables *tables, const Text *text, const uint8_t *is_number, int64_t word, int64_t n) {
    return text->words[word].numeral == tables->waw && word + 1 < n && is_number[word + 1] &&
           text->words[word + 1].start == text->words[word].end;
}

/* Whether a word may be a part of a number. */
static int is_part(const Tables *tables, const Text *text, const uint8_t *is_number, int64_t word, int64_t n) {
    int32_t numeral = text->words[word].numeral;
    return is_number[word] || (numeral >= 0 && numeral != tables->waw) || is_joined(tables, text, is_number, word, n);
}

/* Whether nothing but a blank stands between a word and the next. */
static int is_linked(const Tables *tables, const Text *text, const uint8_t *is_number, int64_t word, int64_t n) {
    const Place *place = text->words + word;
    return word + 1 < n && ((place[1].start - place->end == 1 && text->letters[place->end] == BLANK) ||
                            is_joined(tables, text, is_number, word, n));
}

/* The hash of figures before a scale with so many zeros, `5 million` say; 0 where the caller has to read them. The twin
   is `text.numbers.scale_figures`. */
static uint64_t scale_figures(const Tables *tables, const uint64_t *powers, const uint16_t *letters, int64_t n, int zeros) {
    uint16_t digits[LONGEST_VALUE], value[LONGEST_VALUE + 2];
    int64_t n_digits = 0, n_points = 0, n_part = 0, first = 0, n_value = 0;
    int is_negative = letters[0] == MINUS, is_zero = 1;
    if (n > LONGEST_FIGURES) return 0;
    for (int64_t i = is_negative; i < n; i++) {
        n_points += letters[i] == POINT;
        if (letters[i] == POINT) continue;
        is_zero &= letters[i] == ZERO;
        digits[n_digits++] = letters[i];
        n_part += n_points;
    }
    if (n_points > 1 || !n_digits) return 0;
    if (is_zero) return mix(ZERO);
    for (; n_part < zeros; n_part++) digits[n_digits++] = ZERO;
    int64_t n_whole = n_digits - (n_part - zeros);
    while (first < n_whole - 1 && digits[first] == ZERO) first++;
    if (is_negative) value[n_value++] = MINUS;
    for (; first < n_digits; first++) {
        if (first == n_whole) value[n_value++] = POINT;
        value[n_value++] = digits[first];
    }
    return hash_number(tables, powers, value, n_value);
}

/* Replace each numeral that stands alone by its value, and list the stretches of several. */
static void read_numerals(const Tables *tables, const uint64_t *powers, const Text *text, Words *words, int64_t first,
                          int64_t spelled) {
    int64_t n = words->n_words - first, end = 0;
    uint8_t *is_number = words->is_number + first;
    for (int64_t i = 0; i < text->n_numerals; i++) {
        int64_t start = text->numerals[i], begin = end;
        if (start < begin) continue;
        end = start + 1;
        while (start > begin && is_part(tables, text, is_number, start - 1, n) &&
               is_linked(tables, text, is_number, start - 1, n))
            start--;
        while (is_linked(tables, text, is_number, end - 1, n) && is_part(tables, text, is_number, end, n)) end++;
        const Place *one = text->words + start, *other = text->words + end - 1;
        if (end - start > 1) {
            int64_t *row = words->stretches + STRETCH_COLUMNS * words->n_stretches++;
            row[0] = first + start, row[1] = end - start;
            row[2] = spelled + one->spelled, row[3] = spelled + other->spelled + other->end - other->start;
            int zeros = end - start == 2 && is_number[start] && other->numeral >= 0 ? tables->zeros[other->numeral] : 0;
            uint64_t value = zeros ? scale_figures(tables, powers, text->letters + one->start, one->end - one->start, zeros) : 0;
            if (value) words->hashes[first + start] = value, row[2] = -1;
        } else if (tables->values[one->numeral]) {
            words->hashes[first + start] = tables->values[one->numeral];
            is_number[start] = 1;
        }
    }
}

/* Hash the words of texts in UTF-16, `units` from `text_bounds[i]` to `text_bounds[i + 1]` each.

   Returns 0; NO_MEMORY; or FULL where words or spelling need more than the capacity, which then has no use. */
EXPORT int64_t hash_words(const Tables *tables, const uint16_t *units, const int64_t *text_bounds, int64_t n_texts,
                          Words *words) {
    Powers powers;
    Text text = {0};
    if (!make_room(&text, find_longest(text_bounds, n_texts))) return NO_MEMORY;
    list_powers(&powers);
    int64_t result = 0;
    words->n_long_words = words->n_stretches = words->n_words = words->n_spelled = 0;
    for (int64_t i = 0; i < n_texts && !result; i++) {
        int64_t first = words->bounds[i] = words->n_words, spelled = words->spelling_bounds[i] = words->n_spelled;
        text.n = 0;
        fold(tables, units + text_bounds[i], text_bounds[i + 1] - text_bounds[i], &text);
        if (text.n_digits) join(&text);
        if (text.has_expanded && !expand(tables, &text)) result = NO_MEMORY;
        /* A word and a separator each take a letter of the text at least. */
        else if (words->n_spelled + text.n > words->capacity) result = FULL;
        else {
            cut(tables, &powers, &text, words);
            int64_t n = words->n_words - first;
            read_numerals(tables, powers.powers, &text, words, first, spelled);
            words->touches[i] = (uint8_t)(n ? (text.words[0].start == 0) | (text.words[n - 1].end == text.n) << 1 : 0);
        }
    }
    words->bounds[n_texts] = words->n_words;
    words->spelling_bounds[n_texts] = words->n_spelled;
    free(text.memory);
    return result;
}

/* Drop all words but the first of each of `n_numbers` numbers: rows of its first word and how many words it has,
   ascending. Returns how many words are left. */
EXPORT int64_t drop_words(uint64_t *hashes, uint8_t *is_number, int64_t *bounds, int64_t n_texts,
                          const int64_t *numbers, int64_t n_numbers) {
    int64_t kept = n_numbers ? numbers[0] + 1 : bounds[n_texts], text = 0;
    for (int64_t i = 0; i < n_numbers; i++) {
        int64_t from = numbers[2 * i] + numbers[2 * i + 1];
        int64_t until = i + 1 < n_numbers ? numbers[2 * i + 2] + 1 : bounds[n_texts];
        /* Texts that begin with a word behind this number, or behind the last word. */
        for (; text <= n_texts && bounds[text] < until + (i + 1 == n_numbers); text++)
            if (bounds[text] >= from) bounds[text] -= from - kept;
        memmove(hashes + kept, hashes + from, (size_t)(until - from) * sizeof(uint64_t));
        memmove(is_number + kept, is_number + from, (size_t)(until - from));
        kept += until - from;
    }
    return kept;
}
