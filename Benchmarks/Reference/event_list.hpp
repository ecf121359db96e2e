// A future event list by hand: a sorted front of the soonest events, and a hierarchical timing wheel with 256 slots to a level.
// The algorithm is that of EventKernel's FutureEventList, without cancellation.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace reference {

class EventList {
public:
    struct Entry {
        uint64_t word; // time << 8 | priority
        uint32_t event;
        uint32_t unused;
    };

    EventList() { std::memset(occupied_, 0, sizeof occupied_); }

    ~EventList() {
        while (blocks_) {
            void *next = *static_cast<void **>(blocks_);
            std::free(blocks_);
            blocks_ = next;
        }
    }

    EventList(const EventList &) = delete;
    EventList &operator=(const EventList &) = delete;

    void schedule(uint32_t event, int64_t time) {
        const Entry entry{static_cast<uint64_t>(time) << 8, event, 0};
        if (entry.word >= limit_) return file(entry);
        if (end_ == kCapacity) close_up();
        int hole = end_;
        while (hole > head_ && entry.word < front_[hole - 1].word) {
            front_[hole] = front_[hole - 1];
            hole--;
        }
        front_[hole] = entry;
        if (++end_ - head_ > kLength) spill();
    }

    bool pop(int64_t &time, uint32_t &event) {
        if (head_ == end_ && !refill()) return false;
        const Entry &entry = front_[head_++];
        time = static_cast<int64_t>(entry.word >> 8);
        event = entry.event;
        return true;
    }

private:
    static constexpr int kCapacity = 256, kLength = 32, kGathered = 24, kLevels = 8, kChunk = 31;

    struct Chunk {
        Chunk *next;
        int64_t count;
        Entry entries[kChunk];
    };
    struct Bucket {
        Chunk *first = nullptr, *last = nullptr;
        int64_t count = 0;
    };

    Entry front_[kCapacity];
    int head_ = 0, end_ = 0;
    uint64_t limit_ = UINT64_MAX, base_ = 0;
    uint32_t levels_ = 0;
    Bucket buckets_[kLevels][256];
    uint64_t occupied_[kLevels][4];
    Chunk *unused_ = nullptr;
    void *blocks_ = nullptr;

    Chunk *take() {
        if (!unused_) {
            char *block = static_cast<char *>(std::aligned_alloc(64, 64 + 32 * sizeof(Chunk)));
            *reinterpret_cast<void **>(block) = blocks_;
            blocks_ = block;
            Chunk *chunks = reinterpret_cast<Chunk *>(block + 64);
            for (int i = 31; i >= 0; i--) give_back(chunks + i);
        }
        Chunk *chunk = unused_;
        unused_ = chunk->next;
        chunk->next = nullptr;
        chunk->count = 0;
        return chunk;
    }

    void give_back(Chunk *chunk) {
        chunk->next = unused_;
        unused_ = chunk;
    }

    void file(const Entry &entry) {
        const int level = (63 - __builtin_clzll((entry.word ^ base_) | 1)) >> 3;
        const int digit = static_cast<int>(entry.word >> (8 * level)) & 255;
        Bucket &bucket = buckets_[level][digit];
        Chunk *chunk = bucket.last;
        if (!chunk || chunk->count == kChunk) {
            chunk = take();
            if (bucket.last) {
                bucket.last->next = chunk;
            } else {
                bucket.first = chunk;
                mark(level, digit);
            }
            bucket.last = chunk;
        }
        chunk->entries[chunk->count++] = entry;
        bucket.count++;
    }

    void mark(int level, int digit) {
        occupied_[level][digit >> 6] |= uint64_t{1} << (digit & 63);
        levels_ |= 1u << level;
    }

    Bucket clear(int level, int digit) {
        uint64_t *words = occupied_[level];
        words[digit >> 6] &= ~(uint64_t{1} << (digit & 63));
        if (!(words[0] | words[1] | words[2] | words[3])) levels_ &= ~(1u << level);
        const Bucket held = buckets_[level][digit];
        buckets_[level][digit] = Bucket{};
        return held;
    }

