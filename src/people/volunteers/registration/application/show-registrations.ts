import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../../platform/security/decisions';
import { type GuardianStanding, GuardianStandings } from '../../guardians';
import type { VolunteerStatus } from '../../person';
import { type Registration, registrationMatter } from './registration-matter';

/** Says to whoever reads about volunteers which registrations they may review. */
@Injectable()
export class ShowRegistrations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guard: DecisionGuard,
    private readonly guardians: GuardianStandings,
  ) {}

  /** The rows, in their order, with where the reader stands to those that wait for review, and where the guardian does. */
  async withStandings<Row extends { readonly id: string; readonly status: VolunteerStatus }>(
    actor: Actor,
    rows: readonly Row[],
  ): Promise<readonly (Row & Standing & GuardianStanding)[]> {
    const waiting = rows.filter(({ status }) => status === 'PENDING').map(({ id }) => id);
    const found = await this.registrations(waiting);
    return this.guard.withStandings(actor, await this.guardians.withGuardians(rows), ({ id }) => {
      const registration = found.get(id);
      return registration ? registrationMatter(registration) : null;
    });
  }

  /** The same for one. */
  async withStanding<Row extends { readonly id: string; readonly status: VolunteerStatus }>(
    actor: Actor,
    row: Row,
  ): Promise<Row & Standing & GuardianStanding> {
    const [shown] = await this.withStandings(actor, [row]);
    if (!shown) throw new Error('a row went missing');
    return shown;
  }

  private async registrations(ids: readonly string[]): Promise<ReadonlyMap<string, Registration>> {
    if (ids.length === 0) return new Map();
    const rows = await this.unitOfWork.read<Registration>(
      `select id, division_path as "divisionPath", registered_by as by, registered_at as at from volunteer
       where id = any ($1::uuid[]) and status = 'PENDING'`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
