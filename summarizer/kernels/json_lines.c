/* JSON lines: four fields of the object of each line, without the objects that a parser makes of all of it.

   The twin is `parse_document` of summarizer/dumps/input/jsonl.py with orjson. What is read here is what orjson reads;
   a line that is anything but plain is left to it, and so is one that it would refuse. Plain is an object whose names
   have no escapes, with a string as its text, a string without escapes or a whole number as its id, and strings
   without escapes, null or nothing as its date and source. An ampersand in a text is not plain: it may begin an entity,
   which folding replaces. */

#include "kernels.h"

enum { TEXT, ID, DATE, SOURCE, FIELDS };
/* Objects and arrays within each other; numbers of more digits may be beyond what a double holds. */
enum { MOST_NESTED = 32, MOST_DIGITS = 40, MOST_EXPONENT_DIGITS = 2, MOST_ID_DIGITS = 18 };

/* Lines follow each other in `bounds`, from 0 on; `ends` are without line ends and carriage returns. */
typedef struct {
    int64_t *bounds, *ends;
    uint8_t *is_read;
    int64_t *n_characters, *n_units;
    uint16_t *units;
    uint8_t *ids, *dates, *sources;
    int64_t *id_sizes, *date_sizes, *source_sizes;
} lines;

typedef struct {
    const uint8_t *start;
    int64_t size;
} span;

/* What was found of one line. */
typedef struct {
    uint16_t *units;
    int64_t n_units, n_characters;
    span found[FIELDS];
} record;

/* Every function below takes a place in a line and returns the place behind what it read, or NULL where that is not
   plain. No place beyond the line end is read: it is a byte of no string, number or blank. */

static const uint8_t *skip_blanks(const uint8_t *at) {
    while (*at == ' ' || *at == '\t' || *at == '\r') at++;
    return at;
}

