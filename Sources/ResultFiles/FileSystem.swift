// The few questions that this module asks the file system.

import Foundation

/// Questions about paths and files.
enum FileSystem {
    /// Whether something is there; a link counts as what it points to.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Why nothing could ever be made at a path, such as a name that is too long or a link that leads nowhere; nil where
    /// there is something already, or nothing yet.
    static func obstacle(at path: String) -> String? {
        if access(path, F_OK) == 0 { return nil }
        let number = errno
        var status = stat()
        if number == ENOENT { return lstat(path, &status) == 0 ? "a link that leads nowhere" : nil }
        return number == ENOTDIR || number == EACCES ? nil : reason(number)
    }

    /// Whether a folder is there.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == S_IFDIR
    }

    /// The path from the root, without "." and empty parts; ".." stays where it is, since links may stand before it.
    static func absolute(_ path: String) -> String {
        let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        return "/" + full.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }

    /// The folder that an absolute path stands in; "/" for "/".
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    /// What the system says about an error number.
    static func reason(_ number: Int32) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }
}
