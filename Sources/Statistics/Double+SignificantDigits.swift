// Rounding to a number of significant decimal digits.

extension Double {
    /// This number rounded to a number of significant decimal digits, from 1 to 15.
    ///
    /// What comes out of the C library or GSL may differ in the last bits between machines; rounded well above them, it
    /// gives the same bits everywhere (but for the rare value on the edge of two roundings). Only basic IEEE operations
    /// are used. Zero, infinities and NaN stay as they are.
    func rounded(toSignificantDigits digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        // The decimal exponent e with 10ᵉ ≤ |x| < 10ᵉ⁺¹; the powers are exact up to 10²², and good to 10⁻¹⁴ beyond.
        var exponent = 0
        var power = 1.0
        if magnitude >= 1 {
            while exponent < 290, magnitude >= power * 10 {
                power *= 10
                exponent += 1
            }
        } else {
            while exponent > -290, magnitude * power < 1 {
                power *= 10
                exponent -= 1
            }
        }
        let places = digits - 1 - exponent
        var scale = 1.0
        for _ in 0..<abs(places) { scale *= 10 }
        return places >= 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
    }
}
