// The closed forms of queues meet published tables and one another.

import Foundation
import Testing

@testable import Statistics

struct ErlangFormulaTests {
    /// Protects the yardstick itself, on values of published Erlang B tables and by hand for one and two servers.
    @Test func erlangBIsThatOfTheTables() throws {
        #expect(abs(try ErlangFormulas.erlangB(servers: 5, offeredLoad: 3) - 0.1101) < 5e-5)
        #expect(abs(try ErlangFormulas.erlangB(servers: 10, offeredLoad: 5) - 0.0184) < 5e-5)
        // One and two servers by hand: a/(1 + a) and a²/2/(1 + a + a²/2).
        #expect(abs(try ErlangFormulas.erlangB(servers: 1, offeredLoad: 0.7) - 0.7 / 1.7) < 1e-15)
        #expect(abs(try ErlangFormulas.erlangB(servers: 2, offeredLoad: 2) - 2 / 5.0) < 1e-15)
        #expect(try ErlangFormulas.erlangB(servers: 0, offeredLoad: 3) == 1)
        #expect(try ErlangFormulas.erlangB(servers: 3, offeredLoad: 0) == 0)
    }

    /// Protects waits of M/M/1 and M/M/2, which are known in closed form: ρ/(μ − λ), and C = 2ρ²/(1 + ρ).
    @Test(arguments: [0.1, 0.5, 0.9, 0.99])
    func meanWaitsOfOneAndTwoServersAreTheClosedForms(_ utilisation: Double) throws {
        let one = try ErlangFormulas.meanWaitMMc(arrivalRate: utilisation * 4, serviceRate: 4, servers: 1)
        #expect(abs(one / (utilisation / (4 - utilisation * 4)) - 1) < 1e-12)
        let waiting = try ErlangFormulas.erlangC(servers: 2, offeredLoad: 2 * utilisation)
        #expect(abs(waiting / (2 * utilisation * utilisation / (1 + utilisation)) - 1) < 1e-12)
    }

    /// Protects the reader from a finite wait that does not exist.
    @Test func overloadedServersMakeEveryoneWaitForEver() throws {
        #expect(try ErlangFormulas.erlangC(servers: 3, offeredLoad: 3) == 1)
        #expect(try ErlangFormulas.meanWaitMMc(arrivalRate: 3, serviceRate: 1, servers: 3) == .infinity)
        #expect(try ErlangFormulas.meanWaitMMc(arrivalRate: 1, serviceRate: 1, servers: 0) == .infinity)
        #expect(try ErlangFormulas.meanWaitMMc(arrivalRate: 0, serviceRate: 1, servers: 2) == 0)
    }

    /// Protects Erlang A where it is known in closed form: with patience as long as a service, callers and servers together are
    /// M/M/∞, whose number is Poisson. References by summing that distribution.
    @Test(arguments: [(1, 1.0), (3, 2.0), (10, 14.0)])
    func patienceAsLongAsServiceMakesThePoissonQueue(_ servers: Int, _ load: Double) throws {
        let queue = try ErlangFormulas.erlangA(
            arrivalRate: load * 2, serviceRate: 2, abandonmentRate: 2, servers: servers)
        var (probability, waiting, length) = (exp(-load), 0.0, 0.0)
        for callers in 0..<200 {
            if callers >= servers {
                waiting += probability
                length += probability * Double(callers - servers)
            }
            probability *= load / Double(callers + 1)
        }
        #expect(abs(queue.waiting - waiting) < 1e-13)
        #expect(abs(queue.meanWait - length / (load * 2)) < 1e-13)
        #expect(abs(queue.abandonment - length / load) < 1e-13)
    }

    /// Protects the other limit: endless patience is Erlang C; and flow is conserved under heavy overload, where all but c·μ give up.
    @Test func patienceWithoutEndIsErlangCAndOverloadIsAFlow() throws {
        let patient = try ErlangFormulas.erlangA(arrivalRate: 4, serviceRate: 1, abandonmentRate: 1e-9, servers: 5)
        #expect(abs(patient.waiting - (try ErlangFormulas.erlangC(servers: 5, offeredLoad: 4))) < 1e-7)
        let wait = try ErlangFormulas.meanWaitMMc(arrivalRate: 4, serviceRate: 1, servers: 5)
        #expect(abs(patient.meanWait - wait) < 1e-6)
        let overload = try ErlangFormulas.erlangA(arrivalRate: 5_000, serviceRate: 1, abandonmentRate: 1, servers: 10)
        #expect(abs(overload.abandonment - (5_000 - 10) / 5_000.0) < 1e-9)
        #expect(abs(overload.waiting - 1) < 1e-9)
        let idle = try ErlangFormulas.erlangA(arrivalRate: 1, serviceRate: 1, abandonmentRate: 1, servers: 100_000)
        #expect(idle == ErlangFormulas.ErlangA(waiting: 0, abandonment: 0, meanWait: 0))
    }

    /// Protects the process from rates that make no queue.
    @Test func impossibleQueuesAreErrors() {
        #expect(throws: StatisticsError.self) { try ErlangFormulas.erlangB(servers: -1, offeredLoad: 1) }
        #expect(throws: StatisticsError.self) { try ErlangFormulas.erlangB(servers: .max, offeredLoad: 1) }
        for bad in [-1, .nan, .infinity] as [Double] {
            #expect(throws: StatisticsError.self) { try ErlangFormulas.erlangB(servers: 1, offeredLoad: bad) }
            #expect(throws: StatisticsError.self) {
                try ErlangFormulas.meanWaitMMc(arrivalRate: bad, serviceRate: 1, servers: 1)
            }
            #expect(throws: StatisticsError.self) {
                try ErlangFormulas.meanWaitMMc(arrivalRate: 1, serviceRate: bad, servers: 1)
            }
            #expect(throws: StatisticsError.self) {
                try ErlangFormulas.erlangA(arrivalRate: 1, serviceRate: 1, abandonmentRate: bad, servers: 1)
            }
        }
        #expect(throws: StatisticsError.self) {
            try ErlangFormulas.erlangA(arrivalRate: 1, serviceRate: 1, abandonmentRate: 1, servers: 0)
        }
        #expect(throws: StatisticsError.self) {
            try ErlangFormulas.erlangA(arrivalRate: 1e15, serviceRate: 1, abandonmentRate: 1e-9, servers: 1)
        }
    }
}
