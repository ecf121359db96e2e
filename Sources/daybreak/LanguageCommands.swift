// `daybreak reference` and `daybreak schema`: what a scenario file may say, for people and for editors.

import ArgumentParser
import ScenarioFiles

struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Print every key of the scenario language with type, unit, default and meaning, as Markdown.",
        discussion: """
            EXAMPLE
              daybreak reference | less
            """)

    func run() throws { try Output.print(ScenarioLanguage.reference) }
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
