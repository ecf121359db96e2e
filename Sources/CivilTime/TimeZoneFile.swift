// A compiled zone of the tz database, read from its bytes (TZif, RFC 8536 and RFC 9636).

/// What a TZif file says of a zone: the offsets that were, and the rule for the years after.
///
/// Read are versions 1 to 4; of version 2 and later only the part with 64-bit times and the footer. Names of zones
/// (`CEST`), the mark of daylight saving and the indicators of standard and universal time are not needed and left out:
/// an offset is an offset, whether a country calls it summer time (France), winter time (Ireland) or nothing. Files
/// with leap seconds (`right/…`) are refused, because no clock here counts them.
struct TimeZoneFile: Sendable, Hashable {
    /// A change of the clocks, in seconds since 1970.
    struct Change: Sendable, Hashable {
        /// The first second of the new offset.
        var second: Int64
        /// Seconds ahead of UTC from then on.
        var offset: Int
    }

    /// Seconds ahead of UTC before the first change.
    let initialOffset: Int
    /// The changes in the file, strictly ascending. An offset may be the one before it, where only a name changed.
    let changes: [Change]
    /// The rule after the last change (for all times if there is none); nil if the file has none.
    let rule: TimeZoneRule?

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: All of the file.
    ///   - name: The zone, for messages.
    /// - Throws: `CivilTimeError` that says what is wrong with the file, of whatever bytes it consists.
    init(bytes: [UInt8], name: String) throws(CivilTimeError) {
        func damaged(_ fault: String) -> CivilTimeError {
            CivilTimeError(
                .zoneDatabase, text: name,
                message: "the file of \(CivilTimeError.quoted(name)) in the time zone database is damaged: \(fault)")
        }
        guard var header = Header(bytes: bytes, at: 0) else { throw damaged("it is no TZif file") }
        var start = Header.size
        if header.version >= UInt8(ascii: "2") {
            // The part with 32-bit times is there for old readers only.
            let second = start + header.blockSize(timeSize: 4)
            guard let long = Header(bytes: bytes, at: second) else { throw damaged("its 64-bit part is missing") }
            header = long
            start = second + Header.size
        }
        let timeSize = header.version >= UInt8(ascii: "2") ? 8 : 4
        let end = start + header.blockSize(timeSize: timeSize)
        guard end <= bytes.count else { throw damaged("it ends too early") }
        guard header.typeCount > 0 else { throw damaged("it has no offset") }
        guard header.leapCount == 0 else { throw damaged("it counts leap seconds") }

        let indicesStart = start + header.changeCount * timeSize
        let typesStart = indicesStart + header.changeCount
        var offsets: [Int] = []
        for type in 0..<header.typeCount {
            let offset = Int(bytes.bigEndian32(at: typesStart + 6 * type))
            // The greatest that ever were: −15:13:42 and +15:13:42, at the date line. The tables rely on a day.
            guard offset.magnitude < 86_400 else { throw damaged("an offset of \(offset) s is a day or more") }
            offsets.append(offset)
        }
        var changes: [Change] = []
        for index in 0..<header.changeCount {
            let place = start + index * timeSize
            let second = timeSize == 8 ? bytes.bigEndian64(at: place) : Int64(bytes.bigEndian32(at: place))
            let type = Int(bytes[indicesStart + index])
            guard type < offsets.count else { throw damaged("a change refers to an offset that is not there") }
            if let last = changes.last, second <= last.second { throw damaged("its changes are out of order") }
            changes.append(Change(second: second, offset: offsets[type]))
        }
        initialOffset = offsets[0]
        self.changes = changes

        guard timeSize == 8 else {
            rule = nil
            return
        }
        // A newline, the rule in the form of the TZ variable (or nothing), a newline.
        let newline = UInt8(ascii: "\n")
        guard end < bytes.count, bytes[end] == newline, let close = bytes[(end + 1)...].firstIndex(of: newline) else {
            throw damaged("its footer is missing")
        }
        let footer = String(decoding: bytes[(end + 1)..<close], as: UTF8.self)
        if footer.isEmpty {
            rule = nil
        } else {
            guard let rule = TimeZoneRule(parsing: footer) else {
                throw damaged("its rule for later years, \(CivilTimeError.quoted(footer)), cannot be read")
            }
            self.rule = rule
        }
    }

