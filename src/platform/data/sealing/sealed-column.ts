import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../database/unit-of-work';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { readHeader } from '../../foundation/crypto/envelope';
import { type Resealed, ResealSteps, type ResealStep, type VersionCount } from './reseal-steps';

/** A column of texts sealed by a master key. Names are written into SQL: constants of the code only. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The primary key: column and type. */
  readonly key: readonly (readonly [column: string, type: 'uuid' | 'text' | 'integer'])[];
  /** What a text is bound to. */
  context(key: readonly string[]): string;
}

/** The header of a text under a master key: see envelope.ts. */
export const masterHeaderSql = (column: string): string =>
  `case when substring(${column} from 1 for 2) = '\\x0000'::bytea then substring(${column} from 1 for 6)
     else substring(${column} from 1 for 2) end`;

/** Brings the texts of declared columns under today's master key. */
@Injectable()
export class SealedColumns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly steps: ResealSteps,
  ) {}

  /** Modules declare their columns in onModuleInit. */
  declare(column: SealedColumn): void {
    const step: ResealStep = {
      name: `${column.table}.${column.column}`,
      versions: () => this.versions(column),
      advance: (tx, after, limit) => this.advance(tx, column, after, limit),
    };
    this.steps.register(step);
  }

  private async versions({ table, column }: SealedColumn): Promise<readonly VersionCount[]> {
    const rows = await this.unitOfWork.read<{ header: Buffer; count: string }>(
      `select ${masterHeaderSql(column)} as header, count(*) as count from ${table}
       where ${column} is not null group by 1`,
    );
    return countsOf(rows, this.cipher);
  }

  private async advance(
    tx: Transaction,
    column: SealedColumn,
    after: readonly string[] | null,
    limit: number,
  ): Promise<Resealed> {
    const { table, column: name, key } = column;
    const names = key.map(([keyColumn]) => keyColumn);
    const header = this.cipher.currentHeader;
    const rows = await tx.query<{ key: string[]; sealed: Buffer }>(
      `select array[${names.map((keyColumn) => `${keyColumn}::text`).join(', ')}] as key, ${name} as sealed from ${table}
       where ${name} is not null and substring(${name} from 1 for $1) <> $2
         ${after ? `and (${names.join(', ')}) > (${key.map(([, type], index) => `$${index + 4}::${type}`).join(', ')})` : ''}
       order by ${names.join(', ')} limit $3 for update`,
      [header.length, header, limit, ...(after ?? [])],
    );
    if (rows.length === 0) return { count: 0, next: null };
    const given = key.map(([, type], index) => `$${index + 2}::${type}[]`).join(', ');
    await tx.query(
      `update ${table} t set ${name} = u.sealed
       from unnest($1::bytea[], ${given}) as u (sealed, ${names.join(', ')})
       where ${names.map((keyColumn) => `t.${keyColumn} = u.${keyColumn}`).join(' and ')}`,
      [
        rows.map((row) => this.cipher.reseal(row.sealed, column.context(row.key))),
        ...names.map((_, index) => rows.map((row) => row.key[index])),
      ],
    );
    return { count: rows.length, next: rows.length < limit ? null : (rows.at(-1)?.key ?? null) };
  }
}

/** Counts by header as counts by version. */
export function countsOf(
  rows: readonly { readonly header: Buffer; readonly count: string }[],
  cipher: FieldCipher,
): readonly VersionCount[] {
  return rows.flatMap(({ header: bytes, count }) => {
    const header = readHeader(Buffer.concat([bytes, Buffer.alloc(4)]));
    if (header.sort !== 'MASTER') return [];
    const isCurrent = cipher.currentHeader.equals(bytes);
    return [{ version: header.version, isCurrent, count: Number(count) }];
  });
}
