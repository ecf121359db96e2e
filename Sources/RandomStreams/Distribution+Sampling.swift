// Variates from a stream, by the fastest exact method there is for the family.

extension Distribution {
    /// A variate, from as many draws of a stream as its method needs: faster than inversion, but not aligned.
    ///
    /// The distribution is the one of ``sample(_:)``; the variates are others. Where two policies are to see the same luck
    /// variate by variate, draw one uniform and invert it. Here: ziggurat for exponential, Weibull, normal and lognormal,
    /// Marsaglia and Tsang for gamma and beta, rejection for counts, a component at random for mixtures, rejection or inversion for
    /// what is cut off, inversion for the rest.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public func sample<Stream: UniformStream>(from stream: inout Stream) -> Double {
        switch self {
        case .constant(let family): return family.value
        case .exponential(let family): return family.mean * Ziggurat.shared.exponential(from: &stream)
        case .lognormal(let family):
            return family.median * ReproducibleMath.exp(family.sigma * Ziggurat.shared.normal(from: &stream))
        case .weibull(let family):
            let hazard = Ziggurat.shared.exponential(from: &stream)
            return family.scale * ReproducibleMath.exp(ReproducibleMath.log(hazard) / family.shape)
        case .normal(let family):
            return family.mean + family.standardDeviation * Ziggurat.shared.normal(from: &stream)
        case .gamma(let family): return family.scale * GammaVariate.sample(shape: family.shape, from: &stream)
        case .beta(let family):
            let share = GammaVariate.beta(family.alpha, family.beta, from: &stream)
            return Swift.min(family.low + (family.high - family.low) * share, family.high)
        case .count(let family): return Double(family.sample(from: &stream))
        case .mixture(let family):
            let u = stream.nextUniform()
            var index = 0
            while index < family.components.count - 1, family.cumulative[index] < u { index += 1 }
            return family.components[index].distribution.sample(from: &stream)
        case .affine(let family): return family.image(family.base.sample(from: &stream))
        case .truncated(let family):
            // Inversion costs as much as several trials.
            guard family.outside.mass > 0.25 else { return quantile(stream.nextUniform()) }
            while true {
                let x = family.base.sample(from: &stream)
                if x >= family.low && x <= family.high { return x }
            }
        case .uniform, .triangular, .discrete, .piecewiseLinear: return quantile(stream.nextUniform())
        }
    }
}

extension CountDistribution {
    /// A count, by the fastest exact method for the family, from as many draws of a stream as it needs.
    ///
    /// Constant time on the average, for any size of the parameters: ``Binomial``, ``Poisson``, ``Hypergeometric``; inversion for
    /// geometric; a Poisson count with a gamma mean for negative binomial; rejection-inversion for Zipf.
    @specialized(where Stream == AddressedStream)
    @specialized(where Stream == BatchedStream)
    public func sample<Stream: UniformStream>(from stream: inout Stream) -> Int {
        switch self {
        case .binomial(let family):
            return Binomial.sample(trials: family.trials, probability: family.probability, from: &stream)
        case .hypergeometric(let family):
            return Hypergeometric.sampleLarge(
                successes: family.successes, failures: family.failures, draws: family.draws, from: &stream)
        case .poisson(let family): return Poisson.sample(mean: family.mean, from: &stream)
        case .geometric(let family):
            guard family.probability < 1 else { return 0 }
            let rate = -ReproducibleMath.log(onePlus: -family.probability)
            return CountDistribution.floor(Ziggurat.shared.exponential(from: &stream) / rate)
        case .negativeBinomial(let family):
            guard family.probability < 1 else { return 0 }
            let odds = (1 - family.probability) / family.probability
            let mean = odds * GammaVariate.sample(shape: family.successes, from: &stream)
            return Poisson.sample(mean: mean, from: &stream)
        case .zipf(let family):
            return Zipf.sample(ranks: family.ranks, exponent: family.exponent) { stream.nextUniform() }
        case .integers(let family):
            return family.low
                &+ Int(truncatingIfNeeded: stream.nextInteger(below: UInt64(family.high &- family.low) &+ 1))
        }
    }
}
