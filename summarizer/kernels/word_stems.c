/* The words of texts as summaries compare them: how many, what the first ones do, and the stems of all.

   The twin is summarizer/summary/sentence_words.py, with the stems of summarizer/text/isri.py. For each text:

     1. cut    words: a letter, and letters and hidden characters behind it
     2. fold   each letter by a table
     3. look   the word up among those of which something is known: stop words, words that open sentences
     4. stem   the others, and hash the stem

   A word with a character that is not folded to one letter, or of too many characters, is left to the caller. */

#include "sentences.h"

enum { NO_LETTER = 0, HIDDEN = 0xFFFF, ODD = 0xFFFE }; /* `letters`, besides letters */
enum { N_CODES = 0x40000, N_KNOWN = 0x700, MOST_LETTERS = 64 };
enum { N_LENGTHS = 5, N_POSITIONS = 6, OFFSET_BITS = 12 };
/* `signs`: of the letter, which sign it is; whether it is a short prefix or suffix, begins a prefix, ends a suffix or
   an ending. */
enum { SHORT_PREFIX = 1u << 30, SHORT_SUFFIX = 1u << 29, PREFIX = 1u << 28, SUFFIX = 1u << 27, ENDING = 1u << 26, SIGN = 0xFF };
enum { THREE_OF_FOUR, THREE_OF_FIVE, FOUR_OF_FIVE, THREE_OF_SIX, FOUR_OF_SIX, N_GROUPS };
enum { OTHER = -1, ROOT = -2 }; /* of a place in a pattern: a letter that is no root; else that of its twin */

struct WordTables {
    const uint16_t *letters;   /* (N_CODES,)  what each code is folded to, or NO_LETTER, HIDDEN, ODD */
    const uint32_t *signs;     /* (N_KNOWN,)  of each folded letter; 0 for the sign of all that stand in no pattern */
    const uint64_t *known;     /* (n_known,)  hashes of words of which something is known, ascending */
    const uint16_t *offsets;   /* (2**OFFSET_BITS + 1,)  where those begin that have these top bits */
    const uint32_t *roles;     /* (n_known,)  and what */
    const uint32_t *initials;  /* (N_KNOWN,)  what is known of other words by their first letter ... */
    const uint32_t *by_length; /* (N_LENGTHS,)  ... if they are so long */
    const uint64_t *endings;   /* (n_endings,)  packed by 16 bits: what may be a pronoun at the end of a word */
    const uint64_t *prefixes;  /* (n_prefixes,)  packed, those that are tried first at the start */
    const uint64_t *suffixes;  /* (n_suffixes,) */
    const uint32_t *allowed;   /* (N_GROUPS, N_POSITIONS, n_signs)  the patterns, as bits, where a sign may stand there */
    const int32_t *patterns;   /* (n_patterns, N_POSITIONS)  what each letter of a pattern is */
    const int64_t *groups;     /* (N_GROUPS + 1,)  where the patterns of each group begin */
    int64_t n_endings, n_prefixes, n_suffixes, n_signs;
    int64_t longest_form, shortest_owned, doubled; /* `doubled`: the letter of which a word loses one of two */
};

typedef struct { uint16_t letters[MOST_LETTERS]; int64_t n; } Word;

static uint16_t letter_of(const WordTables *tables, uint32_t code) { return code < N_CODES ? tables->letters[code] : 0; }
static uint32_t sign_of(const WordTables *tables, uint16_t letter) { return letter < N_KNOWN ? tables->signs[letter] : 0; }

