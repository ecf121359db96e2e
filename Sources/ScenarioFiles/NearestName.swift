// The name that was probably meant.

/// Finds the nearest of several names by edit distance.
public enum NearestName {
    /// The nearest name if it is near enough to be a slip of the finger, else nil.
    ///
    /// A name that is a part of exactly one of them counts as well: `Paris` for `Europe/Paris`, `poll` for `endpoint-poll`.
    public static func nearest(to name: String, among names: [String]) -> String? {
        let typed = Array(name.lowercased().unicodeScalars.prefix(80))
        var best: (name: String, distance: Int)?
        for candidate in names.sorted() {
            let distance = editDistance(typed, Array(candidate.lowercased().unicodeScalars.prefix(80)))
            if distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        if let best, best.distance <= max(1, min(typed.count, best.name.unicodeScalars.count) / 3 + 1) {
            return best.name
        }
        let wanted = name.lowercased()
        let holding = names.filter { $0.lowercased().split { "/-.".contains($0) }.contains { $0 == wanted } }
        return holding.count == 1 ? holding[0] : nil
    }

    /// "did you mean 'x'?" or the list of what there is.
    public static func hint(for name: String, among names: [String]) -> String {
        if let nearest = nearest(to: name, among: names) { return "did you mean '\(nearest)'?" }
        if names.isEmpty { return "there is none" }
        let listed = names.prefix(20).joined(separator: ", ")
        return "expected one of: " + listed + (names.count > 20 ? ", …" : "")
    }

    /// Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment; Damerau, Communications of the ACM 7(3), 1964).
    static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforeLast = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + [Int](repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
