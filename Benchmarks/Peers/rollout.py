"""A small rollout as a researcher would write it with SimPy: python rollout.py ENDPOINTS REPLICATIONS.

One region that never sleeps, a thousand customers of the same size. A customer's server polls the vendor every hour at a phase of its own; an
endpoint fetches within the hour after its server has the release. One endpoint in a hundred is affected and fails after an exponential delay of
two hours, unless the fix came first. At a customer's third failure its staff notice after an hour, and six in ten report an hour later. Five agents take
reports, three look deeper; after three matching cases the error is known, an hour later the vendor begins: the release is withdrawn after 48 minutes, and
the fix is out after 7.5 hours. A failed endpoint polls every hour once its server has the fix, and half of its polls get through.

Prints the processor time in seconds per replication, and the means of: endpoints failed, endpoint-hours lost, hours until the fix, each with its
standard error.
"""

import random
import sys
import time

import simpy

CUSTOMERS, AFFECTED, RELEASED, HORIZON = 1000, 0.01, 1.0, 120.0


class World:
    def __init__(self, endpoints):
        self.env = simpy.Environment()
        self.first_line = simpy.Resource(self.env, capacity=5)
        self.second_line = simpy.Resource(self.env, capacity=3)
        self.known = False
        self.matching = 0
        self.withdrawn = float("inf")
        self.fixed = self.env.event()
        self.fixed_at = None
        self.failed = 0
        self.first_failure = None
        self.lost = 0.0
        for _ in range(CUSTOMERS):
            self.env.process(self.customer(endpoints // CUSTOMERS))
        self.env.run(until=HORIZON)

    # Customers and their endpoints

    def customer(self, fleet):
        customer = Customer(self.env, random.random())
        yield self.env.timeout(customer.next_poll(RELEASED) - self.env.now)
        if self.withdrawn <= self.env.now or self.fixed_at is not None:
            return
        at_risk = [random.random() < AFFECTED for _ in range(fleet)]
        customer.needed = min(3, sum(at_risk))
        for is_affected in at_risk:
            self.env.process(self.endpoint(customer, is_affected))
        yield self.fixed
        yield self.env.timeout(customer.next_poll(self.env.now) - self.env.now)
        customer.has_fix.succeed()

    def endpoint(self, customer, is_affected):
        env = self.env
        yield env.timeout(random.random())
        stops = min(self.withdrawn, self.fixed_at if self.fixed_at is not None else float("inf"))
        if env.now >= customer.next_poll(stops) or not is_affected:
            return
        trigger = env.timeout(random.expovariate(1 / 2.0))
        corrected = env.process(self.correction(customer))
        yield trigger | corrected
        if corrected.triggered:
            return
        self.failed += 1
        if self.first_failure is None:
            self.first_failure = env.now
        customer.failures += 1
        if customer.failures == customer.needed:
            env.process(self.report())
        # Counted to the horizon, and given back if the fix comes before.
        self.lost += HORIZON - env.now
        yield customer.has_fix
        yield env.timeout(random.random())
        while random.random() >= 0.5:
            yield env.timeout(1.0)
        self.lost -= HORIZON - env.now

    def correction(self, customer):
        yield customer.has_fix
        yield self.env.timeout(random.random())

    # Vendor

    def report(self):
        yield self.env.timeout(1.0)
        if random.random() >= 0.6:
            return
        yield self.env.timeout(1.0)
        with self.first_line.request() as agent:
            yield agent
            yield self.env.timeout(random.expovariate(1 / (0.2 if self.known else 0.5)))
        if self.known:
            return
        with self.second_line.request() as agent:
            yield agent
            yield self.env.timeout(random.expovariate(1 / (0.2 if self.known else 0.75)))
        self.matching += 1
        if self.matching == 3:
            self.known = True
            self.env.process(self.respond())

    def respond(self):
        yield self.env.timeout(1.0)
        self.withdrawn = self.env.now + 0.8
        yield self.env.timeout(7.5)
        self.fixed_at = self.env.now
        self.fixed.succeed()


class Customer:
    def __init__(self, env, phase):
        self.phase = phase
        self.failures = 0
        self.needed = 3
        self.has_fix = env.event()

    def next_poll(self, at):
        return at if at == float("inf") else at + (self.phase - at) % 1.0


def mean_and_error(values):
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1)
    return mean, (variance / len(values)) ** 0.5


if __name__ == "__main__":
    endpoints, replications = int(sys.argv[1]), int(sys.argv[2])
    random.seed(1)
    began = time.process_time()
    worlds = []
    for _ in range(replications):
        world = World(endpoints)
        worlds.append((world.failed, world.lost, (world.fixed_at or float("nan")) - (world.first_failure or 0)))
    print((time.process_time() - began) / replications)
    for column in zip(*worlds):
        print(*mean_and_error(column))
