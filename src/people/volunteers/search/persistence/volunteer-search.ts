import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import {
  decodeCursor,
  encodeCursor,
  limitOf,
  type Page,
  type PageQuery,
} from '../../../../platform/delivery/http/paging';
import { requireScope } from '../../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import { readSearchText, type SearchTarget } from '../domain/search-text';
import { volunteerErrors } from '../../errors';
import { listColumns, PersonalFields, ShownRows, type Stored, type VolunteerListItem } from '../../person';

export interface SearchRequest extends PageQuery {
  readonly text: string;
  readonly divisionId?: string;
}

/** One sorted index: the key it is sorted by, which keys are wanted, and the last key of a range. */
interface Way {
  readonly name: string;
  readonly key: string;
  readonly from: string | Buffer;
  /** Keys below this; null: exactly `from`. */
  readonly below: string | null;
  /** Found by an earlier way already. */
  readonly except?: string;
  readonly where: string;
}

/** Above every character of a text, in the order of its bytes. */
const LAST = '\u{10ffff}';
/** A path of a district has one number; from a street on the people stand together in the indexes. */
const STREET_PATH = /^\/\d+\/\d+\//;

/**
 * Finds people by what staff know about them. The texts searched for and found never stand in a URL: the search is a POST,
 * and the position of a page is an id.
 */
@Injectable()
export class VolunteerSearch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly fields: PersonalFields,
    private readonly shown: ShownRows,
  ) {}

  /** People inside the actor's scope, in the order of what was searched for. @throws SEARCH_TEXT_INVALID, DIVISION_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async page(actor: Actor, request: SearchRequest): Promise<Page<VolunteerListItem>> {
    const target = readSearchText(request.text);
    if (!target) throw volunteerErrors.refuse('SEARCH_TEXT_INVALID', { field: 'text' });
    const scopes = await this.scopesOf(actor, request.divisionId);
    const ways = this.waysOf(target);
    const limit = limitOf(request);
    const position = decodeCursor(request, 2);
    let at = Math.max(
      0,
      ways.findIndex(({ name }) => name === position?.[0]),
    );
    let after = position === null ? null : String(position[1]);
    const found: Stored<VolunteerListItem>[] = [];
    const wayOf: string[] = [];
    for (let way = ways[at]; way && found.length <= limit; way = ways[++at], after = null) {
      const rows = await this.read(way, scopes, after, limit + 1 - found.length);
      const { name } = way;
      found.push(...rows);
      wayOf.push(...rows.map(() => name));
    }
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const { show } = await this.shown.of(shown);
    return {
      items: shown.map((row) => show(row)),
      next: found.length > limit && last ? encodeCursor([wayOf[shown.length - 1] ?? '', last.id]) : null,
    };
  }

  private async scopesOf(actor: Actor, divisionId: string | undefined): Promise<readonly string[]> {
    if (divisionId === undefined) return scopesOf(actor, 'volunteer.read');
    const division = await this.divisions.byId(divisionId);
    requireScope(actor, 'volunteer.read', division.path);
    return [division.path];
  }

  private waysOf(target: SearchTarget): readonly Way[] {
    const name = 'v.name collate "C"';
    const reversed = 'reverse(v.name) collate "C"';
    switch (target.by) {
      case 'VOLUNTEER_NO':
        return [{ name: 'NO', key: 'v.volunteer_no', from: target.volunteerNo, below: null, where: 'true' }];
      case 'PHONE': {
        const from = this.fields.indexOf('phone', target.phone);
        return [{ name: 'PHONE', key: 'v.phone_index', from, below: null, where: 'v.phone_index is not null' }];
      }
      case 'PHONE_TAIL': {
        const from = this.fields.tailIndexOf(target.digits);
        return [
          { name: 'TAIL', key: 'v.phone_tail_index', from, below: null, where: 'v.phone_tail_index is not null' },
        ];
      }
      case 'INITIALS': {
        const { letters } = target;
        const where = 'v.name is not null';
        return [{ name: 'INITIALS', key: 'v.name_initials', from: letters, below: letters + LAST, where }];
      }
      case 'NAME': {
        const { text } = target;
        const backwards = [...text].reverse().join('');
        const where = 'v.name is not null';
        return [
          { name: 'NAME', key: name, from: text, below: text + LAST, where },
          { name: 'GIVEN', key: reversed, from: backwards, below: backwards + LAST, except: text, where },
        ];
      }
    }
  }

  /** One range of one index. Streets are named where every scope lies in one, so that the range is short. */
  private async read(
    way: Way,
    scopes: readonly string[],
    after: string | null,
    limit: number,
  ): Promise<readonly Stored<VolunteerListItem>[]> {
    const parameters: unknown[] = [];
    const put = (value: unknown): string => `$${parameters.push(value)}`;
    const conditions = [way.where];
    const streets = new Set(scopes.map((scope) => STREET_PATH.exec(scope)?.[0] ?? null));
    if (!streets.has(null) && scopes.length > 0) {
      const [only] = streets;
      conditions.push(
        streets.size === 1 ? `v.street_path = ${put(only)}` : `v.street_path = any(${put([...streets])}::text[])`,
      );
    }
    conditions.push(`v.division_path like any(${put(scopes.map((scope) => `${scope}%`))}::text[])`);
    const from = put(way.from);
    if (way.below === null) conditions.push(`${way.key} = ${from}`);
    else conditions.push(`${way.key} >= ${from}`, `${way.key} < ${put(way.below)}`);
    if (way.except !== undefined) conditions.push(`not starts_with(v.name, ${put(way.except)})`);
    if (after !== null) {
      const id = put(after);
      const key = way.key.replaceAll('v.', 'a.');
      conditions.push(`(${way.key}, v.id) > ((select ${key} from volunteer a where a.id = ${id}::uuid), ${id}::uuid)`);
    }
    return this.unitOfWork.read<Stored<VolunteerListItem>>(
      `select ${listColumns} from volunteer v join division d on d.id = v.division_id
       where ${conditions.join(' and ')} order by ${way.key}, v.id limit ${put(limit)}`,
      parameters,
    );
  }
}
