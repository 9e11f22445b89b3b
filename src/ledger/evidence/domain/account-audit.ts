import type { EntryContent } from './entry-hash';
import type { Report } from '../../../kernel/finding';
import { copyBytes, type Hash, HASH_BYTES, isDigestAt } from './sha256';

/** What the account's row says. */
export interface AccountState {
  readonly seq: number;
  readonly balance: number;
  readonly headHash: Hash;
}

/** An entry as it is looked at; one object may stand for one entry after the other. */
export interface AuditedEntry {
  readonly seq: number;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly reversesSeq: number | null;
  /** What its hash is made of. */
  readonly content: EntryContent;
  /** Where its stored hash stands: 32 bytes from `hashAt` on. */
  readonly bytes: Buffer;
  readonly hashAt: number;
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
const GONE = -1;

/**
 * Recomputes the accounts of one partition: numbers, running balances, reversals and chain of every entry, then the
 * account's row against its last entry. Entries come account by account in the order of their numbers. Keeps the hashes,
 * so that the trees can be replayed afterwards.
 */
export class AccountAudit {
  private stored = Buffer.alloc(HASH_BYTES * 1_024);
  /** Amounts beside the hashes, reversals as NaN: nothing may take one back. */
  private amounts = new Float64Array(1_024);
  private entries = 0;
  private readonly audited = new Map<string, AuditedAccount>();
  private key = '';
  private account: AuditedAccount | null = null;
  /** A row whose amount and balance disagree; what follows says which of them is wrong. */
  private doubt: Pick<AuditedEntry, 'seq' | 'balanceAfter'> | null = null;
  /** The account whose entry was covered last: the next one is often of the same. */
  private coveredOf: { readonly prefix: string; readonly account: AuditedAccount } | null = null;

  /** @param accounts by `volunteer/kind`. */
  constructor(
    private readonly accounts: ReadonlyMap<string, AccountState>,
    private readonly report: Report,
  ) {}

  get entryCount(): number {
    return this.entries;
  }

  /** The stored hashes of all entries; `cover` says where one stands. */
  get hashes(): Buffer {
    return this.stored;
  }

  /** The entries of another account begin. @param key `volunteer/kind`. */
  begin(key: string): void {
    this.endAccount();
    this.key = key;
    this.account = { start: this.entries, count: 0, seq: 0, balance: 0, bySeq: null, covered: 0 };
    this.audited.set(key, this.account);
  }

  entry(entry: AuditedEntry): void {
    const { account } = this;
    if (!account) return;
    if (this.doubt) this.settleDoubt(entry.balanceAfter - entry.amount);
    this.judge(entry, account);
    this.keep(entry, account);
    account.balance += entry.amount;
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

  /**
   * Where the stored hash of an entry stands in `hashes`, by `volunteer/kind/seq`; the entry is a leaf from then on.
   * Negative where there is no such entry.
   */
  cover(entryKey: string): number {
    const cut = entryKey.lastIndexOf('/') + 1;
    if (this.coveredOf?.prefix.length !== cut || !entryKey.startsWith(this.coveredOf.prefix)) {
      const found = this.audited.get(entryKey.slice(0, Math.max(0, cut - 1)));
      if (!found) return GONE;
      this.coveredOf = { prefix: entryKey.slice(0, cut), account: found };
    }
    const { account } = this.coveredOf;
    const within = placeOf(account, wholeNumber(entryKey, cut));
    if (within === undefined) return GONE;
    account.covered += 1;
    return within * HASH_BYTES;
  }

  /** Accounts with entries that are no leaves: `volunteer/kind` and the first such number. */
  *uncovered(): Generator<{ readonly key: string; readonly seq: number }> {
    for (const [key, account] of this.audited) {
      if (account.covered < account.count) yield { key, seq: account.covered + 1 };
    }
  }

  private endAccount(): void {
    if (this.doubt) this.settleDoubt(this.accounts.get(this.key)?.balance ?? null);
    this.account = null;
  }

  private judge(entry: AuditedEntry, account: AuditedAccount): void {
    const running = account.balance + entry.amount;
    const original = entry.reversesSeq === null ? undefined : this.amountOf(account, entry.reversesSeq);
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
      this.doubt = { seq: entry.seq, balanceAfter: entry.balanceAfter };
      // What the account went on with, so that one bad row is one finding.
      account.balance = entry.balanceAfter - entry.amount;
      return;
    }
    const previousAt = account.count === 0 ? GONE : (this.entries - 1) * HASH_BYTES;
    const digest = entry.content.digestBehind(this.stored, previousAt);
    if (!isDigestAt(digest, entry.bytes, entry.hashAt)) this.wrong(entry, 'hash');
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

  private wrong({ seq }: Pick<AuditedEntry, 'seq'>, column: string): void {
    this.report({ table: 'ledger_entry', column, problem: 'CHANGED', ...whose(this.key), seq });
  }

  private keep({ seq, amount, reversesSeq, bytes, hashAt }: AuditedEntry, account: AuditedAccount): void {
    if (this.entries === this.amounts.length) this.makeRoom();
    copyBytes(bytes, hashAt, HASH_BYTES, this.stored, this.entries * HASH_BYTES);
    this.amounts[this.entries] = reversesSeq === null ? amount : Number.NaN;
    if (seq !== account.count + 1 && !account.bySeq) {
      account.bySeq = new Map(Array.from({ length: account.count }, (_, index) => [index + 1, account.start + index]));
    }
    account.bySeq?.set(seq, this.entries);
    account.count += 1;
    account.seq = seq;
    this.entries += 1;
  }

  private makeRoom(): void {
    this.stored = Buffer.concat([this.stored], 2 * this.stored.length);
    const amounts = new Float64Array(2 * this.amounts.length);
    amounts.set(this.amounts);
    this.amounts = amounts;
  }

  private amountOf(account: AuditedAccount, seq: number): number | undefined {
    const place = placeOf(account, seq);
    return place === undefined ? undefined : this.amounts[place];
  }

  private hashAt(index: number): Hash {
    return this.stored.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}

/** Which entry of the partition has a number in an account. */
function placeOf({ bySeq, start, count }: AuditedAccount, seq: number): number | undefined {
  if (bySeq) return bySeq.get(seq);
  return seq >= 1 && seq <= count ? start + seq - 1 : undefined;
}

/** The whole number of at most 15 digits that a text ends with, 0 where it ends otherwise. */
function wholeNumber(text: string, from: number): number {
  let value = 0;
  if (text.length === from || text.length - from > 15 || text[from] === '0') return 0;
  for (let index = from; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return 0;
    value = 10 * value + digit;
  }
  return value;
}

function whose(key: string): { volunteerId: string; accountKind: string } {
  const [volunteerId = '', accountKind = ''] = key.split('/');
  return { volunteerId, accountKind };
}

export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
