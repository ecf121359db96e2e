// How a series of releases is read, and what a mistake in it says.

import Testing

@testable import Rollouts
@testable import ScenarioFiles

@Suite struct SeriesDecodingTests {
    private func load(_ series: String, staging: String = "{}") throws -> Scenario {
        let text = SmallScenario.replacing("criticality: 3", with: "criticality: 3\n    staging: \(staging)")
            .replacing("corrective:", with: "series: \(series)\n  corrective:")
        return try ScenarioReader.load(text: text, name: "small.yaml").study.policies[0].scenario
    }

    @Test func aSeriesIsANumberOfReleasesAndDays() throws {
        let scenario = try load("{releases: 12, every: 1 d}", staging: "{behind: 1}")
        #expect(scenario.release.series == ReleaseSeries(count: 12, everyDays: 1))
        #expect(scenario.segments[0].staging?.behind == 1)
        #expect(try load("none").release.series == nil)
    }

    @Test(arguments: [
        ("{releases: 2, every: 36 h}", "{}", "expected whole days, such as '30 d', found '36 h'"),
        ("{releases: 0, every: 3 d}", "{}", "expected a number of releases from 1 to 200, found '0'"),
        ("{releases: 2}", "{}", "'series' needs the key 'every'"),
        (
            "none", "{behind: 1}",
            "a later release is never due: expected 'series: {releases: 12, every: 30 d}' in 'release'"
        ),
    ])
    func aMistakeIsNamed(series: String, staging: String, message: String) throws {
        let error = #expect(throws: ScenarioFileError.self) { try load(series, staging: staging) }
        let found = (error?.diagnostics ?? []).map(\.message)
        #expect(found.contains(message), "\(found)")
    }
}
