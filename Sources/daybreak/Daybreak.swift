// The command `daybreak`: its subcommands and what they share.

import ArgumentParser
import Foundation
import ResultFiles

@main
struct Daybreak: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "daybreak",
        abstract: "Simulate a worldwide software-update rollout under several policies and compare them.",
        discussion: """
            EXAMPLES
              daybreak validate Scenarios/trend-micro-2022.yaml
              daybreak run Scenarios/trend-micro-2022.yaml
              daybreak run scenario.yaml --policy canary --replications 200
              daybreak run scenario.yaml --set 'response.fix.build=1 h' --output what-if
              daybreak trace scenario.yaml --policy canary --replication 17 | head
              daybreak reference | less

            EXIT STATUS
              0   done
              64  wrong usage
              65  bad scenario
              66  scenario missing or unreadable
              70  a fault of the program
              73  output cannot be created
              74  output cannot be written
              75  interrupted
            """,
        version: SoftwareVersion.current,
        subcommands: [
            RunCommand.self, ValidateCommand.self, TraceCommand.self, ReferenceCommand.self, SchemaCommand.self,
        ])

    static func main() {
        // A reader that goes away, or a file at its limit, is an error of a write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        main(nil)
    }
}
