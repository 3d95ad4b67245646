/* The measures of the lines of a page: what each line is, what the lines around it are, and how far the nearest of
   some groups are.

   The twin is summarizer/page/regions/measures/columns.py, which says what each column means. Each function below fills the
   columns of one subject for all lines, and returns the column after them. */

#include "page.h"

static int has(const Page *page, int64_t row, int64_t groups) { return (page->groups[row] & groups) != 0; }

/* Mark the first limit that is not below a value, or the place after all limits. */
static void spread(double *to, double value, const double *limits, int64_t n) {
    int64_t place = 0;
    while (place < n && limits[place] < value) place++;
    to[place] = 1.0;
}

/* The groups of a line: a sentence is long or short, and none if it is cut or ends with a colon. */
static int64_t find_groups(const Page *page, int64_t row) {
    const Tables *tables = page->tables;
    int64_t groups = tables->form_groups[page->forms[row]], one = 1;
    const double *line = own(page, row);
    int is_paragraph = groups >> tables->sentence & 1, is_long = line[N_WORDS] >= (double)tables->long_words;
    int is_cut = line[IS_CUT] > 0, is_colon = line[ENDS_WITH_COLON] > 0;
    groups &= ~(one << tables->sentence);
    if (is_cut) groups |= one << tables->cut;
    if (is_paragraph && is_colon) groups |= one << (tables->cut + 1);
    if (is_paragraph && !is_cut && !is_colon) groups |= one << (is_long ? tables->sentence : tables->cut + 2);
    return groups;
}

static int64_t fill_lines(const Page *page, double *found, int64_t column) {
    const Tables *tables = page->tables;
    int64_t n = N_OWN - N_LETTERS - 1;
    for (int64_t row = 0; row < page->n_lines; row++) {
        const double *line = own(page, row);
        double *to = at(page, found, row, column);
        to[page->forms[row]] = 1.0;
        spread(to + tables->n_forms, line[N_WORDS], tables->words, tables->n_words);
        memcpy(to + tables->n_forms + tables->n_words + 1, line + N_LETTERS + 1, (size_t)n * sizeof(double));
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
        int is_chosen = mark ? has(page, row, (int64_t)1 << tables->marks[mark - 1]) : (int)page->sentence[row];
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
        n[0] += (double)page->sentence[row];
        n[1] += has(page, row, tables->short_groups);
        n[2] += has(page, row, tables->site_groups) || own(page, row)[HAS_SITE_WORD] > 0;
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
        double letters = own(page, row)[N_LETTERS];
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
        at(page, found, row, column)[4] = page->times[page->repeats[row]] > 2;
        if (before < 0) continue;
        int is_far = row - before > page->tables->near;
        at(page, found, row, column)[is_far] = at(page, found, before, column)[2 + is_far] = 1.0;
    }
    return column + 5;
}

static int are_alike(const Page *page, int64_t one, int64_t other) {
    double size = own(page, one)[N_WORDS] + 1, other_size = own(page, other)[N_WORDS] + 1;
    double ratio = *page->tables->like_ratio;
    return page->forms[one] == page->forms[other] && size < ratio * other_size && other_size < ratio * size;
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
        int is_sentence = (int)page->sentence[row], is_heading = has(page, row, (int64_t)1 << tables->heading);
        int is_colon = own(page, row)[ENDS_WITH_COLON] > 0;
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

/* The first measures of continuity: a long line that goes on or is in Latin letters, a sentence below that goes on. */
static int64_t fill_openings(const Page *page, double *found, int64_t column) {
    for (int64_t row = 0, above = 0; row < page->n_lines; row++) {
        if (!page->sentence[row]) continue;
        int64_t flags = page->flags[row];
        if (flags & GOES_ON)
            for (int64_t other = above; other < row; other++) at(page, found, other, column)[1] = 1.0;
        if (!count_folded(page, row)) {
            at(page, found, row, column)[0] = (flags & GOES_ON) != 0;
            at(page, found, row, column)[2] = (flags & IN_LATIN) != 0;
        }
        above = row;
    }
    return column + page->tables->n_openings;
}

/* For each line the last one before it that says the same, or -1, and for first ones how often they are said. */
static void find_previous(const Page *page, int64_t *latest) {
    for (int64_t row = 0; row < page->n_lines; row++) latest[row] = -1, page->times[row] = 0;
    for (int64_t row = 0; row < page->n_lines; row++) {
        int64_t first = page->repeats[row];
        page->previous[row] = latest[first];
        latest[first] = row;
        page->times[first]++;
    }
}

/* Which lines are sentences, how many stand above each line, and the stretch of lines with most of them. */
static void find_sentences(Page *page) {
    const Tables *tables = page->tables;
    int64_t n = 0, total = 0, lowest = 0, greatest = 0, start = 0;
    page->bulk_start = page->bulk_stop = 0;
    for (int64_t row = 0; row < page->n_lines; row++) {
        const double *line = own(page, row);
        int is_whole = line[IS_CUT] + line[ENDS_WITH_COLON] == 0 && line[N_WORDS] >= (double)tables->least_words;
        int64_t letters = (int64_t)line[N_LETTERS];
        page->sentence[row] = page->forms[row] == tables->paragraph && is_whole;
        page->before[row] = n;
        n += page->sentence[row];
        if (letters > tables->most_letters) letters = tables->most_letters;
        total += page->sentence[row] ? letters : tables->no_sentence;
        if (total < lowest) lowest = total, start = row + 1;
        else if (total - lowest > greatest)
            greatest = total - lowest, page->bulk_start = start, page->bulk_stop = row + 1;
    }
}

/* Fill the measures of a page.

   found    (n_lines, n_features)  zeros; its measures
   returns  how many columns were filled, NO_MEMORY, or UNKNOWN_CODES where a line is to be measured first */
EXPORT int64_t measure_page(Page *page, double *found) {
    int64_t n = page->n_lines;
    if (page->tables->n_own != N_OWN) return 0;
    int64_t **parts[] = {&page->groups, &page->previous, &page->times, &page->sentence, &page->before};
    for (int64_t i = 0; i < 5; i++) *parts[i] = page->room + i * n;
    if (measure_own(page)) return UNKNOWN_CODES;
    find_previous(page, page->before);
    find_sentences(page);
    for (int64_t row = 0; row < n; row++) page->groups[row] = find_groups(page, row);
    int64_t column = fill_lines(page, found, 0);
    column = fill_around(page, found, column);
    column = fill_distances(page, found, column);
    column = fill_windows(page, found, column);
    column = fill_runs(page, found, column);
    column = fill_places(page, found, column);
    column = fill_gaps(page, found, column);
    column = fill_naming(page, found, column);
    column = fill_repeats(page, found, column);
    column = fill_kinship(page, found, column);
    if (column == NO_MEMORY) return column;
    column = fill_page(page, found, column);
    column = fill_openings(page, found, column);
    return fill_continuity(page, found, column);
}
