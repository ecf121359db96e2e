// Quantities as people write them: the shortest text that reads back as exactly the same number.

extension Quantity {
    /// A share as a percentage, such as `12 %`, that ``parseShare(_:)`` reads back as the same number.
    ///
    /// Nil for what is no share: below 0, above 1, or NaN.
    public static func text(ofShare share: Double) -> String? {
        guard share >= 0, share <= 1 else { return nil }
        return DecimalDigits(share).text(timesTenTo: 2) + " %"
    }

    /// A count with the multiple that makes it shortest, such as `1.5 M` or `12 k`, that ``parseCount(_:)`` reads back as the same
    /// number.
    ///
    /// Nil for what is no count: negative, infinite or NaN.
    public static func shortText(ofCount count: Double) -> String? {
        guard count >= 0, count < .infinity else { return nil }
        let digits = DecimalDigits(count)
        var shortest = digits.text(timesTenTo: 0)
        for (power, symbol) in [(3, "k"), (6, "M"), (9, "G")] {
            let text = "\(digits.text(timesTenTo: -power)) \(symbol)"
            if text.utf8.count < shortest.utf8.count { shortest = text }
        }
        return shortest
    }

    /// A number per hour as a rate, such as `3 / d`, that ``parseRate(_:)`` reads back as the same number.
    ///
    /// The unit is the one that makes it shortest; per hour, if there are several.
    ///
    /// Nil for what is no rate: negative, infinite or NaN.
    public static func text(ofRate perHour: Double) -> String? {
        guard perHour >= 0, perHour < .infinity else { return nil }
        var shortest = DecimalDigits(perHour).text(timesTenTo: 0) + " / h"
        for (unit, hours) in [("d", 24.0), ("w", 168), ("min", 1 / 60.0), ("s", 1 / 3600.0)] {
            let text = "\(DecimalDigits(perHour * hours).text(timesTenTo: 0)) / \(unit)"
            // The product is rounded, so that not every text means the same number.
            if text.utf8.count < shortest.utf8.count, (try? parseRate(text)) == perHour { shortest = text }
        }
        return shortest
    }

    /// A minute of the day as ``parseTimeOfDay(_:)`` reads it, such as `08:30`; nil outside 0…1439.
    public static func text(ofTimeOfDay minute: Int) -> String? {
        (0..<1440).contains(minute) ? LocalInterval.clock(minute) : nil
    }
}

/// The shortest decimal digits that mean a double, free of their place.
///
/// Moving the decimal point in the text is exact, where multiplying the number by 100 or 10⁻⁶ is not.
private struct DecimalDigits {
    /// Without zeros at either end; empty for zero.
    private let digits: [Character]
    /// The number is 0.digits times ten to this power.
    private let exponent: Int

    /// The digits of a number of zero or more, finite.
    init(_ number: Double) {
        // `123.45`, `1e-05`, `1.25e+20`: the shortest digits that read back as the same number.
        let parts = number.description.split(separator: "e")
        let mantissa = parts.first.map(String.init) ?? "0"
        let whole = mantissa.prefix { $0 != "." }
        let decimals = mantissa.dropFirst(whole.count + 1)
        var exponent = whole.count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        var digits = Array(whole + decimals)
        while digits.last == "0" { digits.removeLast() }
        let zeros = digits.prefix { $0 == "0" }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
    }

    /// The number times ten to the `power`; in scientific form where plain digits would need many zeros.
    func text(timesTenTo power: Int) -> String {
        guard !digits.isEmpty else { return "0" }
        let point = exponent + power
        switch point {
        case -5...0: return "0." + String(repeating: "0", count: -point) + String(digits)
        case 1...21 where point >= digits.count:
            return String(digits) + String(repeating: "0", count: point - digits.count)
        case 1...21: return String(digits[..<point]) + "." + String(digits[point...])
        default:
            let decimals = digits.count > 1 ? "." + String(digits.dropFirst()) : ""
            return "\(digits[0])\(decimals)e\(point - 1)"
        }
    }
}
