import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { Notices } from '../../notices';
import { PolicyDirectory } from '../../../place/policies';
import { teamErrors } from '../errors';
import { DeputyRepository } from '../persistence/deputy.repository';
import type { TeamView } from '../persistence/team-directory';
import { TeamRepository } from '../persistence/team.repository';

/** The part of an attendance policy that this module reads. */
const deputyPolicySchema = z.object({ deputyLeaders: z.int().min(0).max(5) });

/** The rules of the office of deputy leader, and the words to who gets or loses it. The team is locked by the caller. */
@Injectable()
export class TeamDeputies {
  constructor(
    private readonly deputies: DeputyRepository,
    private readonly teams: TeamRepository,
    private readonly policies: PolicyDirectory,
    private readonly notices: Notices,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws TEAM_DEPUTY_IS_LEADER, TEAM_DEPUTY_TIED, TEAM_DEPUTIES_FULL, TEAM_DEPUTY_ALREADY, POLICY_MISSING */
  async appoint(tx: Transaction, team: TeamView, volunteerId: string): Promise<void> {
    const now = this.clock.now();
    const { leaderVolunteerId } = team;
    if (volunteerId === leaderVolunteerId) throw teamErrors.refuse('TEAM_DEPUTY_IS_LEADER', { field: 'volunteerId' });
    if (leaderVolunteerId !== null && (await this.deputies.areTied(tx, leaderVolunteerId, volunteerId, now))) {
      throw teamErrors.refuse('TEAM_DEPUTY_TIED', { field: 'volunteerId' });
    }
    if (team.deputyVolunteerIds.includes(volunteerId)) {
      throw teamErrors.refuse('TEAM_DEPUTY_ALREADY', { field: 'volunteerId' });
    }
    const policy = await this.policies.effective('ATTENDANCE', team.divisionPath, localDayOf(now.getTime()), tx);
    const { deputyLeaders } = deputyPolicySchema.parse(policy.body);
    if ((await this.deputies.count(tx, team.id)) >= deputyLeaders) {
      throw teamErrors.refuse('TEAM_DEPUTIES_FULL', { details: { deputyLeaders } });
    }
    const id = this.ids.next();
    await this.deputies.begin(tx, { id, teamId: team.id, volunteerId, beganAt: now });
    const data = { title: team.name };
    await this.notices.send(tx, [
      { volunteerId, kind: 'DEPUTY_APPOINTED', subjectKey: id, data },
      ...(leaderVolunteerId === null
        ? []
        : [{ volunteerId: leaderVolunteerId, kind: 'DEPUTY_NAMED' as const, subjectKey: id, data }]),
    ]);
  }

  /** Where somebody else comes to lead: who is, or lives with, the new leader is deputy no longer. */
  async handOver(tx: Transaction, team: TeamView, leaderVolunteerId: string): Promise<void> {
    for (const volunteerId of team.deputyVolunteerIds) {
      const isTied = await this.deputies.areTied(tx, leaderVolunteerId, volunteerId, this.clock.now());
      if (isTied) await this.remove(tx, team, volunteerId);
    }
    await this.teams.lead(tx, team.id, leaderVolunteerId, this.clock.now());
  }

  /** Ends the office where somebody holds it, and says so. @returns whether there was one. */
  async remove(tx: Transaction, team: Pick<TeamView, 'id' | 'name'>, volunteerId: string): Promise<boolean> {
    const ended = await this.deputies.end(tx, team.id, volunteerId, this.clock.now());
    const data = { title: team.name };
    await this.notices.send(
      tx,
      ended.map((subjectKey) => ({ volunteerId, kind: 'DEPUTY_REMOVED', subjectKey, data })),
    );
    return ended.length > 0;
  }
}
