// Who else comes to help: the Critical Account Team at a centre, local teams at customers, warnings from outside the vendor.

import EventKernel
import RandomStreams

extension Simulation {
    /// A report from a cell may be the one that mobilises the centre's Critical Account Team, or that a CERT had to hear.
    mutating func callForHelp(cell: Int) {
        let centre = plan.cells[cell].centre
        centres[centre].reports += 1
        if let team = plan.scenario.support.criticalAccountTeam, centres[centre].reports == team.afterReports {
            let draw = uniform(plan.centres[centre].mobilisation)
            schedule(.teamMobilised, centre, at: over(team.mobilisation, draw, in: plan.officeHours))
        }
        for index in plan.certs.indices where plan.certs[index].cells.contains(cell) {
            reportsHeard[index] += 1
            if reportsHeard[index] == plan.certs[index].afterReports {
                let delay = plan.certs[index].delay.ticks(uniform(plan.certs[index].broadcast))
                schedule(.broadcast, index, at: now + delay)
            }
        }
    }

    /// The Critical Account Team joins a centre's second line and stays.
    mutating func mobiliseTeam(_ centre: Int) {
        centres[centre].team = plan.scenario.support.criticalAccountTeam?.secondLine ?? 0
        log.record(.teamMobilised, at: now, detail: plan.centres[centre].id)
        staff(centre)
    }

    // MARK: Local teams

    /// Support has matched a customer's case to the incident: a team sets out.
    mutating func sendLocalTeam(to index: Int) {
        guard let teams = plan.scenario.support.localTeams, teams.technicians > 0 else { return }
        let cell = cell(of: index)
        let draw = draws.uniform(plan.cells[cell].purposes.localTeam, entity: customers[index].number)
        if let arrival = done(teams.travel, draw, in: plan.cells[cell].staffHours) {
            schedule(.localTeamArrives, index, at: arrival)
        }
    }

    mutating func receiveLocalTeam(_ index: Int) {
        customers[index].technicians += Int32(plan.scenario.support.localTeams?.technicians ?? 0)
        log.record(.localTeam, at: now, customer: index)
        startTouches(index)
    }

    // MARK: Warnings

    /// A CERT warns its community: who has failed endpoints knows at the next working instant.
    mutating func broadcast(_ team: Int) {
        log.record(.warned, at: now, detail: plan.certs[team].id)
        for cell in plan.certs[team].cells { isWarned[cell] = true }
        for index in customers.indices where customers[index].failures > 0 && customers[index].awareAt == never {
            let cell = cell(of: index)
            guard plan.certs[team].cells.contains(cell) else { continue }
            // A tick of working time, for none at all would be now, at whatever hour of the night.
            if let aware = plan.openHours[plan.cells[cell].staffHours].adding(working: 1, to: now) {
                schedule(.aware, index, at: aware)
            }
        }
    }
}
