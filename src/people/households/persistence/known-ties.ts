import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { PersonTies, type Tie, type TieFacts } from '../../../platform/security/decisions';

/** Ties as far as households, teams and accounts were declared. The rule itself is SQL, shared with the triggers. */
@Injectable()
export class KnownTies extends PersonTies {
  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  override async between(
    pairs: readonly { readonly decider: string; readonly facts: TieFacts }[],
    tx?: Transaction,
  ): Promise<readonly (Tie | null)[]> {
    if (pairs.length === 0) return [];
    const sql = `
      select case when t.tie in ('OWN', 'HOUSEHOLD', 'LEADER') or p."teamId" is null then t.tie
        when leads_team_since(p."decider", p."teamId", ties_of_shift_since(p."shiftId")) then 'TEAM' else t.tie end as tie
      from jsonb_to_recordset($1::jsonb) p ("place" int, "decider" text, "askedBy" text, "hands" text[],
        "concerned" uuid[], "beganAt" timestamptz, "teamId" uuid, "shiftId" uuid)
      cross join lateral (
        select decision_tie(p."decider", p."askedBy", p."hands", p."concerned", p."beganAt") as tie offset 0) t
      order by p."place"`;
    const rows = pairs.map(({ decider, facts: { askedBy, hands, concerned, beganAt, outsideOf } }, place) => {
      return { place, decider, askedBy, hands, concerned, beganAt, ...outsideOf };
    });
    const answered = await this.query<{ tie: Tie | null }>(sql, [JSON.stringify(rows)], tx);
    return answered.map(({ tie }) => tie);
  }

  override async areOnePerson(one: string, other: string, since: Date, tx?: Transaction): Promise<boolean> {
    const [row] = await this.query<{ same: boolean }>('select one_person($1, $2, $3) as same', [one, other, since], tx);
    return row?.same === true;
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
