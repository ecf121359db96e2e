// Exponential and normal variates by the ziggurat: one draw, a comparison and a multiplication, nearly always.

/// Samplers of the standard exponential and the standard normal distribution by the ziggurat method.
///
/// The area under the density is covered by 256 layers of equal area, the lowest with the tail. A draw chooses a layer by 8
/// bits and a position in it by 53 others: under the density at once in 98.9 % of cases, otherwise after a look at
/// the density or in the tail. G. Marsaglia and W. W. Tsang, "The ziggurat method for generating random variables", J. Statist.
/// Software 5(8), 2000, https://doi.org/10.18637/jss.v005.i08; layer and position from different bits, as J. A. Doornik
/// (2005) asks.
///
/// The tables are computed once per process by ``ReproducibleMath``, so the variates have the same bits on every machine.
/// A value is a pointer to them, made in no time and free to be copied.
///
/// ```swift
/// let ziggurat = Ziggurat()
/// let gap = mean * ziggurat.exponential(from: &stream)
/// let error = deviation * ziggurat.normal(from: &stream)
/// ```
///
/// A ziggurat takes one draw nearly always, but not always: where two policies are to see the same luck variate by variate,
/// inversion (``Distribution/sample(_:)``) keeps them aligned and the ziggurat does not.
@frozen
public struct Ziggurat: Sendable {
    /// One layer of a ziggurat.
    @frozen @usableFromInline
    struct Layer: Sendable {
        /// Turns a position of 53 bits into an abscissa: the layer's width times 2⁻⁵³.
        @usableFromInline var step: Double
        /// Positions below lie under the density whatever the height.
        @usableFromInline var inside: UInt64
        /// The density at the layer's right end.
        @usableFromInline var bottom: Double
        /// The density at the right end of the layer above, where `inside` ends.
        @usableFromInline var top: Double
    }

    /// Where the tail of the exponential ziggurat begins.
    @usableFromInline static let exponentialEdge = 7.69711747013104972

    /// Where the tail of the normal ziggurat begins.
    @usableFromInline static let normalEdge = 3.6541528853610087963

    // Written once, before anyone can read them, and never again or freed: safe to share between threads.
    @usableFromInline nonisolated(unsafe) let exponentialLayers: UnsafePointer<Layer>
    @usableFromInline nonisolated(unsafe) let normalLayers: UnsafePointer<Layer>

    /// The samplers; the first in a process computes the tables, in some tens of microseconds.
    public init() {
        exponentialLayers = ZigguratTables.exponential.layers
        normalLayers = ZigguratTables.normal.layers
    }

    /// A variate of the exponential distribution with mean 1: 0 or more.
    @inline(__always) @inlinable
    public func exponential<Stream: RandomNumberGenerator>(from stream: inout Stream) -> Double {
        let bits = stream.next()
        let layer = exponentialLayers[Int(truncatingIfNeeded: bits & 0xFF)]
        let position = bits &>> 11
        let x = Double(Int64(bitPattern: position)) * layer.step
        if position < layer.inside { return x }
        return exponentialBeyond(bits, x, from: &stream)
    }

    /// A variate of the normal distribution with mean 0 and variance 1.
    @inline(__always) @inlinable
    public func normal<Stream: RandomNumberGenerator>(from stream: inout Stream) -> Double {
        let bits = stream.next()
        let layer = normalLayers[Int(truncatingIfNeeded: bits & 0xFF)]
        let position = bits &>> 11
        let x = Double(Int64(bitPattern: position)) * layer.step
        // Bit 8 is the sign.
        let signed = Double(bitPattern: x.bitPattern | (bits &<< 55) & (1 &<< 63))
        if position < layer.inside { return signed }
        return normalBeyond(bits, x, from: &stream)
    }

