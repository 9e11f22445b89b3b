import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

export const receiptStates = ['WAITING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN', 'SKIPPED'] as const;
export type ReceiptState = (typeof receiptStates)[number];

/** Why a receipt that had been written was not sent after all. */
export type SkipReason = 'PUBLICITY_OVER' | 'CONSENT_WITHDRAWN' | 'HAS_ACCOUNT' | 'NO_PHONE';

/** How news reaches somebody on a phone. */
export type Way = 'TEXT' | 'INBOX';

interface WayOf {
  readonly id: string;
  readonly way: Way | null;
}

/** A receipt that this process alone may send now, with all that it says. */
export interface ClaimedReceipt {
  readonly recordId: string;
  readonly volunteerId: string;
  readonly receiptNo: string;
  readonly attempts: number;
  readonly skip: SkipReason | null;
  readonly phoneCipher: Buffer | null;
  readonly activityTitle: string;
  readonly servedOn: LocalDay;
  readonly creditedMinutes: number;
  readonly publicityUntil: Date;
  readonly placeName: string;
  readonly contactPhone: string | null;
}

export interface ListedReceipt {
  readonly receiptNo: string;
  readonly recordId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly activityTitle: string;
  readonly servedOn: LocalDay;
  readonly creditedMinutes: number;
  readonly recordStatus: string;
  readonly state: ReceiptState;
  readonly attempts: number;
  readonly reason: SkipReason | null;
  readonly queuedAt: Date;
  readonly settledAt: Date | null;
}

const hasConsent = `exists (select 1 from consent c
  where c.volunteer_id = v.id and c.purpose = 'SMS' and c.withdrawn_at is null)`;
const account = `select 1 from user_account u where u.volunteer_id = v.id and u.status = 'ACTIVE'`;
const hasAccount = `exists (${account})`;
const hasOpenedAccount = `exists (${account} and u.opened_at is not null)`;

