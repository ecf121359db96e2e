"""The queues of the benchmark as a user of each library would write them: python queues.py LIBRARY SERVERS PRIORITIES CUSTOMERS.

Exponential gaps and services, 80 % load; with two priorities every fourth customer in the mean has the first. Prints the processor time in
seconds and the mean wait in mean services, over all customers.
"""

import random
import sys
import time


def with_simpy(servers, priorities, customers):
    import simpy

    environment = simpy.Environment()
    desk = (simpy.PriorityResource if priorities > 1 else simpy.Resource)(environment, capacity=servers)
    waits = []

    def customer():
        arrival = environment.now
        first = priorities > 1 and random.random() < 0.25
        with desk.request(priority=0 if first else 1) if priorities > 1 else desk.request() as request:
            yield request
            waits.append(environment.now - arrival)
            yield environment.timeout(random.expovariate(1))

    def source():
        for _ in range(customers):
            yield environment.timeout(random.expovariate(0.8 * servers))
            environment.process(customer())

    environment.process(source())
    environment.run()
    return sum(waits) / len(waits)


def with_ciw(servers, priorities, customers):
    import ciw

    rate = 0.8 * servers
    if priorities > 1:
        network = ciw.create_network(
            arrival_distributions={
                "first": [ciw.dists.Exponential(rate / 4)],
                "second": [ciw.dists.Exponential(rate * 3 / 4)],
            },
            service_distributions={"first": [ciw.dists.Exponential(1)], "second": [ciw.dists.Exponential(1)]},
            priority_classes={"first": 0, "second": 1},
            number_of_servers=[servers],
        )
    else:
        network = ciw.create_network(
            arrival_distributions=[ciw.dists.Exponential(rate)],
            service_distributions=[ciw.dists.Exponential(1)],
            number_of_servers=[servers],
        )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    waits = [record.waiting_time for record in simulation.get_all_records()]
    return sum(waits) / len(waits)


def with_salabim(servers, priorities, customers):
    import salabim

    salabim.yieldless(False)
    environment = salabim.Environment(trace=False, random_seed=1)
    desk = salabim.Resource("desk", capacity=servers)
    waits = []

    class Customer(salabim.Component):
        def process(self):
            arrival = environment.now()
            first = priorities > 1 and random.random() < 0.25
            yield self.request((desk, 1, 0 if first else 1))
            waits.append(environment.now() - arrival)
            yield self.hold(random.expovariate(1))

    class Source(salabim.Component):
        def process(self):
            for _ in range(customers):
                yield self.hold(random.expovariate(0.8 * servers))
                Customer()

    Source()
    environment.run()
    return sum(waits) / len(waits)


def main():
    library = {"simpy": with_simpy, "ciw": with_ciw, "salabim": with_salabim}[sys.argv[1]]
    servers, priorities, customers = (int(argument) for argument in sys.argv[2:5])
    random.seed(1)
    library(servers, priorities, 100)  # imports and caches
    began = time.process_time()
    wait = library(servers, priorities, customers)
    print(time.process_time() - began, wait)


if __name__ == "__main__":
    main()
