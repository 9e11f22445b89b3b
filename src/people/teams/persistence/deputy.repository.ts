import { Injectable } from '@nestjs/common';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import { teamErrors } from '../errors';

/** SQL: the deputy leaders of the team with this alias, an array of volunteer ids. */
export function deputyIdsOf(team: string): string {
  return `array(select l.volunteer_id from team_leadership l
    where l.team_id = ${team}.id and l.role = 'DEPUTY' and l.ended_at is null order by l.began_at, l.id)`;
}

export interface NewDeputy {
  readonly id: string;
  readonly teamId: string;
  readonly volunteerId: string;
  readonly beganAt: Date;
}

/** Writes who stands in for a team's leader; the way through the office is kept, because a tie of then counts later. */
@Injectable()
export class DeputyRepository {
  /** The team is locked by the caller, as in the next three. */
  async count(tx: Transaction, teamId: string): Promise<number> {
    const [row] = await tx.query<{ count: number }>(
      `select count(*)::int as count from team_leadership where team_id = $1 and role = 'DEPUTY' and ended_at is null`,
      [teamId],
    );
    return row?.count ?? 0;
  }

  /** Whether the two are one person, or have been of one household since then. */
  async areTied(tx: Transaction, one: string, other: string, since: Date): Promise<boolean> {
    const [row] = await tx.query<{ tied: boolean }>(
      `select surviving_volunteer($1) = surviving_volunteer($2) or shared_household_since($1, $2, $3) as tied`,
      [one, other, since],
    );
    return row?.tied === true;
  }

  /** @throws TEAM_DEPUTY_ALREADY, TEAM_DEPUTY_TIED, TEAM_DEPUTIES_FULL */
  async begin(tx: Transaction, deputy: NewDeputy): Promise<void> {
    try {
      await tx.query(
        `insert into team_leadership (id, team_id, volunteer_id, role, began_at) values ($1, $2, $3, 'DEPUTY', $4)`,
        [deputy.id, deputy.teamId, deputy.volunteerId, deputy.beganAt],
      );
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'team_leadership_open')
        throw teamErrors.refuse('TEAM_DEPUTY_ALREADY', { field: 'volunteerId' });
      if (constraint === 'deputy_is_another') throw teamErrors.refuse('TEAM_DEPUTY_TIED', { field: 'volunteerId' });
      if (constraint === 'deputies_are_few') throw teamErrors.refuse('TEAM_DEPUTIES_FULL');
      throw error;
    }
  }

  /** Ends the office of one deputy, or of all of a team; whoever holds none is left alone. @returns the offices ended. */
  async end(tx: Transaction, teamId: string, volunteerId: string | null, endedAt: Date): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `update team_leadership set ended_at = greatest(began_at, $3) where team_id = $1 and role = 'DEPUTY'
         and ended_at is null and ($2::uuid is null or volunteer_id = $2) returning id`,
      [teamId, volunteerId, endedAt],
    );
    return rows.map(({ id }) => id);
  }
}
