// The course of time under one policy: for each state and region, a band of quantiles at each instant.

import CivilTime
import Dispatch
import Rollouts
import Statistics

/// Mean and quantiles over replications of every series of the timeline, under one policy.
///
/// Quantiles are Hyndman and Fan's type 7 over single-precision values, which keep whole numbers to sixteen million exact.
public struct TimelineBands: Sendable {
    /// The policy's id.
    public let policy: String
    /// The instants, ascending.
    public let instants: [Instant]
    /// The series; a region of "" is the whole world.
    public let series: [TimelineSeries]
    /// The bands: series by series, in it instant by instant.
    public let bands: [Band]

    /// What a series is at one instant, over replications.
    public struct Band: Sendable, Equatable {
        /// Arithmetic mean, in endpoints as are the quantiles.
        public var mean: Float
        /// Quantile at 5 %.
        public var p05: Float
        /// Median.
        public var p50: Float
        /// Quantile at 95 %.
        public var p95: Float
    }

    /// The band of one series at one instant; the position must be inside.
    public func band(series: Int, instant: Int) -> Band { bands[series * instants.count + instant] }

    /// Memory that the courses of one policy may take, in bytes.
    static let memoryPerPolicy = 64 << 20

    /// Number of replications, from the first, whose courses are kept: all of them where they fit into 64 MiB a policy, else
    /// as many as fit and at least 20.
    ///
    /// It depends on nothing but the number of replications and the size of the timeline, so that neither the machine nor
    /// the selection of policies is seen in a band.
    static func replicationsKept(of replications: Int, cells: Int) -> Int {
        guard cells > 0 else { return 0 }
        return min(replications, max(20, memoryPerPolicy / (cells * MemoryLayout<Float>.stride)))
    }

    /// Computes the bands of all policies.
    ///
    /// - Parameter courses: Replication by replication, in it policy by policy, in it series by series, in it instant by
    ///   instant.
    /// - Throws: ``ExperimentError/interrupted``.
    static func all(
        of courses: [Float], replications: Int, policies: [String], layout: TimelineLayout, threads: Int,
        cancellation: Cancellation
    ) throws(ExperimentError) -> [TimelineBands] {
        let cells = layout.instants.count * layout.series.count
        guard cells > 0, replications > 0 else { return [] }
        let width = cells * policies.count
        var bands = [Band](repeating: Band(mean: 0, p05: 0, p50: 0, p95: 0), count: width)
        let blocks = (width + blockWidth - 1) / blockWidth
        bands.withUnsafeMutableBufferPointer { bands in
            courses.withUnsafeBufferPointer { courses in
                let work = BandWork(courses: courses, bands: bands, width: width, replications: replications)
                // A block is taken by one thread and written by it alone.
                DispatchQueue.concurrentPerform(iterations: max(threads, 1)) { thread in
                    var columns = [[Float]](repeating: [], count: blockWidth)
                    for block in stride(from: thread, to: blocks, by: max(threads, 1)) {
                        if cancellation.isCancelled { return }
                        work.compute(block * blockWidth..<min((block + 1) * blockWidth, width), with: &columns)
                    }
                }
            }
        }
        guard !cancellation.isCancelled else { throw .interrupted }
        return policies.enumerated().map { index, policy in
            TimelineBands(
                policy: policy, instants: layout.instants, series: layout.series,
                bands: Array(bands[index * cells..<(index + 1) * cells]))
        }
    }

    /// Columns gathered in one pass over the replications, so that each cache line is read once.
    private static let blockWidth = 16
}

/// The courses and the bands to be computed from them; each cell is written once and by one thread.
private struct BandWork: @unchecked Sendable {
    let courses: UnsafeBufferPointer<Float>
    let bands: UnsafeMutableBufferPointer<TimelineBands.Band>
    let width: Int
    let replications: Int

    /// Computes the bands of some cells, using `columns` as working memory.
    func compute(_ cells: Range<Int>, with columns: inout [[Float]]) {
        for column in columns.indices { columns[column].removeAll(keepingCapacity: true) }
        for replication in 0..<replications {
            for (column, cell) in cells.enumerated() { columns[column].append(courses[replication * width + cell]) }
        }
        for (column, cell) in cells.enumerated() { bands[cell] = band(of: &columns[column]) }
    }

    /// The band of one cell; sorts the values.
    private func band(of values: inout [Float]) -> TimelineBands.Band {
        let first = values[0]
        if values.allSatisfy({ $0 == first }) {
            return TimelineBands.Band(mean: first, p05: first, p50: first, p95: first)
        }
        let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        values.sort()
        // Counts of endpoints are finite, so that every quantile exists.
        func quantile(_ p: Double) -> Float {
            OrderedSample.quantile(p, ofAscending: values).map { Float($0) } ?? first
        }
        return TimelineBands.Band(mean: Float(mean), p05: quantile(0.05), p50: quantile(0.5), p95: quantile(0.95))
    }
}
