import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../delivery/http/paging';
import { IdSource } from '../../foundation/ids/id-source';
import type { UserActor } from '../../foundation/actor/actor';

export interface StaffNotice {
  readonly id: string;
  /** Chinese, without names. */
  readonly sentence: string;
  readonly toldAt: string;
}

/** Whom a notice is for; nothing said: everybody of staff. */
export interface StaffAudience {
  /** Staff of this place, of what is above it and of what is inside it. */
  readonly divisionId?: string;
  /** And this account. */
  readonly userId?: string;
}

/** What members of staff are told: what was done in a way that two of them should have done, and who decides for whom. */
@Injectable()
export class StaffNotices {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Tells everybody of staff, or those whom it is for; inside the caller's transaction. */
  async tell(tx: Transaction, sentence: string, { divisionId, userId }: StaffAudience = {}): Promise<void> {
    await tx.query(
      'insert into staff_notice (id, sentence, told_at, division_id, user_id) values ($1, $2, $3, $4, $5)',
      [this.ids.next(), sentence, this.clock.now(), divisionId ?? null, userId ?? null],
    );
  }

  /** Newest first; nothing for people without a role. @throws CURSOR_INVALID */
  async page(actor: UserActor, query: PageQuery): Promise<Page<StaffNotice>> {
    if (actor.grants.length === 0) return { items: [], next: null };
    const limit = limitOf(query);
    const [toldAt = null, id = null] = decodeCursor(query, 2) ?? [];
    const rows = await this.unitOfWork.read<{ id: string; sentence: string; toldAt: Date }>(
      `select n.id, n.sentence, n.told_at as "toldAt" from staff_notice n left join division d on d.id = n.division_id
       where ($1::timestamptz is null or (n.told_at, n.id) < ($1, $2::uuid))
         and (n.division_id is null and n.user_id is null or n.user_id = $4 or exists (
           select 1 from unnest($5::text[]) s where starts_with(d.path, s) or starts_with(s, d.path)))
       order by n.told_at desc, n.id desc limit $3`,
      [toldAt, id, limit + 1, actor.userId, actor.grants.map(({ divisionPath }) => divisionPath)],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.toldAt.toISOString(), row.id],
      (row) => ({ ...row, toldAt: row.toldAt.toISOString() }),
    );
  }
}