/* One character of more than a byte: UTF-8 as the Unicode standard has it, table 3-7. */
static inline const uint8_t *read_character(const uint8_t *at, uint32_t *code) {
    uint32_t first = at[0];
    if (first < 0xC2 || (at[1] & 0xC0) != 0x80) return NULL;
    if (first < 0xE0) return *code = (first & 0x1F) << 6 | (at[1] & 0x3F), at + 2;
    if ((at[2] & 0xC0) != 0x80) return NULL;
    if (first < 0xF0) {
        *code = (first & 0x0F) << 12 | (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
        return *code < 0x800 || *code >> 11 == 0xD800 >> 11 ? NULL : at + 3;
    }
    if (first > 0xF4 || (at[3] & 0xC0) != 0x80) return NULL;
    *code = (first & 0x07) << 18 | (uint32_t)(at[1] & 0x3F) << 12 | (uint32_t)(at[2] & 0x3F) << 6 | (at[3] & 0x3F);
    return *code < 0x10000 || *code > 0x10FFFF ? NULL : at + 4;
}

static const uint8_t *read_hex(const uint8_t *at, uint32_t *code) {
    *code = 0;
    for (int i = 0; i < 4; i++, at++) {
        uint32_t digit = *at, letter = digit | 0x20;
        if (digit >= '0' && digit <= '9') digit -= '0';
        else if (letter >= 'a' && letter <= 'f') digit = letter - 'a' + 10;
        else return NULL;
        *code = *code << 4 | digit;
    }
    return at;
}

/* One escape, from behind its backslash; half a surrogate pair is none. */
static const uint8_t *read_escape(const uint8_t *at, uint32_t *code) {
    static const char letters[] = "\"\\/bfnrt", codes[] = "\"\\/\b\f\n\r\t";
    if (*at != 'u') {
        const char *found = *at ? strchr(letters, *at) : NULL;
        if (!found) return NULL;
        return *code = (uint32_t)codes[found - letters], at + 1;
    }
    uint32_t low;
    if (!(at = read_hex(at + 1, code)) || *code >> 11 != 0xD800 >> 11) return at;
    if (*code >= 0xDC00 || at[0] != '\\' || at[1] != 'u' || !(at = read_hex(at + 2, &low))) return NULL;
    if (low >> 10 != 0xDC00 >> 10) return NULL;
    return *code = 0x10000 + ((*code & 0x3FF) << 10) + (low & 0x3FF), at;
}

/* A string, from behind its quotation mark. */
static const uint8_t *skip_string(const uint8_t *at, int *has_escapes) {
    uint32_t code;
    while (at && *at != '"') {
        if (*at < 0x20) return NULL;
        if (*at == '\\') *has_escapes = 1, at = read_escape(at + 1, &code);
        else at = *at < 0x80 ? at + 1 : read_character(at, &code);
    }
    return at ? at + 1 : NULL;
}

/* The same, as UTF-16; without ampersands. */
static const uint8_t *read_text(const uint8_t *at, record *into) {
    uint16_t *unit = into->units;
    int64_t n_pairs = 0;
    while (*at != '"') {
        uint32_t code = *at;
        if (code >= 0x80) at = read_character(at, &code);
        else if (code < 0x20) return NULL;
        else at = code == '\\' ? read_escape(at + 1, &code) : at + 1;
        if (!at || code == '&') return NULL;
        if (code < 0x10000) {
            *unit++ = (uint16_t)code;
        } else {
            *unit++ = (uint16_t)(0xD800 + ((code - 0x10000) >> 10));
            *unit++ = (uint16_t)(0xDC00 + (code & 0x3FF));
            n_pairs++;
        }
    }
    into->n_units = unit - into->units;
    into->n_characters = into->n_units - n_pairs;
    return at + 1;
}

static const uint8_t *skip_digits(const uint8_t *at, int most) {
    const uint8_t *start = at;
    while (*at >= '0' && *at <= '9') at++;
    return at == start || at - start > most ? NULL : at;
}

static const uint8_t *skip_whole_number(const uint8_t *at, int most) {
    at += *at == '-';
    return *at == '0' ? at + 1 : skip_digits(at, most);
}

static const uint8_t *skip_number(const uint8_t *at) {
    at = skip_whole_number(at, MOST_DIGITS);
    if (at && *at == '.') at = skip_digits(at + 1, MOST_DIGITS);
    if (!at || (*at | 0x20) != 'e') return at;
    at++;
    return skip_digits(at + (*at == '+' || *at == '-'), MOST_EXPONENT_DIGITS);
}

static const uint8_t *skip_word(const uint8_t *at, const char *word) {
    for (; *word; word++, at++) if (*at != (uint8_t)*word) return NULL;
    return at;
}

static const uint8_t *skip_value(const uint8_t *at, int depth);

/* What an object or an array holds, from behind its first bracket to behind its last. */
static const uint8_t *skip_entries(const uint8_t *at, uint8_t last, int depth) {
    int has_escapes;
    at = skip_blanks(at);
    if (*at == last) return at + 1;
    for (;; at = skip_blanks(at + 1)) {
        if (last == '}') {
            if (*at != '"' || !(at = skip_string(at + 1, &has_escapes)) || *(at = skip_blanks(at)) != ':') return NULL;
            at = skip_blanks(at + 1);
        }
        if (!(at = skip_value(at, depth))) return NULL;
        at = skip_blanks(at);
        if (*at == last) return at + 1;
        if (*at != ',') return NULL;
    }
}

static const uint8_t *skip_value(const uint8_t *at, int depth) {
    int has_escapes;
    if (*at == '"') return skip_string(at + 1, &has_escapes);
    if (*at == '{' || *at == '[') return depth < MOST_NESTED ? skip_entries(at + 1, *at + 2, depth + 1) : NULL;
    if (*at == 't') return skip_word(at, "true");
    if (*at == 'f') return skip_word(at, "false");
    return *at == 'n' ? skip_word(at, "null") : skip_number(at);
}

/* The id, the date or the source. */
static const uint8_t *read_short(const uint8_t *at, int field, span *found) {
    int has_escapes = 0;
    const uint8_t *start = at;
    *found = (span){NULL, 0};
    if (*at == '"') {
        if (!(at = skip_string(++start, &has_escapes)) || has_escapes) return NULL;
        *found = (span){start, at - 1 - start};
        return field == ID && !found->size ? NULL : at;
    }
    if (field != ID) return skip_word(at, "null");
    /* Behind `0` or `-0` other digits may stand, as they may not in JSON. */
    if (!(at = skip_whole_number(at, MOST_ID_DIGITS)) || (*start == '-' && start[1] == '0')) return NULL;
    *found = (span){start, at - start};
    return at;
}

static int find_field(const uint8_t *names, const int64_t *name_bounds, span name) {
    for (int i = 0; i < FIELDS; i++)
        if (name_bounds[i + 1] - name_bounds[i] == name.size &&
            !memcmp(names + name_bounds[i], name.start, (size_t)name.size)) return i;
    return FIELDS;
}

/* One line; of a name that occurs twice the last value counts. */
static int read_line(const uint8_t *at, const uint8_t *names, const int64_t *name_bounds, record *into) {
    for (int i = 0; i < FIELDS; i++) into->found[i] = (span){NULL, 0};
    at = skip_blanks(at);
    if (*at != '{') return 0;
    do {
        int has_escapes = 0;
        const uint8_t *name = skip_blanks(at + 1) + 1;
        if (name[-1] != '"' || !(at = skip_string(name, &has_escapes)) || has_escapes) return 0;
        int field = find_field(names, name_bounds, (span){name, at - 1 - name});
        if (*(at = skip_blanks(at)) != ':') return 0;
        const uint8_t *value = at = skip_blanks(at + 1);
        if (field == TEXT) {
            at = *at == '"' ? read_text(at + 1, into) : NULL;
            into->found[TEXT].start = value;
        } else {
            at = field == FIELDS ? skip_value(at, 0) : read_short(at, field, &into->found[field]);
        }
        if (!at) return 0;
        at = skip_blanks(at);
    } while (*at == ',');
    return *at == '}' && *skip_blanks(at + 1) == '\n' && into->found[TEXT].start && into->found[ID].start;
}

static int64_t copy(uint8_t **to, span from) {
    if (from.size) memcpy(*to, from.start, (size_t)from.size);
    *to += from.size;
    return from.size;
}

/* Read whole lines, each with its line end.

   names, name_bounds  the names of the text, the id, the date and the source, all different
   units, ids, dates, sources  room for `n` each; those of one line behind those of the line before
   n_units, n_characters, id_sizes, date_sizes, source_sizes  of each line, 0 where it is not read
   returns             how many lines there are */
EXPORT int64_t read_fields(const uint8_t *data, int64_t n, const uint8_t *names, const int64_t *name_bounds,
                               lines *into) {
    record read = {into->units, 0, 0, {{NULL, 0}}};
    uint8_t *ids = into->ids, *dates = into->dates, *sources = into->sources;
    int64_t line = 0, start = 0;
    for (; start < n; line++) {
        const uint8_t *end = memchr(data + start, '\n', (size_t)(n - start)), *last = end;
        while (last > data + start && last[-1] == '\r') last--;
        into->ends[line] = last - data;
        read.n_units = read.n_characters = 0;
        int is_read = into->is_read[line] = (uint8_t)read_line(data + start, names, name_bounds, &read);
        into->n_units[line] = is_read ? read.n_units : 0;
        into->n_characters[line] = is_read ? read.n_characters : 0;
        into->id_sizes[line] = is_read ? copy(&ids, read.found[ID]) : 0;
        into->date_sizes[line] = is_read ? copy(&dates, read.found[DATE]) : 0;
        into->source_sizes[line] = is_read ? copy(&sources, read.found[SOURCE]) : 0;
        read.units += into->n_units[line];
        into->bounds[line] = start;
        start = end - data + 1;
    }
    into->bounds[line] = start;
    return line;
}
