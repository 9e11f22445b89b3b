import { randomUUID } from 'node:crypto';
import { LedgerPosting, type Posting, ReverseCause } from '../../src/ledger/ledger';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { BootedApp } from '../support/boot-app';
import { superuserOf } from '../support/superuser';

export interface RecordFacts {
  readonly volunteerId: string;
  readonly teamId: string;
  readonly divisionId: string;
  readonly servedOn: string;
  readonly minutes: number;
  readonly pointTenths?: number;
  readonly grade?: 'A' | 'B' | 'C' | 'D' | 'E';
  readonly kind?: 'SERVICE' | 'TRAINING';
  readonly title?: string;
}

/** Puts confirmed service records and their postings into the database, for what comes out of the ledger. */
export class RecordBuilder {
  constructor(private readonly booted: BootedApp) {}

  /** A confirmed record of an activity of its own at nine in the morning, posted. @returns the id of the record. */
  async confirmed(facts: RecordFacts): Promise<string> {
    const { volunteerId, divisionId, servedOn, minutes, kind = 'SERVICE', grade = 'A' } = facts;
    const recordId = randomUUID();
    const effectiveAt = new Date(`${servedOn}T01:00:00Z`);
    await this.bySuperuser(
      recordSql,
      [
        randomUUID(),
        facts.teamId,
        divisionId,
        facts.title ?? '永春河巡河',
        kind,
        randomUUID(),
        effectiveAt,
        recordId,
        volunteerId,
        servedOn,
        minutes,
        grade,
      ],
      recordId,
    );
    await this.booted.get(UnitOfWork).run(async (tx) => {
      const cause = {
        volunteerId,
        issuerDivisionId: divisionId,
        causeKind: 'SERVICE_RECORD' as const,
        causeId: recordId,
      };
      const accountKind = kind === 'SERVICE' ? ('SERVICE_MINUTES' as const) : ('TRAINING_MINUTES' as const);
      const postings: Posting[] = [
        { ...cause, accountKind, amount: minutes, reason: kind, ruleVersion: 'hours-1', effectiveAt },
      ];
      if (facts.pointTenths) {
        const points = { amount: facts.pointTenths, ruleVersion: 'points-1', effectiveAt };
        postings.push({ ...cause, ...points, accountKind: 'POINT_TENTHS', reason: kind });
      }
      await this.booted.get(LedgerPosting).post(tx, postings, 'system:test');
    });
    return recordId;
  }

  /** By a superuser without triggers: the application may not write a record that has no past, nor take it back alone. */
  private async bySuperuser(sql: string, parameters: readonly unknown[], recordId: string): Promise<void> {
    const superuser = await superuserOf(this.booted.database);
    try {
      await superuser.query('set session_replication_role = replica');
      await superuser.query(sql, [...parameters]);
      await superuser.query(
        `insert into row_state (table_name, row_id, digest)
        select 'service_record', r.id, service_record_state(r) from service_record r where r.id = $1`,
        [recordId],
      );
    } finally {
      await superuser.end();
    }
  }

  /** Reverses a record and its postings. */
  async reverse(volunteerId: string, recordId: string): Promise<void> {
    await this.bySuperuser(`update service_record set status = 'REVERSED' where id = $1`, [recordId], recordId);
    await this.booted.get(UnitOfWork).run(async (tx) => {
      const command = { volunteerId, causeId: recordId, reversalId: randomUUID(), recordedBy: 'system:test' };
      await this.booted.get(ReverseCause).execute(tx, command);
    });
  }
}

const recordSql = `
  with the_activity as (
    insert into activity (id, team_id, division_id, title, kind, category, place_name, risk_level, check_in_modes, status,
      created_by, created_at)
    values ($1, $2, $3, $4, $5, 'RIVER_PATROL', '河边', 'LOW', '{CODE}', 'CLOSED', 'system:test', $7)
  ), the_shift as (
    insert into shift (id, activity_id, starts_at, ends_at, status, code_secret)
    values ($6, $1, $7, $7::timestamptz + interval '10 hours', 'CLOSED', '\\x00')
  )
  insert into service_record (id, volunteer_id, shift_id, activity_id, activity_title, team_id, division_id, starts_at,
    ends_at, revision, kind, category, duty, status, served_on, raw_minutes, clipped_minutes, credited_minutes, grade,
    is_grade_pending, is_points_eligible, hours_policy_version, trace, credited_intervals, occupied_intervals, computed_at,
    confirmed_at)
  values ($8, $9, $6, $1, $4, $2, $3, $7, $7::timestamptz + interval '10 hours', 1, $5, 'RIVER_PATROL', 'MEMBER',
    'CONFIRMED', $10, $11, $11, $11, $12, false, true, 'hours-1', '[]', '[]', '[]', $7, $7)`;
