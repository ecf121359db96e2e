import Testing

@testable import EventKernel
