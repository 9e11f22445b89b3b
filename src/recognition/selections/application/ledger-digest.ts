import { createHash } from 'node:crypto';
import type { AccountPosition } from '../domain/score-sheet';

/** Where the ledger stood for a pool of people. */
export interface LedgerDigest {
  readonly ledgerEntries: number;
  /** SHA-256 in hex over one line `volunteer|account|seq|hash` per account, in the order of volunteer and account. */
  readonly ledgerDigest: string;
}

/** Sums up the positions of accounts; the same positions give the same digest in every order. */
export function digestOf(positions: ReadonlyMap<string, readonly AccountPosition[]>): LedgerDigest {
  const rows = [...positions].flatMap(([personId, accounts]) =>
    accounts.map(({ volunteerId = personId, kind, seq, headHash }) => ({
      seq,
      text: `${volunteerId}|${kind}|${seq}|${headHash}\n`,
    })),
  );
  const hash = createHash('sha256');
  for (const text of rows.map((row) => row.text).sort()) hash.update(text, 'utf8');
  return { ledgerEntries: rows.reduce((sum, { seq }) => sum + seq, 0), ledgerDigest: hash.digest('hex') };
}
