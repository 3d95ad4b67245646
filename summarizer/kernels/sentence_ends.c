/* Where sentences may end: the end marks of lines, and which of them end a sentence for certain.

   The twin is summarizer/text/sentences/ (`ends`, `quotations`); it says why each rule is as it is. For each line:

     1. drop      hidden characters; the rules do not see them
     2. pair      quotes and brackets, each kind by itself (`quotations.find_enclosures`)
     3. find      end marks outside of short pairs, moved past what closes behind them (`ends._find_candidates`)
     4. decide    what is plain: a question, or a stop between two words of letters that abbreviate nothing

   What is not plain is left to the caller, who reads the words around it. Every table comes from the caller. */

#include "kernels.h"

enum { /* `classes`: what a character is; from bit 24 on the kind of quote or bracket that it is, from 1 */
    LETTER = 1, MARK = 2, STOP = 4, QUESTION = 8, HIDDEN = 16, SPACE = 32, CLOSER = 64, AFTER_CLOSING = 128,
    BEFORE_OPENING = 256, DECIMAL = 512, BRACKET = 1024, OPENING = 2048, CLOSING = 4096, LATIN = 8192,
    LINE_END = 16384
};
enum { KIND_SHIFT = 24, N_KINDS = 9, DOUBLE = 1, SINGLE = 2 }; /* two single signs '' are a double one */
enum { N_CODES = 0x40000, N_FOLDED = 0x700, LONGEST_CLITIC = 4 };
enum { START, MARKS_END, END, FIRST, LAST, VERDICT, N_FIELDS }; /* of a candidate */
enum { DOUBTFUL = 0, ENDS = 1 };
enum { NOWHERE = -1, FULL = -2 };
enum { OPENS = 1, CLOSES = 0, UNCLEAR = -1 };

typedef struct {
    const uint32_t *classes;  /* (N_CODES,) */
    const uint16_t *folded;   /* (N_FOLDED,)  the one letter that an Arabic letter is folded to; 0 for all others */
    const uint64_t *clitics;  /* (n_clitics,)  packed by 16 bits, ascending: what a quote may open behind */
    const uint64_t *short_forms; /* (n_short_forms,)  hashes of words that may be abbreviated by a stop, ascending */
    const uint64_t *domains;     /* (n_domains,)  of words that make an address of what is before a stop */
    int64_t n_clitics, n_short_forms, n_domains;
    int64_t longest_enclosure, reach;
} Tables;

typedef struct { int64_t first, last; } Pair;

/* One line while it is read. All arrays are parts of `memory`. */
typedef struct {
    uint32_t *codes, *classes;
    int64_t *places;   /* of each shown character in the line as given */
    int64_t *openers;  /* (n + 2,)  per character the opener of the pair that closes there, or NOWHERE */
    Pair *pairs;       /* those that are short and inside no other */
    int64_t *following; /* (n,)  per opener the one opened before it of its kind */
    int64_t n, n_pairs;
    int has_signs;
} Line;

static uint32_t class_of(const Tables *tables, uint32_t code) { return code < N_CODES ? tables->classes[code] : 0; }
static int kind_of(uint32_t class) { return (int)(class >> KIND_SHIFT); }
static uint64_t add_letter(uint64_t hash, uint64_t letter) { return (hash ^ letter) * 0x9E3779B97F4A7C15u; }

/* `sentence_ends.hash_word` of folded letters; 0 for what is not folded letter by letter. */
static uint64_t hash_letters(const Tables *tables, const Line *line, int64_t start, int64_t end) {
    uint64_t hash = 1;
    for (int64_t i = start; i < end; i++) {
        uint32_t code = line->codes[i];
        if (code >= N_FOLDED || !tables->folded[code]) return 0;
        hash = add_letter(hash, tables->folded[code]);
    }
    return hash;
}

/* The classes of a line without the end marks that it ends with: most lines are one sentence and have no others. */
static uint32_t join_classes(const Tables *tables, const uint32_t *codes, int64_t n) {
    uint32_t all = 0;
    while (n && class_of(tables, codes[n - 1]) & (MARK | HIDDEN)) n--;
    for (int64_t i = 0; i < n; i++) all |= class_of(tables, codes[i]);
    return all;
}

/* Whether a text of these classes is one line without white space around it, with a shown character first. */
static int is_bare(const Tables *tables, const uint32_t *codes, int64_t n, uint32_t all) {
    if (!n || all & LINE_END || class_of(tables, codes[0]) & (SPACE | HIDDEN)) return 0;
    return !(class_of(tables, codes[n - 1]) & SPACE);
}

