import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { DivisionKind } from '../../../place/divisions';
import { deputyIdsOf } from '../../teams';

export interface NamedDivision {
  readonly id: string;
  readonly name: string;
  readonly kind: DivisionKind;
}

export interface LedTeam {
  readonly id: string;
  readonly name: string;
  readonly divisionId: string;
  readonly isLeader: boolean;
}

export interface AccountFacts {
  readonly volunteerNo: string | null;
  readonly volunteerName: string | null;
  readonly divisions: readonly NamedDivision[];
  readonly teams: readonly LedTeam[];
}

/** What an account's ids mean in words, in one statement: every page asks for it once. */
@Injectable()
export class AccountFactsReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param divisionIds of the grants. */
  async of(volunteerId: string | null, divisionIds: readonly string[]): Promise<AccountFacts> {
    const [facts] = await this.unitOfWork.read<AccountFacts>(
      `select v.volunteer_no as "volunteerNo", v.name as "volunteerName",
         coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'kind', d.kind))
           from division d where d.id = any ($2::uuid[])), '[]') as divisions,
         coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'divisionId', t.division_id,
             'isLeader', t.leader_volunteer_id is not distinct from v.id) order by t.name, t.id)
           from team t where t.status = 'ACTIVE' and (t.leader_volunteer_id = v.id or (t.id in (select l.team_id
             from team_leadership l where l.volunteer_id = v.id and l.ended_at is null)
             and v.id = any (${deputyIdsOf('t')})))), '[]') as teams
       from (values (1)) one left join volunteer v on v.id = $1`,
      [volunteerId, divisionIds],
    );
    return facts ?? { volunteerNo: null, volunteerName: null, divisions: [], teams: [] };
  }
}