/** Keeps receipts: one per record. */
@Injectable()
export class ReceiptRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * How news reaches each of these people: by text where there is a phone, consent, and somebody who sends them; else in the
   * inbox of an account that they have opened. An account that staff made and nobody opened has an inbox that nobody reads.
   */
  async waysTo(
    volunteerIds: readonly string[],
    hasTexts: boolean,
    tx?: Transaction,
  ): Promise<ReadonlyMap<string, Way | null>> {
    const sql = `select v.id, case when $2 and v.phone_cipher is not null and ${hasConsent} then 'TEXT'
         when ${hasOpenedAccount} then 'INBOX' end as way
       from volunteer v where v.id = any($1::uuid[])`;
    const rows = tx
      ? await tx.query<WayOf>(sql, [volunteerIds, hasTexts])
      : await this.unitOfWork.read<WayOf>(sql, [volunteerIds, hasTexts]);
    return new Map(rows.map(({ id, way }) => [id, way]));
  }

  /** Writes receipts for records in publicity whose people are to be told and were not. @returns how many. */
  async queue(tx: Transaction, now: Date, limit: number): Promise<number> {
    const rows = await tx.query(
      `insert into sms_receipt (record_id, volunteer_id, state, queued_at, next_attempt_at)
       select r.id, r.volunteer_id, 'WAITING', $1, $1
       from service_record r join volunteer v on v.id = r.volunteer_id
       where r.status = 'PUBLICITY' and r.publicity_until > $1 and r.credited_minutes > 0
         and v.phone_cipher is not null and ${hasConsent} and not ${hasAccount}
         and not exists (select 1 from sms_receipt s where s.record_id = r.id)
       order by r.publicity_until, r.id limit $2
       on conflict (record_id) do nothing returning 1`,
      [now, limit],
    );
    return rows.length;
  }

  /**
   * Takes the receipt that has waited longest. The attempt is counted before the message goes out; receipts that others are
   * taking are passed over.
   */
  async claim(tx: Transaction, now: Date): Promise<ClaimedReceipt | null> {
    const [claimed] = await tx.query<ClaimedReceipt>(
      `with next as (
         select record_id from sms_receipt where state = 'WAITING' and next_attempt_at <= $1
         order by next_attempt_at, receipt_no limit 1 for update skip locked),
       taken as (
         update sms_receipt s set state = 'SENDING', attempts = attempts + 1, next_attempt_at = $1
         from next where s.record_id = next.record_id
         returning s.record_id, s.volunteer_id, s.receipt_no, s.attempts)
       select t.record_id as "recordId", t.volunteer_id as "volunteerId", t.receipt_no::text as "receiptNo", t.attempts,
         case when r.status <> 'PUBLICITY' or r.publicity_until <= $1 then 'PUBLICITY_OVER'
           when v.phone_cipher is null then 'NO_PHONE'
           when not ${hasConsent} then 'CONSENT_WITHDRAWN'
           when ${hasAccount} then 'HAS_ACCOUNT' end as skip,
         v.phone_cipher as "phoneCipher", r.activity_title as "activityTitle", r.served_on::text as "servedOn",
         r.credited_minutes as "creditedMinutes", r.publicity_until as "publicityUntil", place.name as "placeName",
         (select a.contact_phone from division a
          where starts_with(d.path, a.path) and a.contact_phone is not null
          order by length(a.path) desc limit 1) as "contactPhone"
       from taken t
         join service_record r on r.id = t.record_id
         join volunteer v on v.id = t.volunteer_id
         join division d on d.id = v.division_id
         cross join lateral (
           select a.name from division a
           where starts_with(d.path, a.path) and (a.kind in ('STREET', 'COMMUNITY') or a.id = d.id)
           order by a.kind = 'COMMUNITY' desc, a.kind = 'STREET' desc limit 1) place`,
      [now],
    );
    return claimed ?? null;
  }

  async settle(
    tx: Transaction,
    recordId: string,
    outcome: { readonly state: Exclude<ReceiptState, 'SENDING'>; readonly at: Date; readonly reason?: SkipReason },
  ): Promise<void> {
    // A receipt that waits again is due at the given time; any other is settled at it.
    await tx.query(
      `update sms_receipt set state = $2, next_attempt_at = $3, reason = $4,
         settled_at = case when $2 = 'WAITING' then null else $3::timestamptz end
       where record_id = $1 and state = 'SENDING'`,
      [recordId, outcome.state, outcome.at, outcome.reason ?? null],
    );
  }

  /** Receipts whose sender died: whether the message went out, nobody knows; it is not sent again. */
  async giveUpInterrupted(tx: Transaction, before: Date, now: Date): Promise<void> {
    await tx.query(
      `update sms_receipt set state = 'UNKNOWN', settled_at = $2 where state = 'SENDING' and next_attempt_at < $1`,
      [before, now],
    );
  }

  /** Latest first, limit + 1 rows: receipts of people, or of records, below the paths. */
  async list(question: {
    readonly scopes: readonly string[];
    readonly receiptNo: string | null;
    readonly state: ReceiptState | null;
    readonly before: string | null;
    readonly limit: number;
  }): Promise<readonly ListedReceipt[]> {
    return this.unitOfWork.read<ListedReceipt>(
      `select s.receipt_no::text as "receiptNo", s.record_id as "recordId", s.volunteer_id as "volunteerId",
         v.volunteer_no as "volunteerNo", r.activity_title as "activityTitle", r.served_on::text as "servedOn",
         r.credited_minutes as "creditedMinutes", r.status as "recordStatus", s.state, s.attempts, s.reason,
         s.queued_at as "queuedAt", s.settled_at as "settledAt"
       from sms_receipt s join service_record r on r.id = s.record_id join volunteer v on v.id = s.volunteer_id
         join division held on held.id = r.division_id
       where exists (select 1 from unnest($1::text[]) p (path)
           where starts_with(v.division_path, p.path) or starts_with(held.path, p.path))
         and ($2::bigint is null or s.receipt_no = $2) and ($3::text is null or s.state = $3)
         and ($4::bigint is null or s.receipt_no < $4)
       order by s.receipt_no desc limit $5`,
      [question.scopes, question.receiptNo, question.state, question.before, question.limit + 1],
    );
  }
}
