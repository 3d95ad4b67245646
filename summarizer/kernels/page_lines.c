/* The measures of the lines of a page: what each line is, what the lines around it are, and how far the nearest of
   some groups are.

   The twin is summarizer/page/regions/columns.py, which says what each column means. Each function below fills the
   columns of one subject for all lines, and returns the column after them. */

#include "kernels.h"

/* What every page has: groups of lines, as bits, and ascending upper limits. */
typedef struct {
    const int64_t *form_groups, *marks, *offsets, *windows;
    const double *words, *far, *runs, *counts, *since;
    int64_t n_forms, n_marks, n_offsets, n_windows, n_words, n_far, n_runs, n_counts, n_since;
    int64_t n_groups, n_own, n_naming, n_kinship, n_openings, n_features;
    int64_t sentence, cut, heading, short_groups, site_groups, unended_groups; /* groups, and sets of them */
    int64_t is_cut, ends_with_colon, has_site_word;                            /* columns of `own` */
    int64_t long_words, most_letters, near, longest_list, few;
    const double *like_size;
} Tables;

/* The lines of one page; `groups` is room for their groups. */
typedef struct {
    const Tables *tables;
    const int64_t *forms, *gaps, *previous;
    const uint8_t *sentence, *is_often;
    const double *own, *sizes, *naming, *kinship, *openings;
    int64_t *groups;
    int64_t n_lines, usual_gap, bulk_start, bulk_stop;
} Page;

static const double *own(const Page *page, int64_t row) { return page->own + row * page->tables->n_own; }

static int has(const Page *page, int64_t row, int64_t groups) { return (page->groups[row] & groups) != 0; }

static double *at(const Page *page, double *found, int64_t row, int64_t column) {
    return found + row * page->tables->n_features + column;
}

/* Mark the first limit that is not below a value, or the place after all limits. */
static void spread(double *to, double value, const double *limits, int64_t n) {
    int64_t place = 0;
    while (place < n && limits[place] < value) place++;
    to[place] = 1.0;
}

static int64_t copy(const Page *page, double *found, int64_t column, const double *values, int64_t n) {
    for (int64_t row = 0; row < page->n_lines; row++)
        memcpy(at(page, found, row, column), values + row * n, (size_t)n * sizeof(double));
    return column + n;
}

/* The groups of a line: a sentence is long or short, and none if it is cut or ends with a colon. */
static int64_t find_groups(const Page *page, int64_t row) {
    const Tables *tables = page->tables;
    int64_t groups = tables->form_groups[page->forms[row]], one = 1;
    const double *line = own(page, row);
    int is_paragraph = groups >> tables->sentence & 1, is_long = line[0] >= (double)tables->long_words;
    int is_cut = line[tables->is_cut] > 0, is_colon = line[tables->ends_with_colon] > 0;
    groups &= ~(one << tables->sentence);
    if (is_cut) groups |= one << tables->cut;
    if (is_paragraph && is_colon) groups |= one << (tables->cut + 1);
    if (is_paragraph && !is_cut && !is_colon) groups |= one << (is_long ? tables->sentence : tables->cut + 2);
    return groups;
}

static int64_t fill_lines(const Page *page, double *found, int64_t column) {
    const Tables *tables = page->tables;
    int64_t n = tables->n_own - 2;
    for (int64_t row = 0; row < page->n_lines; row++) {
        const double *line = own(page, row);
        double *to = at(page, found, row, column);
        to[page->forms[row]] = 1.0;
        spread(to + tables->n_forms, line[0], tables->words, tables->n_words);
        memcpy(to + tables->n_forms + tables->n_words + 1, line + 2, (size_t)n * sizeof(double));
    }
    return column + tables->n_forms + tables->n_words + 1 + n;
}

static int64_t fill_around(const Page *page, double *found, int64_t column) {
    const Tables *tables = page->tables;
    int64_t missing = column + tables->n_offsets * tables->n_groups;
    for (int64_t row = 0; row < page->n_lines; row++) {
        double *to = at(page, found, row, column);
        for (int64_t i = 0; i < tables->n_offsets; i++, to += tables->n_groups) {
            int64_t other = row + tables->offsets[i];
            if (other < 0 || other >= page->n_lines) at(page, found, row, missing)[i] = 1.0;
            else
                for (int64_t group = 0; group < tables->n_groups; group++)
                    to[group] = (double)(page->groups[other] >> group & 1);
        }
    }
    return missing + tables->n_offsets;
}

