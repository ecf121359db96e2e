// Ziggurat variates follow their densities in the layers, at their edges and in the tail.

import CGSL
import Testing

@testable import RandomStreams

/// Deliberate bugs that were put in one at a time, each seen to fail here:
/// - the wedge accepted always, or never (chi-square); `bottom` and `top` swapped (chi-square);
/// - no tail: the variate cut off at the edge (tail test); the tail's exponential not divided by the edge (tail test);
/// - the sign from a bit of the layer's number (chi-square); a table of 255 layers' width (closure, chi-square).
struct ZigguratTests {
    static func stream(_ name: String) -> BatchedStream {
        DrawSource(seed: 21, replication: 0).batchedStream(Purpose("ziggurat", name), entity: 0)
    }

    /// Protects the tables: every layer has the same area and the uppermost closes at the peak of the density.
    @Test func layersHaveOneAreaAndCloseAtThePeak() {
        for (tables, edge, tail) in [
            (ZigguratTables.exponential, Ziggurat.exponentialEdge, gsl_cdf_exponential_Q(Ziggurat.exponentialEdge, 1)),
            (
                ZigguratTables.normal, Ziggurat.normalEdge,
                gsl_cdf_ugaussian_Q(Ziggurat.normalEdge) * 2.5066282746310002
            ),
        ] {
            let layers = (0..<256).map { tables.layers[$0] }
            let area = edge * layers[1].bottom + tail
            #expect(abs(layers[0].step * 0x1p53 * layers[1].bottom - area) < 1e-15)
            #expect(abs(layers[1].step * 0x1p53 - edge) < 1e-14)
            for layer in layers.dropFirst() {
                #expect(abs(layer.step * 0x1p53 * (layer.top - layer.bottom) - area) < 2e-13)
            }
            #expect(layers[255].top == 1)
            #expect(layers[255].inside == 0)
        }
    }

    /// Protects the middle and the edges of the layers by 400 equally likely cells. 400,000 draws see cells that are wrong by
    /// 6 % all over, or one by 40 %, with near certainty; false-alarm rate 10⁻⁶ each.
    @Test func variatesFillCellsEvenly() {
        let ziggurat = Ziggurat()
        var stream = Self.stream("cells")
        var (exponentials, normals) = ([Int](repeating: 0, count: 400), [Int](repeating: 0, count: 400))
        for _ in 0..<400_000 {
            let x = ziggurat.exponential(from: &stream)
            exponentials[min(399, Int(-ReproducibleMath.expMinusOne(-x) * 400))] += 1
            let z = ziggurat.normal(from: &stream)
            normals[min(399, Int(gsl_cdf_ugaussian_P(z) * 400))] += 1
        }
        let even = [Double](repeating: 1.0 / 400, count: 400)
        #expect(GoodnessOfFit.chiSquareProbability(counts: exponentials, probabilities: even) > 1e-6)
        #expect(GoodnessOfFit.chiSquareProbability(counts: normals, probabilities: even) > 1e-6)
    }

    /// Protects the tails, which one draw in 2,000 (exponential) or 4,000 (normal) reaches: they are entered here by the layer's
    /// own function, with draws beyond the edge, and judged by Kolmogorov and Smirnov at 10⁻⁶.
    @Test func tailsFollowTheDensityBeyondTheEdge() {
        let ziggurat = Ziggurat()
        var stream = Self.stream("tail")
        // All position bits set and layer 0: beyond the edge for certain.
        let beyond = ~UInt64(0x7FF)
        let far = (0..<50_000).map { _ in ziggurat.exponentialBeyond(beyond, 8, from: &stream) }
        #expect(far.allSatisfy { $0 >= Ziggurat.exponentialEdge })
        #expect(
            GoodnessOfFit.kolmogorovSmirnov(far) { 1 - ReproducibleMath.exp(Ziggurat.exponentialEdge - $0) } < 2.7)
        let normal = (0..<50_000).map { _ in ziggurat.normalBeyond(beyond, 3.7, from: &stream) }
        let mass = gsl_cdf_ugaussian_Q(Ziggurat.normalEdge)
        #expect(normal.allSatisfy { $0 >= Ziggurat.normalEdge })
        #expect(GoodnessOfFit.kolmogorovSmirnov(normal) { 1 - gsl_cdf_ugaussian_Q($0) / mass } < 2.7)
        let negative = (0..<1_000).map { _ in ziggurat.normalBeyond(beyond | 0x100, 3.7, from: &stream) }
        #expect(negative.allSatisfy { $0 <= -Ziggurat.normalEdge })
    }

    /// Protects moments up to the fourth and the share beyond the edge. z-bound 5.
    @Test func variatesHaveTheirMoments() {
        let ziggurat = Ziggurat()
        var stream = Self.stream("moments")
        let exponentials = (0..<200_000).map { _ in ziggurat.exponential(from: &stream) }
        #expect(GoodnessOfFit.hasMoments(exponentials, mean: 1, variance: 1))
        let normals = (0..<200_000).map { _ in ziggurat.normal(from: &stream) }
        #expect(GoodnessOfFit.hasMoments(normals, mean: 0, variance: 1))
        #expect(GoodnessOfFit.z(normals.map { $0 * $0 * $0 * $0 }, mean: 3, variance: 96) < 5)
        #expect(GoodnessOfFit.z(normals.map { $0 * $0 * $0 }, mean: 0, variance: 15) < 5)
    }

    /// Protects reproducibility to the last bit: the same variates on every machine and for ever, from either stream.
    @Test func bitsOfManyVariatesAreThePublishedOnes() {
        let ziggurat = Ziggurat()
        var batched = Self.stream("fingerprint")
        var plain = DrawSource(seed: 21, replication: 0).stream(Purpose("ziggurat", "fingerprint"), entity: 0)
        var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
        for _ in 0..<20_000 {
            let (x, z) = (ziggurat.exponential(from: &batched), ziggurat.normal(from: &batched))
            #expect(ziggurat.exponential(from: &plain) == x && ziggurat.normal(from: &plain) == z)
            for value in [x, z] { fingerprint = (fingerprint ^ value.bitPattern) &* 0x100_0000_01B3 }
        }
        #expect(fingerprint == 11_710_155_078_399_818_594)
    }
}
