// The transformation behind the binomial sampler's rejection: which candidate a uniform gives, and when it is accepted.

/// Hörmann's transformation of a uniform into a candidate for a binomial variate.
///
/// For n·p ≥ 10 and p ≤ ½, with the constants of W. Hörmann, "The generation of binomial random variates", J. Statist.
/// Comput. Simul. 46, 1993, https://doi.org/10.1080/00949659308811496. With u uniform in (−½, ½) and v in (0, 1), candidates with
/// v ≤ f(k)/f(mode)·(a/(½ − |u|)² + b)/alpha have the binomial distribution.
@frozen @usableFromInline
struct BinomialTransform: Hashable, Sendable {
    /// The number of trials.
    @usableFromInline let trials: Double
    /// The probability of success.
    @usableFromInline let probability: Double
    /// n·p·(1 − p).
    @usableFromInline let variance: Double

    @usableFromInline let a: Double
    @usableFromInline let b: Double
    @usableFromInline let centre: Double
    @usableFromInline let alpha: Double

    /// The v up to which candidates from the body, ½ − |u| ≥ 0.07, are accepted unseen.
    @usableFromInline let squeeze: Double

    init(trials: Double, probability: Double) {
        self.trials = trials
        self.probability = probability
        variance = trials * probability * (1 - probability)
        let deviation = variance.squareRoot()
        b = 1.15 + 2.53 * deviation
        a = -0.0873 + 0.0248 * b + 0.01 * probability
        centre = trials * probability + 0.5
        alpha = (2.83 + 5.1 / b) * deviation
        squeeze = 0.92 - 4.2 / b
    }

    /// The candidate for u in (−½, ½): a whole number, which may lie outside 0 … n.
    @inline(__always)
    func candidate(_ u: Double) -> Double {
        abscissa(u).rounded(.down)
    }

    /// The candidate of u in (−½, ½) before it is rounded down.
    @inline(__always) @inlinable
    func abscissa(_ u: Double) -> Double {
        (2 * a / (0.5 - abs(u)) + b) * u + centre
    }

    /// Whether the candidate of u is accepted without a look at its probability.
    @inline(__always)
    func squeezeAccepts(_ u: Double, _ v: Double) -> Bool {
        0.5 - abs(u) >= 0.07 && v <= squeeze
    }

    /// The candidate of u is accepted when this is at most log f(k) − log f(mode).
    @inline(__always)
    func logAcceptanceBound(_ u: Double, _ v: Double) -> Double {
        ReproducibleMath.log(relativeHeight(u, v))
    }

    /// The candidate of u is accepted when this is at most f(k)/f(mode).
    @inline(__always)
    func relativeHeight(_ u: Double, _ v: Double) -> Double {
        let distance = 0.5 - abs(u)
        return v * alpha / (a / (distance * distance) + b)
    }

    /// The likeliest number of successes.
    var mode: Double { ((trials + 1) * probability).rounded(.down) }

    /// log f(mode).
    var logProbabilityOfMode: Double {
        Binomial.logProbability(of: mode, trials: trials, probability)
    }
}