    /// The offset at `first` and every change of it after `first` and up to `last`.
    func history(from first: Instant, to last: Instant) -> (initialOffset: Int, changes: [(Instant, Int)]) {
        let firstSecond = first.microseconds.flooredQuotient(by: TimeSpan.microsecondsPerSecond)
        let lastSecond = last.microseconds.flooredQuotient(by: TimeSpan.microsecondsPerSecond)
        var offset = changes.isEmpty ? rule?.standardOffset ?? initialOffset : initialOffset
        var initial = offset
        var result: [(Instant, Int)] = []
        for change in changes + laterChanges(from: firstSecond, to: lastSecond) where change.second <= lastSecond {
            if change.second <= firstSecond {
                initial = change.offset
            } else if change.offset != offset {
                // Between two ends in microseconds, the product fits.
                result.append((Instant(microseconds: change.second * TimeSpan.microsecondsPerSecond), change.offset))
            }
            offset = change.offset
        }
        return (initial, result)
    }

    /// The changes by the rule, after the last change of the file, that matter between two seconds.
    private func laterChanges(from first: Int64, to last: Int64) -> [Change] {
        guard let rule else { return [] }
        let lastInFile = changes.last?.second ?? .min
        guard lastInFile < last else { return [] }
        // A change of the year before holds at the start; rules reach a week at most into a neighbouring year.
        let firstYear = CivilDate(ofSecond: max(first, lastInFile)).year - 1
        let lastYear = CivilDate(ofSecond: last).year + 1
        guard firstYear <= lastYear else { return [] }
        return rule.changes(years: firstYear...lastYear).filter { $0.second > lastInFile }
    }
}

/// The fixed part at the start of a TZif file and of its 64-bit part.
private struct Header {
    static let size = 44

    let version: UInt8
    let universalCount, standardCount, leapCount, changeCount, typeCount, characterCount: Int

    /// Nil if the bytes end too early or are no header.
    init?(bytes: [UInt8], at start: Int) {
        guard start <= bytes.count - Self.size, bytes[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
        version = bytes[start + 4]
        func count(_ index: Int) -> Int {
            Int(UInt32(bitPattern: bytes.bigEndian32(at: start + 20 + 4 * index)))
        }
        universalCount = count(0)
        standardCount = count(1)
        leapCount = count(2)
        changeCount = count(3)
        typeCount = count(4)
        characterCount = count(5)
    }

    /// The bytes that follow the header; six numbers of 32 bits times 12 at most, which cannot overflow.
    func blockSize(timeSize: Int) -> Int {
        changeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + standardCount
            + universalCount
    }
}

extension [UInt8] {
    /// The signed number in four bytes, the greatest first; the bytes must be there.
    fileprivate func bigEndian32(at start: Int) -> Int32 {
        var bits: UInt32 = 0
        for place in start..<start + 4 { bits = bits << 8 | UInt32(self[place]) }
        return Int32(bitPattern: bits)
    }

    /// The signed number in eight bytes, the greatest first; the bytes must be there.
    fileprivate func bigEndian64(at start: Int) -> Int64 {
        var bits: UInt64 = 0
        for place in start..<start + 8 { bits = bits << 8 | UInt64(self[place]) }
        return Int64(bitPattern: bits)
    }
}

extension CivilDate {
    /// The date in UTC of a second since 1970, stopped at the ends of ``dayNumbers``.
    init(ofSecond second: Int64) {
        self.init(dayNumber: Int(second.flooredQuotient(by: 86_400)))
    }
}
