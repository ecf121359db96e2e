// Logarithm, exponential and integer powers that have the same last bit on every machine.

/// Elementary functions made of basic IEEE 754 operations only, in an order fixed by the source.
///
/// The C library's `log`, `exp` and `pow` may differ in the last bit between versions and between processors (glibc
/// chooses another path where there is fused multiply-add), and a last bit is enough to change a simulated history. Addition,
/// subtraction, multiplication, division and square root are rounded correctly everywhere, and Swift never contracts
/// them, so these functions return the same bits wherever `Double` is IEEE 754 binary64 with rounding to nearest.
///
/// Special values follow IEEE 754 (section 9.2) unless said otherwise; nothing here traps.
public enum ReproducibleMath {
    /// The upper bits of log 2: 21 trailing zeros, so that its product with an exponent is exact.
    @usableFromInline static let log2High = 0x1.62e42feep-1

    /// log 2 minus its upper bits.
    @usableFromInline static let log2Low = 0x1.a39ef35793c76p-33

    /// The natural logarithm, with an error below 1 unit in the last place.
    ///
    /// NaN for a negative argument or NaN; −∞ for zero of either sign; +∞ for +∞. Subnormal arguments are exact cases
    /// like any others.
    public static func log(_ x: Double) -> Double {
        guard x > 0 else { return x == 0 ? -.infinity : .nan }
        guard x < .infinity else { return x }
        var bits = x.bitPattern
        var exponent = 0.0
        if x < .leastNormalMagnitude {
            bits = (x * 0x1p54).bitPattern
            exponent = -54
        }
        // x = 2ᵉ·m with m in [√½, √2): e counts the binades above √½.
        let squareRootOfHalf: UInt64 = 0x3FE6_A09E_667F_3BCD
        let binades = Int64(bitPattern: bits &- squareRootOfHalf) &>> 52
        let m = Double(bitPattern: bits &- UInt64(bitPattern: binades) &<< 52)
        exponent += Double(binades)
        let f = m - 1
        let parts = logarithmParts(f)
        return exponent * log2High - ((parts.half - (parts.rest + exponent * log2Low)) - f)
    }

    /// The natural logarithm of 1 + x, accurate for small x, with an error below 3 units in the last place.
    ///
    /// NaN below −1 and for NaN; −∞ at −1; +∞ for +∞.
    public static func log(onePlus x: Double) -> Double {
        // Outside √½ − 1 … √2 − 1 the rounding of 1 + x costs no more than a unit and a half.
        guard x > -0.2928, x < 0.4142 else { return log(1 + x) }
        let parts = logarithmParts(x)
        return x - (parts.half - parts.rest)
    }

    /// The pieces of log(1 + f) = f − (half − rest), for f in [√½ − 1, √2 − 1].
    ///
    /// With s = f/(2 + f), log(1 + f) = 2 artanh s = 2s + s³·Q(s²), and 2s = f − s·f leaves f itself exact; this
    /// arrangement is that of fdlibm (Sun Microsystems, 1993). Q is a near-minimax polynomial of degree 7 (interpolation at
    /// Chebyshev nodes); its relative error in the logarithm is below 2⁻⁶⁴.
    @inline(__always)
    private static func logarithmParts(_ f: Double) -> (half: Double, rest: Double) {
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let even =
            0x1.5555555555555p-1 + w
            * (0x1.2492492476c87p-2 + w * (0x1.745cf901605f7p-3 + w * 0x1.0fbe83c2cbcf3p-3))
        let odd =
            0x1.9999999999a38p-2 + w
            * (0x1.c71c720160b47p-3 + w * (0x1.3b1c360763b8ap-3 + w * 0x1.0c04595972ab8p-3))
        let half = 0.5 * f * f
        return (half, s * (half + z * (even + z * odd)))
    }

    /// The exponential, with an error below 1 unit in the last place (of the least normal magnitude below that).
    ///
    /// +∞ above 709.782712893384, 0 below −745.1332191019412; NaN for NaN.
    public static func exp(_ x: Double) -> Double {
        guard x <= 709.782712893384 else { return x.isNaN ? x : .infinity }
        guard x >= -745.1332191019412 else { return 0 }
        // Adding and taking away 1.5·2⁵² rounds to the nearest integer.
        let k = (x * 1.4426950408889634 + 0x1.8p52) - 0x1.8p52
        let high = x - k * log2High
        let low = k * log2Low
        let r = high - low
        // exp r = 1 + r + r²·q(r) on |r| ≤ ½ log 2, q near-minimax of degree 10; relative error below 2⁻⁶².
        let z = r * r
        let even =
            0.5 + z
            * (0x1.5555555555556p-5 + z
                * (0x1.6c16c16c162d4p-10 + z
                    * (0x1.a01a01a6d889cp-16 + z * (0x1.27e4db646b17ep-22 + z * 0x1.1f730349868cep-29))))
        let odd =
            0x1.5555555555557p-3 + z
            * (0x1.11111111100dcp-7 + z
                * (0x1.a01a01abe7fe1p-13 + z * (0x1.71de0231960ebp-19 + z * 0x1.af4de97ca4194p-26)))
        let y = 1 + (high - (low - z * (even + r * odd)))
        return scaled(y, byPowerOfTwo: Int64(k))
    }

    /// y·2ᵏ for y in [½, 2] and −1075 ≤ k ≤ 1024, rounded once.
    @inline(__always)
    private static func scaled(_ y: Double, byPowerOfTwo k: Int64) -> Double {
        if k >= -1021 && k <= 1023 { return y * powerOfTwo(k) }
        if k > 1023 { return y * 2 * powerOfTwo(k &- 1) }
        // The first product is exact and the second rounds into the subnormal numbers.
        return y * powerOfTwo(k &+ 1000) * 0x1p-1000
    }

    /// 2ᵏ for −1022 ≤ k ≤ 1023.
    @inline(__always)
    private static func powerOfTwo(_ k: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: k &+ 1023) &<< 52)
    }

    /// x to an integer power, by repeated squaring.
    ///
    /// The relative error is below |n|·2⁻⁵³: a product of |n| factors, each rounded. Where the result would need an
    /// exponent out of range on the way, the reciprocal of x is raised instead. pow(x, 0) is 1 for every x, NaN included.
    public static func pow(_ x: Double, _ n: Int) -> Double {
        if n >= 0 { return power(x, n.magnitude) }
        let inverse = power(x, n.magnitude)
        if inverse.isNormal { return 1 / inverse }
        return power(1 / x, n.magnitude)
    }

    private static func power(_ x: Double, _ n: UInt) -> Double {
        var result = 1.0
        var square = x
        var rest = n
        while rest != 0 {
            if rest & 1 == 1 { result *= square }
            rest &>>= 1
            if rest != 0 { square *= square }
        }
        return result
    }
}
