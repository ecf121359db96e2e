// What a gate knows while a replication runs: how many watched endpoints have the release, and which failures it has seen.

/// A time in which a false alarm held the release back.
struct Interruption {
    var kind: HaltKind
    var start: Int64
    /// ``never`` until the rollout resumes.
    var end = never
}

/// A time in which a server, or the origin, offers the release.
struct Opening {
    var first: Int64
    var stop: Int64
}

/// A gate's working memory. Reused from replication to replication.
struct GateWatch {
    var statistic = GateStatistic()
    /// The number of the last look.
    var look = 0
    /// Endpoints that get the release between two looks, in expectation: class by class, and look by look.
    var arrivals: [Double] = []
    /// Endpoints of each class that have it at the last look.
    var level: [Double] = []
    var looks = 0
    /// The stage that started last.
    var stage = -1
    var stageStartedAt: Int64 = 0
    /// Watched endpoints that reported by the last look.
    var reports = 0.0
    /// Failures seen, those in the background included.
    var failed = 0
    /// Failed endpoints that are missed.
    var missed = 0
    /// How much chance has kept more machines silent than usual, in standard deviations; nil before it is drawn.
    var silence: Double?
    var hasPassed = false
    var alarms: UInt32 = 0
    var falseAlarms = 0
    var firstAlarmAt = never
    var stagesAtFirstAlarm = 0
    var interruptions: [Interruption] = []
    /// When a customer's server offers the release; used by one customer after another.
    var openings: [Opening] = []

    mutating func reset(looks: Int, classes: Int) {
        statistic = GateStatistic()
        look = 0
        self.looks = looks
        stage = -1
        stageStartedAt = 0
        failed = 0
        missed = 0
        silence = nil
        hasPassed = false
        alarms = 0
        falseAlarms = 0
        firstAlarmAt = never
        stagesAtFirstAlarm = 0
        interruptions.removeAll(keepingCapacity: true)
        if looks > 0 { forgetArrivals(classes: classes) }
    }

    /// Nobody watched has the release so far.
    mutating func forgetArrivals(classes: Int) {
        reports = 0
        level.removeAll(keepingCapacity: true)
        level.append(contentsOf: repeatElement(0, count: classes))
        arrivals.removeAll(keepingCapacity: true)
        arrivals.append(contentsOf: repeatElement(0, count: classes * (looks + 1)))
    }

    /// Adds endpoints that get the release between the look before and this one.
    mutating func add(_ number: Double, machineClass: Int, at position: Int) {
        if position <= look {
            level[machineClass] += number
        } else if position <= looks {
            arrivals[machineClass * (looks + 1) + position] += number
        }
    }

    /// Counts who got the release since the last look.
    mutating func advance(to position: Int) {
        look = position
        for machineClass in level.indices {
            level[machineClass] += arrivals[machineClass * (looks + 1) + position]
        }
    }
}
