/* Where the words of texts stand, and which of them are written alike.

   The twin is `locate_by_patterns` of summarizer/summary/key_phrases/word_places.py. Forms are numbered in the order
   in which they first occur, found in a table of open addresses; see stem_counts.c for the number drawn. */

#include "kernels.h"

enum { /* `classes`: white space is a blank unless it ends a line */
    LETTER = 1, HIDDEN = 2, BLANK = 4, BEFORE_SIGN = 8, SIGN = 16, ENTITY = 32
};
enum { N_CODES = 0x40000, FREE = -1 };

typedef struct {
    int64_t *texts, *starts, *ends; /* (capacity,)  of each word: its text, and its place there */
    int64_t *forms;                 /* (capacity,)  the number of its form */
    uint8_t *gaps;                  /* (capacity,)  whether more than blanks stand between it and the word before it */
    int64_t *firsts;                /* (capacity,)  the first word of each form */
    uint8_t *webs;                  /* (n_texts,)  whether the text may hold an address or an entity */
    int64_t n_forms;
} Places;

typedef struct {
    const uint32_t *codes; /* of the form */
    int64_t length;
    uint64_t hash;
} Form;

static int class_of(const uint8_t *classes, uint32_t code) { return code < N_CODES ? classes[code] : 0; }

static Form read_form(const uint32_t *codes, int64_t length) {
    Form form = {codes, length, 1};
    for (int64_t i = 0; i < length; i++) {
        form.hash = (form.hash ^ codes[i]) * 0x9E3779B97F4A7C15u;
        form.hash ^= form.hash >> 32;
    }
    return form;
}

/* The number of a form, a new one where it is not known yet. */
static int64_t number_form(Form *known, int64_t *table, int bits, uint64_t seed, const Form *form, int64_t *n_forms) {
    uint64_t mask = ((uint64_t)1 << bits) - 1, address = form->hash * seed >> (64 - bits);
    for (; table[address] != FREE; address = (address + 1) & mask) {
        const Form *other = known + table[address];
        if (other->hash == form->hash && other->length == form->length &&
            !memcmp(other->codes, form->codes, (size_t)form->length * sizeof(uint32_t))) return table[address];
    }
    known[*n_forms] = *form;
    return table[address] = (*n_forms)++;
}

/* Whether an ampersand stands in a text, or a sign of addresses behind a character that they may have before it. */
static uint8_t may_hold_web(const uint8_t *classes, const uint32_t *codes, int64_t n) {
    int before = 0, found = 0;
    for (int64_t i = 0; i < n; i++) {
        int class = class_of(classes, codes[i]);
        found |= class & ENTITY || (class & SIGN && before & BEFORE_SIGN);
        before = class;
    }
    return (uint8_t)found;
}

/* Find the words of texts, whose code points stand one text behind the other. Returns their number, or NO_MEMORY. */
EXPORT int64_t place_words(const uint8_t *classes, const uint32_t *codes, const int64_t *lengths, int64_t n_texts,
                           int64_t capacity, uint64_t seed, Places *places) {
    int bits = 1;
    while ((int64_t)1 << bits < 2 * capacity + 2) bits++;
    size_t size = (size_t)1 << bits;
    Form *known = malloc(size * sizeof(int64_t) + ((size_t)capacity + 1) * sizeof(Form));
    if (!known) return NO_MEMORY;
    int64_t *table = (int64_t *)(known + capacity + 1), n_words = 0;
    memset(table, 0xFF, size * sizeof(int64_t));
    places->n_forms = 0;
    for (int64_t text = 0; text < n_texts; codes += lengths[text++]) {
        int is_gap = 0;
        places->webs[text] = may_hold_web(classes, codes, lengths[text]);
        for (int64_t i = 0, n = lengths[text]; i < n;) {
            int class = class_of(classes, codes[i]);
            if (!(class & LETTER)) { is_gap |= !(class & BLANK); i++; continue; }
            int64_t start = i;
            while (i < n && class_of(classes, codes[i]) & (LETTER | HIDDEN)) i++;
            Form form = read_form(codes + start, i - start);
            int64_t number = number_form(known, table, bits, seed, &form, &places->n_forms);
            if (number == places->n_forms - 1 && form.codes == known[number].codes) places->firsts[number] = n_words;
            int is_first = n_words == 0 || places->texts[n_words - 1] != text;
            places->texts[n_words] = text;
            places->starts[n_words] = start;
            places->ends[n_words] = i;
            places->forms[n_words] = number;
            places->gaps[n_words++] = (uint8_t)(is_gap && !is_first);
            is_gap = 0;
        }
    }
    free(known);
    return n_words;
}
