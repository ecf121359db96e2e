// The exponential less one and real powers, made of basic operations only.

extension ReproducibleMath {
    /// exp(x) − 1, accurate for small x, with an error below 4 units in the last place.
    ///
    /// +∞ above 709.782712893384, −1 for −∞; NaN for NaN; x itself for arguments too small for their square to matter.
    public static func expMinusOne(_ x: Double) -> Double {
        // Inside ½ log 2 the exponential's own polynomial is used without the 1; outside, the subtraction loses two bits.
        guard abs(x) < 0.34 else { return exp(x) - 1 }
        let z = x * x
        let even =
            0.5 + z
            * (0x1.5555555555556p-5 + z
                * (0x1.6c16c16c162d4p-10 + z
                    * (0x1.a01a01a6d889cp-16 + z * (0x1.27e4db646b17ep-22 + z * 0x1.1f730349868cep-29))))
        let odd =
            0x1.5555555555557p-3 + z
            * (0x1.11111111100dcp-7 + z
                * (0x1.a01a01abe7fe1p-13 + z * (0x1.71de0231960ebp-19 + z * 0x1.af4de97ca4194p-26)))
        return x + z * (even + x * odd)
    }

    /// x to a real power, for x ≥ 0, as exp(y·log x): the relative error is below (2 + |y·log x|)·2⁻⁵².
    ///
    /// NaN for negative x and for NaN, but 1 for y = 0 and for x = 1, as IEEE 754 has it.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        return exp(y * log(x))
    }

    /// log(1 + x) − x for x > −1, accurate where the two nearly cancel, with a relative error of about 10⁻¹⁵ for
    /// |x| < 0.2 and of 10⁻¹⁴ beyond.
    ///
    /// With v = x/(2 + x), log(1 + x) = 2·artanh v, and 2v = x − v·x takes the x away exactly. It is what remains of
    /// densities near their mode, where the terms of their logarithm are large and cancel.
    static func logOnePlusMinusArgument(_ x: Double) -> Double {
        guard abs(x) < 0.2 else { return log(onePlus: x) - x }
        let v = x / (2 + x)
        let w = v * v
        var y = 2.0 / 23
        y = y * w + 2.0 / 21
        y = y * w + 2.0 / 19
        y = y * w + 2.0 / 17
        y = y * w + 2.0 / 15
        y = y * w + 2.0 / 13
        y = y * w + 2.0 / 11
        y = y * w + 2.0 / 9
        y = y * w + 2.0 / 7
        y = y * w + 2.0 / 5
        y = y * w + 2.0 / 3
        return v * (w * y - x)
    }
}
