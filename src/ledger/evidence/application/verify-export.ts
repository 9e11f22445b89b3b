import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AccountAudit, type AccountState, uuidText } from '../domain/account-audit';
import { CheckpointAudit } from '../domain/checkpoint-audit';
import {
  accountFromJson,
  bytesOf,
  checkpointFromJson,
  entryFromJson,
  EXPORT_FORMAT,
  headFromJson,
  headsOfCheckpoint,
  jsonObject,
  keyFromJson,
} from '../domain/evidence-file';
import { type Finding, type Report, atMost } from '../../../kernel/finding';
import type { PublishedKey, TreeHead } from '../domain/checkpoint';
import { EntryContent, writeEntry } from '../domain/entry-hash';
import { type Leaves, leavesOf, TreeReplay } from '../domain/tree-replay';
import type { LedgerAuditResult } from './ledger-audit';

const FINDINGS_PER_TREE = 20;

/**
 * Checks an exported file without a database: chains, numbers, balances and reversals of every account, Merkle roots of
 * every tree, succession and signatures of the checkpoints.
 *
 * @param publicKey raw Ed25519 in hexadecimal, had from elsewhere: one of the file's keys must be it.
 * @throws Error where the file cannot be read.
 */
export async function verifyExport(path: string, publicKey?: string): Promise<LedgerAuditResult> {
  const pass = new FilePass(
    publicKey === undefined ? undefined : (bytesOf(publicKey.toLowerCase()) ?? Buffer.alloc(0)),
  );
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) pass.line(line);
  return pass.end();
}

/** What has been read of the tree whose lines come now. */
interface CurrentTree {
  readonly name: string;
  readonly accounts: Map<string, AccountState>;
  readonly audit: AccountAudit;
  readonly replay: TreeReplay;
  /** Whose entries come now. */
  account: string;
  hasEnded: boolean;
}

class FilePass {
  private readonly findings: Finding[] = [];
  private readonly keys: PublishedKey[] = [];
  private checkpoints: CheckpointAudit | null = null;
  private tree: CurrentTree | null = null;
  private readonly seenTrees = new Set<string>();
  /** What the checkpoints say about each head; the head's own line must say the same. */
  private readonly announced = new Set<string>();
  private readonly counts = { findings: 0, entries: 0, accounts: 0, facts: 0 };
  private readonly content = new EntryContent();
  private lines = 0;
  private isComplete = false;

  constructor(private readonly trusted: Buffer | undefined) {}

  line(text: string): void {
    this.lines += 1;
    const value = jsonObject(text);
    if (this.isComplete || !value || !this.take(value, text)) this.bad();
  }

  end(): LedgerAuditResult {
    this.endTree();
    const checkpoints = this.auditOfCheckpoints();
    for (const tree of checkpoints.trees) {
      if (!this.seenTrees.has(tree))
        this.question()({ table: 'ledger_tree_head', column: 'tree', problem: 'MISSING', tree });
    }
    if (!this.isComplete) this.question()({ table: 'export', column: 'end', problem: 'MISSING', seq: this.lines });
    return {
      isIntact: this.counts.findings === 0,
      entryCount: this.counts.entries,
      accountCount: this.counts.accounts,
      factCount: this.counts.facts,
      checkpointNumber: checkpoints.latest?.number ?? null,
      witnessedCount: null,
      findingCount: this.counts.findings,
      findings: this.findings,
    };
  }

  /** Whether the line is one that may stand here. */
  private take(value: Record<string, unknown>, text: string): boolean {
    switch (value['type']) {
      case 'export':
        return this.lines === 1 && value['format'] === EXPORT_FORMAT;
      case 'key':
        return this.takeKey(value);
      case 'checkpoint':
        return this.takeCheckpoint(value, text);
      case 'tree':
        return this.takeTree(value);
      case 'account':
        return this.takeAccount(value);
      case 'entry':
        return this.takeEntry(value);
      case 'head':
        return this.takeHead(value);
      case 'end':
        this.isComplete = value['lines'] === this.lines;
        return this.isComplete;
      default:
        return false;
    }
  }

