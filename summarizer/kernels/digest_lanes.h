/* Digests of LANES texts beside each other, one in each lane of a register; `digests.c` includes this for each width.

   A text that ends gives its lane to the next one; a lane without a text reads an empty one. */

__attribute__((target(TARGET))) static void DIGEST_LANES(const uint8_t *bytes, const int64_t *bounds, int64_t n_texts,
                                                         uint64_t *digests) {
    typedef uint64_t Row __attribute__((vector_size(8 * LANES)));
    Lane lanes[LANES];
    uint64_t states[STATE][LANES];
    int64_t next = 0, n_done = 0;
    for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] = open_lane(bytes, bounds, n_texts, next++);
        for (int i = 0; i < STATE; i++) states[i][lane] = begin(i);
    }
    while (n_done < n_texts) {
        const uint8_t *blocks[LANES];
        Row v[2 * STATE], w[WORDS], counts = {0}, ends = {0};
        for (int lane = 0; lane < LANES; lane++) {
            blocks[lane] = take_block(lanes + lane);
            counts[lane] = lanes[lane].done;
            ends[lane] = lanes[lane].done == lanes[lane].n ? ~(uint64_t)0 : 0;
        }
        for (int i = 0; i < WORDS; i++)
            for (int lane = 0; lane < LANES; lane++) w[i][lane] = read_word(blocks[lane] + 8 * i);
        for (int i = 0; i < STATE; i++) {
            memcpy(v + i, states[i], sizeof(Row));
            v[STATE + i] = INITIAL[i] - (Row){0};
        }
        v[12] ^= counts;
        v[14] ^= ends;
        ROUNDS;
        for (int i = 0; i < STATE; i++) {
            Row state;
            memcpy(&state, states[i], sizeof(Row));
            state ^= v[i] ^ v[STATE + i];
            memcpy(states[i], &state, sizeof(Row));
        }
        for (int lane = 0; lane < LANES; lane++) {
            if (lanes[lane].done < lanes[lane].n) continue;
            if (lanes[lane].row < n_texts) {
                for (int i = 0; i < DIGEST / 8; i++) digests[DIGEST / 8 * lanes[lane].row + i] = states[i][lane];
                n_done++;
            }
            lanes[lane] = open_lane(bytes, bounds, n_texts, next++);
            for (int i = 0; i < STATE; i++) states[i][lane] = begin(i);
        }
    }
}
