import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { accountKinds, type AccountKind } from '../domain/posting';

export interface Balances {
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly pointTenths: number;
}

/** Where an account's chain ends: what a document is sealed with. */
export interface AccountPosition {
  readonly accountKind: AccountKind;
  readonly seq: number;
  /** SHA-256 of the last entry, hexadecimal; empty for an account without entries. */
  readonly headHash: string;
}

/** A past moment: by when things happened, or by when we had learned of them. */
export interface AsOf {
  readonly by: 'EFFECTIVE' | 'RECORDED';
  /** Inclusive. */
  readonly at: Date;
  /** Only what had been recorded by then (inclusive): what we knew at that time about `at`. */
  readonly knownAt?: Date;
}

interface KindSum {
  readonly kind: AccountKind;
  readonly total: string;
}

/** Answers what stands in the ledger; the read port for the other modules. */
@Injectable()
export class LedgerReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Balances (now, or as of a past moment) and the positions of now, in one snapshot. */
  async view(
    volunteerId: string,
    asOf: AsOf | null,
  ): Promise<Balances & { readonly positions: readonly AccountPosition[] }> {
    return this.unitOfWork.snapshot(async (tx) => {
      const balances = asOf ? await this.balancesAsOf(volunteerId, asOf, tx) : await this.balances(volunteerId, tx);
      return { ...balances, positions: await this.position(volunteerId, tx) };
    });
  }

  /** Balances now; an account that was never posted to is 0. */
  async balances(volunteerId: string, tx?: Transaction): Promise<Balances> {
    const rows = await this.query<KindSum>(
      'select kind, balance as total from ledger_account where volunteer_id = $1',
      [volunteerId],
      tx,
    );
    return balancesOf(rows);
  }

  /** Balances as of a past moment, summed from the entries; never read from a running amount. */
  async balancesAsOf(volunteerId: string, asOf: AsOf, tx?: Transaction): Promise<Balances> {
    const column = asOf.by === 'EFFECTIVE' ? 'effective_at' : 'recorded_at';
    const rows = await this.query<KindSum>(
      `select account_kind as kind, sum(amount) as total from ledger_entry
       where volunteer_id = $1 and ${column} <= $2 and ($3::timestamptz is null or recorded_at <= $3)
       group by account_kind`,
      [volunteerId, asOf.at, asOf.knownAt ?? null],
      tx,
    );
    return balancesOf(rows);
  }

  /** Sum of what took effect in [from, to), reversals included. Minutes or tenths of a point. */
  async sumEffective(
    volunteerId: string,
    accountKind: AccountKind,
    span: { readonly from: Date; readonly to: Date },
    tx?: Transaction,
  ): Promise<number> {
    const [row] = await this.query<{ total: string }>(
      `select coalesce(sum(amount), 0) as total from ledger_entry
       where volunteer_id = $1 and account_kind = $2 and effective_at >= $3 and effective_at < $4`,
      [volunteerId, accountKind, span.from, span.to],
      tx,
    );
    return Number(row?.total ?? 0);
  }

  /** Number and hash of each account's last entry. */
  async position(volunteerId: string, tx?: Transaction): Promise<readonly AccountPosition[]> {
    interface Row {
      readonly kind: AccountKind;
      readonly seq: string;
      readonly head: string;
    }
    const rows = await this.query<Row>(
      `select kind, seq, encode(head_hash, 'hex') as head from ledger_account where volunteer_id = $1`,
      [volunteerId],
      tx,
    );
    return accountKinds.map((accountKind) => {
      const row = rows.find(({ kind }) => kind === accountKind);
      return { accountKind, seq: Number(row?.seq ?? 0), headHash: row?.head ?? '' };
    });
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}

function balancesOf(rows: readonly KindSum[]): Balances {
  const of = (kind: AccountKind): number => Number(rows.find((row) => row.kind === kind)?.total ?? 0);
  return {
    serviceMinutes: of('SERVICE_MINUTES'),
    trainingMinutes: of('TRAINING_MINUTES'),
    pointTenths: of('POINT_TENTHS'),
  };
}
