import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { checkpointToJson, entryToJson, EXPORT_FORMAT, headToJson, keyToJson } from '../domain/evidence-file';
import { LedgerScan } from '../persistence/ledger-scan';

export interface ExportResult {
  readonly entryCount: number;
  readonly checkpointNumber: number | null;
}

/**
 * Writes the whole ledger and its evidence into a file of JSON lines, in one snapshot: keys, checkpoints, every partition's
 * accounts, entries and heads, and the leaves of the other facts. Pseudonymous ids only, so the file may be handed to an
 * auditor. The format is described in docs/checkpoints.md.
 */
@Injectable()
export class ExportLedger {
  constructor(
    private readonly runtime: Runtime,
    private readonly clock: Clock,
  ) {}

  /** @param path of a new file. @throws Error where it is there already. */
  async execute(path: string): Promise<ExportResult> {
    const stream = createWriteStream(path, { flags: 'wx', highWaterMark: 1 << 20 });
    await once(stream, 'open');
    const scan = await LedgerScan.open(this.runtime.databaseUrl);
    try {
      return await new ExportPass(scan, stream).run(this.clock.now().toISOString());
    } finally {
      await scan.close();
      stream.end();
      await finished(stream);
    }
  }
}

class ExportPass {
  private lines = 0;
  private entryCount = 0;

  constructor(
    private readonly scan: LedgerScan,
    private readonly stream: WriteStream,
  ) {}

  async run(madeAt: string): Promise<ExportResult> {
    await this.write(JSON.stringify({ type: 'export', format: EXPORT_FORMAT, madeAt }));
    for (const key of await this.scan.keys()) await this.write(keyToJson(key));
    let last: number | null = null;
    const trees = new Set<string>();
    for await (const { checkpoint, grown } of this.scan.checkpoints()) {
      await this.write(checkpointToJson(checkpoint, grown));
      for (const { tree } of grown) trees.add(tree);
      last = checkpoint.number;
    }
    for (const partition of await this.scan.partitions()) await this.writePartition(partition);
    for (const tree of [...trees].filter((name) => name.startsWith('fact/')).sort()) await this.writeFacts(tree);
    await this.write(JSON.stringify({ type: 'end', lines: this.lines + 1 }));
    return { entryCount: this.entryCount, checkpointNumber: last };
  }

  private async writePartition(partition: string): Promise<void> {
    const tree = `entry/${partition}`;
    await this.write(JSON.stringify({ type: 'tree', tree }));
    for (const [account, { seq, balance, headHash }] of await this.scan.accounts(partition)) {
      const [volunteerId, accountKind] = account.split('/');
      await this.write(
        JSON.stringify({ type: 'account', volunteerId, accountKind, seq, balance, headHash: headHash.toString('hex') }),
      );
    }
    // The scan does not wait for the file: at most one partition is held in the stream's memory.
    await this.scan.eachEntry(partition, (entry, hash) => {
      this.push(entryToJson(entry, hash));
      this.entryCount += 1;
    });
    for await (const head of this.scan.heads(tree)) await this.write(headToJson(tree, head, null));
  }

  private async writeFacts(tree: string): Promise<void> {
    await this.write(JSON.stringify({ type: 'tree', tree }));
    const table = (await this.scan.factTables()).find(({ name }) => `fact/${name}` === tree);
    for await (const head of this.scan.heads(tree)) {
      const leaves = table
        ? await this.scan.factLeaves(table, head.columns ?? [], head.keys.all())
        : new Map<string, Buffer>();
      await this.write(headToJson(tree, head, leaves));
    }
  }

  private push(line: string): boolean {
    this.lines += 1;
    return this.stream.write(`${line}\n`);
  }

  private async write(line: string): Promise<void> {
    if (!this.push(line)) await once(this.stream, 'drain');
  }
}
