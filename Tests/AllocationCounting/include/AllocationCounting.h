// Counts what the calling thread takes from the heap, and what Swift's reference counting does on it.

#ifndef ALLOCATION_COUNTING_H
#define ALLOCATION_COUNTING_H

#include <stdint.h>

typedef struct {
    uint64_t allocations;      // blocks taken from the heap, by whatever function
    uint64_t reference_counts; // retains and releases of Swift objects
} heap_counts;

// Between the two, this thread's are counted. Nothing else may run, and nothing be printed.
void begin_counting(void);
heap_counts end_counting(void);

#endif
