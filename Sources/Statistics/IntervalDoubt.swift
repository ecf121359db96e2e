// Why the t-interval of a mean may be shorter than its confidence says.

/// What makes the t-interval of a mean doubtful.
///
/// Student's interval is right for normal values and, by the central limit theorem, for large samples. How large depends on the skewness:
/// a mean that hangs on a few rare and large values has an interval that is too short as long as few of them were met.
public enum IntervalDoubt: String, Sendable, CaseIterable {
    /// Fewer than three values: nothing can be said of their skewness.
    case few
    /// All values are equal, so that the interval has no width. What happens with probability 3/n or less may just not have been met:
    /// n values miss it once in twenty samples or more often (the rule of three).
    case constant
    /// n ≤ 25·G₁² with the sample's skewness G₁.
    ///
    /// Cochran's rule (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 2.15): with n > 25·G₁² a statement of 95 %
    /// is wrong in no more than about 6 % of samples. (Derived by Edgeworth's expansion in R. A. Sugden, T. M. F. Smith and R. P. Jones,
    /// JRSS B 62(4), 2000, pages 787–793.) For an event that happens or not it asks for about 25 of the rarer kind.
    case skewed
}

extension SampleMoments {
    /// What makes the t-interval of this sample's mean doubtful; nil where nothing does, and below two values, which have no interval.
    public var intervalDoubt: IntervalDoubt? {
        guard count > 1, let variance else { return nil }
        if variance == 0 { return .constant }
        guard let skewness else { return .few }
        return Double(count) > 25 * skewness * skewness ? nil : .skewed
    }
}
