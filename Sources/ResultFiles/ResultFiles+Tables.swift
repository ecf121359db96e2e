// The rows of the tables, field by field in the order of their columns.

import CivilTime
import Experiments
import Rollouts

extension ResultFiles {
    /// Writes all tables.
    ///
    /// - Returns: What was written, in the order of ``tables``.
    func writeTables(
        into folder: inout OutputFolder, cancellation: Cancellation
    ) throws(ResultFileError) -> [FileDigest] {
        func write(
            _ description: TableDescription, rows: Int, fill: (_ row: inout CSVWriter, _ index: Int) -> Void
        ) throws(ResultFileError) -> FileDigest {
            try folder.write(description.file) { sink throws(ResultFileError) in
                var row = CSVWriter()
                for column in description.columns { row.field(column.name) }
                row.endRow()
                for index in 0..<rows {
                    fill(&row, index)
                    row.endRow()
                    guard row.isFull else { continue }
                    if cancellation.isCancelled { throw .interrupted }
                    try row.drain(into: &sink)
                }
                try row.drain(into: &sink)
            }
        }
        let policies = table.policies.count
        let cells = timeline.first.map { $0.instants.count * $0.series.count } ?? 0
        return [
            try write(.replications(metrics: table.metrics), rows: policies * table.replications) { row, index in
                fillOutcome(&row, policy: index / table.replications, replication: index % table.replications)
            },
            try write(.summary, rows: summaries.count) { row, index in fill(&row, summaries[index]) },
            try write(.comparisons, rows: comparisons.count) { row, index in fill(&row, comparisons[index]) },
            try write(.observations, rows: observations.count) { row, index in fill(&row, observations[index]) },
            try write(.timeline, rows: timeline.count * cells) { row, index in
                fill(&row, timeline[index / cells], cell: index % cells)
            },
        ]
    }

    private func fillOutcome(_ row: inout CSVWriter, policy: Int, replication: Int) {
        row.field(table.policies[policy])
        row.field(replication)
        for value in table.outcome(policy: policy, replication: replication) { row.field(value) }
    }

    private func fill(_ row: inout CSVWriter, _ summary: Summary) {
        row.field(summary.policy)
        row.field(summary.metric.id)
        row.field(summary.metric.unit.rawValue)
        row.field(summary.n)
        row.field(summary.censored)
        row.field(summary.mean)
        row.field(summary.standardDeviation)
        row.field(summary.interval?.low)
        row.field(summary.interval?.high)
        row.field(summary.p05)
        row.field(summary.p50)
        row.field(summary.p95)
        row.field(summary.intervalMethod?.rawValue)
        row.field(summary.medianInterval?.low)
        row.field(summary.medianInterval?.high)
        row.field(summary.tailMean)
    }

    private func fill(_ row: inout CSVWriter, _ comparison: Comparison) {
        row.field(comparison.policy)
        row.field(comparison.baseline)
        row.field(comparison.metric.id)
        row.field(comparison.metric.unit.rawValue)
        row.field(comparison.n)
        row.field(comparison.meanDifference)
        row.field(comparison.interval?.low)
        row.field(comparison.interval?.high)
        row.field(comparison.correlation)
        row.field(comparison.varianceReduction)
        row.field(comparison.censored)
    }

    private func fill(_ row: inout CSVWriter, _ check: ObservationCheck) {
        let observation = check.observation
        row.field(observation.id)
        row.field(check.policy)
        row.field(observation.metric)
        row.field(observation.minus)
        row.field(check.metric.unit.rawValue)
        row.field(observation.value)
        row.field(observation.tolerance)
        row.field(check.instant(ofHours: observation.value, start: start))
        row.field(check.p05)
        row.field(check.p50)
        row.field(check.p95)
        row.field(check.n)
        row.field(check.censored)
        row.field(check.rank)
        row.field(check.isInside)
        row.field(observation.fitted)
        row.field(observation.source)
        row.field(observation.statement)
    }

    private func fill(_ row: inout CSVWriter, _ bands: TimelineBands, cell: Int) {
        // Time by time, in it series by series: rows of one instant stand together.
        let instant = cell / bands.series.count
        let series = cell % bands.series.count
        let band = bands.band(series: series, instant: instant)
        let region = bands.series[series].region
        let attributes = bands.series[series].attributes
        row.field(bands.policy)
        row.field(bands.instants[instant])
        row.field(bands.series[series].state)
        row.field(region.isEmpty ? "world" : region)
        row.field(attributes.isEmpty ? "all" : attributes)
        row.field(band.mean)
        row.field(band.p05)
        row.field(band.p50)
        row.field(band.p95)
    }
}
