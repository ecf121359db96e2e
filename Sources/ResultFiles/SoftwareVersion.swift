// Which Daybreak this is.

/// The version of the program and of the form of its result files.
public enum SoftwareVersion {
    /// Semantic version of the program.
    public static let current = "0.1.0"
}
