import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';

/** How somebody without an account said that the hours are not theirs; staff wrote it down. */
export const denialChannels = ['PHONE', 'COUNTER', 'LETTER', 'SMS_REPLY'] as const;
export type DenialChannel = (typeof denialChannels)[number];

export interface Objection {
  readonly id: string;
  readonly recordId: string;
  readonly raisedBy: string;
  readonly grounds: string;
  readonly raisedAt: Date;
  readonly status: 'OPEN' | 'UPHELD' | 'DISMISSED';
  /** The volunteer behind `raisedBy`; null for objections from before this was kept. */
  readonly raisedByVolunteerId: string | null;
  readonly evidence: string | null;
  /** null: raised by the volunteer's own account. */
  readonly channel: DenialChannel | null;
  /** By then it is to be answered. */
  readonly answerUntil: Date | null;
}

const columns = `o.id, o.record_id as "recordId", o.raised_by as "raisedBy", o.grounds, o.raised_at as "raisedAt", o.status,
  o.raised_by_volunteer_id as "raisedByVolunteerId", o.evidence, o.channel, o.answer_until as "answerUntil"`;

/** Writes objections. At most one is open per record; the database sees to it. */
@Injectable()
export class ObjectionRepository {
  async isOpen(tx: Transaction, recordId: string): Promise<boolean> {
    const rows = await tx.query(`select 1 from record_objection where record_id = $1 and status = 'OPEN'`, [recordId]);
    return rows.length > 0;
  }

  /** The objection, held for update, or null. */
  async find(tx: Transaction, id: string): Promise<Objection | null> {
    const rows = await tx.query<Objection>(`select ${columns} from record_objection o where o.id = $1 for update`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  async insert(tx: Transaction, objection: Omit<Objection, 'status'>): Promise<void> {
    await tx.query(
      `insert into record_objection (id, record_id, raised_by, grounds, raised_at, status, raised_by_volunteer_id,
         evidence, answer_until, channel)
       values ($1, $2, $3, $4, $5, 'OPEN', $6, $7, $8, $9)`,
      [
        objection.id,
        objection.recordId,
        objection.raisedBy,
        objection.grounds,
        objection.raisedAt,
        objection.raisedByVolunteerId,
        objection.evidence,
        objection.answerUntil,
        objection.channel,
      ],
    );
  }

  async answer(
    tx: Transaction,
    id: string,
    answer: { readonly outcome: 'UPHELD' | 'DISMISSED'; readonly text: string; readonly by: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(
      `update record_objection set status = $2, answer = $3, answered_by = $4, answered_at = $5 where id = $1`,
      [id, answer.outcome, answer.text, answer.by, answer.at],
    );
  }
}
