// How many waiting lines a pool may have, and how much room it makes for them in advance.

/// What all pools hold the numbers against that they are made with, so that no number traps or asks for more memory than there is.
@usableFromInline
enum LineLimits {
    /// More lines than that are a mistake, and would be slow to look through.
    @usableFromInline static var greatestCount: Int { 1 << 16 }
    /// More room than that, for customers in all lines together, is not made in advance.
    private static var greatestCapacity: Int { 1 << 22 }

    /// The nearest number of lines that a pool may have.
    @usableFromInline
    static func count(_ lines: Int) -> Int { min(max(1, lines), greatestCount) }

    /// The nearest room for customers that is made in advance, in each of so many lines.
    @usableFromInline
    static func capacity(_ customers: Int, in lines: Int = 1) -> Int {
        min(max(0, customers), greatestCapacity / max(1, lines))
    }
}
