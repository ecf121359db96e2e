// Lengths of time and rates per time, with their units.

extension Quantity {
    /// Reads a length of time: `90 min`, `1 h 30 min`, `2h`, `1.5 d`, `45 s`, `500 ms`, `2 w`; only `0` may go without a
    /// unit.
    ///
    /// A day is 24 hours and a week is seven days, whatever the clocks do. Several units go from the largest to the
    /// smallest, each once.
    /// - Returns: A length of zero or more, to the nearest microsecond.
    /// - Throws: `CivilTimeError` for another form, a number without a unit, units out of order, and more than 292,000
    ///   years.
    public static func parseTimeSpan(_ text: String) throws(CivilTimeError) -> TimeSpan {
        let reader = QuantityReader(text, .timeSpan, example: "90 min or 1 h 30 min")
        var scanner = reader.scanner
        let span = try timeSpan(&scanner, reader)
        guard scanner.isAtEnd else {
            throw reader.error("has \(CivilTimeError.quoted(scanner.rest)) at its end; \(reader.expected)")
        }
        return span
    }

    /// Reads how often something happens: `0.4 / h`, `12 per h`, `3/d`, `2/min`, `1 / 30 min`; only `0` may go without a
    /// unit.
    /// - Returns: A finite number per hour, not negative.
    /// - Throws: `CivilTimeError` for another form, a number without a unit, and a rate per no time at all.
    public static func parseRate(_ text: String) throws(CivilTimeError) -> Double {
        let reader = QuantityReader(text, .rate, example: "0.4 / h or 12 per d")
        var scanner = reader.scanner
        let number = try reader.number(&scanner).value()
        scanner.skipSpaces()
        if scanner.isAtEnd {
            if number == 0 { return 0 }
            throw reader.error("has no unit; write e.g. \(reader.scanner.trimmedText) / h")
        }
        guard scanner.take("/") || scanner.takeWord() == "per" else {
            throw reader.error("is not a rate; \(reader.expected)")
        }
        scanner.skipSpaces()
        let period: TimeSpan
        if scanner.nextIsDigit {
            period = try timeSpan(&scanner, reader)
        } else {
            period = TimeSpan(microseconds: Int64(saturating: try unit(&scanner, reader).microseconds))
        }
        guard scanner.isAtEnd else {
            throw reader.error("has \(CivilTimeError.quoted(scanner.rest)) at its end; \(reader.expected)")
        }
        guard period > .zero else { throw reader.error("is a rate per no time at all") }
        let rate = number / period.inHours
        guard rate.isFinite else { throw reader.error("is too large a number") }
        return rate
    }

    /// A unit of time: how messages write it, what else it may be called, and its length.
    private struct TimeUnit {
        let symbol: String
        let names: [String]
        let microseconds: Double
    }

    /// Largest first.
    private static let timeUnits = [
        TimeUnit(symbol: "w", names: ["week", "weeks"], microseconds: 6.048e11),
        TimeUnit(symbol: "d", names: ["day", "days"], microseconds: 8.64e10),
        TimeUnit(symbol: "h", names: ["hour", "hours"], microseconds: 3.6e9),
        TimeUnit(symbol: "min", names: ["minute", "minutes"], microseconds: 6e7),
        TimeUnit(symbol: "s", names: ["second", "seconds"], microseconds: 1e6),
        TimeUnit(symbol: "ms", names: ["millisecond", "milliseconds"], microseconds: 1e3),
        TimeUnit(symbol: "us", names: ["microsecond", "microseconds"], microseconds: 1),
    ]

    /// One or more numbers with units, up to something else or the end.
    private static func timeSpan(
        _ scanner: inout TextScanner, _ reader: QuantityReader
    ) throws(CivilTimeError) -> TimeSpan {
        // Each part is exact as a double (a day has thirteen factors of two); their sum is exact only as an integer.
        var total: Int64 = 0
        var previous: TimeUnit?
        repeat {
            let start = scanner
            let number = try reader.number(&scanner)
            scanner.skipSpaces()
            if scanner.isAtEnd {
                if previous == nil, number.value() == 0 { return .zero }
                throw reader.error("has no unit; write e.g. \(start.rest) min")
            }
            let unit = try unit(&scanner, reader)
            if let previous, unit.microseconds >= previous.microseconds {
                throw reader.error("has \(unit.symbol) after \(previous.symbol); write larger units first, each once")
            }
            previous = unit
            let part = number.value() * unit.microseconds
            let (sum, overflow) = total.addingReportingOverflow(Int64(saturating: part))
            guard part < 0x1p63, !overflow else { throw reader.error("is longer than 292,000 years") }
            total = sum
            scanner.skipSpaces()
        } while scanner.nextIsDigit
        return TimeSpan(microseconds: total)
    }

    private static func unit(
        _ scanner: inout TextScanner, _ reader: QuantityReader
    ) throws(CivilTimeError) -> TimeUnit {
        let word = scanner.takeWord()
        guard let unit = timeUnits.first(where: { $0.symbol == word || $0.names.contains(word) }) else {
            let units = "expected s, min, h, d or w"
            if word.isEmpty { throw reader.error("has no unit of time after the number; \(units)") }
            throw CivilTimeError(
                reader.subject, text: reader.text, message: "unknown unit \(CivilTimeError.quoted(word)); \(units)")
        }
        return unit
    }
}
