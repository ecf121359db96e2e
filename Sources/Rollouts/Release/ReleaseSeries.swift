// Several releases one after another, each good or bad by the same chances.

import CivilTime

/// A release that is one of several like it: each has the same defects by the same prior probabilities, luck of its own, and the same
/// customers.
///
/// Each release is followed for the scenario's horizon from its own beginning, which lies whole days after that of the one before; they do not
/// queue for the same support or technicians. The outcome is that of the whole series: what is counted is summed up, what is
/// the largest or the first of something is the largest or the first, and other values are means over the releases that have one.
public struct ReleaseSeries: Sendable, Equatable {
    /// How many releases there are; 1 to ``ScenarioLimits/releases``.
    public var count: Int
    /// Days from one to the next; 1 to 400.
    public var everyDays: Int

    /// A series; ``Plan/init(_:)`` checks the numbers.
    public init(count: Int, everyDays: Int) {
        self.count = count
        self.everyDays = everyDays
    }
}

extension Scenario {
    /// The scenario of a later release of the series: everything that belongs to a release lies so many days later.
    func delayed(byDays days: Int) -> Scenario {
        var result = self
        let span = TimeSpan.hours(Double(days) * 24)
        result.clock.start = clock.start.adding(span)
        switch release.published {
        case .at(let instant): result.release.published = .at(instant.adding(span))
        case .between(let early, let late): result.release.published = .between(early.adding(span), late.adding(span))
        }
        for index in checkpoints.indices { result.checkpoints[index].date = checkpoints[index].date.adding(days: days) }
        return result
    }

    /// Checks the series, and what customers say of releases that they are behind.
    func checkSeries() throws(PlanError) {
        if let series = release.series {
            try require(
                (1...ScenarioLimits.releases).contains(series.count),
                "a series must have 1 to \(ScenarioLimits.releases) releases")
            try require(
                (1...ScenarioLimits.longestWorkingDays).contains(series.everyDays),
                "the releases of a series must be 1 to \(ScenarioLimits.longestWorkingDays) days apart")
        }
        for segment in segments {
            guard let behind = segment.staging?.behind, behind != 0 else { continue }
            try require(
                (0...ScenarioLimits.behind).contains(behind),
                "segment \(segment.id) can be 0 to \(ScenarioLimits.behind) releases behind")
            try require(
                release.series != nil,
                "segment \(segment.id) takes a release when a later one is due; it needs a series of releases")
            let days = behind * (release.series?.everyDays ?? 0)
            try require(
                Double(days) * 24 < clock.horizon.inHours,
                "segment \(segment.id) takes a release \(days) days after the others; the horizon must be longer")
        }
    }
}