/* The shown characters of a line. */
static void read_line(const Tables *tables, const uint32_t *codes, int64_t n, Line *line) {
    uint32_t signs = 0;
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) {
        uint32_t class = class_of(tables, codes[i]);
        line->codes[kept] = codes[i];
        line->classes[kept] = class;
        line->places[kept] = i;
        kept += !(class & HIDDEN);
        signs |= class >> KIND_SHIFT;
    }
    line->n = kept;
    line->n_pairs = 0;
    line->has_signs = signs != 0;
}

/* `quotations._CLITIC`: whether a particle ends before `place`, read in the five characters before it. */
static int follows_clitic(const Tables *tables, const Line *line, int64_t place) {
    int64_t least = place > 5 ? place - 5 : 0;
    uint64_t packed = 0;
    for (int64_t length = 1; length <= LONGEST_CLITIC && place - length >= least; length++) {
        uint32_t code = line->codes[place - length];
        if (code >= N_FOLDED) return 0;
        packed |= (uint64_t)code << (16 * (length - 1));
        if (find_key(tables->clitics, tables->n_clitics, packed) < 0) continue;
        if (place - length == least || !(line->classes[place - length - 1] & LETTER)) return 1;
    }
    return 0;
}

/* `quotations._opens` for the sign from `start` to `end`. */
static int opens(const Tables *tables, const Line *line, int64_t start, int64_t end, int kind) {
    uint32_t class = line->classes[start];
    if (class & BRACKET) return class & OPENING ? OPENS : CLOSES;
    uint32_t before = start ? line->classes[start - 1] : SPACE, after = end < line->n ? line->classes[end] : SPACE;
    int may_open = !(after & SPACE);
    may_open = may_open && ((before & (SPACE | BEFORE_OPENING)) || follows_clitic(tables, line, start));
    int may_close = !(before & SPACE) && (after & (SPACE | AFTER_CLOSING));
    if (may_open != may_close) return may_open ? OPENS : CLOSES;
    if (kind == SINGLE) return UNCLEAR;
    return class & OPENING ? OPENS : class & CLOSING ? CLOSES : UNCLEAR;
}

/* Keep a pair that is short; pairs inside it are kept no more. They come in the order in which they close. */
static void keep_pair(const Tables *tables, Line *line, int64_t first, int64_t last) {
    line->openers[last] = first;
    if (last - first > tables->longest_enclosure) return;
    while (line->n_pairs && line->pairs[line->n_pairs - 1].first > first) line->n_pairs--;
    line->pairs[line->n_pairs].first = first;
    line->pairs[line->n_pairs++].last = last;
}

static void pair_signs(const Tables *tables, Line *line) {
    int64_t opened[N_KINDS];
    for (int kind = 0; kind < N_KINDS; kind++) opened[kind] = NOWHERE;
    for (int64_t i = 0; i < line->n + 2; i++) line->openers[i] = NOWHERE;
    for (int64_t start = 0, end; start < line->n; start = end) {
        int kind = kind_of(line->classes[start]);
        end = start + 1;
        if (!kind) continue;
        if (line->codes[start] == '\'' && end < line->n && line->codes[end] == '\'') kind = DOUBLE, end++;
        int found = opens(tables, line, start, end, kind);
        if (found == UNCLEAR && kind == DOUBLE) found = opened[kind] == NOWHERE ? OPENS : CLOSES;
        if (found == OPENS) {
            line->following[start] = opened[kind];
            opened[kind] = start;
        } else if (found == CLOSES && opened[kind] != NOWHERE) {
            int64_t first = opened[kind];
            opened[kind] = line->following[first];
            keep_pair(tables, line, first, end - 1);
        }
    }
}

/* The end of `ends._REFERENCE` from `end` on. */
static int64_t skip_references(const Line *line, int64_t end) {
    for (;;) {
        int64_t i = end + 1;
        if (end >= line->n || line->codes[end] != '[') return end;
        while (i < line->n && i - end <= 3 && line->classes[i] & DECIMAL) i++;
        if (i == end + 1 || i >= line->n || line->codes[i] != ']') return end;
        end = i + 1;
    }
}

