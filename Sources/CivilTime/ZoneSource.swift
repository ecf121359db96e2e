// Where the rules of time zones come from: the tz database that Foundation carries. Nothing else asks Foundation.

import Foundation

enum ZoneSource {
    /// The offsets of a zone over a range: the first, then every change.
    struct History {
        var initialOffset: Int
        var changes: [(instant: Instant, offset: Int)]
    }

    /// The offsets of the zone called `identifier` from `first` to `last`.
    static func history(of identifier: String, from first: Instant, to last: Instant) throws(CivilTimeError) -> History
    {
        guard isName(identifier), let zone = TimeZone(identifier: identifier) else {
            let text = CivilTimeError.quoted(identifier)
            throw CivilTimeError(
                .zone, text: identifier,
                message: "\(text) is not an IANA time zone; expected a name such as Europe/Paris, Asia/Kolkata or UTC")
        }
        var moment = date(of: first)
        var history = History(initialOffset: zone.secondsFromGMT(for: moment), changes: [])
        var offset = history.initialOffset
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next > moment {
            let instant = instant(of: next)
            guard instant <= last else { break }
            moment = next
            // A change of rules that leaves the clocks alone (Istanbul, 2016) is no transition.
            let newOffset = zone.secondsFromGMT(for: next)
            if newOffset != offset { history.changes.append((instant, newOffset)) }
            offset = newOffset
        }
        return history
    }

    /// Names to propose, sorted. Foundation lists India under its older name only, and UTC as GMT.
    static let identifiers: [String] = Set(TimeZone.knownTimeZoneIdentifiers).union(["Asia/Kolkata", "UTC"]).sorted()

    private static let identifierSet = Set(identifiers)

    /// Whether the text has the form of an IANA name. Foundation also takes abbreviations and `GMT+3`, which are not, and
    /// anything after a NUL.
    private static func isName(_ identifier: String) -> Bool {
        if identifierSet.contains(identifier) || namesWithoutArea.contains(identifier) { return true }
        guard identifier.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let slash = identifier.firstIndex(of: "/") else {
            return false
        }
        return areas.contains(String(identifier[..<slash]))
    }

    /// The areas that the tz database uses.
    private static let areas: Set<String> = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile",
        "Etc",
        "Europe", "Indian", "Mexico", "Pacific", "US",
    ]

    /// The names in the tz database without an area, but for `GMT+0` and `GMT-0`, and `Factory`, which is no place.
    private static let namesWithoutArea: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT0", "Greenwich",
        "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST",
        "MST7MDT",
        "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore", "Turkey", "UCT",
        "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]

    private static func date(of instant: Instant) -> Date {
        Date(timeIntervalSince1970: Double(instant.microseconds) / 1e6)
    }

    /// Transitions fall on whole seconds, which a Date holds exactly.
    private static func instant(of date: Date) -> Instant {
        Instant(microseconds: Int64(saturating: date.timeIntervalSince1970.rounded() * 1e6))
    }
}
