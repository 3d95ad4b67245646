/* How often each stem stands in each sentence of each article: the entries of a sparse matrix, row by row.

   The twin is `count_by_numbers` of summarizer/summary/arrays/counts.py. The columns of an article are numbered in the
   order in which its stems first occur, found in a table of open addresses. The addresses depend on a number that
   the caller draws, so that nobody can write words that all share one (Dietzfelbinger and others 1997). */

#include "sort.h"
#include "stem_counts.h"

enum { FREE = -1 };

typedef struct {
    uint64_t *keys;
    int64_t *columns; /* of each address, or FREE */
    int bits;
} Table;

/* The address of a key in the table, or the free one where it belongs. */
static uint64_t find_address(const Table *table, uint64_t key, uint64_t seed) {
    uint64_t mask = ((uint64_t)1 << table->bits) - 1, address = key * seed >> (64 - table->bits);
    while (table->columns[address] != FREE && table->keys[address] != key) address = (address + 1) & mask;
    return address;
}

static int count_bits(int64_t n) {
    int bits = 1;
    while ((int64_t)1 << bits < 2 * n + 2) bits++;
    return bits;
}

static int64_t count_stems_of(const Counts *counts, int64_t article) {
    return counts->bounds[counts->starts[article + 1]] - counts->bounds[counts->starts[article]];
}

/* The different columns of a row, ascending, into `found`; how often each stands there is in `here`. */
static int64_t read_row(const Counts *counts, const Table *table, int64_t row, int64_t *n_columns, int64_t article,
                        int64_t *here, uint64_t *found) {
    int64_t n = 0;
    int is_sorted = 1;
    for (int64_t i = counts->bounds[row]; i < counts->bounds[row + 1]; i++) {
        uint64_t address = find_address(table, counts->stems[i], (uint64_t)counts->seed);
        int64_t column = table->columns[address];
        if (column == FREE) {
            column = table->columns[address] = (*n_columns)++;
            table->keys[address] = counts->stems[i];
            counts->owners[column] = article;
            counts->documents[column] = 0;
            counts->titled[column] = 0;
            here[column] = 0;
        }
        if (here[column]++) continue;
        is_sorted &= n == 0 || found[n - 1] < (uint64_t)column;
        found[n++] = (uint64_t)column;
    }
    int bits = MOST_BITS + 1;
    while (*n_columns >> bits) bits++;
    if (!is_sorted) sort_keys(found, found + n, n, bits);
    return n;
}

int64_t count_stems(const Counts *counts, int64_t *n_columns) {
    int64_t n_entries = 0, most = 0, n_sentences = counts->starts[counts->n_articles];
    for (int64_t i = 0; i < counts->n_articles; i++) if (count_stems_of(counts, i) > most) most = count_stems_of(counts, i);
    size_t size = (size_t)1 << count_bits(most), n_stems = (size_t)counts->bounds[n_sentences] + 1;
    uint64_t *memory = malloc((2 * size + n_stems + 2 * (size_t)most + 2) * sizeof(uint64_t));
    if (!memory) return NO_MEMORY;
    Table table = {memory, (int64_t *)(memory + size), 0};
    int64_t *here = (int64_t *)(memory + 2 * size);
    uint64_t *found = memory + 2 * size + n_stems;
    *n_columns = 0;
    for (int64_t article = 0; article < counts->n_articles; article++) {
        table.bits = count_bits(count_stems_of(counts, article));
        memset(table.columns, 0xFF, ((size_t)1 << table.bits) * sizeof(int64_t));
        for (int64_t row = counts->starts[article]; row < counts->starts[article + 1]; row++) {
            int64_t n = read_row(counts, &table, row, n_columns, article, here, found);
            for (int64_t i = 0; i < n; i++, n_entries++) {
                int64_t column = (int64_t)found[i];
                counts->rows[n_entries] = row;
                counts->columns[n_entries] = column;
                counts->counts[n_entries] = here[column];
                counts->documents[column]++;
                here[column] = 0;
            }
        }
        int64_t title = n_sentences + article;
        for (int64_t i = counts->bounds[title]; i < counts->bounds[title + 1]; i++) {
            int64_t column = table.columns[find_address(&table, counts->stems[i], (uint64_t)counts->seed)];
            if (column != FREE) counts->titled[column] = 1;
        }
    }
    free(memory);
    return n_entries;
}
