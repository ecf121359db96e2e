// A whole scenario file, as the command runs it but without writing files: with one thread and with two.

import Experiments
import Rollouts
import ScenarioFiles

struct RunBenchmark {
    let experiment: Experiment

    init(scenario path: String, replications: Int) throws {
        experiment = try Experiment(ScenarioReader.load(path: path).study, replications: replications)
    }

    /// Time per replication of one policy, all policies simulated.
    func perReplication(threads: Int) throws -> Elapsed {
        let elapsed = try Elapsed.best(of: 2) { consume(try experiment.run(threads: threads)) }
        return elapsed.per(experiment.replications * experiment.policies.count)
    }
}
