// The language of random numbers: laws over times and over numbers.

extension ScenarioLanguage {
    /// A law over times or numbers, given by one of six sets of parameters.
    ///
    /// - Parameter quantity: what its parameters are: times, times that may be working time, or numbers.
    static func law(over quantity: LanguageQuantity) -> LanguageMapping {
        let value = LanguageValue.quantity(quantity)
        return LanguageMapping(
            lawName(over: quantity),
            "A law by its parameters. `{median, sigma}`, `{median, p90}` and `{mean, cv}` are lognormal, `{min, mode, max}` is triangular.",
            [
                parameter("median", value, "Half of the values lie below it; above 0"),
                parameter("sigma", .number(0...10, ""), "Standard deviation of the logarithm"),
                parameter("p90", value, "Nine of ten values lie below it"),
                parameter("mean", value, "The mean; above 0"),
                parameter("cv", .number(0...100, ""), "Coefficient of variation: standard deviation by mean"),
                parameter("exponential", value, "The mean of an exponential law; above 0"),
                parameter("uniform", .list(value, 2...2), "The bounds of a uniform law"),
                parameter("min", value, "The least value of a triangular law"),
                parameter("mode", value, "The most likely value of a triangular law"),
                parameter("max", value, "The greatest value of a triangular law"),
            ],
            choice: LanguageChoice(
                [
                    ["median", "sigma"], ["median", "p90"], ["mean", "cv"], ["exponential"], ["uniform"],
                    ["min", "mode", "max"],
                ]
                .map { LanguageChoice.Option(needs: $0) }))
    }

    /// The parameters of all laws.
    static let lawParameters = law(over: .time(isLonger: false)).keys.map(\.name)

    private static func parameter(_ name: String, _ value: LanguageValue, _ meaning: String) -> LanguageKey {
        .optional(name, value, without: "another law", meaning)
    }

    private static func lawName(over quantity: LanguageQuantity) -> String {
        switch quantity {
        case .time: "law over times"
        case .calendarTime: "law over working times"
        default: "law over numbers"
        }
    }
}
