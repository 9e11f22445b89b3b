import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../http/paging';
import { IdSource } from '../../foundation/ids/id-source';
import { Outbox } from '../../data/outbox';
import { tellAlert } from './alert-jobs';

/**
 * An audit found the ledger wrong; a checkpoint was not signed; a job was given up after its last try; somebody seems to find
 * out ID numbers by trying; the operator released what two administrators should have decided; somebody who manages accounts
 * was suspended.
 */
export const alertKinds = [
  'LEDGER_BROKEN',
  'CHECKPOINT_REFUSED',
  'JOB_GIVEN_UP',
  'ID_NUMBER_GUESSED',
  'DECISION_RELEASED',
  'MANAGER_SUSPENDED',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** What an administrator has to know at once. */
export interface NewAlert {
  readonly kind: AlertKind;
  /** What it is about: it is raised once per kind and subject. */
  readonly subjectKey: string;
  /** Chinese: what has happened and what to do. It leaves the service, so there are no names in it and no ids. */
  readonly sentence: string;
}

export interface Alert extends NewAlert {
  readonly id: string;
  readonly raisedAt: Date;
  /** When the group chat took it; null: not yet, or there is none. */
  readonly toldAt: Date | null;
}

const selectSql = `
  select a.id, a.kind, a.subject_key as "subjectKey", a.sentence, a.raised_at as "raisedAt", t.told_at as "toldAt"
  from alert a left join alert_told t on t.alert_id = a.id`;

/** Alerts of whose telling nothing is known: their doorbell was lost. Older ones are history. */
export const untoldAlertsSql = `
  select a.id as dedup_key, jsonb_build_object('alertId', a.id) as payload
  from alert a left join alert_told t on t.alert_id = a.id
  where t.alert_id is null and a.raised_at between now() - interval '3 hours' and now() - interval '1 minute'
  order by a.raised_at limit 20`;

/** The alerts: raised with the facts they are about, shown to administrators, told to the group chat where there is one. */
@Injectable()
export class Alerts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  /** Raises an alert unless it was raised before. */
  async raise(tx: Transaction, { kind, subjectKey, sentence }: NewAlert): Promise<void> {
    const id = this.ids.next();
    const raised = await tx.query(
      `insert into alert (id, kind, subject_key, sentence, raised_at) values ($1, $2, $3, $4, $5)
       on conflict on constraint alert_once do nothing returning 1`,
      [id, kind, subjectKey, sentence, this.clock.now()],
    );
    if (raised.length === 0 || this.runtime.config.alertUrl === null) return;
    await this.outbox.add(tx, tellAlert, { alertId: id }, { dedupKey: id });
  }

  async find(id: string): Promise<Alert | null> {
    const [found] = await this.unitOfWork.read<Alert>(`${selectSql} where a.id = $1`, [id]);
    return found ?? null;
  }

  async noteTold(tx: Transaction, id: string): Promise<void> {
    await tx.query('insert into alert_told (alert_id, told_at) values ($1, $2) on conflict do nothing', [
      id,
      this.clock.now(),
    ]);
  }

  /** Newest first. @throws CURSOR_INVALID */
  async page(query: PageQuery): Promise<Page<Alert>> {
    const limit = limitOf(query);
    const [raisedAt, id] = decodeCursor(query, 2) ?? [null, null];
    const rows = await this.unitOfWork.read<Alert>(
      `${selectSql} where $1::timestamptz is null or (a.raised_at, a.id) < ($1, $2::uuid)
       order by a.raised_at desc, a.id desc limit $3`,
      [raisedAt, id, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.raisedAt.toISOString(), row.id],
      (row) => row,
    );
  }
}
