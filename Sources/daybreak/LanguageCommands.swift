// `daybreak reference` and `daybreak schema`: what a scenario file may say, for people and for editors.

import ArgumentParser
import ScenarioFiles

struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print every key of the scenario language with type, unit, default and meaning, as Markdown.",
        discussion: """
            EXAMPLES
              daybreak reference | less
              daybreak reference staff
            """)

    @Argument(
        help: ArgumentHelp(
            "One part only, such as staff or 'kill switch'; the head of the reference lists all.", valueName: "PART"))
    var part: String?

    func run() throws {
        guard let part else { return try Output.print(ScenarioLanguage.reference) }
        guard let text = ScenarioLanguage.reference(of: part) else {
            let hint = NearestName.hint(for: part, among: ScenarioLanguage.referenceParts)
            Output.complain("the reference has no part '\(part)'; \(hint)")
            throw ExitStatus.usage
        }
        try Output.print(text)
    }
}

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema (draft 07) of scenario files, by which editors complete and check them.",
        discussion: """
            An editor with the YAML language server finds the schema by the first line of a scenario:

              # yaml-language-server: $schema=./scenario.schema.json

            EXAMPLE
              daybreak schema > scenario.schema.json
            """)

    func run() throws { try Output.print(ScenarioLanguage.jsonSchema) }
}
