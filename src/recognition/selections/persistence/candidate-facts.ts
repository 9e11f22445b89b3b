import { Injectable } from '@nestjs/common';
import { addDays, startOfDayMs } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { SelectionPeriod } from '../domain/eligibility';
import type { AccountPosition } from '../domain/score-sheet';

/** What the ledger says about one person in a period, up to given entry numbers. */
export interface LedgerFacts {
  readonly serviceMinutes: number;
  readonly pointTenths: number;
  readonly confirmedRecords: number;
  readonly backfilledMinutes: number;
  readonly distinctServiceDays: number;
  readonly ruleVersions: readonly string[];
}

export interface Identity {
  readonly volunteerNo: string;
  readonly isActive: boolean;
}

export interface AssessmentFacts {
  readonly ids: readonly string[];
  /** Floored to hundredths; null without assessments. */
  readonly averageHundredths: number | null;
}

export const noLedgerFacts: LedgerFacts = {
  serviceMinutes: 0,
  pointTenths: 0,
  confirmedRecords: 0,
  backfilledMinutes: 0,
  distinctServiceDays: 0,
  ruleVersions: [],
};

type LedgerFactsRow = Record<Exclude<keyof LedgerFacts, 'ruleVersions'>, string> & {
  readonly volunteerId: string;
  readonly ruleVersions: readonly string[];
};

/** Reads what a selection is computed from: ledger entries and assessments themselves, never a cache or a balance. */
@Injectable()
export class CandidateFactsReader {
  /** Under which number a person who was merged lives on: by the number that was given; the others are left out. */
  async survivors(tx: Transaction, volunteerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ id: string; survivor: string }>(
      `with recursive way as (
         select l.merged_volunteer_id as id, l.surviving_volunteer_id as survivor from volunteer_link l
         where l.merged_volunteer_id = any($1::uuid[])
         union all
         select w.id, l.surviving_volunteer_id from way w join volunteer_link l on l.merged_volunteer_id = w.survivor)
       select w.id, w.survivor from way w
       where not exists (select 1 from volunteer_link l where l.merged_volunteer_id = w.survivor)`,
      [volunteerIds],
    );
    return new Map(rows.map(({ id, survivor }) => [id, survivor]));
  }

  /** How far the accounts of these people have been written now, those of numbers that were merged into theirs with them. */
  async positions(tx: Transaction, volunteerIds: readonly string[]): Promise<ReadonlyMap<string, AccountPosition[]>> {
    const rows = await tx.query<{
      personId: string;
      volunteerId: string;
      kind: AccountPosition['kind'];
      seq: string;
      headHash: string;
    }>(
      `with recursive number as (
         select id as person_id, id from unnest($1::uuid[]) id
         union
         select n.person_id, l.merged_volunteer_id from number n join volunteer_link l on l.surviving_volunteer_id = n.id)
       select n.person_id as "personId", n.id as "volunteerId", a.kind, a.seq, encode(a.head_hash, 'hex') as "headHash"
       from number n join ledger_account a on a.volunteer_id = n.id
       where a.kind in ('SERVICE_MINUTES', 'POINT_TENTHS') and a.seq > 0
       order by n.person_id, n.id <> n.person_id, n.id, a.kind`,
      [volunteerIds],
    );
    const positions = new Map<string, AccountPosition[]>();
    for (const { personId, volunteerId, kind, seq, headHash } of rows) {
      const whose = volunteerId === personId ? {} : { volunteerId };
      positions.set(personId, [...(positions.get(personId) ?? []), { ...whose, kind, seq: Number(seq), headHash }]);
    }
    return positions;
  }

  /** The hashes of the entries at given positions, in hex, by number and kind; equal to the heads of that time. */
  async hashesAt(
    tx: Transaction,
    positions: ReadonlyMap<string, readonly AccountPosition[]>,
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ key: string; hash: string }>(
      `select p.volunteer_id || '/' || p.kind as key, encode(e.hash, 'hex') as hash
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) p (person_id, volunteer_id, kind, seq)
       join ledger_entry e on e.volunteer_id = p.volunteer_id and e.account_kind = p.kind and e.seq = p.seq`,
      columnsOf(positions),
    );
    return new Map(rows.map(({ key, hash }) => [key, hash]));
  }

  /**
   * Sums of the entries of each person that took effect in the period, among those up to the given positions. An entry that has been
   * reversed counts nothing, whenever the reversal took effect. Spending and expiry of points do not lower what was
   * earned. A record of grade D or E is back-filled.
   */
  async ledgerFacts(
    tx: Transaction,
    positions: ReadonlyMap<string, readonly AccountPosition[]>,
    period: SelectionPeriod,
  ): Promise<ReadonlyMap<string, LedgerFacts>> {
    const rows = await tx.query<LedgerFactsRow>(ledgerFactsSql, [
      ...columnsOf(positions),
      new Date(startOfDayMs(period.from)),
      new Date(startOfDayMs(addDays(period.to, 1))),
    ]);
    return new Map(rows.map((row) => [row.volunteerId, toLedgerFacts(row)]));
  }

  /** The assessments in force of each person and role; the key is `volunteerId/role`, as the terms name the person. */
  async assessments(
    tx: Transaction,
    terms: readonly { readonly appointmentId: string; readonly volunteerId: string; readonly role: string }[],
    period: SelectionPeriod,
  ): Promise<ReadonlyMap<string, AssessmentFacts>> {
    const rows = await tx.query<{ key: string; ids: readonly string[]; averageHundredths: string }>(
      `select t.key, array_agg(s.id order by s.id) as ids, floor(avg(s.score_hundredths)) as "averageHundredths"
       from unnest($1::uuid[], $2::text[]) t (appointment_id, key) join assessment s on s.appointment_id = t.appointment_id
       where s.assessed_on between $3 and $4 and s.voided_at is null
       group by 1`,
      [
        terms.map(({ appointmentId }) => appointmentId),
        terms.map(({ volunteerId, role }) => `${volunteerId}/${role}`),
        period.from,
        period.to,
      ],
    );
    return new Map(
      rows.map(({ key, ids, averageHundredths }) => [key, { ids, averageHundredths: Number(averageHundredths) }]),
    );
  }

  /** The scores of given assessments, whether voided since or not. */
  async assessmentScores(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ id: string; score: number }>(
      'select id, score_hundredths as score from assessment where id = any($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, score }) => [id, score]));
  }

  async identities(tx: Transaction, volunteerIds: readonly string[]): Promise<ReadonlyMap<string, Identity>> {
    const rows = await tx.query<Identity & { id: string }>(
      `select id, volunteer_no as "volunteerNo", status = 'ACTIVE' as "isActive" from volunteer
       where id = any($1::uuid[])`,
      [volunteerIds],
    );
    return new Map(rows.map(({ id, volunteerNo, isActive }) => [id, { volunteerNo, isActive }]));
  }

  async divisionCodes(tx: Transaction, divisionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ id: string; code: string }>(
      'select id, code from division where id = any($1::uuid[])',
      [divisionIds],
    );
    return new Map(rows.map(({ id, code }) => [id, code]));
  }
}

