import { type EntryFields, entryHash } from './entry-hash';
import type { Report } from './finding';
import type { Hash } from './merkle-tree';

/** What the account's row says. */
export interface AccountState {
  readonly seq: number;
  readonly balance: number;
  readonly headHash: Hash;
}

interface AuditedAccount {
  /** Where its hashes begin. */
  readonly start: number;
  count: number;
  seq: number;
  balance: number;
  /** Only for an account whose numbers have a gap. */
  bySeq: Map<number, number> | null;
  /** Entries that are leaves. */
  covered: number;
}

const NO_HASH: Hash = Buffer.alloc(0);

/**
 * Recomputes the accounts of one partition: numbers, running balances, reversals and chain of every entry, then the
 * account's row against its last entry. Entries come account by account in the order of their numbers. Keeps the hashes,
 * so that the trees can be replayed afterwards.
 */
export class AccountAudit {
  private hashes = Buffer.alloc(32 * 1_024);
  private entries = 0;
  private readonly audited = new Map<string, AuditedAccount>();
  private volunteer = NO_HASH;
  private kind = '';
  private key = '';
  private account: AuditedAccount | null = null;
  private previousHash = NO_HASH;
  /** Amounts of the current account by number, reversals as NaN: nothing may take one back. */
  private readonly amounts = new Map<number, number>();
  /** A row whose amount and balance disagree; what follows says which of them is wrong. */
  private doubt: EntryFields | null = null;

  /** @param accounts by `volunteer/kind`. */
  constructor(
    private readonly accounts: ReadonlyMap<string, AccountState>,
    private readonly report: Report,
  ) {}

  get entryCount(): number {
    return this.entries;
  }

  entry(entry: EntryFields, hash: Hash): void {
    if (this.account === null || entry.accountKind !== this.kind || !entry.volunteerId.equals(this.volunteer)) {
      this.begin(entry);
    }
    const account = this.account;
    if (!account) return;
    this.settleDoubt(entry.balanceAfter - entry.amount);
    this.judge(entry, hash, account);
    this.keep(hash, entry.seq, account);
    account.balance += entry.amount;
    this.previousHash = Buffer.from(hash);
    this.amounts.set(entry.seq, entry.reversesSeq === null ? entry.amount : Number.NaN);
  }

  /** After the last entry: account rows that disagree with their entries, or have none. */
  end(): void {
    this.endAccount();
    for (const [key, state] of this.accounts) {
      const audited = this.audited.get(key);
      const lastHash = audited ? this.hashAt(audited.start + audited.count - 1) : NO_HASH;
      const column =
        state.seq !== (audited?.seq ?? 0)
          ? 'seq'
          : state.balance !== (audited?.balance ?? 0)
            ? 'balance'
            : !state.headHash.equals(lastHash)
              ? 'head_hash'
              : null;
      if (column !== null) {
        this.report({ table: 'ledger_account', column, problem: 'CHANGED', ...whose(key), seq: state.seq });
      }
    }
    for (const key of this.audited.keys()) {
      if (this.accounts.has(key)) continue;
      this.report({ table: 'ledger_account', column: 'volunteer_id', problem: 'MISSING', ...whose(key) });
    }
  }

  /** The stored hash of an entry by `volunteer/kind/seq`, marked as covered; null where there is no such entry. */
  cover(entryKey: string): Hash | null {
    const cut = entryKey.lastIndexOf('/');
    const account = this.audited.get(entryKey.slice(0, cut));
    const seq = Number(entryKey.slice(cut + 1));
    if (!account || !Number.isInteger(seq)) return null;
    const within = account.bySeq
      ? account.bySeq.get(seq)
      : seq >= 1 && seq <= account.count
        ? account.start + seq - 1
        : undefined;
    if (within === undefined) return null;
    account.covered += 1;
    return this.hashAt(within);
  }

  /** Accounts with entries that are no leaves: `volunteer/kind` and the first such number. */
  *uncovered(): Generator<{ readonly key: string; readonly seq: number }> {
    for (const [key, account] of this.audited) {
      if (account.covered < account.count) yield { key, seq: account.covered + 1 };
    }
  }

  private begin(entry: EntryFields): void {
    this.endAccount();
    this.volunteer = Buffer.from(entry.volunteerId);
    this.kind = entry.accountKind;
    this.key = `${uuidText(entry.volunteerId)}/${entry.accountKind}`;
    this.account = { start: this.entries, count: 0, seq: 0, balance: 0, bySeq: null, covered: 0 };
    this.audited.set(this.key, this.account);
    this.previousHash = NO_HASH;
    this.amounts.clear();
  }

  private endAccount(): void {
    this.settleDoubt(this.accounts.get(this.key)?.balance ?? null);
    this.account = null;
  }

  private judge(entry: EntryFields, hash: Hash, account: AuditedAccount): void {
    const running = account.balance + entry.amount;
    const original = entry.reversesSeq === null ? undefined : this.amounts.get(entry.reversesSeq);
    if (entry.seq !== account.seq + 1) {
      account.balance = entry.balanceAfter - entry.amount;
      this.wrong(entry, 'seq');
      return;
    }
    if (entry.reversesSeq !== null && (original === undefined || Number.isNaN(original))) {
      this.wrong(entry, 'reverses_seq');
      return;
    }
    if (original !== undefined && original !== -entry.amount) {
      this.wrong(entry, 'amount');
      return;
    }
    if (entry.balanceAfter !== running) {
      this.doubt = entry;
      // What the account went on with, so that one bad row is one finding.
      account.balance = entry.balanceAfter - entry.amount;
      return;
    }
    if (!entryHash(this.previousHash, entry).equals(hash)) this.wrong(entry, 'hash');
  }

  /** @param following the balance with which the next row, or the account's, begins. */
  private settleDoubt(following: number | null): void {
    const entry = this.doubt;
    if (!entry) return;
    this.doubt = null;
    const isBalanceRight = following === null || following === entry.balanceAfter;
    this.wrong(entry, isBalanceRight ? 'amount' : 'balance_after');
    // The balance that was true, whichever of the two was changed.
    if (this.account && !isBalanceRight) this.account.balance = following;
  }

  private wrong(entry: EntryFields, column: string): void {
    this.report({ table: 'ledger_entry', column, problem: 'CHANGED', ...whose(this.key), seq: entry.seq });
  }

  private keep(hash: Hash, seq: number, account: AuditedAccount): void {
    const at = this.entries * 32;
    if (at + 32 > this.hashes.length) this.hashes = Buffer.concat([this.hashes, Buffer.alloc(this.hashes.length)]);
    hash.copy(this.hashes, at);
    if (seq !== account.count + 1 && !account.bySeq) {
      account.bySeq = new Map(Array.from({ length: account.count }, (_, index) => [index + 1, account.start + index]));
    }
    account.bySeq?.set(seq, this.entries);
    account.count += 1;
    account.seq = seq;
    this.entries += 1;
  }

  private hashAt(index: number): Hash {
    return this.hashes.subarray(index * 32, index * 32 + 32);
  }
}

function whose(key: string): { volunteerId: string; accountKind: string } {
  const [volunteerId = '', accountKind = ''] = key.split('/');
  return { volunteerId, accountKind };
}

export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
