import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { defaultLabels, type DivisionKind } from '../domain/division-kind';
import { DivisionDirectory } from './division-directory';

/** Down to the building: which flats there are is nobody's business who has not signed in. */
export const publicKinds = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'BUILDING'] as const satisfies DivisionKind[];
export type PublicKind = (typeof publicKinds)[number];

export interface PublicDivision {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: PublicKind;
  readonly kindName: string;
  readonly name: string;
  readonly compoundName: string | null;
  /** 御景社区 第一网格 1号楼 */
  readonly place: string;
}

export interface PublicDivisionQuestion extends PageQuery {
  readonly text?: string;
  readonly parentId?: string;
  readonly kind?: PublicKind;
}

type Row = Omit<PublicDivision, 'kindName' | 'place'> & { readonly path: string };

/** Finds places in use by their names, for somebody who is registering. */
@Injectable()
export class PublicDivisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: DivisionDirectory,
  ) {}

  /** In the order of the tree. A street has some thousand divisions: the names are looked through. @throws CURSOR_INVALID */
  async page(question: PublicDivisionQuestion): Promise<Page<PublicDivision>> {
    const after = decodeCursor(question, 1)?.[0] ?? null;
    const limit = limitOf(question);
    const rows = await this.unitOfWork.read<Row>(
      `select d.id, d.parent_id as "parentId", d.kind, d.name, d.compound_name as "compoundName", d.path
       from division d
       where d.status = 'ACTIVE' and d.kind = any ($1::text[]) and ($2::uuid is null or d.parent_id = $2)
         and ($3::text is null or strpos(d.name, $3) > 0 or strpos(d.compound_name, $3) > 0)
         and ($4::text is null or d.path > $4 collate "C")
       order by d.path collate "C" limit $5`,
      [
        question.kind === undefined ? publicKinds : [question.kind],
        question.parentId ?? null,
        question.text ?? null,
        after,
        limit + 1,
      ],
    );
    const places = await this.directory.placesOf(rows.map(({ path }) => path));
    return pageOf(
      rows,
      limit,
      ({ path }) => [path],
      ({ path, ...row }) => ({ ...row, kindName: defaultLabels[row.kind], place: places.get(path) ?? row.name }),
    );
  }
}
