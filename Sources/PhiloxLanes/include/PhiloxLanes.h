// Philox4x32-10 over eight successive counters at once, by the widest vectors that the processor at hand has.
#ifndef DAYBREAK_PHILOX_LANES_H
#define DAYBREAK_PHILOX_LANES_H

#include <stdint.h>

// The eight blocks whose first counter words are word0, word0 + 1, ... word0 + 7 (modulo 2^32), as sixteen integers in the order
// of the blocks: words 0 and 1 of a block are one integer, words 2 and 3 the next, the first on top. There must be room for all.
void philox_lanes_fill(
    uint64_t *_Nonnull integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1);

// The same by the vectors that every processor of the architecture has, which the former falls back on.
void philox_lanes_fill_portably(
    uint64_t *_Nonnull integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1);

#endif
