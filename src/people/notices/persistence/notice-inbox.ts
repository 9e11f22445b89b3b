import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { type NewNotice, type NoticeKey, Notices, type WrittenNotice } from '../application/notices';
import { type NoticeData, type NoticeKind, noticeSentence } from '../domain/notice-sentences';

export interface StoredNotice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly data: NoticeData;
  readonly createdAt: Date;
  readonly isRead: boolean;
}

/** The inbox in the database: notices are facts, only how far somebody has read moves. */
@Injectable()
export class NoticeInbox extends Notices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async send(tx: Transaction, notices: readonly NewNotice[]): Promise<number> {
    if (notices.length === 0) return 0;
    const rows = await tx.query(
      `insert into notice (volunteer_id, id, kind, subject_key, data, created_at)
       select n."volunteerId", n.id, n.kind, n."subjectKey", n.data, $2
       from jsonb_to_recordset($1::jsonb) n ("volunteerId" uuid, id uuid, kind text, "subjectKey" text, data jsonb)
       order by 1, 3, 4 on conflict on constraint notice_once do nothing returning 1`,
      [JSON.stringify(notices.map((notice) => ({ ...notice, id: this.ids.next() }))), this.clock.now()],
    );
    return rows.length;
  }

  override async find({ volunteerId, kind, subjectKey }: NoticeKey, series?: string): Promise<WrittenNotice | null> {
    const [row] = await this.unitOfWork.read<Pick<StoredNotice, 'data' | 'createdAt'>>(
      `select data, created_at as "createdAt" from notice
       where volunteer_id = $1 and kind = $2 and (subject_key = $3 or starts_with(subject_key, $4))
       order by created_at desc, id desc limit 1`,
      [volunteerId, kind, subjectKey, series === undefined ? null : `${series}.`],
    );
    return row ? { sentence: noticeSentence(kind, row.data), createdAt: row.createdAt } : null;
  }

  override async writtenSince(
    tx: Transaction,
    since: Date,
    notices: readonly (NoticeKey & { readonly series: string })[],
  ): Promise<readonly (NoticeKey & { readonly times: readonly Date[] })[]> {
    return tx.query(
      `select k."volunteerId", k.kind, k."subjectKey", array_agg(n.created_at order by n.created_at) as times
       from jsonb_to_recordset($1::jsonb) k ("volunteerId" uuid, kind text, "subjectKey" text, series text)
       join notice n on n.volunteer_id = k."volunteerId" and n.kind = k.kind and n.subject_key <> k."subjectKey"
         and starts_with(n.subject_key, k.series || '.') and n.created_at > $2
       group by 1, 2, 3`,
      [
        JSON.stringify(
          notices.map(({ volunteerId, kind, subjectKey, series }) => ({ volunteerId, kind, subjectKey, series })),
        ),
        since,
      ],
    );
  }

  /** Latest first, limit + 1 rows. */
  async page(
    volunteerId: string,
    after: readonly (string | number)[] | null,
    limit: number,
  ): Promise<readonly StoredNotice[]> {
    const [afterTime, afterId] = after ?? [null, null];
    return this.unitOfWork.read<StoredNotice>(
      `select n.id, n.kind, n.data, n.created_at as "createdAt", n.created_at <= coalesce(r.read_until, '-infinity') as "isRead"
       from notice n left join notice_reading r on r.volunteer_id = n.volunteer_id
       where n.volunteer_id = $1
         and ($2::timestamptz is null or (n.created_at, n.id) < ($2::timestamptz, $3::uuid))
       order by n.created_at desc, n.id desc limit $4`,
      [volunteerId, afterTime, afterId, limit + 1],
    );
  }

  async unreadCount(volunteerId: string, tx?: Transaction): Promise<number> {
    const sql = `select count(*)::int as count from notice n left join notice_reading r on r.volunteer_id = n.volunteer_id
      where n.volunteer_id = $1 and n.created_at > coalesce(r.read_until, '-infinity')`;
    const rows = tx
      ? await tx.query<{ count: number }>(sql, [volunteerId])
      : await this.unitOfWork.read<{ count: number }>(sql, [volunteerId]);
    return rows[0]?.count ?? 0;
  }

  /** Reading only moves forward. */
  async markRead(tx: Transaction, volunteerId: string, until: Date): Promise<void> {
    await tx.query(
      `insert into notice_reading as r (volunteer_id, read_until) values ($1, $2)
       on conflict (volunteer_id) do update set read_until = greatest(r.read_until, excluded.read_until)`,
      [volunteerId, until],
    );
  }
}
