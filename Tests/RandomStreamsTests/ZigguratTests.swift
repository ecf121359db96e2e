// Ziggurat variates follow their densities in the layers, at their edges and in the tail.

import CGSL
import Testing

@testable import RandomStreams

/// Deliberate bugs that were put in one at a time, each seen to fail here:
/// - the edge accepted always, or never; `bottom` and `top` swapped (edges);
/// - no tail: the variate cut off at the edge; the tail's exponential not divided by the edge (tails);
/// - the sign from a bit of the layer's number (cells); an edge of the tables a thousandth too low (areas).
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

    /// Protects the middle and the edges of the layers by 400 equally likely cells. 200,000 draws see cells that are wrong by
    /// 9 % all over, or one by 50 %, with near certainty; false-alarm rate 10⁻⁶ each.
    @Test func variatesFillCellsEvenly() {
        let ziggurat = Ziggurat()
        var stream = Self.stream("cells")
        var (exponentials, normals) = ([Int](repeating: 0, count: 400), [Int](repeating: 0, count: 400))
        for _ in 0..<200_000 {
            let x = ziggurat.exponential(from: &stream)
            exponentials[min(399, Int(-ReproducibleMath.expMinusOne(-x) * 400))] += 1
            let z = ziggurat.normal(from: &stream)
            normals[min(399, Int(gsl_cdf_ugaussian_P(z) * 400))] += 1
        }
        let even = [Double](repeating: 1.0 / 400, count: 400)
        #expect(GoodnessOfFit.chiSquareProbability(counts: exponentials, probabilities: even) > 1e-6)
        #expect(GoodnessOfFit.chiSquareProbability(counts: normals, probabilities: even) > 1e-6)
    }

    /// Protects the edges of the layers, which no sample shows: at a place between the layers' ends the variate is accepted with the
    /// probability (f(x) − bottom)/(top − bottom), where f is the density. z-bound 5 for 1,000 trials at each of 36 places.
    @Test func edgesAreAcceptedInProportionToTheDensity() {
        let ziggurat = Ziggurat()
        var stream = Self.stream("edges")
        for (index, part) in [1, 2, 40, 128, 200, 255].flatMap({ index in [0.1, 0.5, 0.9].map { (index, $0) } }) {
            for isNormal in [false, true] {
                let layer = (isNormal ? ZigguratTables.normal : ZigguratTables.exponential).layers[index]
                let position = layer.inside + UInt64(part * Double((1 << 53) - layer.inside))
                let x = Double(position) * layer.step
                let bits = position << 11 | UInt64(index)
                var accepted = 0
                for _ in 0..<1_000 {
                    let variate =
                        isNormal
                        ? ziggurat.normalBeyond(bits, x, from: &stream)
                        : ziggurat.exponentialBeyond(bits, x, from: &stream)
                    if variate == x { accepted += 1 }
                }
                let density =
                    isNormal ? gsl_ran_ugaussian_pdf(x) / gsl_ran_ugaussian_pdf(0) : gsl_ran_exponential_pdf(x, 1)
                let p = (density - layer.bottom) / (layer.top - layer.bottom)
                let z = (Double(accepted) - 1_000 * p) / (1_000 * p * (1 - p)).squareRoot()
                #expect(abs(z) < 5, "layer \(index), \(part): \(accepted) of 1,000 for \(p)")
            }
        }
    }

    /// Protects the tails, which one draw in 2,000 (exponential) or 4,000 (normal) reaches: they are entered here by the layer's
    /// own function, with draws beyond the edge, and judged by Kolmogorov and Smirnov at 10⁻⁶.
    @Test func tailsFollowTheDensityBeyondTheEdge() {
        let ziggurat = Ziggurat()
        var stream = Self.stream("tail")
        // All position bits set and layer 0: beyond the edge for certain.
        let beyond = ~UInt64(0x7FF)
        let far = (0..<20_000).map { _ in ziggurat.exponentialBeyond(beyond, 8, from: &stream) }
        #expect(far.allSatisfy { $0 >= Ziggurat.exponentialEdge })
        #expect(
            GoodnessOfFit.kolmogorovSmirnov(far) { 1 - ReproducibleMath.exp(Ziggurat.exponentialEdge - $0) } < 2.7)
        let normal = (0..<20_000).map { _ in ziggurat.normalBeyond(beyond, 3.7, from: &stream) }
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
        let exponentials = (0..<100_000).map { _ in ziggurat.exponential(from: &stream) }
        #expect(GoodnessOfFit.hasMoments(exponentials, mean: 1, variance: 1))
        let normals = (0..<100_000).map { _ in ziggurat.normal(from: &stream) }
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