/* Mark 0 is a sentence, the others are groups; `step` is 1 for the nearest line before, -1 for the one after. */
static void fill_nearest(const Page *page, double *found, int64_t column, int64_t mark, int64_t step) {
    const Tables *tables = page->tables;
    int64_t row = step > 0 ? 0 : page->n_lines - 1, distance = 2 * (int64_t)tables->far[tables->n_far - 1];
    for (int64_t i = 0; i < page->n_lines; i++, row += step) {
        spread(at(page, found, row, column), (double)distance, tables->far, tables->n_far);
        int is_chosen = mark ? has(page, row, (int64_t)1 << tables->marks[mark - 1]) : page->sentence[row];
        distance = is_chosen ? 1 : distance + 1;
    }
}

static int64_t fill_distances(const Page *page, double *found, int64_t column) {
    for (int64_t mark = 0; mark <= page->tables->n_marks; mark++)
        for (int64_t step = 1; step >= -1; step -= 2, column += page->tables->n_far + 1)
            fill_nearest(page, found, column, mark, step);
    return column;
}

static void average(const Page *page, double *to, int64_t first, int64_t stop, int64_t size) {
    const Tables *tables = page->tables;
    double n[3] = {0, 0, 0};
    for (int64_t row = first < 0 ? 0 : first; row < stop && row < page->n_lines; row++) {
        n[0] += page->sentence[row];
        n[1] += has(page, row, tables->short_groups);
        n[2] += has(page, row, tables->site_groups) || own(page, row)[tables->has_site_word] > 0;
    }
    for (int64_t i = 0; i < 3; i++) to[i] = n[i] / (double)size;
}

static int64_t fill_windows(const Page *page, double *found, int64_t column) {
    for (int64_t i = 0; i < page->tables->n_windows; i++, column += 6) {
        int64_t size = page->tables->windows[i];
        for (int64_t row = 0; row < page->n_lines; row++) {
            double *to = at(page, found, row, column);
            average(page, to, row - size, row, size);
            average(page, to + 3, row + 1, row + 1 + size, size);
        }
    }
    return column;
}

static int is_unended(const Page *page, int64_t row) {
    return !page->sentence[row] && has(page, row, page->tables->unended_groups);
}

static int64_t fill_runs(const Page *page, double *found, int64_t column) {
    const Tables *tables = page->tables;
    for (int64_t row = 0, stop; row < page->n_lines; row = stop) {
        for (stop = row; stop < page->n_lines && is_unended(page, stop);) stop++;
        int64_t length = stop - row;
        if (!length) stop++;
        for (int64_t i = row; i < stop; i++)
            spread(at(page, found, i, column), (double)length, tables->runs, tables->n_runs);
    }
    return column + tables->n_runs + 1;
}

static double count_letters(const Page *page, int64_t first, int64_t stop) {
    double n = 0, most = (double)page->tables->most_letters;
    for (int64_t row = first; row < stop; row++) {
        double letters = own(page, row)[1];
        if (page->sentence[row]) n += letters < most ? letters : most;
    }
    return n;
}

static int64_t fill_places(const Page *page, double *found, int64_t column) {
    const Tables *tables = page->tables;
    double total = count_letters(page, 0, page->n_lines), before = 0;
    double bulk = count_letters(page, page->bulk_start, page->bulk_stop);
    if (total == 0) total = 1;
    for (int64_t row = 0; row < page->n_lines; row++) {
        double *to = at(page, found, row, column), letters = count_letters(page, row, row + 1);
        to[0] = before / total;
        to[1] = 1 - to[0] - letters / total;
        to[2] = row >= page->bulk_start && row < page->bulk_stop;
        to[3] = row < page->bulk_start;
        to[4] = row >= page->bulk_stop;
        to[5] = bulk / total;
        before += letters;
        spread(to + 6, (double)(row + 1), tables->far, tables->n_far - 1);
        spread(to + 6 + tables->n_far, (double)(page->n_lines - row), tables->far, tables->n_far - 1);
    }
    return column + 6 + 2 * tables->n_far;
}

