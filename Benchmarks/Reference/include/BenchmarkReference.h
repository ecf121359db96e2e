// The models of the benchmark in C++, by the same algorithms, as a programmer would write them by hand for these models alone.
// Each reads its random times from a table of the caller's, so that both sides simulate the same thing and must agree to the last bit.

#ifndef BENCHMARK_REFERENCE_H
#define BENCHMARK_REFERENCE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What a queue was seen to do: waits in ticks.
typedef struct {
    int64_t served;
    double sum;
    double sum_of_squares; // of the distances to the first wait
    double smallest;
    double largest;
    double queue_integral; // customers waiting x ticks
    double queue_peak;
} reference_queue_result;

// M/M/1: `customers` arrivals; the times come from tables of 65,536 entries.
reference_queue_result reference_single_server(int64_t customers, const int64_t *gaps, const int64_t *services);

// M/M/c with two priorities, not interrupted; every fourth customer has the first. The result is of both together.
reference_queue_result reference_priority_servers(
    int64_t customers, int64_t servers, const int64_t *gaps, const int64_t *services);

// Structures that an event list can be made of.
typedef enum { reference_list_front_and_wheel, reference_list_heap, reference_list_radix_heap } reference_list;

// A hold model with `pending` events, away from the order in which it was filled.
void *reference_hold_make(reference_list list, int64_t pending, const int64_t *increments);
// Takes the soonest event and schedules it again, so many times. Returns the sum of the times.
uint64_t reference_hold_run(void *model, int64_t holds, const int64_t *increments);
void reference_hold_free(void *model);

#ifdef __cplusplus
}
#endif

#endif
