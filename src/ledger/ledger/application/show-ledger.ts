import { Injectable } from '@nestjs/common';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory, volunteerErrors } from '../../../people/volunteers';
import type { AccountKind } from '../domain/posting';
import { ledgerErrors } from '../errors';
import { type AccountPosition, type AsOf, type Balances, LedgerReader } from '../persistence/ledger-reader';
import {
  type StatementLine,
  type StatementPosition,
  StatementReader,
  type StatementTotals,
} from '../persistence/statement-reader';
import { type LinkedAccount, LinkedAccounts, sumOf } from './linked-accounts';

export interface LedgerView extends Balances {
  readonly positions: readonly AccountPosition[];
  /** Accounts of numbers that were merged into this one. */
  readonly linked: readonly LinkedAccount[];
  /** This account and the linked ones together. */
  readonly total: Balances;
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
  /** Instead of the volunteer's own account that of a number merged into it. */
  readonly linkedVolunteerId?: string;
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
    private readonly linkedAccounts: LinkedAccounts,
  ) {}

  /**
   * Balances and positions of one snapshot.
   *
   * @param volunteerId null for the actor's own.
   * @throws PERMISSION_MISSING, VOLUNTEER_ACCOUNT_REQUIRED; VOLUNTEER_UNKNOWN, SCOPE_FOREIGN
   */
  async balances(actor: Actor, volunteerId: string | null, asOf: AsOf | null): Promise<LedgerView> {
    const id = await this.readable(actor, volunteerId);
    const own = await this.reader.view(id, asOf);
    const linked = await this.linkedAccounts.of(id, asOf);
    return { ...own, linked, total: sumOf([own, ...linked]) };
  }

  /**
   * A page, newest first. The first page fixes what the statement knows: the pages behind it continue the same statement
   * under the same totals, whatever is posted meanwhile.
   *
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, LEDGER_RANGE_INVALID,
   *   CURSOR_INVALID
   */
  async statement(actor: Actor, volunteerId: string | null, query: StatementQuery): Promise<Statement> {
    const id = await this.accountOf(await this.readable(actor, volunteerId), query.linkedVolunteerId);
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

  /** @throws VOLUNTEER_UNKNOWN where no such number was merged into this one */
  private async accountOf(id: string, linkedId: string | undefined): Promise<string> {
    if (linkedId === undefined) return id;
    const linked = await this.volunteers.mergedInto(id);
    if (linked.some((merged) => merged.id === linkedId)) return linkedId;
    throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: 'linkedVolunteerId' });
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
