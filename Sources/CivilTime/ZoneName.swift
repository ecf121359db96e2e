// The names of IANA zones: which texts may be one.

/// The form of the names in the tz database.
enum ZoneName {
    /// Whether the text has the form of an IANA name: an area and places (`America/Argentina/Ushuaia`), or one of the few
    /// names without an area.
    ///
    /// What passes can be appended to a folder's path: it has neither dots nor a NUL. Left out are abbreviations (`PST`),
    /// `GMT+3`, which means different things to different systems, and copies of the database such as `posix/…`.
    static func isPlausible(_ text: String) -> Bool {
        if withoutArea.contains(text) { return true }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 60, parts.count >= 2, areas.contains(String(Substring(parts[0]))) else { return false }
        return parts.allSatisfy { part in !part.isEmpty && part.allSatisfy(isLetterOfName) }
    }

    private static func isLetterOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// The areas that the tz database uses.
    static let areas: Set<String> = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile",
        "Etc", "Europe", "Indian", "Mexico", "Pacific", "US",
    ]

    /// The names in the tz database without an area, but for `GMT+0` and `GMT-0`, and `Factory`, which is no place.
    static let withoutArea: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "GB", "GB-Eire", "GMT", "GMT0", "Greenwich",
        "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "MET", "MST",
        "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC", "ROK", "Singapore",
        "Turkey", "UCT", "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]
}
