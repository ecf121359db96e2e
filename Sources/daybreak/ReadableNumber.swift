// Numbers for people: rounded, with thousands in groups, the same in every locale.

/// The spelling of numbers on a terminal.
enum ReadableNumber {
    /// A number with a fixed number of decimals and commas between thousands; "-" where there is none.
    static func fixed(_ value: Double?, decimals: Int) -> String {
        guard let value, value.isFinite else { return "-" }
        let power = (0..<max(decimals, 0)).reduce(1.0) { power, _ in power * 10 }
        let scaled = (value.magnitude * power).rounded()
        // Beyond this, digits after the point are noise and whole numbers are no longer exact.
        guard scaled < 1e15, let digits = Int(exactly: scaled) else { return value.description }
        let divisor = Int(power)
        var text = grouped(digits / divisor)
        if decimals > 0 {
            let fraction = String(digits % divisor)
            text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
        }
        return value < 0 && digits != 0 ? "-" + text : text
    }

    /// A number with a fixed number of decimals and its sign, zero excepted.
    static func signed(_ value: Double?, decimals: Int) -> String {
        let text = fixed(value, decimals: decimals)
        guard let value, value > 0, text.contains(where: { "123456789".contains($0) }) else { return text }
        return "+" + text
    }

    /// A whole number with commas between thousands.
    static func grouped(_ value: Int) -> String {
        let digits = String(value.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// A share as a percentage.
    static func percentage(_ share: Double?, decimals: Int = 0) -> String {
        guard let share, share.isFinite else { return "-" }
        return fixed(100 * share, decimals: decimals) + " %"
    }

    /// Seconds in a duration.
    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    /// A length of time for people, such as "3.2 s", "1 min 5 s" or "2 h 4 min".
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "a long time" }
        if seconds < 10 { return fixed(seconds, decimals: 1) + " s" }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(grouped(whole / 3600)) h \(whole % 3600 / 60) min"
    }
}

/// How the numbers of one column are spelt: divided by a power of a thousand, with as many decimals as they need.
struct ColumnScale {
    /// "", "k" or "M".
    let prefix: String
    private let divisor: Double
    private let decimals: Int

    /// A scale that shows the largest of the values with three or four digits.
    ///
    /// - Parameters:
    ///   - values: The numbers of the column; those that are not there are left out.
    ///   - isShare: Whether they are shares, to be shown in percent.
    init(for values: [Double?], isShare: Bool = false) {
        let largest = values.compactMap(\.self).filter(\.isFinite).map(\.magnitude).max() ?? 0
        if isShare {
            (prefix, divisor) = ("%", 0.01)
        } else if largest >= 1e7 {
            (prefix, divisor) = ("M", 1e6)
        } else if largest >= 1e5 {
            (prefix, divisor) = ("k", 1e3)
        } else {
            (prefix, divisor) = ("", 1)
        }
        let shown = largest / divisor
        decimals = shown >= 1000 || shown == 0 ? 0 : shown >= 10 ? 1 : 2
    }

    /// A number of the column.
    func text(_ value: Double?) -> String { ReadableNumber.fixed(value.map { $0 / divisor }, decimals: decimals) }

    /// A number of the column with its sign.
    func signed(_ value: Double?) -> String { ReadableNumber.signed(value.map { $0 / divisor }, decimals: decimals) }

    /// The unit with the prefix, such as "k endpoint-h"; empty for a plain count.
    func unit(_ unit: String) -> String { [prefix, unit].filter { !$0.isEmpty }.joined(separator: " ") }
}