static int64_t fill_gaps(const Page *page, double *found, int64_t column) {
    for (int64_t row = 0; row < page->n_lines; row++) {
        double *to = at(page, found, row, column);
        int64_t gap = page->gaps[row];
        to[0] = gap > 0;
        to[1] = gap > 1;
        to[2] = gap > page->usual_gap;
        to[3] = row + 1 == page->n_lines || page->gaps[row + 1] > 0;
    }
    return column + 4;
}

static int64_t fill_repeats(const Page *page, double *found, int64_t column) {
    for (int64_t row = 0; row < page->n_lines; row++) {
        int64_t before = page->previous[row];
        at(page, found, row, column)[4] = page->is_often[row];
        if (before < 0) continue;
        int is_far = row - before > page->tables->near;
        at(page, found, row, column)[is_far] = at(page, found, before, column)[2 + is_far] = 1.0;
    }
    return column + 5;
}

static int are_alike(const Page *page, int64_t one, int64_t other) {
    double difference = page->sizes[other] - page->sizes[one], limit = *page->tables->like_size;
    return page->forms[one] == page->forms[other] && difference < limit && -difference < limit;
}

static int64_t fill_page(const Page *page, double *found, int64_t column) {
    int64_t n_sentences = 0;
    for (int64_t row = 0; row < page->n_lines; row++) n_sentences += page->sentence[row];
    for (int64_t row = 0; row < page->n_lines; row++) {
        double *to = at(page, found, row, column);
        to[0] = n_sentences > 0 && n_sentences < page->tables->few;
        to[1] = n_sentences == 0;
        for (int64_t step = 1; step <= 2; step++)
            if (row >= step && are_alike(page, row - step, row))
                to[2 * step] = at(page, found, row - step, column)[2 * step + 1] = 1.0;
    }
    return column + 6;
}

/* Sentences above and below each line, and since a heading; whether a colon above announces the line. */
static int64_t fill_continuity(const Page *page, double *found, int64_t column) {
    const Tables *tables = page->tables;
    int64_t n_above = 0, n_all = 0, at_heading = -1, last_colon = -1, last_end = -1, n_counts = tables->n_counts;
    for (int64_t row = 0; row < page->n_lines; row++) n_all += page->sentence[row];
    for (int64_t row = 0; row < page->n_lines; row++) {
        double *to = at(page, found, row, column);
        int is_sentence = page->sentence[row], is_heading = has(page, row, (int64_t)1 << tables->heading);
        int is_colon = own(page, row)[tables->ends_with_colon] > 0;
        spread(to, (double)n_above, tables->counts, n_counts);
        spread(to + n_counts + 1, (double)(n_all - n_above - is_sentence), tables->counts, n_counts);
        to += 2 * (n_counts + 1);
        if (at_heading < 0) to[tables->n_since] = 1.0;
        else spread(to, (double)(n_above - at_heading), tables->since, tables->n_since - 1);
        if (is_colon) last_colon = row;
        else if (is_sentence || is_heading) last_end = row;
        int is_near = last_colon >= 0 && row - last_colon <= tables->longest_list;
        to[tables->n_since + 1] = is_near && last_colon > last_end && !is_colon;
        if (is_heading) at_heading = n_above;
        n_above += is_sentence;
    }
    return column + 2 * (n_counts + 1) + tables->n_since + 2;
}

/* Fill the measures of a page.

   found    (n_lines, n_features)  zeros; its measures
   returns  how many columns were filled */
EXPORT int64_t measure_page(const Page *page, double *found) {
    for (int64_t row = 0; row < page->n_lines; row++) page->groups[row] = find_groups(page, row);
    int64_t column = fill_lines(page, found, 0);
    column = fill_around(page, found, column);
    column = fill_distances(page, found, column);
    column = fill_windows(page, found, column);
    column = fill_runs(page, found, column);
    column = fill_places(page, found, column);
    column = fill_gaps(page, found, column);
    column = copy(page, found, column, page->naming, page->tables->n_naming);
    column = fill_repeats(page, found, column);
    column = copy(page, found, column, page->kinship, page->tables->n_kinship);
    column = fill_page(page, found, column);
    column = copy(page, found, column, page->openings, page->tables->n_openings);
    return fill_continuity(page, found, column);
}