/* `ends._extend`: the end past what closes there. */
static void extend(const Line *line, int64_t *candidate) {
    int64_t end = candidate[MARKS_END];
    candidate[FIRST] = candidate[LAST] = NOWHERE;
    while (end < line->n) {
        int64_t closes = NOWHERE;
        int is_closer = line->classes[end] & CLOSER && !(end + 1 < line->n && line->classes[end + 1] & LETTER);
        if (line->has_signs && line->openers[end] != NOWHERE) closes = end;
        else if (is_closer) end++;
        else if (line->has_signs && line->classes[end] & SPACE && line->openers[end + 1] != NOWHERE) closes = end + 1;
        else break;
        if (closes == NOWHERE) continue;
        candidate[FIRST] = line->openers[closes];
        candidate[LAST] = closes;
        end = closes + 1;
    }
    candidate[END] = skip_references(line, end);
}

/* Whether the word from `first` to `last` abbreviates nothing: of letters, or a year. */
static int is_plain_word(const Tables *tables, const Line *line, int64_t first, int64_t last) {
    int is_number = 1;
    for (int64_t i = first; i < last; i++) is_number &= (line->classes[i] & DECIMAL) != 0;
    if (is_number) return last - first >= 4; /* shorter ones may number the items of a list */
    uint64_t word = hash_letters(tables, line, first, last);
    return last - first > 1 && word && find_key(tables->short_forms, tables->n_short_forms, word) < 0;
}

/* Whether the word from `place` on may come behind a stop that ends a sentence; `is_glued`: no blank before it. */
static int is_plain_follower(const Tables *tables, const Line *line, int64_t place, int is_glued) {
    int64_t last = place;
    while (last < line->n && line->classes[last] & LETTER) last++;
    uint64_t word = hash_letters(tables, line, place, last);
    if (!word || find_key(tables->domains, tables->n_domains, word) >= 0) return 0;
    return !is_glued || (last - place > 1 && find_key(tables->short_forms, tables->n_short_forms, word) < 0);
}

/* Whether a stop ends a sentence for certain: behind a word that abbreviates nothing, or a sign behind a word. */
static int is_plain_stop(const Tables *tables, const Line *line, int64_t sentence, int64_t stop) {
    const uint32_t *classes = line->classes;
    int64_t least = stop - tables->reach > sentence ? stop - tables->reach : sentence, last = stop;
    int is_glued = !(classes[stop + 1] & SPACE);
    int64_t follower = stop + 1 + !is_glued;
    if (follower >= line->n || !(classes[follower] & LETTER)) return 0;
    while (last > least && classes[last - 1] & SPACE) last--;
    if (last < least + 2) return 0;
    if (!(classes[last - 1] & LETTER)) return !is_glued && classes[last - 2] & LETTER;
    if (!is_plain_follower(tables, line, follower, is_glued)) return 0;
    int64_t first = last;
    while (first > least && classes[first - 1] & LETTER) first--;
    return first > least && is_plain_word(tables, line, first, last);
}

/* Whether a stop stands inside a number, an address or a name: no blank around it. */
static int is_inside_word(const Line *line, int64_t stop) {
    return stop && line->classes[stop - 1] & line->classes[stop + 1] & LATIN;
}

/* Whether a question mark ends a sentence for certain: behind a letter that is not Latin, before a blank and a letter. */
static int is_plain_question(const Line *line, int64_t sentence, const int64_t *candidate) {
    int64_t start = candidate[START], end = candidate[END];
    uint32_t before = start > sentence ? line->classes[start - 1] : 0;
    if (!(before & LETTER) || before & LATIN || end + 1 >= line->n) return 0;
    return line->classes[end] & SPACE && line->classes[end + 1] & LETTER;
}

/* What is plain of a candidate; the sentence begins at `sentence` or before it. NOWHERE: it ends nothing. */
static int decide(const Tables *tables, const Line *line, int64_t sentence, const int64_t *candidate) {
    uint32_t some = 0, all = STOP;
    int64_t n_marks = 0;
    for (int64_t i = candidate[START]; i < candidate[MARKS_END]; i++) {
        if (!(line->classes[i] & MARK)) continue;
        some |= line->classes[i];
        all &= line->classes[i];
        n_marks++;
    }
    int is_stop = n_marks == 1 && all;
    /* Two different stops count as one; several equal ones end nothing, as an ellipsis. */
    if (n_marks == 2 && all && line->codes[candidate[START]] != line->codes[candidate[MARKS_END] - 1]) return DOUBTFUL;
    if (!is_stop && !(some & QUESTION)) return NOWHERE;
    if (candidate[END] > candidate[MARKS_END]) return DOUBTFUL;
    if (is_stop && is_inside_word(line, candidate[START])) return NOWHERE;
    if (is_stop) return is_plain_stop(tables, line, sentence, candidate[START]) ? ENDS : DOUBTFUL;
    return is_plain_question(line, sentence, candidate) ? ENDS : DOUBTFUL;
}

