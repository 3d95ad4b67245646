/* All that a choice of sentences goes by in one call: their words, what their openings do, the stems that they share,
   their measures and scores.

   It calls `word_stems.c`, `stem_weights.c` and `sentence_scores.c` one after the other; what these make for each other
   need not become arrays of the caller. The twin is `rate_in_steps` of summarizer/summary/ratings.py. */

#include "sentences.h"

#define ODD_WORDS (-2)

typedef struct {
    const WordTables *words;
    const uint32_t *codes;              /* of the sentences of all articles, then of the titles */
    const int64_t *lengths;             /* (n_sentences + n_articles,) */
    const int64_t *starts;              /* (n_articles + 1,)  the first sentence of each article, and the end */
    const double *by_documents;         /* as `Stems` has it; `places` to `order` as `Sentences` has them */
    const double *places, *news, *content, *signs;
    const uint32_t *counted;            /* (N_FIRST,)  what of the role of each first word counts for its sentence */
    int64_t n_articles, n_codes, seed, announces, goes_on, has_and;
    double intercept, no_lead, least_likeness, order;
    int64_t *n_words, *opened;          /* (n_sentences + n_articles,), (n_sentences,)  found, as the others */
    int64_t *shared_starts, *shared_columns; /* (n_sentences + 1,), (capacity,) */
    double *scores, *measures, *factors, *orders, *shares, *shared_weights;
} Ratings;

/* What the first words of each sentence do; behind "and" a first word has no owner. */
static void join_roles(const Ratings *all, const uint32_t *roles, int64_t n) {
    for (int64_t row = 0; row < n; row++, roles += N_FIRST) {
        uint32_t found = 0;
        for (int64_t i = 0; i < N_FIRST; i++) {
            uint32_t role = roles[i];
            if (i == 0 && role & (uint32_t)all->has_and) role &= ~(uint32_t)OWNED;
            found |= role & all->counted[i];
        }
        all->opened[row] = found;
    }
}

/* Weigh the stems and score the sentences, in `room`. Returns the number of entries of shared stems. */
static int64_t weigh_and_score(const Ratings *all, const Words *words, int64_t n_stems, void *room) {
    int64_t n = all->starts[all->n_articles], n_articles = all->n_articles, *numbers = room;
    double *floats = (double *)(numbers + 6 * n_stems + n + 1), *sums = floats + 3 * n_stems;
    Stems stems = {
        words->stems, words->bounds, all->starts, all->by_documents, n_articles, n_stems, all->seed,
        numbers, floats, (uint8_t *)(sums + 3 * n + 2 * n_articles), 0, 0, 0,
    };
    if (weigh_stems(&stems) == NO_MEMORY) return NO_MEMORY;
    memcpy(all->shares, sums + 2 * n, (size_t)n * sizeof(double));
    memcpy(all->shared_starts, numbers + 6 * n_stems, (size_t)(n + 1) * sizeof(int64_t));
    memcpy(all->shared_columns, numbers + 5 * n_stems, (size_t)stems.n_shared * sizeof(int64_t));
    memcpy(all->shared_weights, floats + 2 * n_stems, (size_t)stems.n_shared * sizeof(double));
    Sentences sentences = {
        sums, sums + n, sums + 3 * n, sums + 3 * n + n_articles, all->places, words->roles, all->starts,
        all->news, all->content, all->signs, n_articles, N_FIRST, all->announces, all->goes_on,
        all->intercept, all->no_lead, all->least_likeness, all->order,
        all->measures, all->factors, all->scores, all->orders,
    };
    score_sentences(&sentences);
    return stems.n_shared;
}

/* Rate the sentences of all articles. Returns the number of entries of shared stems, ODD_WORDS where some word is left
   to the caller, or NO_MEMORY. */
EXPORT int64_t rate_sentences(const Ratings *all) {
    int64_t n = all->starts[all->n_articles], n_texts = n + all->n_articles;
    /* Two words of a text have a character between them. */
    size_t most = (size_t)(all->n_codes + n_texts) / 2, size = (size_t)n_texts;
    size_t n_numbers = most * (1 + N_ODD_FIELDS) + size + 1;
    uint64_t *memory = malloc(n_numbers * sizeof(uint64_t) + size * N_FIRST * sizeof(uint32_t) + 1);
    if (!memory) return NO_MEMORY;
    int64_t *bounds = (int64_t *)(memory + most), found = ODD_WORDS;
    Words words = {all->n_words, (uint32_t *)(memory + n_numbers), memory, bounds, bounds + size + 1};
    if (!stem_words(all->words, all->codes, all->lengths, n_texts, &words)) {
        int64_t n_stems = bounds[n];
        size_t n_values = (size_t)(9 * n_stems + 4 * n + 1 + 2 * all->n_articles);
        void *room = malloc(n_values * sizeof(double) + (size_t)n_stems);
        join_roles(all, words.roles, n);
        found = room ? weigh_and_score(all, &words, n_stems, room) : NO_MEMORY;
        free(room);
    }
    free(memory);
    return found;
}
