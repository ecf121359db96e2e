// Which endpoints are canaries, and how many of them can fail.

import RandomStreams

extension Simulation {
    /// Selects the canaries of a stage and lets those that can fail fetch from the origin.
    ///
    /// The healthy canaries change nothing that is measured, so only those at risk are drawn: by the hypergeometric law out of the
    /// whole fleet, or out of each platform.
    mutating func selectCanaries(_ canary: Canary, stage: Int) {
        let entity = UInt32(truncatingIfNeeded: stage)
        switch canary {
        case .random(let size):
            var stream = draws.stream(plan.purposes.canary, entity: entity)
            let hits = Hypergeometric.sample(
                successes: endpoints.count, failures: max(0, totalFleet - endpoints.count),
                draws: min(max(0, size), totalFleet), from: &stream)
            mark(hits, of: 0..<strata.count, where: nil, from: &stream)
        case .perPlatform(let size):
            for platform in plan.affected.indices {
                // A stream for each platform, so that another platform leaves this one's canaries alone.
                var stream = draws.stream(plan.affected[platform].canary, entity: entity)
                let atRisk = strata.reduce(0) { $0 + ($1.platform == platform ? $1.endpoints.count : 0) }
                // Of the platform's endpoints only those that would show the failure are at risk.
                let whole = platformEndpoints[platform]
                let hits = Hypergeometric.sample(
                    successes: atRisk, failures: whole - atRisk, draws: min(max(0, size), whole), from: &stream)
                mark(hits, of: 0..<strata.count, where: platform, from: &stream)
            }
        }
    }

    /// Marks so many different endpoints of the given strata, all equally likely, by selection sampling (Fan, Muller and Rezucha 1962;
    /// Knuth, The Art of Computer Programming, volume 2, algorithm S).
    private mutating func mark(
        _ count: Int, of range: Range<Int>, where platform: Int?, from stream: inout AddressedStream
    ) {
        var wanted = count
        var left = 0
        for stratum in range where platform == nil || Int(strata[stratum].platform) == platform {
            left += strata[stratum].endpoints.count
        }
        for stratum in range where platform == nil || Int(strata[stratum].platform) == platform {
            for endpoint in strata[stratum].endpoints where wanted > 0 {
                if stream.nextUniform() * Double(left) < Double(wanted) {
                    wanted -= 1
                    offerDirectly(Int(endpoint))
                }
                left -= 1
            }
        }
    }

    /// A canary is offered the release unless its customer already has it.
    private mutating func offerDirectly(_ index: Int) {
        let customer = Int(strata[Int(endpoints[index].stratum)].customer)
        guard !endpoints[index].isCanary, customers[customer].fetchedAt == never else { return }
        endpoints[index].isCanary = true
        log.record(.canarySelected, at: now, customer: customer, stratum: Int(endpoints[index].stratum), endpoints: 1)
        install(index, available: now)
    }
}
