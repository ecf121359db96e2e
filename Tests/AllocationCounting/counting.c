// The C library's allocator and Swift's reference counting with a counter in front; see AllocationCounting.h.
//
// An executable's malloc takes the place of the C library's for the whole process. The Swift runtime calls retain and release
// through pointers, which it leaves to profilers, once a flag says that somebody has exchanged them; only while it is counted, for
// the runtime's own library does not bear it everywhere.

#include "AllocationCounting.h"

#include <stdbool.h>
#include <stdatomic.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static _Thread_local uint64_t allocations, reference_counts;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    allocations++;
    return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
    allocations++;
    *block = __libc_memalign(alignment, size);
    return *block ? 0 : 12;
}

extern void *(*_swift_retain)(void *);
extern void (*_swift_release)(void *);
extern atomic_bool _swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly;

static void *(*retain_before)(void *);
static void (*release_before)(void *);

static void *counting_retain(void *object) {
    reference_counts++;
    return retain_before(object);
}

static void counting_release(void *object) {
    reference_counts++;
    release_before(object);
}

void begin_counting(void) {
    allocations = 0;
    reference_counts = 0;
    retain_before = _swift_retain;
    release_before = _swift_release;
    _swift_retain = counting_retain;
    _swift_release = counting_release;
    atomic_store(&_swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly, true);
}

heap_counts end_counting(void) {
    const heap_counts counts = {allocations, reference_counts};
    atomic_store(&_swift_enableSwizzlingOfAllocationAndRefCountingFunctions_forInstrumentsOnly, false);
    _swift_retain = retain_before;
    _swift_release = release_before;
    return counts;
}
