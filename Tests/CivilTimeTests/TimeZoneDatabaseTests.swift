// The system's tz database: found or missed with a clear word, its version, its names, and two other readers of it.

import Foundation
import Testing

@testable import CivilTime

@Suite struct TimeZoneDatabaseTests {
    /// A folder that is removed afterwards, with these files.
    static func withFolder(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files {
            let file = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        try body(folder.path)
    }

    static let plusTwo = TimeZoneFileBytes(offsets: [7200], footer: "<+02>-2").bytes

    /// Protects the user of a machine without zones: the message says what to install, and nothing stands in silently.
    @Test func missingDatabaseIsAClearError() throws {
        let result = TimeZoneDatabase.find(environment: nil, among: ["/nowhere/zoneinfo", "/nowhere/else"])
        guard case .failure(let error) = result else {
            Issue.record("a database was found nowhere")
            return
        }
        #expect(error.subject == .zoneDatabase)
        #expect(
            error.message
                == "this system has no time zone database (looked in /nowhere/zoneinfo, /nowhere/else); install the "
                + "package tzdata, or set TZDIR to the folder of one")
        #expect(throws: CivilTimeError.self) { try TimeZoneDatabase(folder: "/nowhere") }
    }

    /// Protects those who name a folder from getting the zones of another.
    @Test func theFolderOfTheEnvironmentIsTheOnlyOne() throws {
        try Self.withFolder(["UTC": TimeZoneFileBytes().bytes]) { folder in
            let named = try TimeZoneDatabase.find(environment: folder, among: []).get()
            let searched = try TimeZoneDatabase.find(environment: "", among: ["/nowhere", folder]).get()
            #expect(named.folder == folder && searched.folder == folder)
            guard case .failure(let error) = TimeZoneDatabase.find(environment: "/nowhere", among: [folder]) else {
                Issue.record("another folder stands in for the one that was named")
                return
            }
            #expect(
                error.message
                    == "there is no time zone database in '/nowhere', which TZDIR names; unset it or correct it")
        }
    }

    @Test(
        "The version is that of tzdata.zi, or else of +VERSION, and only what looks like one",
        arguments: [
            ("# version 2026a\nR d 1916 o", nil, "2026a"), ("# version 2024b-dirty\r\n", nil, "2024b-dirty"),
            (nil, "2025b\n", "2025b"), ("# version 2026a\n", "2025b", "2026a"), (nil, nil, nil), ("", nil, nil),
            ("# redo posix_only\n", nil, nil), (nil, "two words\n", nil), (nil, "\u{1B}[31m\n", nil),
            ("# version \"},\"x\":\n", nil, nil),
        ] as [(String?, String?, String?)])
    func versions(source: String?, file: String?, expected: String?) throws {
        var files = ["UTC": TimeZoneFileBytes().bytes]
        files["tzdata.zi"] = source.map { Array($0.utf8) }
        files["+VERSION"] = file.map { Array($0.utf8) }
        try Self.withFolder(files) { folder in
            let database = try TimeZoneDatabase(folder: folder)
            #expect(database.version == expected)
        }
    }

    /// Protects systems that keep the older names in a package of their own.
    @Test func olderNamesAreFoundWithoutTheirFiles() throws {
        let source =
            "# version 2026a\nZ Asia/Kolkata 5:30 - IST\nL Asia/Kolkata Asia/Calcutta\nL ../etc/passwd US/Evil\n"
        let files = ["UTC": TimeZoneFileBytes().bytes, "Asia/Kolkata": Self.plusTwo, "tzdata.zi": Array(source.utf8)]
        try Self.withFolder(files) { folder in
            let database = try TimeZoneDatabase(folder: folder)
            let table = try ZoneTable(identifier: "Asia/Calcutta", from: .epoch, to: .epoch, in: database)
            #expect(table.identifier == "Asia/Calcutta")
            #expect(table.offset(at: .epoch) == 7200)
            for name in ["US/Evil", "Asia/Tokyo", "../UTC"] {
                #expect(throws: CivilTimeError.self) {
                    try ZoneTable(identifier: name, from: .epoch, to: .epoch, in: database)
                }
            }
            #expect(database.identifiers == ["Asia/Kolkata", "UTC"])
        }
    }

    /// Protects against files that are not zones where zones should be.
    @Test func damagedZonesAreNamed() throws {
        let files = [
            "UTC": TimeZoneFileBytes().bytes, "Asia/Tokyo": Array("<html>".utf8), "Asia/Places/Here": Self.plusTwo,
        ]
        try Self.withFolder(files) { folder in
            let database = try TimeZoneDatabase(folder: folder)
            let error = #expect(throws: CivilTimeError.self) {
                try ZoneTable(identifier: "Asia/Tokyo", from: .epoch, to: .epoch, in: database)
            }
            #expect(
                error?.message
                    == "the file of 'Asia/Tokyo' in the time zone database is damaged: it is no TZif file")
            // A folder is no zone.
            #expect(throws: CivilTimeError.self) {
                try ZoneTable(identifier: "Asia/Places", from: .epoch, to: .epoch, in: database)
            }
        }
    }

    @Test("The system's database has a folder, names that are all zones, and a version that a manifest can carry")
    func systemDatabase() throws {
        let database = try TimeZoneDatabase.system()
        #expect(database.identifiers.count > 300)
        for name in database.identifiers { _ = try database.file(of: name) }
        #expect(TimeZoneDatabase.systemVersion == database.version ?? "unknown")
    }

    /// Python's `zoneinfo` (PEP 615), made to read the folder given and to answer lines of `zone second` by offsets.
    static let pythonProgram = """
        import sys, zoneinfo
        from datetime import datetime, timedelta, timezone
        zoneinfo.reset_tzpath([sys.argv[1]])
        epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
        zones = {}
        for line in sys.stdin:
            name, second = line.split()
            zone = zones.setdefault(name, zoneinfo.ZoneInfo(name))
            offset = (epoch + timedelta(seconds=int(second))).astimezone(zone).utcoffset()
            print(offset.days * 86400 + offset.seconds)
        """

    static let hasPython: Bool = {
        (try? CommandOutput.of("python3", ["-c", "import zoneinfo"], input: "")) != nil
    }()

    /// Protects the reader of files and of rules: another implementation, on the same files, at all changes from 1850 to 2100 and
    /// at random instants between, for every zone of the system.
    ///
    /// Seen to fail with these mistakes put in: `M10.5.0` read as the fifth weekday less a week; the end of daylight saving
    /// taken on the clock of standard time; the file's last offset before its first change; the rule applied to years
    /// that the file lists (Gaza, until 2086).
    @Test(.enabled(if: hasPython, "needs python3 with zoneinfo"))
    func everyZoneAgreesWithPython() throws {
        let database = try TimeZoneDatabase.system()
        let from = try Instant(parsing: "1850-01-01T00:00Z")
        let to = try Instant(parsing: "2099-12-01T00:00Z")
        var random = TestRandom(seed: 35)
        var questions: [(name: String, second: Int64, offset: Int)] = []
        for name in database.identifiers {
            let table = try ZoneTable(identifier: name, from: from, to: to, in: database)
            var seconds = (0..<100).map { _ in
                Int64.random(in: from.microseconds...to.microseconds, using: &random) / 1_000_000
            }
            for transition in table.transitions {
                let second = transition.instant.microseconds / 1_000_000
                seconds += [second - 1, second]
            }
            questions += seconds.map { (name, $0, table.offset(at: Instant(microseconds: $0 * 1_000_000))) }
        }
        let input = questions.map { "\($0.name) \($0.second)\n" }.joined()
        let output = try CommandOutput.of("python3", ["-c", Self.pythonProgram, database.folder], input: input)
        let answers = output.split(separator: "\n").map { Int($0) }
        try #require(answers.count == questions.count)
        let wrong = zip(questions, answers).filter { $0.offset != $1 }
        #expect(wrong.isEmpty, "\(wrong.count) of \(questions.count), the first: \(wrong.prefix(3))")
    }
}

/// What another program prints.
enum CommandOutput {
    struct Failure: Error {}

    static func of(_ program: String, _ arguments: [String], input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        // By way of files: a pipe that nobody empties while another is filled would wait for ever.
        let folder = FileManager.default.temporaryDirectory
        let files = (0..<2).map { _ in folder.appendingPathComponent(UUID().uuidString) }
        defer { for file in files { try? FileManager.default.removeItem(at: file) } }
        try Data(input.utf8).write(to: files[0])
        try Data().write(to: files[1])
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    }
}
