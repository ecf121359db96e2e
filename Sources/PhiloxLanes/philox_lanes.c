// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, SC 2011, https://doi.org/10.1145/2063384.2063405), eight blocks side by side.
//
// A block is a chain of dependent multiplications, so a processor waits where it computes one at a time. Here eight blocks take
// each round together, every 32-bit word in a 64-bit lane: the widening products are then plain vector multiplications. What is
// in the upper halves of the lanes is never read. There are only integers, so the words are the same by vectors of any width.
//
// In C, as Swift cannot yet compile a function for other processors than the whole package is built for.

#include "PhiloxLanes.h"

// Eight lanes, which the compiler cuts into the vectors of the processor: four of 16 bytes, or two of 32.
typedef uint64_t lanes __attribute__((vector_size(64)));
// The two integers of a block.
typedef uint64_t pair __attribute__((vector_size(16)));

__attribute__((always_inline)) static inline void store(uint64_t *to, pair value) {
    __builtin_memcpy(to, &value, sizeof value);
}

__attribute__((always_inline)) static inline void fill(
    uint64_t *integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1) {
    const uint32_t low = 0xFFFFFFFF;
    const lanes zero = {0};
    lanes c0 = (word0 + (lanes){0, 1, 2, 3, 4, 5, 6, 7}) & low;
    lanes c1 = zero + word1, c2 = zero + word2, c3 = zero + word3;
    // The key, too, as lanes: adding to a vector is cheaper than spreading a sum over one.
    lanes k0 = zero + key0, k1 = zero + key1;
    _Pragma("clang loop unroll(full)") for (int round = 0; round < 10; round++) {
        const lanes first = (c0 & low) * 0xD2511F53, second = (c2 & low) * 0xCD9E8D57;
        c0 = (second >> 32) ^ (c1 ^ k0);
        c1 = second;
        c2 = (first >> 32) ^ (c3 ^ k1);
        c3 = first;
        k0 += 0x9E3779B9;
        k1 += 0xBB67AE85;
    }
    const lanes even = (c0 << 32) | (c1 & low), odd = (c2 << 32) | (c3 & low);
    store(integers, __builtin_shufflevector(even, odd, 0, 8));
    store(integers + 2, __builtin_shufflevector(even, odd, 1, 9));
    store(integers + 4, __builtin_shufflevector(even, odd, 2, 10));
    store(integers + 6, __builtin_shufflevector(even, odd, 3, 11));
    store(integers + 8, __builtin_shufflevector(even, odd, 4, 12));
    store(integers + 10, __builtin_shufflevector(even, odd, 5, 13));
    store(integers + 12, __builtin_shufflevector(even, odd, 6, 14));
    store(integers + 14, __builtin_shufflevector(even, odd, 7, 15));
}

void philox_lanes_fill_portably(
    uint64_t *integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1) {
    fill(integers, word0, word1, word2, word3, key0, key1);
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) static void fill_by_avx2(
    uint64_t *integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1) {
    fill(integers, word0, word1, word2, word3, key0, key1);
}

void philox_lanes_fill(
    uint64_t *integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1) {
    if (__builtin_cpu_supports("avx2")) {
        fill_by_avx2(integers, word0, word1, word2, word3, key0, key1);
    } else {
        fill(integers, word0, word1, word2, word3, key0, key1);
    }
}

#else

void philox_lanes_fill(
    uint64_t *integers, uint32_t word0, uint32_t word1, uint32_t word2, uint32_t word3, uint32_t key0, uint32_t key1) {
    fill(integers, word0, word1, word2, word3, key0, key1);
}

#endif
