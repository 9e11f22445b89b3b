import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/identity/access';
import type { Actor } from '../../../platform/identity/actor';
import { VolunteerDirectory } from '../../volunteers';
import type { AccountKind } from '../domain/posting';
import {
  type AccountPosition,
  type AsOf,
  type Balances,
  LedgerReader,
  type StatementLine,
} from '../persistence/ledger-reader';

export interface LedgerView extends Balances {
  readonly positions: readonly AccountPosition[];
}

export interface StatementQuery extends PageQuery {
  readonly accountKind: AccountKind;
}

/** Shows a ledger to its volunteer, or to staff whose scope the volunteer is in. */
@Injectable()
export class ShowLedger {
  constructor(
    private readonly reader: LedgerReader,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @param volunteerId null for the actor's own. @throws VOLUNTEER_UNKNOWN, VOLUNTEER_ACCOUNT_REQUIRED, SCOPE_FOREIGN */
  async balances(actor: Actor, volunteerId: string | null, asOf: AsOf | null): Promise<LedgerView> {
    const id = await this.readable(actor, volunteerId);
    const balances = asOf ? await this.reader.balancesAsOf(id, asOf) : await this.reader.balances(id);
    return { ...balances, positions: await this.reader.position(id) };
  }

  /** A page, newest first. @throws CURSOR_INVALID, VOLUNTEER_UNKNOWN, VOLUNTEER_ACCOUNT_REQUIRED, SCOPE_FOREIGN */
  async statement(actor: Actor, volunteerId: string | null, query: StatementQuery): Promise<Page<StatementLine>> {
    const id = await this.readable(actor, volunteerId);
    const limit = limitOf(query);
    const beforeSeq = Number(decodeCursor(query, 1)?.[0] ?? Number.MAX_SAFE_INTEGER);
    const lines = await this.reader.statement({
      volunteerId: id,
      accountKind: query.accountKind,
      beforeSeq: Number.isSafeInteger(beforeSeq) ? beforeSeq : 0,
      limit: limit + 1,
    });
    return pageOf(
      lines,
      limit,
      ({ seq }) => [seq],
      (line) => line,
    );
  }

  private async readable(actor: Actor, volunteerId: string | null): Promise<string> {
    if (volunteerId === null) return requireVolunteer(actor);
    const volunteer = await this.volunteers.byId(volunteerId);
    requireScope(actor, 'ledger.read', volunteer.divisionPath);
    return volunteer.id;
  }
}