    /// The exponential variate where the first draw lies at the edge of a layer or in the tail.
    @inline(never) @inlinable
    func exponentialBeyond<Stream: RandomNumberGenerator>(
        _ firstBits: UInt64, _ firstX: Double, from stream: inout Stream
    ) -> Double {
        var (bits, x) = (firstBits, firstX)
        var offset = 0.0
        while true {
            let index = Int(truncatingIfNeeded: bits & 0xFF)
            let layer = exponentialLayers[index]
            if bits &>> 11 < layer.inside { return offset + x }
            if index == 0 {
                // Beyond the edge an exponential variate begins anew.
                offset += Ziggurat.exponentialEdge
            } else {
                let height = layer.bottom + (layer.top - layer.bottom) * DrawSource.uniform(of: stream.next())
                if height < ReproducibleMath.exp(-x) { return offset + x }
            }
            bits = stream.next()
            x = Double(Int64(bitPattern: bits &>> 11)) * exponentialLayers[Int(truncatingIfNeeded: bits & 0xFF)].step
        }
    }

    /// The normal variate where the first draw lies at the edge of a layer or in the tail.
    @inline(never) @inlinable
    func normalBeyond<Stream: RandomNumberGenerator>(
        _ firstBits: UInt64, _ firstX: Double, from stream: inout Stream
    ) -> Double {
        var (bits, x) = (firstBits, firstX)
        while true {
            let index = Int(truncatingIfNeeded: bits & 0xFF)
            let layer = normalLayers[index]
            let isNegative = bits & 0x100 != 0
            if bits &>> 11 < layer.inside { return isNegative ? -x : x }
            if index == 0 {
                // The tail beyond the edge r, by G. Marsaglia, Technometrics 6(1), 1964: an exponential variate of rate r,
                // accepted with probability exp(−t²/2).
                while true {
                    let t = exponential(from: &stream) / Ziggurat.normalEdge
                    if 2 * exponential(from: &stream) >= t * t {
                        return isNegative ? -(Ziggurat.normalEdge + t) : Ziggurat.normalEdge + t
                    }
                }
            }
            let height = layer.bottom + (layer.top - layer.bottom) * DrawSource.uniform(of: stream.next())
            if height < ReproducibleMath.exp(-0.5 * x * x) { return isNegative ? -x : x }
            bits = stream.next()
            x = Double(Int64(bitPattern: bits &>> 11)) * normalLayers[Int(truncatingIfNeeded: bits & 0xFF)].step
        }
    }
}

/// The layers of the two ziggurats, computed once.
struct ZigguratTables {
    /// 256 layers, the lowest first; never freed.
    nonisolated(unsafe) let layers: UnsafePointer<Ziggurat.Layer>

    /// Density exp(−x), from 0 on.
    static let exponential = ZigguratTables(
        edge: Ziggurat.exponentialEdge, tail: ReproducibleMath.exp(-Ziggurat.exponentialEdge),
        density: { ReproducibleMath.exp(-$0) }, inverse: { -ReproducibleMath.log($0) })

    /// Density exp(−x²/2), the half from 0 on.
    static let normal = ZigguratTables(
        edge: Ziggurat.normalEdge,
        tail: 2.5066282746310002 * ReproducibleMath.normalCumulative(-Ziggurat.normalEdge),
        density: { ReproducibleMath.exp(-0.5 * $0 * $0) },
        inverse: { (-2 * ReproducibleMath.log($0)).squareRoot() })

    /// Layers of equal area under a density that falls from 1 at 0, with everything beyond the edge in the lowest.
    private init(edge: Double, tail: Double, density: (Double) -> Double, inverse: (Double) -> Double) {
        let area = edge * density(edge) + tail
        // Right ends: of the lowest layer as if it were a rectangle of its area, of the others where they meet the density.
        var ends = [area / density(edge), edge]
        while ends.count < 256 {
            let last = ends[ends.count - 1]
            ends.append(inverse(density(last) + area / last))
        }
        ends.append(0)
        let layers = UnsafeMutablePointer<Ziggurat.Layer>.allocate(capacity: 256)
        for index in 0..<256 {
            let (end, next) = (ends[index], ends[index + 1])
            layers[index] = Ziggurat.Layer(
                step: end * 0x1p-53, inside: UInt64(next / end * 0x1p53),
                bottom: index == 0 ? 0 : density(end), top: density(next))
        }
        self.layers = UnsafePointer(layers)
    }
}
