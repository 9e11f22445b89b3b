import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

/** Somebody declared to live in the same household. */
export interface HouseholdMember {
  readonly volunteerId: string;
  readonly source: string;
  readonly declaredAt: Date;
}

/** Answers who lives together, as far as it was declared; the read port for the other modules. */
@Injectable()
export class HouseholdDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Everybody of a volunteer's household but the volunteer, in the order of declaration. */
  async othersOf(volunteerId: string): Promise<readonly HouseholdMember[]> {
    return this.query<HouseholdMember>(
      `select b.volunteer_id as "volunteerId", b.source, b.declared_at as "declaredAt"
       from household_member a join household_member b on b.household_id = a.household_id and b.left_at is null
       where a.volunteer_id = $1 and a.left_at is null and b.volunteer_id <> $1 order by b.declared_at, b.id`,
      [volunteerId],
    );
  }

  /** The household of a volunteer, or null. */
  async householdOf(volunteerId: string, tx: Transaction): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      'select household_id as id from household_member where volunteer_id = $1 and left_at is null',
      [volunteerId],
    );
    return row?.id ?? null;
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
