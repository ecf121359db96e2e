// The tz database of the system: where it is, which version it has, and the zones in it.

import Foundation

/// A folder of compiled zones, as `zic` and the package `tzdata` install it.
///
/// ```swift
/// let database = try TimeZoneDatabase.system()
/// database.version                          // "2026a", or nil if the folder does not say
/// let paris = try ZoneTable(identifier: "Europe/Paris", from: start, to: end, in: database)
/// ```
///
/// Files are read anew for each table, and nothing is kept: a table is compiled once per run and holds all it needs.
/// What is read is what the system has; no other table of zones stands in where it is missing.
public struct TimeZoneDatabase: Sendable, Hashable {
    /// The folder, such as `/usr/share/zoneinfo`.
    public let folder: String

    /// The version of the tz database, such as `2026a`; nil if the folder does not say.
    ///
    /// It stands in the first line of `tzdata.zi` (`# version 2026a`), or is the content of `+VERSION`.
    public let version: String?

    /// Where the system's database is looked for, in this order, unless the environment variable `TZDIR` names a folder.
    public static let searchPath = [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo",
    ]

    /// The database in a folder.
    /// - Throws: `CivilTimeError` if the folder does not hold one; every database has at least `UTC` or `Etc/UTC`.
    public init(folder: String) throws(CivilTimeError) {
        guard let database = Self(existingIn: folder) else {
            throw CivilTimeError(
                .zoneDatabase, text: folder,
                message: "there is no time zone database in \(CivilTimeError.quoted(folder))")
        }
        self = database
    }

    private init?(existingIn folder: String) {
        let holdsZones = ["UTC", "Etc/UTC"].contains { Self.contents(of: "\(folder)/\($0)") != nil }
        guard holdsZones else { return nil }
        self.folder = folder
        version = Self.version(in: folder)
    }

    /// The database of this system: in the folder that the environment variable `TZDIR` names, if it is set, and otherwise
    /// in the first folder of ``searchPath`` that holds one. It is looked for once in the life of a process.
    ///
    /// - Throws: `CivilTimeError` where there is none. Its message says what to install.
    public static func system() throws(CivilTimeError) -> TimeZoneDatabase {
        try found.get()
    }

    /// The version of the system's database; `unknown` where it does not say, or is missing.
    public static var systemVersion: String {
        (try? found.get())?.version ?? "unknown"
    }

    private static let found = find(environment: ProcessInfo.processInfo.environment["TZDIR"], among: searchPath)

    /// The database in `environment`, if that is given, and otherwise in the first of the folders that has one.
    static func find(environment: String?, among folders: [String]) -> Result<TimeZoneDatabase, CivilTimeError> {
        // Whoever sets TZDIR means it: another database would be a surprise, and perhaps another result.
        if let folder = environment, !folder.isEmpty {
            if let database = TimeZoneDatabase(existingIn: folder) { return .success(database) }
            let message =
                "there is no time zone database in \(CivilTimeError.quoted(folder)), which TZDIR names; unset it or "
                + "correct it"
            return .failure(CivilTimeError(.zoneDatabase, text: folder, message: message))
        }
        for folder in folders {
            if let database = TimeZoneDatabase(existingIn: folder) { return .success(database) }
        }
        let message =
            "this system has no time zone database (looked in \(folders.joined(separator: ", "))); install the package "
            + "tzdata, or set TZDIR to the folder of one"
        return .failure(CivilTimeError(.zoneDatabase, text: "", message: message))
    }

    /// The zones in it, sorted, the older names of each included; for proposing the nearest one.
    ///
    /// - Complexity: walks the folder.
    public var identifiers: [String] {
        var names = ZoneName.withoutArea.filter { Self.contents(of: "\(folder)/\($0)") != nil }
        for area in ZoneName.areas {
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(area)")) ?? []
            for path in paths where ZoneName.isPlausible("\(area)/\(path)") {
                var isFolder: ObjCBool = false
                let exists = FileManager.default.fileExists(atPath: "\(folder)/\(area)/\(path)", isDirectory: &isFolder)
                if exists, !isFolder.boolValue { names.insert("\(area)/\(path)") }
            }
        }
        return names.sorted()
    }

    /// The file of a zone.
    /// - Throws: `CivilTimeError` if there is no such zone, or if its file is damaged.
    func file(of identifier: String) throws(CivilTimeError) -> TimeZoneFile {
        guard ZoneName.isPlausible(identifier), let bytes = bytes(of: identifier) else {
            let text = CivilTimeError.quoted(identifier)
            throw CivilTimeError(
                .zone, text: identifier,
                message: "\(text) is not an IANA time zone; expected a name such as Europe/Paris, Asia/Kolkata or UTC")
        }
        return try TimeZoneFile(bytes: bytes, name: identifier)
    }

    /// The bytes of a zone's file. Some systems keep the files of older names (`US/Eastern`) in a package of their own;
    /// `tzdata.zi` says all the same which zone they mean.
    private func bytes(of identifier: String) -> [UInt8]? {
        if let bytes = Self.contents(of: "\(folder)/\(identifier)") { return bytes }
        guard let source = Self.contents(of: "\(folder)/tzdata.zi") else { return nil }
        // A link is a line `L Europe/Paris Europe/Monaco`.
        for line in source.split(separator: UInt8(ascii: "\n")) where line.first == UInt8(ascii: "L") {
            let words = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 3, words[2] == identifier, ZoneName.isPlausible(words[1]) else { continue }
            return Self.contents(of: "\(folder)/\(words[1])")
        }
        return nil
    }

    private static func version(in folder: String) -> String? {
        let opening = "# version "
        if let line = firstLine(of: "\(folder)/tzdata.zi"), line.hasPrefix(opening) {
            return plausibleVersion(line.dropFirst(opening.count))
        }
        return firstLine(of: "\(folder)/+VERSION").flatMap { plausibleVersion($0[...]) }
    }

    /// A version is a short word: what else stands there is not for printing.
    private static func plausibleVersion(_ text: Substring) -> String? {
        let isWord = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
        return isWord && (1...40).contains(text.utf8.count) ? String(text) : nil
    }

    private static func firstLine(of path: String) -> String? {
        contents(of: path).map { bytes in
            let line = bytes.prefix(80).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
            return String(decoding: line, as: UTF8.self)
        }
    }

    /// The greatest file of a database, `tzdata.zi`, has 110 kB; what is larger than this is something else.
    private static let largestFile = 4 << 20

    /// The bytes of a file; nil if it is no file, cannot be read or is too large.
    private static func contents(of path: String) -> [UInt8]? {
        let attributes = try? FileManager.default.attributesOfItem(
            atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular, let size = attributes?[.size] as? NSNumber,
            size.intValue <= largestFile, let data = FileManager.default.contents(atPath: path)
        else { return nil }
        return Array(data)
    }
}
