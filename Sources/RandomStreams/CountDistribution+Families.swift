// The families of counts: parameters, probabilities, shares, moments.

extension CountDistribution {
    /// The successes in independent trials with one probability.
    public struct Successes: Hashable, Sendable {
        /// The number of trials, 0 to 2⁵³.
        public let trials: Int
        /// The probability of success, 0 to 1.
        public let probability: Double

        func probability(of k: Int) -> Double {
            if probability <= 0 { return k == 0 ? 1 : 0 }
            if probability >= 1 { return k == trials ? 1 : 0 }
            return ReproducibleMath.exp(
                Binomial.logProbability(of: Double(k), trials: Double(trials), probability))
        }

        /// I_{1 − p}(n − k, k + 1) lies at or below k < n.
        func tails(_ k: Int) -> ReproducibleMath.Tails {
            ReproducibleMath.betaTails(
                Double(trials - k), Double(k) + 1, 1 - probability, complement: probability)
        }
    }

    /// The marked things among those drawn without replacement.
    public struct Marked: Hashable, Sendable {
        /// How many marked things there are, 0 or more.
        public let successes: Int
        /// How many others there are, 0 or more; at most 10¹² together.
        public let failures: Int
        /// How many are drawn, at most all.
        public let draws: Int

        var population: Double { Double(successes) + Double(failures) }

        var support: ClosedRange<Int> { Swift.max(0, draws - failures)...Swift.min(successes, draws) }

        var mean: Double { population > 0 ? Double(draws) * (Double(successes) / population) : 0 }

        var variance: Double {
            guard population > 1 else { return 0 }
            return mean * (Double(failures) / population) * ((population - Double(draws)) / (population - 1))
        }

        func probability(of k: Int) -> Double {
            if support.lowerBound == support.upperBound { return 1 }
            return ReproducibleMath.exp(
                Hypergeometric.logProbability(
                    of: Double(k), Double(successes), Double(failures), Double(draws)))
        }

        /// The sum of the probabilities on the side away from the mean, term by term until nothing is added.
        func tails(_ k: Int) -> ReproducibleMath.Tails {
            // P(j + 1)/P(j) = (successes − j)(draws − j)/((j + 1)(failures − draws + j + 1)).
            func ratio(_ j: Double) -> Double {
                (Double(successes) - j) * (Double(draws) - j) / ((j + 1) * (Double(failures) - Double(draws) + j + 1))
            }
            let goesDown = Double(k) < mean
            var j = goesDown ? Double(k) : Double(k) + 1
            var term = probability(of: goesDown ? k : k + 1)
            var sum = 0.0
            while term > sum * 0x1p-56 {
                sum += term
                if goesDown {
                    j -= 1
                    term = j >= Double(support.lowerBound) ? term / ratio(j) : 0
                } else {
                    term *= ratio(j)
                    j += 1
                }
            }
            return goesDown ? ReproducibleMath.Tails(lower: sum) : ReproducibleMath.Tails(upper: sum)
        }
    }

    /// Independent events in a span of time.
    public struct Events: Hashable, Sendable {
        /// The mean number of events, 0 to 10¹⁵.
        public let mean: Double
    }

    /// The failures before the first success.
    public struct FailuresBeforeFirst: Hashable, Sendable {
        /// The probability of success, from 10⁻¹⁵ to 1.
        public let probability: Double

        func probability(of k: Int) -> Double {
            if probability >= 1 { return k == 0 ? 1 : 0 }
            return probability * ReproducibleMath.exp(Double(k) * ReproducibleMath.log(onePlus: -probability))
        }
    }

    /// The failures before a number of successes.
    public struct FailuresBefore: Hashable, Sendable {
        /// How many successes, greater than 0, not necessarily whole.
        public let successes: Double
        /// The probability of success, greater than 0, at most 1.
        public let probability: Double

        var mean: Double { successes * ((1 - probability) / probability) }

        /// Γ(k + r)/(k!·Γ(r))·pʳ(1 − p)ᵏ = pʳ(1 − p)ᵏ/(k·B(r, k)): a beta density, whose large terms do not cancel.
        func probability(of k: Int) -> Double {
            if probability >= 1 { return k == 0 ? 1 : 0 }
            let count = Double(k)
            if k == 0 { return ReproducibleMath.exp(successes * ReproducibleMath.log(probability)) }
            return ReproducibleMath.betaDensity(successes, count, probability, 1 - probability)
                * (probability / count) * (1 - probability)
        }

        /// I_p(r, k + 1) lies at or below k.
        func tails(_ k: Int) -> ReproducibleMath.Tails {
            ReproducibleMath.betaTails(successes, Double(k) + 1, probability)
        }
    }

    /// Equally likely anywhere between two whole numbers.
    public struct Integers: Hashable, Sendable {
        /// The lower bound, between −2⁵³ and 2⁵³.
        public let low: Int
        /// The upper bound, not below the lower, at most 2⁵³.
        public let high: Int

        /// How many there are.
        var size: Double { Double(high - low) + 1 }
    }
}

extension ReproducibleMath.Tails {
    /// The tails of the same point of the mirrored distribution.
    var swapped: ReproducibleMath.Tails {
        var result = self
        result.lower = upper
        result.upper = lower
        return result
    }
}

extension ReproducibleMath {
    /// The Poisson probability of a whole k ≥ 0.
    static func poissonProbability(of k: Int, mean: Double) -> Double {
        guard mean > 0 else { return k == 0 ? 1 : 0 }
        return k == 0 ? exp(-mean) : poissonTerm(Double(k), mean)
    }
}