  private takeKey(value: Record<string, unknown>): boolean {
    const key = keyFromJson(value);
    if (key) this.keys.push(key);
    return key !== null && this.checkpoints === null;
  }

  private takeCheckpoint(value: Record<string, unknown>, text: string): boolean {
    const [checkpoint, heads] = [checkpointFromJson(text), headsOfCheckpoint(value)];
    if (!checkpoint || !heads || this.tree) return false;
    this.auditOfCheckpoints().next(checkpoint, heads);
    for (const head of heads) this.announced.add(headText(checkpoint.number, head));
    return true;
  }

  private takeTree(value: Record<string, unknown>): boolean {
    const { tree: name } = value;
    if (typeof name !== 'string' || this.seenTrees.has(name)) return false;
    this.endTree();
    this.seenTrees.add(name);
    const accounts = new Map<string, AccountState>();
    this.tree = {
      name,
      accounts,
      audit: new AccountAudit(accounts, this.question()),
      replay: new TreeReplay(name, rowOf(name), this.question()),
      account: '',
      hasEnded: false,
    };
    return true;
  }

  private takeAccount(value: Record<string, unknown>): boolean {
    const account = accountFromJson(value);
    if (!account || !this.tree || this.tree.audit.entryCount > 0) return false;
    this.tree.accounts.set(account.key, account.state);
    this.counts.accounts += 1;
    return true;
  }

  private takeEntry(value: Record<string, unknown>): boolean {
    const read = entryFromJson(value);
    if (!read || !this.tree || this.tree.hasEnded) return false;
    const account = `${uuidText(read.entry.volunteerId)}/${read.entry.accountKind}`;
    if (account !== this.tree.account) this.tree.audit.begin(account);
    this.tree.account = account;
    writeEntry(this.content, read.entry);
    this.tree.audit.entry({ ...read.entry, content: this.content, bytes: read.hash, hashAt: 0 });
    this.counts.entries += 1;
    return true;
  }

  private takeHead(value: Record<string, unknown>): boolean {
    const read = headFromJson(value);
    const { tree } = this;
    if (!read || !tree || value['tree'] !== tree.name) return false;
    if (!this.announced.has(headText(read.head.checkpoint, { ...read.head, tree: tree.name }))) return false;
    this.endEntries(tree);
    const leaves: Leaves = read.leaves
      ? leavesOf(read.leaves)
      : { bytes: tree.audit.hashes, at: (index) => tree.audit.cover(read.head.keys.at(index) ?? '') };
    tree.replay.next(read.head, leaves, tree.name.startsWith('entry/') ? 'hash' : '*');
    return true;
  }

  private endEntries(tree: CurrentTree): void {
    if (!tree.hasEnded) tree.audit.end();
    tree.hasEnded = true;
  }

  private endTree(): void {
    if (!this.tree) return;
    this.endEntries(this.tree);
    this.tree.replay.end(this.auditOfCheckpoints().headOf(this.tree.name));
    if (this.tree.name.startsWith('fact/')) this.counts.facts += this.tree.replay.leafCount;
    this.tree = null;
  }

  private auditOfCheckpoints(): CheckpointAudit {
    return (this.checkpoints ??= new CheckpointAudit(this.keys, this.question(), this.trusted));
  }

  private question(): Report {
    const report = atMost(FINDINGS_PER_TREE, (finding) => this.findings.push(finding));
    return (finding) => {
      this.counts.findings += 1;
      report(finding);
    };
  }

  private bad(): void {
    this.question()({ table: 'export', column: 'line', problem: 'CHANGED', seq: this.lines });
  }
}

function headText(checkpoint: number, { tree, size, root }: TreeHead): string {
  return `${checkpoint} ${tree} ${size} ${root.toString('hex')}`;
}

function rowOf(tree: string) {
  const isEntry = tree.startsWith('entry/');
  return (key: string) => {
    const [volunteerId = '', accountKind = '', seq = ''] = key.split('/');
    return isEntry
      ? { table: 'ledger_entry', volunteerId, accountKind, seq: Number(seq) }
      : { table: tree.slice('fact/'.length), key };
  };
}
