// What the event list was chosen from: a branch-free 4-ary heap, and a radix heap.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace reference {

// Time, order of scheduling and event in one key of 128 bits (LaMarca and Ladner, ACM JEA 1, 1996).
class HeapList {
public:
    void schedule(uint32_t event, int64_t time) {
        if (count_ == keys_.size()) keys_.resize(std::max<size_t>(64, 2 * count_));
        const Key key = static_cast<Key>(time) << 64 | (static_cast<uint64_t>(++sequence_) << 32 | event);
        size_t hole = count_++;
        while (hole) {
            const size_t parent = (hole - 1) >> 2;
            if (keys_[parent] <= key) break;
            keys_[hole] = keys_[parent];
            hole = parent;
        }
        keys_[hole] = key;
    }

    bool pop(int64_t &time, uint32_t &event) {
        if (!count_) return false;
        const Key first = keys_[0], key = keys_[--count_];
        Key *keys = keys_.data();
        size_t hole = 0;
        for (;;) {
            const size_t child = 4 * hole + 1;
            if (child >= count_) break;
            size_t least = child;
            if (child + 3 < count_) {
                const size_t a = keys[child + 1] < keys[child] ? child + 1 : child;
                const size_t b = keys[child + 3] < keys[child + 2] ? child + 3 : child + 2;
                least = keys[b] < keys[a] ? b : a;
            } else {
                for (size_t other = child + 1; other < count_; other++)
                    if (keys[other] < keys[least]) least = other;
            }
            if (key <= keys[least]) break;
            keys[hole] = keys[least];
            hole = least;
        }
        keys[hole] = key;
        time = static_cast<int64_t>(first >> 64);
        event = static_cast<uint32_t>(first);
        return true;
    }

private:
    typedef unsigned __int128 Key;
    std::vector<Key> keys_;
    size_t count_ = 0;
    uint32_t sequence_ = 0;
};

// Buckets by the highest bit in which a time differs from the last (Ahuja, Mehlhorn, Orlin and Tarjan, JACM 37(2), 1990).
class RadixList {
public:
    void schedule(uint32_t event, int64_t time) { put({static_cast<uint64_t>(time), event}); }

    bool pop(int64_t &time, uint32_t &event) {
        if (taken_ == buckets_[0].size()) {
            buckets_[0].clear();
            taken_ = 0;
            if (!occupied_) return false;
            const int index = __builtin_ctzll(occupied_) + 1;
            occupied_ &= occupied_ - 1;
            last_ = UINT64_MAX;
            for (const Entry &entry : buckets_[index]) last_ = std::min(last_, entry.time);
            for (const Entry &entry : buckets_[index]) put(entry);
            buckets_[index].clear();
        }
        const Entry entry = buckets_[0][taken_++];
        time = static_cast<int64_t>(entry.time);
        event = entry.event;
        return true;
    }

private:
    struct Entry {
        uint64_t time;
        uint32_t event;
    };
    std::vector<Entry> buckets_[65];
    size_t taken_ = 0;
    uint64_t occupied_ = 0, last_ = 0;

    void put(const Entry &entry) {
        const uint64_t difference = entry.time ^ last_;
        const int index = difference ? 64 - __builtin_clzll(difference) : 0;
        buckets_[index].push_back(entry);
        if (index) occupied_ |= uint64_t{1} << (index - 1);
    }
};

} // namespace reference
