// What a future event list must do, done in the most obvious way.

/// Pending events in a sorted array, the soonest last.
struct SortedEvents {
    struct Item: Equatable {
        var time: Int64
        var priority: UInt8
        var order: Int
        var event: UInt32

        func comes(before other: Item) -> Bool {
            (time, Int(priority), order) < (other.time, Int(other.priority), other.order)
        }
    }

    private(set) var items: [Item] = []
    private(set) var now: Int64 = 0
    private var order = 0

    /// Adds an event and returns its number.
    @discardableResult
    mutating func schedule(_ event: UInt32, at time: Int64, priority: UInt8 = 0) -> Int {
        order += 1
        let item = Item(
            time: min(max(time, now), 1 << 55 - 1), priority: priority, order: order, event: event)
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if item.comes(before: items[middle]) { low = middle + 1 } else { high = middle }
        }
        items.insert(item, at: low)
        return order
    }

    mutating func popFirst() -> (time: Int64, event: UInt32)? {
        guard let first = items.popLast() else { return nil }
        now = first.time
        return (first.time, first.event)
    }

    /// Takes out the event of a number; nil if it is not pending.
    mutating func cancel(_ order: Int) -> Item? {
        guard let place = items.firstIndex(where: { $0.order == order }) else { return nil }
        return items.remove(at: place)
    }

    mutating func removeAll() {
        items = []
        now = 0
    }
}
