// A folder whose files appear whole or not at all.

import Foundation

/// Files on their way into a folder: written beside their place, and put there only when all of them are complete.
///
/// Files are written into a staging folder of their own. ``commit()`` moves them: where the output folder does not exist
/// yet, the staging folder becomes it in one step; where it does, each file replaces its namesake in one step, and files
/// with other names stay untouched. Whoever leaves before ``commit()`` calls ``discard()``, and nothing is left behind, not
/// even folders that were made on the way.
public struct OutputFolder: ~Copyable {
    /// The folder as it was named.
    public let path: String
    private let staging: String
    private let existed: Bool
    /// Parents that were made for this output, outermost first.
    private var madeParents: [String] = []
    private var names: [String] = []

    /// Says without touching anything whether the folder could be made and written.
    ///
    /// - Throws: ``ResultFileError/cannotCreate(path:reason:)``.
    public static func check(_ path: String) throws(ResultFileError) {
        let target = FileSystem.absolute(path)
        if let reason = FileSystem.obstacle(at: target) { throw .cannotCreate(path: path, reason: reason) }
        var ancestor = target
        while !FileSystem.exists(ancestor), ancestor != "/" { ancestor = FileSystem.parent(of: ancestor) }
        guard FileSystem.isFolder(ancestor) else {
            throw .cannotCreate(path: path, reason: "\(ancestor) is not a folder")
        }
        guard access(ancestor, W_OK | X_OK) == 0 else {
            throw .cannotCreate(path: path, reason: FileSystem.reason(errno))
        }
    }

    /// Makes the staging folder.
    ///
    /// - Throws: ``ResultFileError/cannotCreate(path:reason:)``.
    public static func begin(_ path: String) throws(ResultFileError) -> OutputFolder {
        try check(path)
        var folder = OutputFolder(path)
        do throws(ResultFileError) {
            try folder.makeStaging()
        } catch {
            folder.discard()
            throw error
        }
        return folder
    }

    private init(_ path: String) {
        self.path = path
        let target = FileSystem.absolute(path)
        existed = FileSystem.exists(target)
        // In the folder itself where it exists, because its parent may be on another disk or not be ours to write.
        let name = ".daybreak-\(getpid()).part"
        staging = existed ? "\(target)/\(name)" : "\(FileSystem.parent(of: target))/\(name)"
    }

    private mutating func makeStaging() throws(ResultFileError) {
        var missing: [String] = []
        var parent = FileSystem.parent(of: staging)
        while !FileSystem.exists(parent) {
            missing.append(parent)
            parent = FileSystem.parent(of: parent)
        }
        for folder in missing.reversed() {
            if mkdir(folder, 0o777) == 0 {
                madeParents.append(folder)
            } else if errno != EEXIST {
                throw .cannotCreate(path: path, reason: FileSystem.reason(errno))
            }
        }
        guard mkdir(staging, 0o777) == 0 else {
            throw .cannotCreate(path: path, reason: FileSystem.reason(errno))
        }
    }

    /// Writes a whole file of the given name into the staging folder.
    ///
    /// - Parameters:
    ///   - name: Name of the file in the folder, without a path.
    ///   - body: Hands the content to the file, piece by piece.
    /// - Returns: The length of the file and its digest.
    /// - Throws: What `body` throws, ``ResultFileError/cannotCreate(path:reason:)`` or
    ///   ``ResultFileError/writeFailed(path:reason:)``.
    public mutating func write(
        _ name: String, _ body: (inout FileSink) throws(ResultFileError) -> Void
    ) throws(ResultFileError) -> FileDigest {
        names.append(name)
        var sink = try FileSink(creating: "\(staging)/\(name)", shownAs: "\(path)/\(name)")
        do {
            try body(&sink)
        } catch {
            sink.abandon()
            throw error
        }
        return try sink.close(name: name)
    }

    /// Puts all files into their place.
    ///
    /// - Throws: ``ResultFileError/writeFailed(path:reason:)``; what is not in place yet is then discarded.
    public consuming func commit() throws(ResultFileError) {
        let target = FileSystem.absolute(path)
        if !existed, rename(staging, target) == 0 { return }
        // Before the first file goes, so that none goes if one cannot.
        for name in names where FileSystem.isFolder("\(target)/\(name)") {
            discard()
            throw .writeFailed(path: "\(path)/\(name)", reason: FileSystem.reason(EISDIR))
        }
        for name in names where rename("\(staging)/\(name)", "\(target)/\(name)") != 0 {
            let reason = FileSystem.reason(errno)
            discard()
            throw .writeFailed(path: "\(path)/\(name)", reason: reason)
        }
        rmdir(staging)
    }

    /// Removes everything that was made and is not in place.
    public func discard() {
        for name in names { unlink("\(staging)/\(name)") }
        rmdir(staging)
        // Only empty folders go: somebody else may have begun to use one meanwhile.
        for folder in madeParents.reversed() { rmdir(folder) }
    }
}

/// A file that was written: its name, its length and what its bytes hash to.
public struct FileDigest: Sendable, Equatable {
    /// Name of the file in its folder, such as `summary.csv`.
    public var name: String
    /// Length in bytes.
    public var bytes: Int
    /// SHA-256, 64 lower-case hexadecimal digits.
    public var sha256: String
}
