// A description of every table for programs: the Frictionless Data Package.

/// The data package of one run (https://specs.frictionlessdata.io/data-package/): every CSV file with its columns, their
/// types, units and meanings.
public struct DataPackage: Sendable, Equatable {
    /// What was run; the package takes its name and its title.
    public var manifest: Manifest
    /// The tables to be described, in the order in which they are listed.
    public var tables: [TableDescription]
    /// Length and digest of the tables' files, found by name; a table without one is described without them.
    public var files: [FileDigest]

    /// A description of tables that were written as `files`.
    public init(manifest: Manifest, tables: [TableDescription], files: [FileDigest]) {
        self.manifest = manifest
        self.tables = tables
        self.files = files
    }

    /// The descriptor as JSON.
    public var json: JSONValue {
        .object([
            ("profile", .string("tabular-data-package")),
            ("name", .string(Self.packageName(manifest.id))),
            ("title", .string(manifest.title)),
            ("version", .string(SoftwareVersion.current)),
            ("resources", .array(tables.map(resource))),
        ])
    }

    private func resource(_ table: TableDescription) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("profile", .string("tabular-data-resource")),
            ("name", .string(table.file.replacing(".csv", with: ""))),
            ("path", .string(table.file)),
            ("description", .string(table.meaning)),
            ("format", .string("csv")),
            ("mediatype", .string("text/csv")),
            ("encoding", .string("utf-8")),
        ]
        if let file = files.first(where: { $0.name == table.file }) {
            members += [("bytes", .integer(file.bytes)), ("hash", .string("sha256:\(file.sha256)"))]
        }
        members += [
            (
                "dialect",
                .object([
                    ("delimiter", .string(",")), ("lineTerminator", .string("\n")), ("quoteChar", .string("\"")),
                    ("doubleQuote", .bool(true)), ("header", .bool(true)),
                ])
            ),
            (
                "schema",
                .object([
                    ("fields", .array(table.columns.map(field))),
                    // Only the empty field is missing: a policy may be called "null" or "NA".
                    ("missingValues", .array([.string("")])),
                    ("primaryKey", .array(table.key.map(JSONValue.string))),
                ])
            ),
        ]
        return .object(members)
    }

    private func field(_ column: TableColumn) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("name", .string(column.name)), ("type", .string(column.kind.rawValue)),
            ("description", .string(column.meaning)),
        ]
        if let unit = column.unit { members.append(("unit", .string(unit))) }
        members.append(("constraints", .object([("required", .bool(!column.isOptional))])))
        return .object(members)
    }

    /// A name in the form that the specification asks for: lower case, letters, digits, ".", "_" and "-".
    private static func packageName(_ id: String) -> String {
        String(
            id.lowercased().map { character in
                character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
                    ? character : "-"
            })
    }
}
