import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { kindErrors } from '../errors';

/** What a code means at a place on a day. */
export interface KindView {
  /** The version of what it means. */
  readonly id: string;
  /** Whose version it is; null: comes with the application. */
  readonly divisionId: string | null;
  readonly divisionName: string | null;
  readonly code: string;
  readonly name: string;
  readonly sortOrder: number;
  readonly validFrom: LocalDay;
  readonly isRetired: boolean;
}

export interface CategoryView extends KindView {
  /** Whether taking part is service, where a position says nothing else. */
  readonly isService: boolean;
}

export interface KindQuestion {
  /** Path of the place; `/` knows the defaults alone. */
  readonly path: string;
  readonly day: LocalDay;
  /** Also those out of use. */
  readonly withRetired?: boolean;
}

type KindTable = 'activity_category' | 'team_kind';

function columnsOf(table: KindTable): string {
  return `c.id, c.division_id as "divisionId", p.name as "divisionName", c.code, c.name, c.sort_order as "sortOrder",
    c.valid_from::text as "validFrom", c.is_retired as "isRetired"${table === 'team_kind' ? '' : ', c.is_service as "isService"'}`;
}

/** Answers which categories of activities and kinds of teams a place has; the read port for the other modules. */
@Injectable()
export class KindDirectory {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** In the order of the list. The nearest place upwards with a version of its own wins over the default. */
  async categories(question: KindQuestion, tx?: Transaction): Promise<readonly CategoryView[]> {
    return this.list<CategoryView>('activity_category', question, tx);
  }

  async teamKinds(question: KindQuestion, tx?: Transaction): Promise<readonly KindView[]> {
    return this.list<KindView>('team_kind', question, tx);
  }

  /** What a category means there today; null where nobody has heard of it. One out of use is answered as well. */
  async category(code: string, path: string, tx?: Transaction): Promise<CategoryView | null> {
    return this.one<CategoryView>('activity_category', code, path, tx);
  }

  async teamKind(code: string, path: string, tx?: Transaction): Promise<KindView | null> {
    return this.one<KindView>('team_kind', code, path, tx);
  }

  /** The category, which must be in use at the place today. @throws ACTIVITY_CATEGORY_UNKNOWN */
  async activeCategory(code: string, place: { readonly id: string; readonly path: string }, tx?: Transaction) {
    const found = await this.category(code, place.path, tx);
    if (found && !found.isRetired) return found;
    const list = `/activities/categories?divisionId=${place.id}`;
    throw kindErrors.refuse('ACTIVITY_CATEGORY_UNKNOWN', { field: 'category', details: { list } });
  }

  /** The kind of team, which must be in use at the place today. @throws TEAM_KIND_UNKNOWN */
  async activeTeamKind(code: string, place: { readonly id: string; readonly path: string }, tx?: Transaction) {
    const found = await this.teamKind(code, place.path, tx);
    if (found && !found.isRetired) return found;
    const list = `/teams/kinds?divisionId=${place.id}`;
    throw kindErrors.refuse('TEAM_KIND_UNKNOWN', { field: 'kind', details: { list } });
  }

  /** A version of a category, whatever came after it. @throws ACTIVITY_CATEGORY_UNKNOWN */
  async categoryVersion(tx: Transaction, id: string): Promise<CategoryView> {
    const [row] = await tx.query<CategoryView>(
      `select ${columnsOf('activity_category')} from activity_category c left join division p on p.id = c.division_id
       where c.id = $1`,
      [id],
    );
    if (!row) throw kindErrors.refuse('ACTIVITY_CATEGORY_UNKNOWN', { field: 'category' });
    return row;
  }

  /** A place's own latest version of a category, also one that is still to come; null where it has none. */
  async latestOwnCategory(tx: Transaction, divisionId: string, code: string): Promise<CategoryView | null> {
    const [row] = await tx.query<CategoryView>(
      `select ${columnsOf('activity_category')} from activity_category c left join division p on p.id = c.division_id
       where c.division_id = $1 and c.code = $2 order by c.valid_from desc, c.created_at desc, c.id desc limit 1`,
      [divisionId, code],
    );
    return row ?? null;
  }

  private async one<View>(table: KindTable, code: string, path: string, tx?: Transaction): Promise<View | null> {
    const [row] = await this.query<View>(
      `select ${columnsOf(table)} from ${table}_at($1, $2, $3::date) c left join division p on p.id = c.division_id`,
      [code, path, localDayOf(this.clock.nowMs())],
      tx,
    );
    return row ?? null;
  }

  private async list<View>(
    table: KindTable,
    { path, day, withRetired }: KindQuestion,
    tx?: Transaction,
  ): Promise<View[]> {
    return this.query<View>(
      `select ${columnsOf(table)} from (select distinct code from ${table}) k
       cross join lateral ${table}_at(k.code, $1, $2::date) c left join division p on p.id = c.division_id
       where not c.is_retired or $3 order by c.sort_order, c.code`,
      [path, day, withRetired ?? false],
      tx,
    );
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
