// The models of the benchmark by hand; see BenchmarkReference.h.

#include "BenchmarkReference.h"

#include "event_list.hpp"
#include "other_lists.hpp"

#include <limits>
#include <vector>

namespace {

constexpr uint32_t kArrival = 0, kDeparture = 1;
constexpr int64_t kMask = 0xFFFF;

// Waits one by one, and the number waiting over time.
struct Statistics {
    int64_t count = 0;
    double sum = 0, squares = 0, origin = 0;
    double smallest = std::numeric_limits<double>::infinity(), largest = -smallest;
    double level = 0, peak = 0, area = 0;
    int64_t since = 0;

    void record(double wait) {
        if (count == 0) origin = wait;
        count++;
        sum += wait;
        smallest = wait < smallest ? wait : smallest;
        largest = wait > largest ? wait : largest;
        squares += (wait - origin) * (wait - origin);
    }

    void change(double by, int64_t now) {
        area += level * static_cast<double>(now - since);
        since = now;
        level += by;
        if (level > peak) peak = level;
    }

    reference_queue_result result() const { return {count, sum, squares, smallest, largest, area, peak}; }
};

// A first-in-first-out line of arrival times, in a ring that grows.
class Line {
public:
    Line() : ring_(1024) {}
    bool empty() const { return head_ == tail_; }
    void push(int64_t time) {
        if (tail_ - head_ == ring_.size()) grow();
        ring_[tail_++ & (ring_.size() - 1)] = time;
    }
    int64_t pop() { return ring_[head_++ & (ring_.size() - 1)]; }

private:
    std::vector<int64_t> ring_;
    size_t head_ = 0, tail_ = 0;

    void grow() {
        std::vector<int64_t> larger(2 * ring_.size());
        for (size_t i = head_; i != tail_; i++) larger[i - head_] = ring_[i & (ring_.size() - 1)];
        tail_ -= head_;
        head_ = 0;
        ring_.swap(larger);
    }
};

} // namespace

reference_queue_result reference_single_server(int64_t customers, const int64_t *gaps, const int64_t *services) {
    reference::EventList events;
    Statistics seen;
    Line line;
    bool busy = false;
    int64_t arrived = 0, started = 0, now;
    uint32_t event;
    events.schedule(kArrival, gaps[0]);
    while (events.pop(now, event)) {
        if (event == kDeparture) {
            busy = false;
        } else {
            if (++arrived < customers) events.schedule(kArrival, now + gaps[arrived & kMask]);
            if (busy) {
                line.push(now);
                seen.change(1, now);
            } else {
                seen.record(0);
                busy = true;
                events.schedule(kDeparture, now + services[started++ & kMask]);
            }
            continue;
        }
        if (!line.empty()) {
            seen.change(-1, now);
            seen.record(static_cast<double>(now - line.pop()));
            busy = true;
            events.schedule(kDeparture, now + services[started++ & kMask]);
        }
    }
    return seen.result();
}

reference_queue_result reference_priority_servers(
    int64_t customers, int64_t servers, const int64_t *gaps, const int64_t *services) {
    reference::EventList events;
    Statistics seen;
    Line first, second;
    int64_t busy = 0, arrived = 0, started = 0, now;
    uint32_t event;
    events.schedule(kArrival, gaps[0]);
    while (events.pop(now, event)) {
        if (event == kDeparture) {
            busy--;
            if (!first.empty() || !second.empty()) {
                const int64_t since = first.empty() ? second.pop() : first.pop();
                seen.change(-1, now);
                seen.record(static_cast<double>(now - since));
                busy++;
                events.schedule(kDeparture, now + services[started++ & kMask]);
            }
        } else {
            const bool has_priority = arrived % 4 == 0;
            if (++arrived < customers) events.schedule(kArrival, now + gaps[arrived & kMask]);
            if (busy < servers) {
                seen.record(0);
                busy++;
                events.schedule(kDeparture, now + services[started++ & kMask]);
            } else {
                (has_priority ? first : second).push(now);
                seen.change(1, now);
            }
        }
    }
    return seen.result();
}

namespace {

struct Hold {
    virtual ~Hold() = default;
    virtual uint64_t run(int64_t holds, const int64_t *increments) = 0;
};

template <class List> struct HoldOn final : Hold {
    List events;

    uint64_t run(int64_t holds, const int64_t *increments) override {
        uint64_t sum = 0;
        int64_t now;
        uint32_t event;
        for (int64_t i = 0; i < holds && events.pop(now, event); i++) {
            sum += static_cast<uint64_t>(now);
            events.schedule(event, now + increments[i & kMask]);
        }
        return sum;
    }
};

template <class List> void *make_hold(int64_t pending, const int64_t *increments) {
    auto *hold = new HoldOn<List>;
    for (int64_t i = 0; i < pending; i++)
        hold->events.schedule(static_cast<uint32_t>(i), increments[i & kMask] + i);
    hold->run(std::max<int64_t>(2 * pending, 100000), increments);
    return static_cast<Hold *>(hold);
}

} // namespace

void *reference_hold_make(reference_list list, int64_t pending, const int64_t *increments) {
    switch (list) {
    case reference_list_heap: return make_hold<reference::HeapList>(pending, increments);
    case reference_list_radix_heap: return make_hold<reference::RadixList>(pending, increments);
    default: return make_hold<reference::EventList>(pending, increments);
    }
}

uint64_t reference_hold_run(void *model, int64_t holds, const int64_t *increments) {
    return static_cast<Hold *>(model)->run(holds, increments);
}

void reference_hold_free(void *model) { delete static_cast<Hold *>(model); }
