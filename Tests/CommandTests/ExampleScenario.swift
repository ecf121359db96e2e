// A scenario that runs in an instant and has two regions, three policies and an observation.

/// The scenario that the command is tried on.
enum ExampleScenario {
    static let files = [
        "comparisons.csv", "datapackage.json", "manifest.json", "observations.csv", "replications.csv", "scenario.yaml",
        "summary.csv", "timeline.csv",
    ]

    static let text = base + "policies:\n" + policies.joined()

    /// The same with the policies in another order.
    static let turned = base + "policies:\n" + policies.reversed().joined()

    private static let policies = [
        """
          - id: at-once
            description: |
              Everybody at the same time.
              Nothing stops it.

        """,
        """
          - id: in-waves
            description: The east first, then the west.
            rollout:
              assumption: Made up
              stages:
                - {id: east, regions: [east], bake: 10 h}
                - {id: west, regions: [west]}
            response:
              halt: {assumption: Made up, decision: {median: 30 min, sigma: 0.5}, propagation: 20 min}

        """,
        """
          - id: "NA"
            description: The same as at once.

        """,
    ]

    private static let base = """
        daybreak: 1
        id: two-towns
        title: Two towns
        description: A small world for tests.
        baseline: at-once
        replications: 20
        seed: 18446744073709551615
        sources: {diary: {title: A diary, date: 2022-06-24}}
        clock: {assumption: Made up, start: 2022-06-20T22:00Z, horizon: 4 d, timeline-step: 6 h}
        attributes: {os: [old, new]}
        platforms: {old: {os: old}, new: {os: new}}
        calendars: {assumption: Made up, office: {monday-friday: "08:00-18:00"}}
        profiles:
          assumption: Made up
          office:
            switched-on: {workday: {"00:00": 20 %, "08:00": 90 %, "18:00": 30 %}, day-off: {"00:00": 15 %}}
            log-ons: {workday: {"00:00": 0.01 / h, "08:00": 0.5 / h, "18:00": 0.05 / h}, day-off: {"00:00": 0.01 / h}}
        regions:
          east: {name: East, zone: Asia/Tokyo, support-centre: desk}
          west: {name: West, zone: Europe/Paris, support-centre: desk}
        groups: {both: [east, west]}
        segments:
          assumption: Made up
          firm:
            sector: trade
            customers: {east: 12, west: 12}
            fleet: {median: 60, sigma: 0.5}
            mix: {old: 20 %, new: 80 %}
            profile: office
            relay: {poll: 60 min}
            endpoint-poll: 60 min
            console-share: 50 %
            contract: standard
            criticality: 1
            staff:
              calendar: office
              aware-after: 2
              notice: {median: 30 min, sigma: 0.6}
              report: {median: 1 h, sigma: 0.5}
              report-probability: 70 %
              endpoints-per-technician: 60
              touch: {min: 8 min, mode: 12 min, max: 25 min}
        release:
          assumption: Made up
          content: "1"
          corrective: "2"
          published: {between: [2022-06-20T22:00Z, 2022-06-21T02:00Z]}
          defect:
            id: loop
            affects: {os: old}
            manifestation: 100 %
            trigger: log-on
            failure-mode: {id: loop, poll-reach: 5 %, console-reach: 60 %, by-hand: yes}
        qa: {assumption: Made up, covers: {os: new}, detection: 80 %, rework: 8 h}
        rollout: {stages: [{id: all}]}
        gate: none
        support:
          assumption: Made up
          first-line: {median: 20 min, sigma: 0.6}
          second-line: {median: 45 min, sigma: 0.6}
          known-error: 12 min
          unrelated: {mean: 12 min, cv: 0.8}
          matching-cases: 3
          transfer: 2 h
          centres:
            desk: {region: west, unrelated: 4 / h, shifts: [{calendar: always, first-line: 2, second-line: 1}]}
        response:
          assumption: Made up
          escalation: {median: 1 h, sigma: 0.5}
          halt: none
          mitigation: none
          fix:
            diagnose: {median: 3 h, sigma: 0.3}
            build: 60 min
            qa: {median: 3 h, sigma: 0.2}
            publish: 30 min
            calendar: always
            region: west
            covers: always
            works-uncovered: 0 %
            second-iteration: 30 h
          console: {start: 45 min, round: 45 min}
        checkpoints: {end-of-21-june: 2022-06-21T24:00}
        observations:
          - {id: first-report, statement: The first report, metric: first_report_h, value: 2022-06-21T03:00Z, tolerance: 30 min, source: diary, fitted: yes}

        """
}
