import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { defaultLabels, type DivisionKind, type LabelTerm } from '../domain/division-kind';
import { divisionErrors } from '../errors';

export interface DivisionView {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: DivisionKind;
  readonly code: string;
  readonly name: string;
  readonly compoundName: string | null;
  /** Whom residents call; null: the phone of the place above. */
  readonly contactPhone: string | null;
  /** `/1/4/29/`; a subtree is the prefix. */
  readonly path: string;
  readonly sortOrder: number;
  readonly status: 'ACTIVE' | 'CLOSED';
  /** Of a street: whether everybody may see who has stars. */
  readonly showsHonours: boolean;
  readonly version: number;
}

const columns = `d.id, d.parent_id as "parentId", d.kind, d.code, d.name, d.compound_name as "compoundName",
  d.contact_phone as "contactPhone", d.path,
  d.sort_order as "sortOrder", d.status, d.shows_honours as "showsHonours", d.version`;

/** Paths of a division, and of its street; a place above every street (a district's own) stands for itself. */
export interface PlaceOfStreet {
  readonly path: string;
  readonly streetPath: string;
}

export interface CommunityView {
  readonly id: string;
  readonly name: string;
  /** Whom its people call; null where neither it nor a place above has a phone. */
  readonly phone: string | null;
}

export interface CommunityPhone {
  readonly name: string;
  readonly phone: string;
}

/** Answers every question about divisions; the read port for the other modules. */
@Injectable()
export class DivisionDirectory {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws DIVISION_UNKNOWN */
  async byId(id: string, tx?: Transaction): Promise<DivisionView> {
    const [division] = await this.query<DivisionView>(`select ${columns} from division d where d.id = $1`, [id], tx);
    if (!division) throw divisionErrors.refuse('DIVISION_UNKNOWN', { field: 'divisionId' });
    return division;
  }

  /** The division, which must be in use. @throws DIVISION_UNKNOWN, DIVISION_CLOSED */
  async activeById(id: string, tx?: Transaction): Promise<DivisionView> {
    const division = await this.byId(id, tx);
    if (division.status === 'CLOSED') throw divisionErrors.refuse('DIVISION_CLOSED', { field: 'divisionId' });
    return division;
  }

  /**
   * The place that stands for everybody, for what is one for all streets: the only street, else the district above all of
   * them, else the first district. Null before there is any.
   */
  async placeOfAll(tx: Transaction): Promise<DivisionView | null> {
    const [place] = await tx.query<DivisionView>(
      `select ${columns} from division d
       cross join lateral (select not exists (
         select 1 from division s where s.kind = 'STREET' and s.status = 'ACTIVE' and not starts_with(s.path, d.path)) as is_common) has
       where d.status = 'ACTIVE' and d.kind in ('DISTRICT', 'STREET') and (has.is_common or d.kind = 'DISTRICT')
       order by has.is_common desc, length(d.path) desc, d.path limit 1`,
    );
    return place ?? null;
  }

  async byCode(code: string, tx?: Transaction): Promise<DivisionView | null> {
    const rows = await this.query<DivisionView>(`select ${columns} from division d where d.code = $1`, [code], tx);
    return rows[0] ?? null;
  }

  /** The whole tree, parents before children: a street has about five thousand divisions. */
  async all(tx?: Transaction): Promise<readonly DivisionView[]> {
    return this.query<DivisionView>(`select ${columns} from division d order by length(d.path), d.path`, [], tx);
  }

  /** Direct children in their order. */
  async childrenOf(parentId: string | null): Promise<readonly DivisionView[]> {
    return this.query<DivisionView>(
      `select ${columns} from division d where d.parent_id is not distinct from $1::uuid order by d.sort_order, d.code`,
      [parentId],
    );
  }

  /** The whole subtree below a path, parents before children, optionally of one kind. */
  async subtreeOf(path: string, kind?: DivisionKind): Promise<readonly DivisionView[]> {
    return this.query<DivisionView>(
      `select ${columns} from division d
       where d.path like $1 || '%' and ($2::text is null or d.kind = $2) order by length(d.path), d.sort_order, d.code`,
      [path, kind ?? null],
    );
  }

  /** The division itself and everything above it, root first. */
  async ancestorsOf(path: string, tx?: Transaction): Promise<readonly DivisionView[]> {
    return this.query<DivisionView>(
      `select ${columns} from division d where $1 like d.path || '%' order by length(d.path)`,
      [path],
      tx,
    );
  }

  /** Names by id; unknown ids are left out. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.query<Pick<DivisionView, 'id' | 'name'>>(
      'select d.id, d.name from division d where d.id = any ($1::uuid[])',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Where divisions are, and the street they belong to, by id. */
  async withStreets(ids: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, PlaceOfStreet>> {
    if (ids.length === 0) return new Map();
    const rows = await this.query<PlaceOfStreet & { readonly id: string }>(
      `select d.id, d.path, coalesce(s.path, d.path) as "streetPath" from division d
       left join division s on s.kind = 'STREET' and starts_with(d.path, s.path) where d.id = any ($1::uuid[])`,
      [[...new Set(ids)]],
      tx,
    );
    return new Map(rows.map(({ id, ...place }) => [id, place]));
  }

  /** Where a path leads, from the community down, by path: 御景社区 第一网格 1号楼 1单元; above a community the own name. */
  async placesOf(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const above = (path: string): readonly string[] =>
      [...path.matchAll(/\d+\//g)].map(({ index, 0: step }) => path.slice(0, index + step.length));
    const rows = await this.query<Pick<DivisionView, 'path' | 'name' | 'kind'>>(
      'select d.path, d.name, d.kind from division d where d.path = any($1::text[])',
      [[...new Set(paths.flatMap(above))]],
    );
    const byPath = new Map(rows.map((row) => [row.path, row]));
    return new Map(
      paths.map((path) => {
        const steps = above(path).flatMap((step) => byPath.get(step) ?? []);
        const inside = steps.filter(({ kind }) => kind !== 'DISTRICT' && kind !== 'STREET');
        return [path, (inside.length > 0 ? inside : steps.slice(-1)).map(({ name }) => name).join(' ')];
      }),
    );
  }

  /** Whom the people of each community call. */
  async communityPhones(): Promise<readonly CommunityPhone[]> {
    return (await this.communities()).flatMap(({ name, phone }) => (phone === null ? [] : [{ name, phone }]));
  }

  /** The communities in use; one without a phone of its own has that of the place above. */
  async communities(): Promise<readonly CommunityView[]> {
    return this.query<CommunityView>(
      `select d.id, d.name, a.contact_phone as phone from division d
       left join lateral (select o.contact_phone from division o
         where starts_with(d.path, o.path) and o.contact_phone is not null order by length(o.path) desc limit 1) a on true
       where d.kind = 'COMMUNITY' and d.status = 'ACTIVE' order by d.path, d.sort_order`,
      [],
    );
  }

  /** The words used at a place: the nearest division above that has its own word wins. */
  async labelsAt(path: string): Promise<Readonly<Record<LabelTerm, string>>> {
    const rows = await this.query<{ term: LabelTerm; label: string }>(
      `select t.term, t.label from division_term t join division d on d.id = t.division_id
       where $1 like d.path || '%' order by length(d.path)`,
      [path],
    );
    return { ...defaultLabels, ...Object.fromEntries(rows.map((row) => [row.term, row.label])) };
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
