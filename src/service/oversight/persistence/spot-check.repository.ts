import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { TieFacts } from '../../../platform/security/decisions';

export interface SpotCheck {
  readonly id: string;
  readonly divisionId: string;
  readonly divisionPath: string;
  readonly fromDay: LocalDay;
  readonly toDay: LocalDay;
  readonly sampleSize: number;
  readonly seedHash: string;
  readonly seedCipher: Buffer;
  /** null until it is published. */
  readonly seed: string | null;
  readonly populationCount: number | null;
  readonly populationHash: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface DrawnRecord {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly position: number;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly creditedMinutes: number;
  readonly grade: string;
  readonly result: string | null;
  readonly note: string | null;
}

const columns = `c.id, c.division_id as "divisionId", d.path as "divisionPath", c.from_day::text as "fromDay",
  c.to_day::text as "toDay", c.sample_size as "sampleSize", c.seed_hash as "seedHash", c.seed_cipher as "seedCipher",
  c.seed, c.population_count as "populationCount", c.population_hash as "populationHash", c.created_by as "createdBy",
  c.created_at as "createdAt"`;

/** Keeps spot checks and their samples. */
@Injectable()
export class SpotCheckRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(
    tx: Transaction,
    check: Omit<SpotCheck, 'divisionPath' | 'seed' | 'populationCount' | 'populationHash'>,
  ): Promise<void> {
    await tx.query(
      `insert into spot_check (id, division_id, from_day, to_day, sample_size, seed_hash, seed_cipher, created_by,
         created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        check.id,
        check.divisionId,
        check.fromDay,
        check.toDay,
        check.sampleSize,
        check.seedHash,
        check.seedCipher,
        check.createdBy,
        check.createdAt,
      ],
    );
  }

  /** The check, held for update, or null. */
  async hold(tx: Transaction, id: string): Promise<SpotCheck | null> {
    const rows = await tx.query<SpotCheck>(
      `select ${columns} from spot_check c join division d on d.id = c.division_id where c.id = $1 for update of c`,
      [id],
    );
    return rows[0] ?? null;
  }

  async find(id: string): Promise<SpotCheck | null> {
    const rows = await this.unitOfWork.read<SpotCheck>(
      `select ${columns} from spot_check c join division d on d.id = c.division_id where c.id = $1`,
      [id],
    );
    return rows[0] ?? null;
  }

  /** Newest first, one more than asked for. */
  async page(question: {
    readonly scopes: readonly string[];
    readonly after: readonly (string | number)[] | null;
    readonly limit: number;
  }): Promise<readonly SpotCheck[]> {
    const [afterTime, afterId] = question.after ?? [null, null];
    return this.unitOfWork.read<SpotCheck>(
      `select ${columns} from spot_check c join division d on d.id = c.division_id
       where exists (select 1 from unnest($1::text[]) scope where starts_with(d.path, scope))
         and ($2::timestamptz is null or (c.created_at, c.id) < ($2::timestamptz, $3::uuid))
       order by c.created_at desc, c.id desc limit $4`,
      [question.scopes, afterTime, afterId, question.limit + 1],
    );
  }

  /** Everything that can be drawn: live records with minutes, of the place and the days. */
  async population(
    tx: Transaction,
    check: SpotCheck,
  ): Promise<readonly { readonly id: string; readonly volunteerId: string }[]> {
    return tx.query(
      `select r.id, r.volunteer_id as "volunteerId" from service_record r join division d on d.id = r.division_id
       where starts_with(d.path, $1) and r.served_on between $2::date and $3::date
         and r.status not in ('REJECTED', 'REVERSED') and r.credited_minutes > 0
       order by r.id`,
      [check.divisionPath, check.fromDay, check.toDay],
    );
  }

  async publish(
    tx: Transaction,
    id: string,
    drawing: {
      readonly seed: string;
      readonly populationCount: number;
      readonly populationHash: string;
      readonly by: string;
      readonly at: Date;
      readonly sample: readonly { readonly id: string; readonly volunteerId: string }[];
    },
  ): Promise<void> {
    await tx.query(
      `update spot_check set seed = $2, population_count = $3, population_hash = $4, published_by = $5,
         published_at = $6 where id = $1`,
      [id, drawing.seed, drawing.populationCount, drawing.populationHash, drawing.by, drawing.at],
    );
    await tx.query(
      `insert into spot_check_item (volunteer_id, spot_check_id, record_id, position)
       select s.volunteer_id, $1, s.record_id, s.position
       from unnest($2::uuid[], $3::uuid[]) with ordinality s (volunteer_id, record_id, position)`,
      [id, drawing.sample.map(({ volunteerId }) => volunteerId), drawing.sample.map((record) => record.id)],
    );
  }

  /** The sample in the order in which it was drawn. */
  async sample(id: string): Promise<readonly DrawnRecord[]> {
    return this.unitOfWork.read<DrawnRecord>(
      `select i.record_id as "recordId", i.volunteer_id as "volunteerId", i.position,
         r.activity_title as "activityTitle", r.served_on::text as "servedOn", r.credited_minutes as "creditedMinutes",
         r.grade, i.result, i.note
       from spot_check_item i join service_record r on r.id = i.record_id
       where i.spot_check_id = $1 order by i.position`,
      [id],
    );
  }

  /**
   * What ties somebody to drawn records: the person of each, and everybody who recorded or approved it. By record; one that
   * was not drawn is left out.
   */
  async tiesOf(id: string, recordIds: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, TieFacts>> {
    if (recordIds.length === 0) return new Map();
    type Row = TieFacts & { readonly recordId: string };
    const sql = `
      select i.record_id as "recordId", 'system:spot-check' as "askedBy", array[i.volunteer_id] as concerned,
        r.starts_at as "beganAt", r.recorded_by || array_remove(array[r.decided_by], null)
          || array(select a.approver_id from record_approval a where a.record_id = r.id) as hands
      from spot_check_item i join service_record r on r.id = i.record_id
      where i.spot_check_id = $1 and i.record_id = any ($2::uuid[])`;
    const rows = await (tx ? tx.query<Row>(sql, [id, recordIds]) : this.unitOfWork.read<Row>(sql, [id, recordIds]));
    return new Map(rows.map(({ recordId, ...ties }) => [recordId, ties]));
  }

  /** @returns 'NONE' where the record was not drawn, 'GIVEN' where it has a result, 'KEPT' otherwise. */
  async keepResult(
    tx: Transaction,
    id: string,
    recordId: string,
    finding: { readonly result: string; readonly note: string; readonly by: string; readonly at: Date },
  ): Promise<'NONE' | 'GIVEN' | 'KEPT'> {
    const kept = await tx.query(
      `update spot_check_item set result = $3, note = $4, checked_by = $5, checked_at = $6
       where spot_check_id = $1 and record_id = $2 and result is null returning 1`,
      [id, recordId, finding.result, finding.note, finding.by, finding.at],
    );
    if (kept.length > 0) return 'KEPT';
    const known = await tx.query('select 1 from spot_check_item where spot_check_id = $1 and record_id = $2', [
      id,
      recordId,
    ]);
    return known.length > 0 ? 'GIVEN' : 'NONE';
  }
}
