// Files appear whole or not at all, and nobody else's files are touched.

import Foundation
import Testing

@testable import ResultFiles

@Suite("Output folder")
struct OutputFolderTests {
    private func write(_ names: [String], to path: String, failing: Bool = false) throws {
        var folder = try OutputFolder.begin(path)
        do {
            for name in names {
                _ = try folder.write(name) { sink throws(ResultFileError) in
                    try sink.write("content of \(name)\n")
                    if failing && name == names.last { throw .interrupted }
                }
            }
        } catch {
            folder.discard()
            throw error
        }
        try folder.commit()
    }

    @Test("a new folder appears with all its files, its parents made on the way, and nothing else")
    func newFolderAppearsComplete() throws {
        let temporary = try TemporaryFolder()
        try write(["a.csv", "b.csv"], to: temporary.path + "/deep/er/out")
        #expect(try temporary.names() == ["deep"])
        #expect(try temporary.names(in: "deep/er") == ["out"])
        #expect(try temporary.names(in: "deep/er/out") == ["a.csv", "b.csv"])
        #expect(try temporary.text(of: "deep/er/out/a.csv") == "content of a.csv\n")
    }

    @Test("a failure leaves nothing behind: no file, no folder, no parent")
    func failureLeavesNothing() throws {
        let temporary = try TemporaryFolder()
        #expect(throws: ResultFileError.interrupted) {
            try write(["a.csv", "b.csv"], to: temporary.path + "/deep/er/out", failing: true)
        }
        #expect(try temporary.names().isEmpty)
    }

    @Test("in a folder that exists, namesakes are replaced and other files stay; a failure replaces nothing")
    func existingFolderKeepsItsOwn() throws {
        let temporary = try TemporaryFolder()
        for name in ["a.csv", "notes.txt"] {
            try "old".write(toFile: "\(temporary.path)/\(name)", atomically: true, encoding: .utf8)
        }
        #expect(throws: ResultFileError.interrupted) {
            try write(["a.csv", "b.csv"], to: temporary.path, failing: true)
        }
        #expect(try temporary.names() == ["a.csv", "notes.txt"])
        #expect(try temporary.text(of: "a.csv") == "old")
        try write(["a.csv", "b.csv"], to: temporary.path)
        #expect(try temporary.names() == ["a.csv", "b.csv", "notes.txt"])
        #expect(try temporary.text(of: "a.csv") == "content of a.csv\n")
        #expect(try temporary.text(of: "notes.txt") == "old")
    }

    @Test("a path through a file cannot be created, and checking it touches nothing")
    func pathThroughAFileIsRefused() throws {
        let temporary = try TemporaryFolder()
        try "file".write(toFile: temporary.path + "/file", atomically: true, encoding: .utf8)
        for path in ["/file", "/file/out", "/file/deep/out"] {
            #expect {
                try OutputFolder.check(temporary.path + path)
            } throws: { error in
                guard case .cannotCreate? = error as? ResultFileError else { return false }
                return true
            }
        }
        try OutputFolder.check(temporary.path + "/new/deep")
        let long = temporary.path + "/" + String(repeating: "x", count: 300)
        #expect(throws: ResultFileError.cannotCreate(path: long, reason: "File name too long")) {
            try OutputFolder.check(long)
        }
        #expect(try temporary.names() == ["file"])
        try FileManager.default.createSymbolicLink(
            atPath: temporary.path + "/link", withDestinationPath: temporary.path + "/nowhere")
        #expect(throws: ResultFileError.self) { try OutputFolder.check(temporary.path + "/link") }
    }

    @Test("a link to a folder stands for the folder")
    func linkToAFolderIsTheFolder() throws {
        let temporary = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: temporary.path + "/real", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: temporary.path + "/link", withDestinationPath: temporary.path + "/real")
        try write(["a.csv"], to: temporary.path + "/link/")
        #expect(try temporary.names(in: "real") == ["a.csv"] && temporary.names() == ["link", "real"])
    }

    @Test("a folder in the way of a file is a failed write that leaves no staging folder")
    func folderInTheWayIsAFailedWrite() throws {
        let temporary = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: temporary.path + "/a.csv/full", withIntermediateDirectories: true)
        #expect {
            try write(["a.csv"], to: temporary.path)
        } throws: { error in
            guard case .writeFailed? = error as? ResultFileError else { return false }
            return true
        }
        #expect(try temporary.names() == ["a.csv"])
        // None is replaced if one cannot be.
        try "old".write(toFile: temporary.path + "/0.csv", atomically: true, encoding: .utf8)
        #expect(throws: ResultFileError.self) { try write(["0.csv", "a.csv"], to: temporary.path) }
        #expect(try temporary.text(of: "0.csv") == "old")
    }

    @Test("length and digest are those of the bytes in the file")
    func digestIsThatOfTheFile() throws {
        let temporary = try TemporaryFolder()
        var folder = try OutputFolder.begin(temporary.path + "/out")
        let digest = try folder.write("x") { sink throws(ResultFileError) in
            try sink.write("ab")
            try sink.write("c")
        }
        try folder.commit()
        #expect(digest.bytes == 3 && digest.sha256 == SHA256.hexadecimalDigest(of: "abc"))
        #expect(try temporary.text(of: "out/x") == "abc")
    }
}
