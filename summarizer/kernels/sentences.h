/* What the kernels of summaries share: the words of sentences, the weights of their stems, and their scores. */

#ifndef KHULASA_SENTENCES_H
#define KHULASA_SENTENCES_H

#include "kernels.h"

enum { N_FIRST = 6, N_ODD_FIELDS = 4 };     /* words at the start of a text whose roles are known; fields of `odd` */
enum { STOP = 1, OWN_STEM = 2, OWNED = 4 }; /* what is known of a word; the caller knows what the other bits are */
enum { PLACE, FIRST, TITLE, COMMON, ANNOUNCES, GOES_ON, N_MEASURES };

typedef struct WordTables WordTables;

typedef struct {
    int64_t *n_words;  /* (n_texts,) */
    uint32_t *roles;   /* (n_texts, N_FIRST)  of the first words of each text */
    uint64_t *stems;   /* (capacity,)  hashes, text after text, without stop words; 0 for what is left to the caller */
    int64_t *bounds;   /* (n_texts + 1,)  where those of each text begin */
    int64_t *odd;      /* (capacity, N_ODD_FIELDS)  text, which of its words, first and last code of what is left */
} Words;

typedef struct {
    const uint64_t *stems;      /* as `Counts` of stem_counts.h has them */
    const int64_t *bounds, *starts;
    const double *by_documents; /* (n_sentences + n_articles,)  article after article, the rarity of a stem that none of
                                   its sentences holds, one of them, two, ... all of them */
    int64_t n_articles, n_stems, seed;
    int64_t *numbers;           /* room: six arrays of n_stems, and n_sentences + 1; `lay_out` says which */
    double *floats;             /* three of n_stems, three of n_sentences, two of n_articles */
    uint8_t *titled;            /* (n_stems,) */
    int64_t n_entries, n_columns, n_shared; /* found */
} Stems;

typedef struct {
    const double *titles, *others;  /* (n_sentences,)  sums of stem_weights.c */
    const double *near, *far;       /* (n_articles,) */
    const double *places;           /* (2, n_sentences)  PLACE and FIRST */
    const uint32_t *openings;       /* (n_sentences, width)  what the first words do */
    const int64_t *starts;          /* (n_articles + 1,)  the first sentence of each article, and the end */
    const double *news, *content;   /* (N_MEASURES,)  the weights of the measures where the order counts, and where not */
    const double *signs;            /* (3,)  the weights of the signs of order */
    int64_t n_articles, width, announces, goes_on; /* the last two are bits of openings */
    double intercept, no_lead, least_likeness;
    double order;                   /* of every article; below 0 it follows from the signs */
    double *measures, *factors;     /* (N_MEASURES, n_sentences) */
    double *scores, *orders;        /* (n_sentences,), (n_articles,) */
} Sentences;

int64_t stem_words(const WordTables *tables, const uint32_t *codes, const int64_t *lengths, int64_t n_texts,
                   const Words *words);
int64_t weigh_stems(Stems *all);
int64_t score_sentences(const Sentences *all);

#endif
