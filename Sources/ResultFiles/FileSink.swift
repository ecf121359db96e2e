// A file being written, byte by byte, with its digest.

import Foundation

/// An open file that takes bytes and counts and hashes them on the way.
public struct FileSink: ~Copyable {
    private let descriptor: Int32
    private let shownPath: String
    private var hash = SHA256()
    private var length = 0

    /// Makes a new file; `shownAs` is the path that messages name.
    init(creating path: String, shownAs shownPath: String) throws(ResultFileError) {
        self.shownPath = shownPath
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotCreate(path: shownPath, reason: FileSystem.reason(errno)) }
    }

    /// Writes all of the bytes.
    ///
    /// - Throws: ``ResultFileError/writeFailed(path:reason:)``.
    public mutating func write(_ bytes: [UInt8]) throws(ResultFileError) {
        var position = 0
        while position < bytes.count {
            let written = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress.map { $0 + position }, $0.count - position)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw .writeFailed(path: shownPath, reason: FileSystem.reason(errno)) }
            position += written
        }
        length += bytes.count
        hash.update(bytes)
    }

    /// Writes a text as UTF-8.
    ///
    /// - Throws: ``ResultFileError/writeFailed(path:reason:)``.
    public mutating func write(_ text: String) throws(ResultFileError) { try write(Array(text.utf8)) }

    /// Brings the bytes to the disk and closes the file.
    consuming func close(name: String) throws(ResultFileError) -> FileDigest {
        // A disk that is full may say so only now. Some file systems cannot synchronise; that is no failure to write.
        let synchronised = fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP
        let reason = FileSystem.reason(errno)
        guard Foundation.close(descriptor) == 0, synchronised else {
            throw .writeFailed(path: shownPath, reason: reason)
        }
        return FileDigest(name: name, bytes: length, sha256: hash.hexadecimalDigest())
    }

    /// Closes the file without looking back.
    consuming func abandon() { _ = Foundation.close(descriptor) }
}
