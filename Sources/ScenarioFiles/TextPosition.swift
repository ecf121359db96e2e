// A line and a column of a text, counted as the YAML library counts them.

import Yams

/// A place in one text.
struct TextPosition: Hashable {
    /// Counted from 1.
    var line = 1
    /// Counted from 1 in Unicode scalars.
    var column = 1
}

extension TextPosition {
    init(_ mark: Mark?) {
        self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    /// Where this is in a text, in scalars from its start; nil if the text has no such place.
    func offset(in scalars: some Collection<Unicode.Scalar>) -> Int? {
        var position = TextPosition()
        var previous: Unicode.Scalar?
        for (offset, scalar) in scalars.enumerated() {
            if position == self { return offset }
            if position.line > line { return nil }
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                position.line += 1
                position.column = 1
            default: position.column += 1
            }
            previous = scalar
        }
        return nil
    }

    /// The character that stands here.
    func scalar(in text: String) -> Unicode.Scalar? {
        guard let offset = offset(in: text.unicodeScalars) else { return nil }
        return text.unicodeScalars.dropFirst(offset).first
    }
}

/// A way past the YAML library's habit of stopping at the first duplicate key.
enum DuplicateKeys {
    /// Replaces the first character of the key at a position by one that no key begins with.
    ///
    /// - Returns: the character that stood there; nil if the key cannot be renamed in place, as where it has an anchor.
    static func rename(
        _ key: String, at position: TextPosition, in scalars: inout [Unicode.Scalar], attempt: Int
    ) -> Unicode.Scalar? {
        guard let first = key.unicodeScalars.first, let replacement = Unicode.Scalar(0xE000 + UInt32(attempt)),
            var offset = position.offset(in: scalars)
        else { return nil }
        if scalars[offset] == "\"" || scalars[offset] == "'" { offset += 1 }
        guard offset < scalars.count, scalars[offset] == first, first != "\\", first != "'", first != "\"" else {
            return nil
        }
        scalars[offset] = replacement
        return first
    }
}
