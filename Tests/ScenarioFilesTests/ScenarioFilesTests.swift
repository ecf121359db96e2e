import Testing

@testable import ScenarioFiles
