// The outcomes of several releases as one.

import CivilTime

/// Gathers the outcomes and the courses of the releases of a series; reused from replication to replication.
struct SeriesOutcome {
    private(set) var outcome: [Double] = []
    private(set) var timeline: [Double] = []
    /// By metric, how many releases had a value, for means.
    private var counts: [Double] = []
    private var releases = 0.0

    mutating func removeAll() {
        outcome.removeAll(keepingCapacity: true)
        timeline.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        releases = 0
    }

    /// Adds what the next release ended in, and its course.
    ///
    /// - Parameters:
    ///   - plan: the release's.
    ///   - first: that of the first release of the series.
    mutating func add(_ values: [Double], _ course: [Double], of plan: Plan, after first: Plan) {
        let metrics = plan.metrics
        let hours = (plan.start - first.start).inHours
        let peak = plan.metricTable.index(.peakFailed)
        let peakTime = plan.metricTable.index(.peakFailedTime)
        releases += 1
        guard !outcome.isEmpty else {
            outcome.append(contentsOf: values)
            timeline.append(contentsOf: course)
            for value in values { counts.append(value.isNaN ? 0 : 1) }
            return
        }
        // When the largest number of failed endpoints was reached belongs to the release that had it.
        let isWorst = values[peak] > outcome[peak]
        for index in timeline.indices { timeline[index] += course[index] }
        for index in outcome.indices where !values[index].isNaN {
            defer { counts[index] += 1 }
            guard counts[index] > 0 else {
                outcome[index] = metrics[index].isInstant ? values[index] + hours : values[index]
                continue
            }
            switch metrics[index].overReleases {
            case .sum, .mean: outcome[index] += values[index]
            case .largest: outcome[index] = max(outcome[index], values[index])
            case .first:
                if index != peakTime {
                    // What the first release's horizon cut off, a later one may have.
                    outcome[index] = min(outcome[index], values[index] + hours)
                } else if isWorst {
                    outcome[index] = values[index] + hours
                }
            }
        }
    }

    /// Turns sums into means: to be called once, after the last release.
    mutating func conclude(metrics: [Metric]) {
        for index in outcome.indices where metrics[index].overReleases == .mean && counts[index] > 1 {
            outcome[index] /= counts[index]
        }
        for index in timeline.indices { timeline[index] /= releases }
    }
}
