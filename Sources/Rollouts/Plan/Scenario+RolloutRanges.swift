// Which stages a rollout may have, and which of their clauses can stand together.

extension Scenario {
    func checkRollout() throws(PlanError) {
        try require(!rollout.stages.isEmpty, "the rollout has no stage")
        try require(
            rollout.stages.count <= ScenarioLimits.stages, "the rollout has more than \(ScenarioLimits.stages) stages")
        try requireProbability(rollout.seekers, "the share of endpoints in the rollout that seek the release")
        for stage in rollout.stages { try stage.checkRanges() }
        let isLimited = rollout.stages.contains { $0.offersPerHour != nil }
        let isSplit =
            rollout.seekers > 0 || rollout.stages.contains { $0.endpointShare != nil || $0.smallFleets != nil }
        try require(
            !isLimited || !isSplit,
            "a stage limits the offers to customers, and another selects parts of their endpoints: only one of both can be"
        )
    }
}

extension RolloutStage {
    fileprivate func checkRanges() throws(PlanError) {
        try requireProbability(share ?? 1, "the share of stage \(id)")
        try requireProbability(endpointShare ?? 1, "the share of endpoints of stage \(id)")
        try requireWait(bake, "the bake time of stage \(id)")
        if let small = smallFleets {
            try require(small.endpoints >= 1, "stage \(id): small fleets have at least 1 endpoint")
            try requireProbability(small.share, "the share of small fleets of stage \(id)")
        }
        if let rate = offersPerHour {
            try require(
                ScenarioLimits.offersPerHour.contains(rate),
                "stage \(id): offers per hour must be 0.0001 to 1000000000")
            try require(offers == nil, "stage \(id) limits the offers per hour; it cannot have hours of offers besides")
        }
        guard let canary else { return }
        switch canary {
        case .perPlatform(let size), .random(let size):
            try require(size >= 1, "the canary of stage \(id) needs at least 1 endpoint")
        }
        try require(
            !selectsCustomers,
            "stage \(id) has a canary, which is drawn from the whole fleet; it cannot have regions or a share")
    }
}
