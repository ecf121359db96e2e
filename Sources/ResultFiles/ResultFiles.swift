// Everything that one run leaves in its folder, written in one go.

import CivilTime
import Experiments
import Rollouts

/// The results of one run, ready to be written.
public struct ResultFiles: Sendable {
    /// What was run, for the manifest.
    public var manifest: Manifest
    /// The scenario with overrides applied, as YAML.
    public var resolvedScenario: String
    /// Every outcome: policy × metric × replication.
    public var table: ResultTable
    /// A summary per policy and metric, in the order of the rows of `summary.csv`.
    public var summaries: [Summary]
    /// A comparison with the baseline per other policy and metric; empty where the baseline was not simulated.
    public var comparisons: [Comparison]
    /// The observations beside the baseline's distribution; empty where the baseline was not simulated.
    public var observations: [ObservationCheck]
    /// The course of time under each policy, all over the same instants and series.
    public var timeline: [TimelineBands]
    /// The instant from which metrics that are points in time count.
    public var start: Instant

    /// The results of a run. That the parts are of the same run is not checked: they are written as they are.
    ///
    /// - Parameters:
    ///   - manifest: What was run.
    ///   - resolvedScenario: The scenario with overrides applied, as YAML.
    ///   - table: Every outcome.
    ///   - summaries: Summaries of the table, such as `Summary.all(of:)` makes.
    ///   - comparisons: Comparisons of the table's policies with the baseline.
    ///   - observations: Observations beside the baseline's distribution.
    ///   - timeline: Bands per policy. All must have as many instants and series as the first.
    ///   - start: The scenario's time zero, from which points in time count.
    public init(
        manifest: Manifest, resolvedScenario: String, table: ResultTable, summaries: [Summary],
        comparisons: [Comparison], observations: [ObservationCheck], timeline: [TimelineBands], start: Instant
    ) {
        self.manifest = manifest
        self.resolvedScenario = resolvedScenario
        self.table = table
        self.summaries = summaries
        self.comparisons = comparisons
        self.observations = observations
        self.timeline = timeline
        self.start = start
    }

    /// The tables in the order in which they are written and described.
    public var tables: [TableDescription] {
        [.replications(metrics: table.metrics), .summary, .comparisons, .observations, .timeline]
    }

    /// Writes all files into a folder; all of them appear, or none does.
    ///
    /// Files of the folder with other names are left alone.
    ///
    /// - Parameters:
    ///   - path: The folder; made with its parents where it does not exist.
    ///   - cancellation: Asks for an early end; looked at once for every buffer that is written.
    /// - Throws: ``ResultFileError/cannotCreate(path:reason:)``, ``ResultFileError/writeFailed(path:reason:)`` or
    ///   ``ResultFileError/interrupted``.
    public func write(to path: String, cancellation: Cancellation = Cancellation()) throws(ResultFileError) {
        var folder = try OutputFolder.begin(path)
        do throws(ResultFileError) {
            let digests = try writeTables(into: &folder, cancellation: cancellation)
            let package = DataPackage(manifest: manifest, tables: tables, files: digests)
            for (name, text) in [
                ("scenario.yaml", resolvedScenario), ("datapackage.json", package.json.text),
                ("manifest.json", manifest.json.text),
            ] {
                _ = try folder.write(name) { sink throws(ResultFileError) in try sink.write(text) }
            }
            if cancellation.isCancelled { throw .interrupted }
        } catch {
            folder.discard()
            throw error
        }
        try folder.commit()
    }
}
