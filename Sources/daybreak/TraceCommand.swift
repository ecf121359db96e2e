// `daybreak trace`: the event log of one replication as CSV on standard output.

import ArgumentParser
import CivilTime
import Experiments
import ResultFiles
import Rollouts
import ScenarioFiles

struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Print the event log of one replication as CSV.",
        discussion: """
            Columns: time (UTC), hours since the scenario's start, event, region, customer, platform, endpoints, detail. \
            The last rows are the outcome: a row per metric, whose detail is metric=value, equal to that replication's \
            row of replications.csv; nothing after the equals sign is no value.

            EXAMPLE
              daybreak trace scenario.yaml --policy canary --replication 17 | head
            """)

    @OptionGroup var scenario: ScenarioArguments

    @Option(help: ArgumentHelp("The policy.", valueName: "ID"))
    var policy: String

    @Option(help: ArgumentHelp("Number of the replication, from 0.", valueName: "R"))
    var replication: Int

    func validate() throws {
        if !(0..<Experiment.mostReplications).contains(replication) {
            throw ValidationError(
                "--replication must be 0 to \(Experiment.mostReplications - 1); found \(replication)")
        }
    }

    func run() throws {
        do {
            try trace()
        } catch {
            throw ExitStatus.report(error)
        }
    }

    private func trace() throws {
        let study = try scenario.load().study
        let experiment = try Experiment(study, policies: [policy], replications: 1, seed: scenario.seed)
        let plan = experiment.plans[0]
        let (events, outcome) = Trace.run(plan, seed: experiment.seed, replication: UInt32(clamping: replication))
        do {
            try write(events, outcome, of: plan)
        } catch Output.Failure.readerGone {
            return
        } catch Output.Failure.cannotWrite(let reason) {
            Output.complain("cannot write to standard output: \(reason)")
            throw ExitStatus.cannotWrite
        }
    }

    private func write(_ events: [LoggedEvent], _ outcome: [Double], of plan: Plan) throws(Output.Failure) {
        var row = CSVWriter()
        for name in ["time", "hours", "event", "region", "customer", "platform", "endpoints", "detail"] {
            row.field(name)
        }
        row.endRow()
        for event in events {
            row.field(event.time)
            row.field((event.time - plan.scenario.clock.start).inHours)
            row.field(event.event.rawValue)
            for text in [event.region, event.customer, event.platform] { row.field(text.isEmpty ? nil : text) }
            row.field(event.endpoints)
            row.field(event.detail.isEmpty ? nil : event.detail)
            row.endRow()
            if row.isFull {
                try Output.write(row.bytes)
                row.removeAll()
            }
        }
        for (metric, value) in zip(plan.metrics, outcome) {
            row.field(nil as Instant?)
            row.field(nil as Double?)
            row.field("outcome")
            for _ in 0..<3 { row.field(nil as String?) }
            row.field(nil as Int?)
            row.field("\(metric.id)=\(DecimalText.of(value) ?? "")")
            row.endRow()
        }
        try Output.write(row.bytes)
    }
}
