import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { SealedColumns } from '../../../platform/data/sealing/sealed-column';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

/** A row as it lies in a chunk. */
export interface KeptRow {
  readonly rowNumber: number;
  readonly cells: Readonly<Record<string, string>>;
  readonly isKnown: boolean;
  readonly knownId: string | null;
  readonly isDuplicate: boolean;
  /** Columns whose long number the spreadsheet has cut; only where there are any. */
  readonly mangled?: readonly string[];
}

export interface Chunk {
  readonly chunkNo: number;
  readonly rows: readonly KeptRow[];
}

interface CipherRow {
  readonly chunkNo: number;
  readonly cipher: Buffer;
}

/** The uploaded rows until they are applied: encrypted, bound to their import and place, gone chunk by chunk. */
@Injectable()
export class StagedRows implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly columns: SealedColumns,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'people_import_chunk',
      column: 'payload_cipher',
      key: [
        ['import_id', 'uuid'],
        ['chunk_no', 'integer'],
      ],
      context: ([importId = '', chunkNo = '']) => contextOf(importId, Number(chunkNo)),
    });
  }

  async keep(tx: Transaction, importId: string, chunks: readonly Chunk[]): Promise<void> {
    await tx.query(
      `insert into people_import_chunk (import_id, chunk_no, payload_cipher)
       select $1, u.no, u.payload from unnest($2::int[], $3::bytea[]) u (no, payload)`,
      [
        importId,
        chunks.map(({ chunkNo }) => chunkNo),
        chunks.map(({ chunkNo, rows }) => this.cipher.encrypt(JSON.stringify(rows), contextOf(importId, chunkNo))),
      ],
    );
  }

  /** The chunk to be applied next, or null. */
  async next(importId: string): Promise<Chunk | null> {
    return this.firstAfter(importId, 0);
  }

  /** All chunks in order, one in memory at a time. */
  async *all(importId: string): AsyncIterable<Chunk> {
    for (
      let chunk = await this.firstAfter(importId, 0);
      chunk;
      chunk = await this.firstAfter(importId, chunk.chunkNo)
    ) {
      yield chunk;
    }
  }

  /** What was uploaded in these rows, by row number; as much of the upload is opened as is needed. */
  async cellsOf(importId: string, rowNumbers: ReadonlySet<number>): Promise<ReadonlyMap<number, KeptRow['cells']>> {
    const found = new Map<number, KeptRow['cells']>();
    if (rowNumbers.size === 0) return found;
    for await (const { rows } of this.all(importId)) {
      for (const { rowNumber, cells } of rows) if (rowNumbers.has(rowNumber)) found.set(rowNumber, cells);
      if (found.size === rowNumbers.size) break;
    }
    return found;
  }

  /** Throws a chunk away; false where somebody else has done it. */
  async drop(tx: Transaction, importId: string, chunkNo: number): Promise<boolean> {
    const rows = await tx.query(
      'delete from people_import_chunk where import_id = $1 and chunk_no = $2 returning chunk_no',
      [importId, chunkNo],
    );
    return rows.length > 0;
  }

  async dropAll(tx: Transaction, importIds: readonly string[]): Promise<void> {
    await tx.query('delete from people_import_chunk where import_id = any($1::uuid[])', [importIds]);
  }

  async isEmpty(tx: Transaction, importId: string): Promise<boolean> {
    const rows = await tx.query('select 1 from people_import_chunk where import_id = $1 limit 1', [importId]);
    return rows.length === 0;
  }

  private async firstAfter(importId: string, chunkNo: number): Promise<Chunk | null> {
    const [row] = await this.unitOfWork.read<CipherRow>(
      `select chunk_no as "chunkNo", payload_cipher as cipher from people_import_chunk
       where import_id = $1 and chunk_no > $2 order by chunk_no limit 1`,
      [importId, chunkNo],
    );
    if (!row) return null;
    const text = this.cipher.decrypt(row.cipher, contextOf(importId, row.chunkNo));
    return { chunkNo: row.chunkNo, rows: JSON.parse(text) as readonly KeptRow[] };
  }
}

function contextOf(importId: string, chunkNo: number): string {
  return `people_import_chunk.payload:${importId}:${chunkNo}`;
}
