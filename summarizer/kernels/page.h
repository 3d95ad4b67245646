/* What the kernels of pages share: the tables of all pages, and the lines of one.

   A line is given as it stands on the page, and folded if it is short. The classes of a code point are bits; codes from
   `n_classes` on have none. */

#ifndef KHULASA_PAGE_H
#define KHULASA_PAGE_H

#include "kernels.h"

/* The classes of code points: white space and signs at the edges of words first. */
enum {
    BLANK = 1 << 0, EDGE = 1 << 1, STOP = 1 << 2, COLON = 1 << 3, QUESTION = 1 << 4, BEHIND_QUESTION = 1 << 5,
    ELLIPSIS = 1 << 6, COMMA = 1 << 7, BAR = 1 << 8, SLASH = 1 << 9, QUOTE = 1 << 10, ADDRESS = 1 << 11,
    VERB = 1 << 12, DIGIT = 1 << 13, LATIN = 1 << 14, SIGNIFICANT = 1 << 15, PLAIN = 1 << 16, KNOWN = 1 << 17
};

/* What Python says of a line: the first four by its patterns, the others where a kernel would need more tables. */
enum {
    HAS_BULLET = 1 << 0, BEGINS = 1 << 1, OPENS_CLAUSE = 1 << 2, GOES_ON = 1 << 3, IN_LATIN = 1 << 4,
    HAS_CELLS = 1 << 5, HAS_SHORT_CELLS = 1 << 6, IS_MEASURED = 1 << 7
};

/* Columns of `own`: words, letters, and the measures of OWN in summarizer/page/regions/measures/single_lines.py. */
enum {
    N_WORDS, N_LETTERS, ENDS_WITH_STOP, ENDS_WITH_COLON, IS_CUT, ASKS, BEGINS_WITH_BULLET, BEGINS_WITH_HASH,
    BEGINS_WITH_DIGIT, MOSTLY_DIGITS, HAS_DIGITS, MOSTLY_LATIN, HAS_LATIN, HAS_COMMA, HAS_BAR, HAS_SLASH,
    HAS_COLON_INSIDE, HAS_QUOTES, GOES_ON_FROM_BEFORE, BEGINS_LIKE_SENTENCE, HAS_SITE_WORD, SITE_SHARE, HAS_ADDRESS,
    HAS_STOP_INSIDE, SMALL_SHARE, BEGINS_WITH_VERB, CELLS, SHORT_CELLS, N_OWN
};

/* What every page has: classes, words, groups of lines as bits, ascending upper limits. */
typedef struct {
    const uint32_t *classes, *article, *known; /* letters of known words, one after the other */
    const int64_t *known_starts, *known_kinds; /* kinds: 1 a word of sites, 2 a small word */
    const int64_t *form_groups, *marks, *offsets, *windows;
    const double *words, *far, *runs, *counts, *since;
    int64_t n_classes, n_known, n_forms, n_marks, n_offsets, n_windows, n_words, n_far, n_runs, n_counts, n_since;
    int64_t n_groups, n_own, n_naming, n_kinship, n_openings, n_features;
    int64_t sentence, cut, heading, short_groups, site_groups, unended_groups; /* groups, and sets of them */
    int64_t paragraph, least_words, long_words, most_letters, no_sentence;
    int64_t n_looked_up, sentence_length, bulk_length, n_near, n_between, n_shared;
    int64_t near, longest_list, few;
    const double *like_ratio;
} Tables;

/* The lines of one page. The texts of all lines stand one after the other. */
typedef struct {
    const Tables *tables;
    const uint32_t *given, *folded;
    const int64_t *starts, *folded_starts;         /* (n_lines + 1,) */
    const int64_t *forms, *gaps, *repeats, *flags; /* (n_lines,) */
    double *own;                                   /* (n_lines, N_OWN): zeros but for lines that are measured */
    int64_t *room;                                 /* (5, n_lines) */
    int64_t n_lines, usual_gap;
    /* Parts of the room, and what is found first. */
    int64_t *groups, *previous, *times, *sentence, *before;
    int64_t bulk_start, bulk_stop;
} Page;

static inline uint32_t classify(const Tables *tables, uint32_t code) {
    return code < tables->n_classes ? tables->classes[code] : 0;
}

static inline double *own(const Page *page, int64_t row) { return page->own + row * N_OWN; }

static inline int64_t count_folded(const Page *page, int64_t row) {
    return page->folded_starts[row + 1] - page->folded_starts[row];
}

static inline double *at(const Page *page, double *found, int64_t row, int64_t column) {
    return found + row * page->tables->n_features + column;
}

/* Fill `own` of all lines. Returns how many folded lines have a code without classes, and are to be measured first. */
int64_t measure_own(const Page *page);
/* Fill the columns of a subject, and return the column after them, or NO_MEMORY. */
int64_t fill_naming(const Page *page, double *found, int64_t column);
int64_t fill_kinship(const Page *page, double *found, int64_t column);
enum { UNKNOWN_CODES = -2 };
int64_t measure_page(Page *page, double *found);

#endif
