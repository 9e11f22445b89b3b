import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { minorFromYear } from '../../person';
import { flagsOf, type GuardianFlag, type GuardianState } from '../domain/guardian-request';
import { GuardianRequests } from '../persistence/guardian-requests';

/** How far the guardian of a child was asked by text, and what to look at before one relies on it. */
export interface GuardianStanding {
  /** Of the last request; null where nobody was asked by text. */
  readonly guardianState: GuardianState | null;
  /** Of a request that waits or was agreed to. */
  readonly guardianFlags: readonly GuardianFlag[];
}

const NOBODY_ASKED: GuardianStanding = { guardianState: null, guardianFlags: [] };

/** Says beside a registration what its reviewer has to know about the guardian. */
@Injectable()
export class GuardianStandings {
  constructor(
    private readonly requests: GuardianRequests,
    private readonly clock: Clock,
  ) {}

  /** The rows, in their order, each with where its guardian stands; one question for all. */
  async withGuardians<Row extends { readonly id: string }>(
    rows: readonly Row[],
  ): Promise<readonly (Row & GuardianStanding)[]> {
    const found = await this.of(rows.map(({ id }) => id));
    return rows.map((row) => ({ ...row, ...(found.get(row.id) ?? NOBODY_ASKED) }));
  }

  /** What stands out about a consent of the child that came by text; nothing where there is none. */
  async flagsOfConsent(tx: Transaction, volunteerId: string): Promise<readonly GuardianFlag[]> {
    const standing = (await this.of([volunteerId], tx)).get(volunteerId);
    return standing?.guardianState === 'CONFIRMED' ? standing.guardianFlags : [];
  }

  private async of(ids: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, GuardianStanding>> {
    if (ids.length === 0) return new Map();
    const requests = await this.requests.lastOf(ids, minorFromYear(localDayOf(this.clock.nowMs())), tx);
    return new Map(
      requests.map((request) => {
        const isInForce = request.status === 'WAITING' || request.status === 'CONFIRMED';
        return [
          request.volunteerId,
          { guardianState: request.status, guardianFlags: isInForce ? flagsOf(request) : [] },
        ];
      }),
    );
  }
}
