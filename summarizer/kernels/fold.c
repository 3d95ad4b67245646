/* The folded form of a text, and of lines with single blanks.

   The twins are `fold_in_arrays` of summarizer/text/normalizing.py, whose table says what each code unit becomes, and
   `normalize_blanks` for each line. */

#include "kernels.h"

/* Fold UTF-16 code units in their place.

   units    (n,)       the text, and then its folded form
   table    (65536,)   what each unit becomes: itself or another, `gone`, or `other`
   returns  how many units are left, or -1 where one is `other`; the text is then not to be used */
EXPORT int64_t fold_units(uint16_t *units, int64_t n, const uint16_t *table, int64_t gone, int64_t other) {
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) {
        uint16_t folded = table[units[i]];
        if (folded == other) return -1;
        units[kept] = folded;
        kept += folded != gone;
    }
    return kept;
}

/* Fold lines that end with '\n', in their place: single blanks between words, none at the ends of a line.

   table    as `fold_units` takes it, with ' ' for every blank but '\n'
   returns  what `fold_units` does */
EXPORT int64_t fold_lines(uint16_t *units, int64_t n, const uint16_t *table, int64_t gone, int64_t other) {
    int64_t kept = 0, line = 0;
    int has_blank = 0;
    for (int64_t i = 0; i < n; i++) {
        uint16_t folded = table[units[i]];
        if (folded == other) return -1;
        if (folded == gone) continue;
        if (folded == ' ') { has_blank = 1; continue; }
        if (has_blank && kept > line && folded != '\n') units[kept++] = ' ';
        has_blank = 0;
        units[kept++] = folded;
        if (folded == '\n') line = kept;
    }
    return kept;
}
