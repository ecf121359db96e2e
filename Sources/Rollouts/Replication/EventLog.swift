// What is told to the event log of a replication, and in which words.

import CivilTime
import EventKernel

/// What the kernel's log keeps of a replication. The indices are those of the simulation.
struct LogEntry {
    var event: LoggedEventKind
    var customer: Int?
    var stratum: Int?
    var endpoints: Int?
    var way: Recovery?
    var detail = ""
}

extension EventLog where Entry == LogEntry {
    @inline(__always)
    mutating func record(
        _ event: LoggedEventKind, at tick: Int64, customer: Int? = nil, stratum: Int? = nil, endpoints: Int? = nil,
        way: Recovery? = nil
    ) {
        record(
            LogEntry(event: event, customer: customer, stratum: stratum, endpoints: endpoints, way: way), at: tick)
    }

    @inline(__always)
    mutating func record(_ event: LoggedEventKind, at tick: Int64, detail: @autoclosure () -> String) {
        record(LogEntry(event: event, detail: detail()), at: tick)
    }
}

/// The words of an event log. Customers appear in it only if an endpoint of theirs can fail.
public enum LoggedEventKind: String, Sendable, CaseIterable {
    /// The release is published; the repaired one, where tests had found the defect.
    case published
    /// People have approved the stage that starts; the detail is its id.
    case stageApproved = "stage-approved"
    /// A stage of the rollout starts; the detail is its id.
    case stageStarted = "stage-started"
    /// An endpoint that can fail becomes a canary of the stage that starts.
    case canarySelected = "canary-selected"
    /// A customer's update server fetches the faulty item.
    case relayFetched = "relay-fetched"
    /// An endpoint fails.
    case failed
    /// Telemetry has seen enough for the gate; the customer is that of the last failure, where it raised the alarm itself, and the
    /// detail `true` or `false`.
    case gateAlarm = "gate-alarm"
    /// A gate's alarm leads to a stop, confirmed by people where they are asked; the detail is the kind of stop.
    case gateDecided = "gate-decided"
    /// A gate's test has passed; the detail is the id of the stage that started last.
    case gatePassed = "gate-passed"
    /// The gate's alarm is known to be false, and the rollout resumes.
    case resumed
    /// A customer's staff see a pattern in the failures, or the vendor warns them of their canary.
    case aware
    /// A customer's report arrives at its support centre.
    case reported
    /// The first line has done what it can for a customer's case.
    case firstLineDone = "first-line-done"
    /// The user of a failed endpoint calls support for the first time.
    case userCalled = "user-called"
    /// The second line has investigated a customer's case, which counts as a match from now on unless the third line takes it.
    case secondLineDone = "second-line-done"
    /// The third line has investigated a customer's case, which counts as a match from now on.
    case thirdLineDone = "third-line-done"
    /// The agents of a surge are at work at a support centre; the detail is its id.
    case surge
    /// A support centre knows the error, by its own cases or another's; the detail is its id.
    case knownError = "known-error"
    /// The Critical Account Team joins a support centre's second line; the detail is the centre's id.
    case teamMobilised = "critical-account-team"
    /// A local team arrives at a customer.
    case localTeam = "local-team"
    /// A CERT warns its community; the detail is its id.
    case warned
    /// The vendor's people who decide know, and start what they can do.
    case escalated
    /// No further customer is offered the release.
    case paused
    /// The origin and its last edge no longer offer the faulty item.
    case halted
    /// The origin and its last edge offer the previous version.
    case rolledBack = "rolled-back"
    /// A customer's update server fetches the previous version.
    case relayRolledBack = "relay-rolled-back"
    /// The flag that turns the feature off has reached the last edge.
    case turnedOff = "kill-switch"
    /// The vendor publishes what people should not do.
    case advisoryPublished = "advisory-published"
    /// The vendor publishes the mitigation.
    case mitigationPublished = "mitigation-published"
    /// A customer begins to apply the mitigation.
    case mitigating
    /// The vendor publishes the corrective item.
    case fixPublished = "fix-published"
    /// A customer's update server fetches the corrective item, whether or not it works there.
    case relayCorrected = "relay-corrected"
    /// A customer begins to push the corrective item from its console.
    case consolePush = "console-push"
    /// Where the corrective item did not work, a customer has one that does.
    case secondIteration = "second-iteration"
    /// A failed endpoint works again with the protection off; the detail is the way: poll, console, restart or hand.
    case mitigated
    /// A failed endpoint works again, corrected; the detail is the way: poll, console, restart or hand.
    case restored
}

/// One line of an event log.
public struct LoggedEvent: Sendable, Equatable {
    /// When it happened.
    public var time: Instant
    /// What happened, in one word of the model.
    public var event: LoggedEventKind
    /// Region id; empty where the event is the world's.
    public var region: String
    /// Customer as `segment/region/number`; empty where the event is not a customer's.
    public var customer: String
    /// Platform id; empty where the event is not an endpoint's.
    public var platform: String
    /// How many endpoints the event concerns.
    public var endpoints: Int?
    /// Stage, support centre, kind of stop, whether an alarm is true, or the way of a recovery.
    public var detail: String
}
