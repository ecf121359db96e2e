// Which threats, prices and groups of a timeline a scenario may have.

import CivilTime

extension Scenario {
    /// Checks the rate of attacks and the prices.
    func checkLosses() throws(PlanError) {
        switch threats?.rate {
        case .constant(let perHour): try requireRate(perHour)
        case .daily(let profile): try requireRate(profile.maximum)
        case .steps(let steps):
            try require(!steps.isEmpty, "the rate of attacks has no step")
            try require(
                steps.count <= ScenarioLimits.threatSteps,
                "the rate of attacks has more than \(ScenarioLimits.threatSteps) steps")
            try require(
                zip(steps, steps.dropFirst()).allSatisfy { $0.from < $1.from },
                "the steps of the rate of attacks must be in the order of their instants")
            for step in steps {
                try requireRate(step.perHour)
                // Ticks between instants of the same era fit, and their differences too.
                try require(
                    abs((step.from - clock.start).inHours) <= 24 * 36_525,
                    "a step of the rate of attacks lies more than a hundred years from the start")
            }
        case nil: break
        }
        for (price, name) in prices?.all ?? [] {
            try require(
                price >= 0 && price <= ScenarioLimits.price,
                "the price of \(name) is \(price); expected 0 to \(Quantity.text(ofCount: ScenarioLimits.price))")
        }
    }

    private func requireRate(_ perHour: Double) throws(PlanError) {
        try require(
            perHour >= 0 && perHour <= ScenarioLimits.threatsPerHour,
            "the rate of attacks is \(perHour) per hour; expected 0 to "
                + Quantity.text(ofCount: ScenarioLimits.threatsPerHour))
    }

    /// Checks what the timeline counts by.
    func checkTimelineDimensions() throws(PlanError) {
        var seen: Set<TimelineDimension> = []
        for dimension in clock.timelineBy {
            let name =
                switch dimension {
                case .region: "region"
                case .attribute(let id): id
                }
            try require(seen.insert(dimension).inserted, "the timeline counts by '\(name)' twice")
            guard case .attribute(let id) = dimension else { continue }
            try require(attributes.contains { $0.id == id }, "the timeline counts by an unknown attribute '\(id)'")
        }
    }
}

extension Prices {
    /// Every price and what it is the price of.
    var all: [(price: Double, name: String)] {
        [
            (endpointHourLost, "an endpoint-hour lost"), (weightedEndpointHourLost, "a weighted endpoint-hour lost"),
            (technicianHour, "a technician-hour"), (supportCase, "a support case"), (supportCall, "a support call"),
            (threatEncounter, "a threat encounter"), (lagEndpointHour, "an endpoint-hour of protection lag"),
            (weightedLagEndpointHour, "a weighted endpoint-hour of protection lag"),
        ]
    }
}
