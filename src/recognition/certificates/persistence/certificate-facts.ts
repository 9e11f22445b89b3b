import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { HoldAccounts } from '../../../ledger/ledger';
import type { ConfirmedRecord, OpenedHours } from '../domain/certificate-content';
import type { SealedAccount } from './certificate-directory';

/** Reads what a certificate rests on. */
@Injectable()
export class CertificateFactsReader {
  constructor(private readonly accounts: HoldAccounts) {}

  /**
   * How far the volunteer's accounts have been written. Holds them still until the end of the transaction: whoever
   * posts or reverses waits, so that what is read afterwards belongs to exactly these numbers.
   */
  async sealAccounts(tx: Transaction, volunteerId: string): Promise<readonly SealedAccount[]> {
    await this.accounts.execute(tx, volunteerId);
    const rows = await tx.query<Omit<SealedAccount, 'seq'> & { readonly seq: string }>(
      `select kind, seq, encode(head_hash, 'hex') as "headHash" from ledger_account
       where volunteer_id = $1 and seq > 0 order by kind`,
      [volunteerId],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  /** The confirmed records of the period, both days inclusive. */
  async confirmedRecords(
    tx: Transaction,
    volunteerId: string,
    from: LocalDay,
    to: LocalDay,
  ): Promise<readonly ConfirmedRecord[]> {
    return tx.query<ConfirmedRecord>(
      `select r.id as "recordId", r.kind, r.served_on::text as day, r.activity_title as "activityName", t.name as "teamName",
         r.credited_minutes + r.granted_minutes as "creditedMinutes", r.grade
       from service_record r join team t on t.id = r.team_id
       where r.volunteer_id = $1 and r.status = 'CONFIRMED' and r.served_on between $2 and $3
       order by r.served_on, r.id`,
      [volunteerId, from, to],
    );
  }

  /** Old hours of the period that were posted and not taken back, by source document, kind and grade. */
  async openedHours(
    tx: Transaction,
    volunteerId: string,
    from: LocalDay,
    to: LocalDay,
  ): Promise<readonly OpenedHours[]> {
    return tx.query<OpenedHours>(
      `select w.kind, w.grade, sum(e.amount)::int as minutes, i.document_title as "documentTitle",
         i.document_keeper as "documentKeeper", array_agg(w.id::text order by w.id) as "rowIds"
       from opening_row w
       join opening_import i on i.id = w.import_id
       join ledger_entry e on e.volunteer_id = w.volunteer_id and e.cause_kind = 'OPENING' and e.cause_id = w.id
       where w.volunteer_id = $1 and w.served_on >= $2 and coalesce(w.served_to, w.served_on) <= $3
         and not exists (
           select 1 from ledger_entry b
           where b.volunteer_id = e.volunteer_id and b.account_kind = e.account_kind and b.reverses_seq = e.seq)
       group by i.id, w.kind, w.grade order by i.document_title, i.id, w.kind, w.grade`,
      [volunteerId, from, to],
    );
  }

  /** What the ledger holds for these records, reversed entries left out. Unit: minutes. */
  async postedMinutes(tx: Transaction, volunteerId: string, recordIds: readonly string[]): Promise<number> {
    const [row] = await tx.query<{ minutes: string }>(
      `select coalesce(sum(e.amount), 0) as minutes from ledger_entry e
       where e.volunteer_id = $1 and e.account_kind in ('SERVICE_MINUTES', 'TRAINING_MINUTES')
         and (e.cause_kind = 'SERVICE_RECORD' and e.cause_id = any($2::uuid[])
           -- minutes above a day cap that were approved later
           or e.cause_kind = 'MANUAL' and e.cause_id in (
             select c.id from day_cap_decision c where c.volunteer_id = $1 and c.record_id = any($2::uuid[])))
         and not exists (
           select 1 from ledger_entry b
           where b.volunteer_id = e.volunteer_id and b.account_kind = e.account_kind and b.reverses_seq = e.seq)`,
      [volunteerId, recordIds],
    );
    return Number(row?.minutes ?? 0);
  }
}
