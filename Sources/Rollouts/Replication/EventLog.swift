// The event log of a replication, and the log that costs nothing.

import CivilTime

/// What a log is told. The index arguments are those of the simulation.
protocol EventLog {
    mutating func record(
        _ event: LoggedEventKind, at tick: Int64, customer: Int?, stratum: Int?, endpoints: Int?, way: Recovery?,
        detail: @autoclosure () -> String)
}

extension EventLog {
    @inline(__always)
    mutating func record(
        _ event: LoggedEventKind, at tick: Int64, customer: Int? = nil, stratum: Int? = nil, endpoints: Int? = nil,
        way: Recovery? = nil
    ) {
        record(
            event, at: tick, customer: customer, stratum: stratum, endpoints: endpoints, way: way, detail: "")
    }

    @inline(__always)
    mutating func record(_ event: LoggedEventKind, at tick: Int64, detail: @autoclosure () -> String) {
        record(event, at: tick, customer: nil, stratum: nil, endpoints: nil, way: nil, detail: detail())
    }
}

/// A log that keeps nothing; the compiler removes the calls.
struct NoEventLog: EventLog {
    @inline(__always)
    mutating func record(
        _ event: LoggedEventKind, at tick: Int64, customer: Int?, stratum: Int?, endpoints: Int?, way: Recovery?,
        detail: @autoclosure () -> String
    ) {}
}

/// A log that keeps everything.
struct FullEventLog: EventLog {
    struct Entry {
        var event: LoggedEventKind
        var tick: Int64
        var customer: Int?
        var stratum: Int?
        var endpoints: Int?
        var way: Recovery?
        var detail: String
    }

    var entries: [Entry] = []

    mutating func record(
        _ event: LoggedEventKind, at tick: Int64, customer: Int?, stratum: Int?, endpoints: Int?, way: Recovery?,
        detail: @autoclosure () -> String
    ) {
        entries.append(
            Entry(
                event: event, tick: tick, customer: customer, stratum: stratum, endpoints: endpoints, way: way,
                detail: detail()))
    }
}

/// The words of an event log.
public enum LoggedEventKind: String, Sendable, CaseIterable {
    case published
    case stageStarted = "stage-started"
    case canarySelected = "canary-selected"
    case relayFetched = "relay-fetched"
    case failed
    case gateAlarm = "gate-alarm"
    case aware
    case reported
    case firstLineDone = "first-line-done"
    case secondLineDone = "second-line-done"
    case knownError = "known-error"
    case escalated
    case halted
    case mitigationPublished = "mitigation-published"
    case mitigating
    case fixPublished = "fix-published"
    case relayCorrected = "relay-corrected"
    case consolePush = "console-push"
    case secondIteration = "second-iteration"
    case mitigated
    case restored
}

/// One line of an event log.
public struct LoggedEvent: Sendable, Equatable {
    public var time: Instant
    public var event: LoggedEventKind
    /// Region id; empty where the event is the world's.
    public var region: String
    /// Customer as `segment/region/number`; empty where the event is not a customer's.
    public var customer: String
    /// Platform id; empty where the event is not an endpoint's.
    public var platform: String
    /// How many endpoints the event concerns.
    public var endpoints: Int?
    /// Stage, support centre, or the way of a recovery.
    public var detail: String
}
