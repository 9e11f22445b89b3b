import { Injectable } from '@nestjs/common';
import { httpErrors } from '../../../platform/http/http-errors';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/identity/access';
import type { Actor } from '../../../platform/identity/actor';
import { VolunteerDirectory } from '../../volunteers';
import type { AccountKind } from '../domain/posting';
import { ledgerErrors } from '../errors';
import { type AccountPosition, type AsOf, type Balances, LedgerReader } from '../persistence/ledger-reader';
import {
  type StatementLine,
  type StatementPosition,
  StatementReader,
  type StatementTotals,
} from '../persistence/statement-reader';

export interface LedgerView extends Balances {
  readonly positions: readonly AccountPosition[];
}

export interface StatementQuery extends PageQuery {
  readonly accountKind: AccountKind;
  /** Left out: by effect where `from` or `until` is given, else in the order of the ledger. */
  readonly by?: AsOf['by'];
  /** Inclusive; must lie before `until`. */
  readonly from?: Date;
  /** Inclusive. */
  readonly until?: Date;
  /** Only what was recorded by then. */
  readonly knownAt?: Date;
}

export type Statement = Page<StatementLine> & { readonly totals: StatementTotals };

const WHOLE_NUMBER = /^-?\d{1,18}$/;

/** Shows a ledger to its volunteer, or to staff whose scope the volunteer is in. */
@Injectable()
export class ShowLedger {
  constructor(
    private readonly reader: LedgerReader,
    private readonly statements: StatementReader,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /**
   * Balances and positions of one snapshot.
   *
   * @param volunteerId null for the actor's own.
   * @throws PERMISSION_MISSING, VOLUNTEER_ACCOUNT_REQUIRED; VOLUNTEER_UNKNOWN, SCOPE_FOREIGN
   */
  async balances(actor: Actor, volunteerId: string | null, asOf: AsOf | null): Promise<LedgerView> {
    const id = await this.readable(actor, volunteerId);
    return this.reader.view(id, asOf);
  }

  /**
   * A page, newest first. The first page fixes what the statement knows: the pages behind it continue the same statement
   * under the same totals, whatever is posted meanwhile.
   *
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, LEDGER_RANGE_INVALID,
   *   CURSOR_INVALID
   */
  async statement(actor: Actor, volunteerId: string | null, query: StatementQuery): Promise<Statement> {
    const id = await this.readable(actor, volunteerId);
    const { accountKind, by, from = null, until = null, knownAt = null } = query;
    if (from && until && from >= until) throw ledgerErrors.refuse('LEDGER_RANGE_INVALID', { field: 'from' });
    const limit = limitOf(query);
    const { totals, lines } = await this.statements.read({
      volunteerId: id,
      accountKind,
      by: by ?? (from || until ? 'EFFECTIVE' : null),
      from,
      until,
      knownAt,
      after: positionOf(query),
      limit: limit + 1,
    });
    const page = pageOf(
      lines,
      limit,
      ({ position }) => [position.throughSeq, position.atMicros, position.seq],
      ({ line }) => line,
    );
    return { totals, ...page };
  }

  private async readable(actor: Actor, volunteerId: string | null): Promise<string> {
    if (volunteerId === null) return requireVolunteer(actor);
    const volunteer = await this.volunteers.byId(volunteerId);
    requireScope(actor, 'ledger.read', volunteer.divisionPath);
    return volunteer.id;
  }
}

/** @throws CURSOR_INVALID */
function positionOf(query: PageQuery): StatementPosition | null {
  const key = decodeCursor(query, 3);
  if (key === null) return null;
  const [throughSeq, atMicros, seq] = key;
  const isPosition =
    Number.isSafeInteger(throughSeq) && Number.isSafeInteger(seq) && WHOLE_NUMBER.test(String(atMicros));
  if (!isPosition) throw httpErrors.refuse('CURSOR_INVALID', { field: 'after' });
  return { throughSeq: Number(throughSeq), atMicros: String(atMicros), seq: Number(seq) };
}
