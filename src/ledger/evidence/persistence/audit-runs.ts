import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import type { Finding } from '../../../kernel/finding';

const FINDINGS_KEPT = 100;

/** One audit and what it found. Times are ISO 8601, UTC. */
export interface AuditRun {
  readonly id: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly isIntact: boolean;
  readonly entryCount: number;
  readonly accountCount: number;
  readonly checkpointNumber: number | null;
  readonly findingCount: number;
  readonly findings: readonly Finding[];
}

interface Row extends Omit<AuditRun, 'startedAt' | 'finishedAt' | 'entryCount' | 'accountCount' | 'checkpointNumber'> {
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly entryCount: string;
  readonly accountCount: string;
  readonly checkpointNumber: string | null;
}

/** A run is due at night, or at any hour where the nights have been missed (a computer that is switched off). */
export const overdueAuditSql = `
  select 'nightly' as dedup_key, '{}'::jsonb as payload
  where exists (select 1 from ledger_checkpoint)
    and not exists (select 1 from ledger_audit_run where started_at > now() - interval '20 hours')
    and (extract(hour from now() at time zone 'Asia/Shanghai') between 1 and 4
      or not exists (select 1 from ledger_audit_run where started_at > now() - interval '44 hours'))`;

/** The audits so far; the last one says whether an administrator has to act. */
@Injectable()
export class AuditRuns {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async add(tx: Transaction, run: AuditRun): Promise<void> {
    await tx.query(
      `insert into ledger_audit_run (id, started_at, finished_at, is_intact, entry_count, account_count, checkpoint_number,
         finding_count, findings)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        run.id,
        run.startedAt,
        run.finishedAt,
        run.isIntact,
        run.entryCount,
        run.accountCount,
        run.checkpointNumber,
        run.findingCount,
        JSON.stringify(run.findings.slice(0, FINDINGS_KEPT)),
      ],
    );
  }

  async latest(): Promise<AuditRun | null> {
    const [row] = await this.unitOfWork.read<Row>(`${selectSql} order by started_at desc, id desc limit 1`);
    return row ? runOf(row) : null;
  }

  async find(id: string): Promise<AuditRun | null> {
    const [row] = await this.unitOfWork.read<Row>(`${selectSql} where id = $1`, [id]);
    return row ? runOf(row) : null;
  }

  /** Newest first. @throws CURSOR_INVALID */
  async page(query: PageQuery): Promise<Page<AuditRun>> {
    const limit = limitOf(query);
    const [startedAt, id] = decodeCursor(query, 2) ?? [null, null];
    const rows = await this.unitOfWork.read<Row>(
      `${selectSql} where $1::timestamptz is null or (started_at, id) < ($1, $2::uuid)
       order by started_at desc, id desc limit $3`,
      [startedAt, id, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.startedAt.toISOString(), row.id], runOf);
  }
}

const selectSql = `
  select id, started_at as "startedAt", finished_at as "finishedAt", is_intact as "isIntact",
    entry_count as "entryCount", account_count as "accountCount", checkpoint_number as "checkpointNumber",
    finding_count as "findingCount", findings
  from ledger_audit_run`;

function runOf(row: Row): AuditRun {
  return {
    ...row,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt.toISOString(),
    entryCount: Number(row.entryCount),
    accountCount: Number(row.accountCount),
    checkpointNumber: row.checkpointNumber === null ? null : Number(row.checkpointNumber),
  };
}