/* `sentence_words.hash_letters`; never 0. */
static uint64_t hash_word(const uint16_t *letters, int64_t n) {
    uint64_t hash = 1;
    for (int64_t i = 0; i < n; i++) {
        hash = (hash ^ letters[i]) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return hash ? hash : 1;
}

/* The letters from a place on, packed by 16 bits; there are at least three of them or `n`. */
static uint64_t pack(const uint16_t *letters, int64_t n) {
    uint64_t packed = letters[0] | (uint64_t)letters[1] << 16;
    return n == 2 ? packed : packed | (uint64_t)letters[2] << 32;
}

/* Of packed parts of two or three letters each: the length of the longest one that is among them; 0 where none is. */
static int64_t find_part(const uint64_t *parts, int64_t n_parts, uint64_t two, uint64_t three) {
    int has_two = 0, has_three = 0;
    for (int64_t i = 0; i < n_parts; i++) {
        has_two |= parts[i] == two;
        has_three |= parts[i] == three;
    }
    return has_three ? 3 : has_two ? 2 : 0;
}

static void drop_first(Word *word, int64_t n) {
    word->n -= n;
    for (int64_t i = 0; i < word->n && n; i++) word->letters[i] = word->letters[i + n];
}

/* `isri._strip_long`; folded words have no hamza. A word keeps three letters. */
static void strip_long(const WordTables *tables, Word *word) {
    const uint16_t *letters = word->letters;
    if (word->n >= 5 && sign_of(tables, letters[0]) & PREFIX) {
        uint64_t three = word->n >= 6 ? pack(letters, 3) : 0;
        drop_first(word, find_part(tables->prefixes, tables->n_prefixes, pack(letters, 2), three));
    }
    if (word->n >= 5 && sign_of(tables, letters[word->n - 1]) & SUFFIX) {
        const uint16_t *end = letters + word->n;
        uint64_t three = word->n >= 6 ? pack(end - 3, 3) : 0;
        word->n -= find_part(tables->suffixes, tables->n_suffixes, pack(end - 2, 2), three);
    }
    if (word->n >= 4 && letters[0] == tables->doubled && letters[1] == tables->doubled) drop_first(word, 1);
}

/* `isri._strip_short`. */
static void strip_short(const WordTables *tables, Word *word) {
    if (sign_of(tables, word->letters[word->n - 1]) & SHORT_SUFFIX) word->n--;
    else if (sign_of(tables, word->letters[0]) & SHORT_PREFIX) drop_first(word, 1);
}

/* Whether each letter of a word that has a twin in a pattern equals it. */
static int has_twins(const Word *word, const int32_t *pattern) {
    for (int64_t i = 0; i < word->n; i++)
        if (pattern[i] >= 0 && word->letters[i] != word->letters[pattern[i]]) return 0;
    return 1;
}

/* `isri._read_root`: the root by the first pattern of a group that fits; whether one does. */
static int read_root(const WordTables *tables, Word *word, int group) {
    const uint32_t *allowed = tables->allowed + group * N_POSITIONS * tables->n_signs;
    uint32_t fitting = ~(uint32_t)0;
    for (int64_t i = 0; i < word->n; i++)
        fitting &= allowed[i * tables->n_signs + (int64_t)(sign_of(tables, word->letters[i]) & SIGN)];
    for (; fitting; fitting &= fitting - 1) {
        const int32_t *pattern = tables->patterns + (tables->groups[group] + count_zeros(fitting)) * N_POSITIONS;
        int64_t kept = 0;
        if (!has_twins(word, pattern)) continue;
        for (int64_t place = 0; place < word->n; place++)
            if (pattern[place] == ROOT) word->letters[kept++] = word->letters[place];
        word->n = kept;
        return 1;
    }
    return 0;
}

/* `isri.stem_word` of a folded word. */
static void stem(const WordTables *tables, Word *word) {
    strip_long(tables, word);
    if (word->n == 7) {
        strip_short(tables, word);
        if (word->n == 7) return;
    }
    if (word->n == 6) {
        if (read_root(tables, word, THREE_OF_SIX)) return;
        strip_short(tables, word);
        if (word->n == 6) { read_root(tables, word, FOUR_OF_SIX); return; }
    }
    if (word->n == 5) {
        if (read_root(tables, word, THREE_OF_FIVE)) return;
        strip_short(tables, word);
        if (word->n == 5) { read_root(tables, word, FOUR_OF_FIVE); return; }
    }
    if (word->n == 4 && !read_root(tables, word, THREE_OF_FOUR)) strip_short(tables, word);
}

/* What is known of a word that is not in the table. */
static uint32_t guess_role(const WordTables *tables, const Word *word) {
    uint32_t role = word->letters[0] < N_KNOWN ? tables->initials[word->letters[0]] : 0;
    role &= tables->by_length[word->n < N_LENGTHS ? word->n : N_LENGTHS - 1];
    const uint16_t *end = word->letters + word->n;
    int may_own = word->n >= tables->shortest_owned && sign_of(tables, end[-1]) & ENDING;
    if (may_own && find_part(tables->endings, tables->n_endings, pack(end - 2, 2), pack(end - 3, 3))) role |= OWNED;
    return role;
}

/* Read the word at `start`, of which nothing may be odd; returns where it ends. */
static int64_t read_word(const WordTables *tables, const uint32_t *codes, int64_t start, int64_t n, Word *word) {
    int64_t end = start;
    int is_odd = 0;
    word->n = 0;
    for (; end < n; end++) {
        uint16_t letter = letter_of(tables, codes[end]);
        if (letter == NO_LETTER) break;
        is_odd |= letter == ODD || end - start >= tables->longest_form;
        if (letter != HIDDEN && !is_odd) word->letters[word->n++] = letter;
    }
    if (is_odd) word->n = 0;
    return end;
}

/* Add a word; `place`: which of the words of its text. Returns how many entries of `stems` it makes. */
static int64_t add_word(const WordTables *tables, Word *word, int64_t place, uint32_t *role, uint64_t *stems) {
    uint64_t hash = hash_word(word->letters, word->n), top = hash >> (64 - OFFSET_BITS);
    int64_t found = tables->offsets[top], end = tables->offsets[top + 1];
    while (found < end && tables->known[found] != hash) found++;
    uint32_t known = found < end ? tables->roles[found] : 0;
    if (place < N_FIRST) *role = found < end ? known : guess_role(tables, word);
    if (known & STOP) return 0;
    if (!(known & OWN_STEM)) {
        stem(tables, word);
        hash = hash_word(word->letters, word->n);
    }
    *stems = hash;
    return 1;
}

/* Read the words of texts, whose code points stand one text behind the other. Returns how many are odd. */
EXPORT int64_t stem_words(const WordTables *tables, const uint32_t *codes, const int64_t *lengths, int64_t n_texts,
                          const Words *words) {
    int64_t n_stems = 0, n_odd = 0;
    Word word;
    memset(words->roles, 0, (size_t)n_texts * N_FIRST * sizeof(uint32_t));
    for (int64_t text = 0; text < n_texts; codes += lengths[text++]) {
        int64_t n_words = 0, n = lengths[text];
        words->bounds[text] = n_stems;
        for (int64_t i = 0; i < n;) {
            uint16_t letter = letter_of(tables, codes[i]);
            if (letter == NO_LETTER || letter == HIDDEN) { i++; continue; }
            int64_t start = i;
            i = read_word(tables, codes, start, n, &word);
            if (word.n) {
                uint32_t *role = words->roles + text * N_FIRST + (n_words < N_FIRST ? n_words : 0);
                n_stems += add_word(tables, &word, n_words, role, words->stems + n_stems);
            } else {
                int64_t row[N_ODD_FIELDS] = {text, n_words, start, i};
                memcpy(words->odd + N_ODD_FIELDS * n_odd++, row, sizeof row);
                words->stems[n_stems++] = 0;
            }
            n_words++;
        }
        words->n_words[text] = n_words;
    }
    words->bounds[n_texts] = n_stems;
    return n_odd;
}
