// Regular expressions of the quantities, as the JSON Schema has them: what they match, the decoder can read.

/// Patterns in the dialect of ECMA 262, of what one sees without counting: a pattern knows the form of `2022-02-30`, and not that there is no such day.
enum QuantityPattern {
    /// The spaces of typographers are spaces.
    private static let space = "[ \\t\\u00a0\\u2009\\u202f]*"
    private static let dash = "[-\\u2010\\u2011\\u2012\\u2013\\u2212]"
    private static let digits = "[0-9](?:_?[0-9])*"
    private static let number = "\(digits)(?:\\.\(digits))?(?:[eE](?:\\+|\(dash))?[0-9]+)?"
    private static let zero = "0(?:_?0)*(?:\\.0(?:_?0)*)?(?:[eE](?:\\+|\(dash))?[0-9]+)?"
    private static let clock = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    private static let calendarDate = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    private static let dateTime = "\(calendarDate)T\(clock)(?::[0-5][0-9](?:\\.[0-9]{1,6})?)?"

    /// Units of time, the largest first, as the readers of CivilTime know them.
    private static let units = [
        "(?:w|weeks?)", "(?:d|days?)", "(?:h|hours?)", "(?:min|minutes?)", "(?:s|seconds?)", "(?:ms|milliseconds?)",
        "(?:[u\\u00b5\\u03bc]s|microseconds?)",
    ]

    /// One part or more, larger units first.
    private static func parts(_ units: ArraySlice<String>) -> String {
        "(?=[0-9])" + units.map { "(?:\(number)\(space)\($0)\(space))?" }.joined()
    }

    private static let plainTime = parts(units[...])

    /// Hours and less with `working` or `business` after the first number, and whole days of them.
    private static var workingTime: String {
        let adjective = "(?:working|business)[ \\t\\u00a0\\u2009\\u202f]+"
        let times = (2..<units.count).map { first in
            let rest = units[(first + 1)...].map { "(?:\(number)\(space)\($0)\(space))?" }.joined()
            return "\(number)\(space)\(adjective)\(units[first])\(space)\(rest)"
        }
        return (["\(number)\(space)\(adjective)days?"] + times).joined(separator: "|")
    }

    private static func whole(_ pattern: String) -> String { "^\(space)(?:\(pattern))\(space)$" }

    static let time = whole("\(zero)|\(plainTime)")
    static let timeAboveZero = whole(plainTime)
    static let calendarTime = whole("\(zero)|\(plainTime)|\(workingTime)")
    static let share = whole("\(number)\(space)%?")
    static let count = whole("\(number)\(space)[kMG]?")
    static let rate = whole(
        "\(zero)|\(number)\(space)(?:/|per(?![A-Za-z]))\(space)(?:\(units.joined(separator: "|"))|\(plainTime))")
    static let seed = "^\\+?[0-9]+$"
    static let instant = "^\(dateTime)(?:Z|[+-](?:0[0-9]|1[0-5]):[0-5][0-9])$"
    static let date = "^\(calendarDate)$"
    static let localTime = "^\(calendarDate)T\(space)(?:\(clock)|24:00)\(space)$"
    static let period = "^ *\(dateTime) +to +\(dateTime) *$"
    static let timeOfDay = whole(clock)
    static let hours: String = {
        let interval = "\(clock)\(space)\(dash)\(space)(?:\(clock)|24:00)"
        return whole("closed|always|\(interval)(?:\(space),\(space)\(interval))*")
    }()
    /// Any form that a metric's unit may ask for, negative where it is a difference.
    static let observed = whole("-?(?:\(zero)|\(plainTime)|\(number)\(space)[%kMG]?)|\(dateTime)(?:Z|[+-][0-9:]{5})")
    /// What a name of the scenario's own may be.
    static let name = "^[A-Za-z0-9_-]{1,64}$"
    /// Days of the week, ranges of them, and words for some of them.
    static let days: String = {
        let names = [
            "[mM]on(?:day)?", "[tT]ue(?:sday)?", "[wW]ed(?:nesday)?", "[tT]hu(?:rsday)?", "[fF]ri(?:day)?",
            "[sS]at(?:urday)?", "[sS]un(?:day)?",
        ].joined(separator: "|")
        let range = "(?:\(names))\(space)(?:\(dash)\(space)(?:\(names)))?"
        return whole("every day|workdays|weekend|\(range)(?:\(space),\(space)\(range))*")
    }()
}