/* The candidates of a line; returns their number, or FULL where there are more than `room`. */
static int64_t find_candidates(const Tables *tables, Line *line, int64_t *candidates, int64_t room) {
    int64_t n_found = 0, covering = 0, sentence = 0;
    if (line->has_signs) pair_signs(tables, line);
    for (int64_t i = 0; i < line->n;) {
        int64_t candidate[N_FIELDS];
        if (!(line->classes[i] & MARK)) { i++; continue; }
        int64_t end = i + 1, next = end;
        while (next < line->n && line->classes[next] & (MARK | SPACE)) if (line->classes[next++] & MARK) end = next;
        candidate[START] = i;
        candidate[MARKS_END] = end;
        i = end;
        if (end == line->n) break;
        extend(line, candidate);
        while (covering < line->n_pairs && line->pairs[covering].last < candidate[END]) covering++;
        if (candidate[END] == line->n) continue;
        if (covering < line->n_pairs && line->pairs[covering].first < candidate[END]) continue;
        candidate[VERDICT] = decide(tables, line, sentence, candidate);
        if (candidate[VERDICT] == NOWHERE) continue;
        if (n_found == room) return FULL;
        memcpy(candidates + n_found++ * N_FIELDS, candidate, sizeof candidate);
        sentence = candidate[END];
    }
    return n_found;
}

/* Of a line without a doubtful candidate the ends themselves, in characters as given; returns their number. */
static int64_t place_ends(const Line *line, const int64_t *candidates, int64_t n_found, int64_t *ends) {
    int64_t last = line->n, n_ends = 0;
    while (last && !(line->classes[last - 1] & LETTER)) last--;
    for (int64_t k = 0; k < n_found; k++) {
        int64_t end = candidates[k * N_FIELDS + END];
        /* Text without a letter is no sentence: it stays with the one before it. */
        if (end < last) ends[n_ends++] = line->places[end];
    }
    return n_ends;
}

/* The ends of the sentences of lines.

   lengths     (n_lines,)  of the lines whose codes stand one after another
   counts      (n_lines,)  the candidates of each line that holds a doubtful one; of others, minus their ends
   ends        (room,)     the ends of those others, line after line, in characters as given
   candidates  (room, N_FIELDS)  of the first kind, in shown characters
   returns     NO_MEMORY, FULL or how many lines are not bare */
EXPORT int64_t find_ends(
    const Tables *tables, const uint32_t *codes, const int64_t *lengths, int64_t n_lines,
    int64_t room, int64_t *counts, int64_t *ends, int64_t *candidates
) {
    int64_t longest = 0, n_ends = 0, n_candidates = 0, n_others = 0;
    for (int64_t i = 0; i < n_lines; i++) if (lengths[i] > longest) longest = lengths[i];
    size_t n = (size_t)longest + 2;
    int64_t *memory = malloc(n * (3 * sizeof(int64_t) + sizeof(Pair) + 2 * sizeof(uint32_t)));
    if (!memory) return NO_MEMORY;
    Line line = {0};
    line.places = memory;
    line.openers = line.places + n;
    line.following = line.openers + n;
    line.pairs = (Pair *)(line.following + n);
    line.codes = (uint32_t *)(line.pairs + n);
    line.classes = line.codes + n;
    for (int64_t i = 0; i < n_lines; codes += lengths[i++]) {
        int64_t *found = candidates + n_candidates * N_FIELDS, left = room - n_candidates, n_doubtful = 0;
        counts[i] = 0;
        uint32_t all = join_classes(tables, codes, lengths[i]);
        n_others += !is_bare(tables, codes, lengths[i], all);
        if (!(all & MARK)) continue;
        read_line(tables, codes, lengths[i], &line);
        int64_t n_found = find_candidates(tables, &line, found, left < room - n_ends ? left : room - n_ends);
        if (n_found == FULL) {
            free(memory);
            return FULL;
        }
        for (int64_t k = 0; k < n_found; k++) n_doubtful += found[k * N_FIELDS + VERDICT] == DOUBTFUL;
        if (n_doubtful) {
            counts[i] = n_found;
            n_candidates += n_found;
        } else {
            counts[i] = -place_ends(&line, found, n_found, ends + n_ends);
            n_ends -= counts[i];
        }
    }
    free(memory);
    return n_others;
}