const ledgerFactsSql = `
  with counted as (
    select p.person_id, e.account_kind, e.amount, e.rule_version, r.id as record_id, r.grade, r.served_on
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[]) p (person_id, volunteer_id, kind, seq)
    join ledger_entry e on e.volunteer_id = p.volunteer_id and e.account_kind = p.kind and e.seq <= p.seq
    left join service_record r on e.cause_kind = 'SERVICE_RECORD' and r.id = e.cause_id
    where e.effective_at >= $5 and e.effective_at < $6
      and e.reason in ('SERVICE', 'TRAINING', 'BONUS', 'PENALTY')
      and not exists (
        select 1 from ledger_entry b
        where b.volunteer_id = e.volunteer_id and b.account_kind = e.account_kind and b.reverses_seq = e.seq
          and b.seq <= p.seq))
  select person_id as "volunteerId",
    coalesce(sum(amount) filter (where account_kind = 'SERVICE_MINUTES'), 0) as "serviceMinutes",
    coalesce(sum(amount) filter (where account_kind = 'POINT_TENTHS'), 0) as "pointTenths",
    count(distinct record_id) filter (where account_kind = 'SERVICE_MINUTES') as "confirmedRecords",
    coalesce(sum(amount) filter (where account_kind = 'SERVICE_MINUTES' and grade in ('D', 'E')), 0)
      as "backfilledMinutes",
    count(distinct served_on) filter (where account_kind = 'SERVICE_MINUTES') as "distinctServiceDays",
    array_agg(distinct rule_version order by rule_version) as "ruleVersions"
  from counted group by person_id`;

function columnsOf(positions: ReadonlyMap<string, readonly AccountPosition[]>): readonly unknown[] {
  const rows = [...positions].flatMap(([personId, accounts]) =>
    accounts.map(({ volunteerId = personId, kind, seq }) => ({ personId, volunteerId, kind, seq })),
  );
  return [
    rows.map((row) => row.personId),
    rows.map((row) => row.volunteerId),
    rows.map((row) => row.kind),
    rows.map((row) => row.seq),
  ];
}

function toLedgerFacts(row: LedgerFactsRow): LedgerFacts {
  return {
    serviceMinutes: Number(row.serviceMinutes),
    pointTenths: Number(row.pointTenths),
    confirmedRecords: Number(row.confirmedRecords),
    backfilledMinutes: Number(row.backfilledMinutes),
    distinctServiceDays: Number(row.distinctServiceDays),
    ruleVersions: row.ruleVersions,
  };
}
