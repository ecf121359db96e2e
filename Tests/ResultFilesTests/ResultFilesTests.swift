import Testing

@testable import ResultFiles
