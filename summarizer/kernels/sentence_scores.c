/* The measures of sentences, how far the order of each article counts, and the scores.

   The twin is `score_by_arrays` of summarizer/summary/scores.py: equal to the last bit, because both add in the same
   order and take logarithms and exponentials from the same library. */

#include <math.h>

#include "sentences.h"

enum { OPENING, COHESION, LENGTH }; /* the signs of order */

/* To nine places, as numpy rounds. */
static double round_value(double value) { return rint(value * 1e9) / 1e9; }

/* The lowest of `n` rounded values, and in `spread` how far the highest is from it, 1 where they do not differ. */
static double find_range(const double *values, int64_t n, double *spread) {
    double low = round_value(values[0]), high = low;
    for (int64_t i = 1; i < n; i++) {
        double value = round_value(values[i]);
        if (value < low) low = value;
        if (value > high) high = value;
    }
    *spread = high - low == 0 ? 1 : high - low;
    return low;
}

static void measure(const Sentences *all, int64_t start, int64_t end, int64_t n) {
    double spread, low = find_range(all->others + start, end - start, &spread);
    for (int64_t i = start; i < end; i++) {
        uint32_t opening = all->openings[i * all->width];
        all->measures[PLACE * n + i] = all->places[i];
        all->measures[FIRST * n + i] = all->places[n + i];
        all->measures[TITLE * n + i] = all->titles[i];
        all->measures[COMMON * n + i] = (round_value(all->others[i]) - low) / spread;
        all->measures[ANNOUNCES * n + i] = (opening & (uint32_t)all->announces) != 0;
        all->measures[GOES_ON * n + i] = (opening & (uint32_t)all->goes_on) != 0;
    }
}

/* The worth of the first sentence by its words alone, 0 to 1; `worth` is room for that of all. */
static double value_opening(const Sentences *all, int64_t start, int64_t end, int64_t n, double *worth) {
    if (end == start) return 0;
    for (int64_t i = start; i < end; i++) {
        worth[i] = 0;
        for (int64_t measure = 0; measure < N_MEASURES; measure++)
            worth[i] += all->content[measure] * all->measures[measure * n + i];
    }
    double spread, low = find_range(worth + start, end - start, &spread);
    return (round_value(worth[start]) - low) / spread;
}

/* How far the order of an article with `size` sentences counts. */
static double trust_order(const Sentences *all, int64_t article, int64_t size, double opening) {
    double n = (double)size;
    double near = all->near[article] / (size > 2 ? n - 1 : 1), far = all->far[article] / (size > 1 ? n * (n - 1) : 1);
    double cohesion = log((near + all->least_likeness) / (far + all->least_likeness)) * sqrt(n);
    double evidence = 0;
    evidence += all->signs[OPENING] * opening;
    evidence += all->signs[COHESION] * cohesion;
    evidence += all->signs[LENGTH] * log1p(n);
    evidence += all->intercept;
    return 1 / (1 + exp(-evidence));
}

static void add_measures(const Sentences *all, int64_t start, int64_t end, int64_t n, double order) {
    for (int64_t i = start; i < end; i++) all->scores[i] = 0;
    for (int64_t measure = 0; measure < N_MEASURES && end > start; measure++) {
        double news = all->news[measure];
        if (measure == PLACE) news *= all->measures[GOES_ON * n + start] > 0 ? all->no_lead : 1;
        double factor = order * news + (1 - order) * all->content[measure];
        for (int64_t i = start; i < end; i++) {
            all->factors[measure * n + i] = factor;
            all->scores[i] += factor * all->measures[measure * n + i];
        }
    }
    for (int64_t i = start; i < end; i++) all->scores[i] = round_value(all->scores[i]);
}

/* Measure and score the sentences of all articles. Returns their number. */
EXPORT int64_t score_sentences(const Sentences *all) {
    int64_t n = all->starts[all->n_articles];
    for (int64_t article = 0; article < all->n_articles; article++) {
        int64_t start = all->starts[article], end = all->starts[article + 1];
        if (end > start) measure(all, start, end, n);
        double order = all->order;
        /* The room for scores is free until the order is known. */
        if (order < 0) order = trust_order(all, article, end - start, value_opening(all, start, end, n, all->scores));
        all->orders[article] = order;
        add_measures(all, start, end, n, order);
    }
    return n;
}