    int first_digit(int level) const {
        for (int i = 0; i < 4; i++)
            if (occupied_[level][i]) return i * 64 + __builtin_ctzll(occupied_[level][i]);
        return -1;
    }

    void close_up() {
        std::memmove(front_, front_ + head_, static_cast<size_t>(end_ - head_) * sizeof(Entry));
        end_ -= head_;
        head_ = 0;
    }

    __attribute__((noinline)) void spill() {
        const int middle = head_ + kLength / 2;
        const uint64_t word = front_[middle].word, base = base_;
        int first = end_;
        if (levels_ && limit_ == base)
            while (first > middle && front_[first - 1].word == base) first--;
        lower_base(word);
        for (int i = middle; i < first; i++) file(front_[i]);
        for (int i = end_ - 1; i >= first; i--) file_first(front_[i]);
        end_ = middle;
        limit_ = word;
    }

    void file_first(const Entry &entry) {
        const int level = (63 - __builtin_clzll((entry.word ^ base_) | 1)) >> 3;
        const int digit = static_cast<int>(entry.word >> (8 * level)) & 255;
        Bucket &bucket = buckets_[level][digit];
        if (!bucket.first) return file(entry);
        Chunk *chunk = take();
        chunk->next = bucket.first;
        chunk->entries[chunk->count++] = entry;
        bucket.first = chunk;
        bucket.count++;
    }

    void lower_base(uint64_t base) {
        if (levels_ && base != base_) {
            const int level = (63 - __builtin_clzll(base ^ base_)) >> 3;
            const int digit = static_cast<int>(base_ >> (8 * level)) & 255;
            for (int from = 0; from < level; from++) {
                for (int at; (levels_ >> from & 1) && (at = first_digit(from)) >= 0;) {
                    const Bucket moved = clear(from, at);
                    Bucket &to = buckets_[level][digit];
                    if (to.last) {
                        to.last->next = moved.first;
                        to.last = moved.last;
                        to.count += moved.count;
                    } else {
                        to = moved;
                        mark(level, digit);
                    }
                }
            }
        }
        base_ = base;
    }

    __attribute__((noinline)) bool refill() {
        head_ = end_ = 0;
        while (levels_) {
            const int level = __builtin_ctz(levels_), shift = 8 * level;
            int digit = first_digit(level);
            const uint64_t parent = level == 7 ? 0 : base_ >> (shift + 8) << (shift + 8);
            if (buckets_[level][digit].count <= kGathered) {
                while (digit >= 0 && end_ + buckets_[level][digit].count <= kGathered) {
                    base_ = parent | static_cast<uint64_t>(digit) << shift | ((uint64_t{1} << shift) - 1);
                    for (Chunk *chunk = clear(level, digit).first; chunk;) {
                        for (int64_t i = 0; i < chunk->count; i++) {
                            const Entry entry = chunk->entries[i];
                            int hole = end_++;
                            while (hole > 0 && entry.word < front_[hole - 1].word) {
                                front_[hole] = front_[hole - 1];
                                hole--;
                            }
                            front_[hole] = entry;
                        }
                        Chunk *next = chunk->next;
                        give_back(chunk);
                        chunk = next;
                    }
                    digit = levels_ >> level & 1 ? first_digit(level) : -1;
                }
                limit_ = base_ + 1;
                if (end_) return true;
            } else if (level == 0) {
                base_ = limit_ = parent | static_cast<uint64_t>(digit);
                Bucket &bucket = buckets_[0][digit];
                Chunk *chunk = bucket.first;
                for (int64_t i = 0; i < chunk->count; i++) front_[end_++] = chunk->entries[i];
                bucket.first = chunk->next;
                bucket.count -= chunk->count;
                if (!bucket.first) clear(0, digit);
                give_back(chunk);
                if (end_) return true;
            } else {
                base_ = parent | static_cast<uint64_t>(digit) << shift;
                for (Chunk *chunk = clear(level, digit).first; chunk;) {
                    for (int64_t i = 0; i < chunk->count; i++) file(chunk->entries[i]);
                    Chunk *next = chunk->next;
                    give_back(chunk);
                    chunk = next;
                }
            }
        }
        limit_ = UINT64_MAX;
        return false;
    }
};

} // namespace reference
