/* The weights of stems by TF-IDF, and the sums over them that the measures of sentences and the choice go by.

   The twin is summarizer/summary/arrays/sums.py; numpy adds in the same order, so every sum has the same bits. */

#include <math.h>

#include "sentences.h"
#include "stem_counts.h"

typedef struct {
    int64_t *rows, *columns, *counts;               /* (n_entries,)  sentence, stem, how often it stands there */
    int64_t *owners, *documents;                    /* (n_columns,)  its article, how many sentences of that hold it */
    int64_t *shared_columns, *shared_starts;        /* entries of stems that several sentences hold; where those begin */
    double *rarity, *weights, *shared_weights;      /* of each stem; of each entry, of unit length per sentence */
    double *titles, *others, *shares, *near, *far;  /* sums of each sentence; of each article */
} Weights;

static Weights lay_out(const Stems *all) {
    int64_t n = all->n_stems, n_sentences = all->starts[all->n_articles];
    int64_t *numbers = all->numbers;
    double *sums = all->floats + 3 * n;
    Weights found = {
        numbers, numbers + n, numbers + 2 * n, numbers + 3 * n, numbers + 4 * n, numbers + 5 * n, numbers + 6 * n,
        all->floats, all->floats + n, all->floats + 2 * n,
        sums, sums + n_sentences, sums + 2 * n_sentences, sums + 3 * n_sentences, sums + 3 * n_sentences + all->n_articles,
    };
    return found;
}

/* The rarity of each stem, and the length of each title in `lengths`. */
static void find_rarity(const Stems *all, const Weights *found, double *lengths) {
    for (int64_t article = 0; article < all->n_articles; article++) lengths[article] = 0;
    for (int64_t column = 0; column < all->n_columns; column++) {
        int64_t owner = found->owners[column];
        double rarity = all->by_documents[all->starts[owner] + owner + found->documents[column]];
        found->rarity[column] = rarity;
        if (all->titled[column]) lengths[owner] += rarity * rarity;
    }
    for (int64_t article = 0; article < all->n_articles; article++)
        lengths[article] = lengths[article] == 0 ? 1 : sqrt(lengths[article]);
}

/* Weigh the stems of a sentence, from entry `start` to `end`. */
static void weigh_row(Stems *all, const Weights *found, int64_t row, int64_t start, int64_t end, double title) {
    double squares = 0, dot = 0, others = 0, shared = 0;
    for (int64_t i = start; i < end; i++) {
        found->weights[i] = (double)found->counts[i] * found->rarity[found->columns[i]];
        squares += found->weights[i] * found->weights[i];
    }
    double length = sqrt(squares);
    found->shared_starts[row] = all->n_shared;
    for (int64_t i = start; i < end; i++) {
        int64_t column = found->columns[i];
        double weight = found->weights[i] /= length;
        if (all->titled[column]) dot += weight * found->rarity[column];
        others += (double)found->documents[column] - 1;
        if (found->documents[column] < 2) continue;
        shared += weight * weight;
        found->shared_columns[all->n_shared] = column;
        found->shared_weights[all->n_shared++] = weight;
    }
    found->titles[row] = dot / title;
    found->others[row] = others / sqrt(end > start ? (double)(end - start) : 1);
    found->shares[row] = shared;
}

/* The cosines of neighbouring sentences and of all ordered pairs, summed over each article. `places` (n_columns),
   `rows` and `values` (n_entries) are room for the entries, stem after stem. */
static void sum_cosines(const Stems *all, const Weights *found, int64_t *places, int64_t *rows, double *values) {
    int64_t place = 0;
    for (int64_t column = 0; column < all->n_columns; place += found->documents[column++]) places[column] = place;
    for (int64_t i = 0; i < all->n_entries; i++) {
        place = places[found->columns[i]]++;
        rows[place] = found->rows[i];
        values[place] = found->weights[i];
    }
    for (int64_t article = 0; article < all->n_articles; article++) found->near[article] = found->far[article] = 0;
    for (int64_t column = 0; column < all->n_columns; column++) {
        double sum = 0, squares = 0;
        int64_t end = places[column], owner = found->owners[column];
        for (int64_t i = end - found->documents[column]; i < end; i++) {
            sum += values[i];
            squares += values[i] * values[i];
            if (i + 1 < end && rows[i + 1] == rows[i] + 1) found->near[owner] += values[i] * values[i + 1];
        }
        double pairs = sum * sum - squares;
        found->far[owner] += pairs > 0 ? pairs : 0;
    }
}

/* Count and weigh the stems of all articles. Returns the number of entries, or NO_MEMORY. */
EXPORT int64_t weigh_stems(Stems *all) {
    Weights found = lay_out(all);
    Counts counts = {
        all->stems, all->bounds, all->starts, all->n_articles, all->seed,
        found.rows, found.columns, found.counts, found.owners, found.documents, all->titled,
    };
    all->n_entries = count_stems(&counts, &all->n_columns);
    if (all->n_entries == NO_MEMORY) return NO_MEMORY;
    size_t n_columns = (size_t)all->n_columns, n_entries = (size_t)all->n_entries, n_articles = (size_t)all->n_articles;
    double *memory = malloc((n_articles + n_columns + 2 * n_entries + 1) * sizeof(double));
    if (!memory) return NO_MEMORY;
    int64_t *places = (int64_t *)(memory + n_articles + n_entries), entry = 0;
    find_rarity(all, &found, memory);
    all->n_shared = 0;
    for (int64_t article = 0; article < all->n_articles; article++) {
        for (int64_t row = all->starts[article]; row < all->starts[article + 1]; row++) {
            int64_t start = entry;
            while (entry < all->n_entries && found.rows[entry] == row) entry++;
            weigh_row(all, &found, row, start, entry, memory[article]);
        }
    }
    found.shared_starts[all->starts[all->n_articles]] = all->n_shared;
    sum_cosines(all, &found, places, places + n_columns, memory + n_articles);
    free(memory);
    return all->n_entries;
}
