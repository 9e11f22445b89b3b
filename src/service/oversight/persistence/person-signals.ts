import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { SignalKind } from '../domain/signals';
import { signalSentence } from '../domain/signal-words';

/** A signal about somebody, in words. */
export interface PersonSignal {
  readonly id: string;
  readonly kind: SignalKind;
  readonly sentence: string;
  readonly isConfirmed: boolean;
  readonly raisedAt: Date;
}

const MOST = 10;

/** What looks odd about one person; the read port for those who decide about the person's records. */
@Injectable()
export class PersonSignals {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Below these paths, the newest ten first. What was found harmless is not told again. */
  async of(volunteerId: string, scopes: readonly string[], tx?: Transaction): Promise<readonly PersonSignal[]> {
    const sql = `select s.id, s.kind, s.evidence, s.status = 'CONFIRMED' as "isConfirmed", s.raised_at as "raisedAt"
      from review_signal s join division d on d.id = s.division_id
      where s.status <> 'HARMLESS' and (s.evidence ->> 'volunteerId' = $1 or s.evidence -> 'volunteerIds' ? $1)
        and exists (select 1 from unnest($2::text[]) p (path) where starts_with(d.path, p.path))
      order by s.raised_at desc, s.id desc limit ${String(MOST)}`;
    type Row = Omit<PersonSignal, 'sentence'> & { readonly evidence: Readonly<Record<string, unknown>> };
    const parameters = [volunteerId, scopes];
    const rows = await (tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters));
    return rows.map(({ evidence, ...row }) => ({ ...row, sentence: signalSentence(row.kind, evidence) }));
  }
}
