import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { type OwnClaimFate, ownClaimFates } from '../domain/own-claims';
import { type PunchClaim, PunchClaimRepository, type StoredClaim } from '../persistence/punch-claim.repository';

/** What came at once, from one hand: one question to whoever decides about it. */
export interface ClaimedBatch {
  readonly shiftId: string;
  readonly recordedBy: string;
  readonly receivedAt: Date;
  readonly claims: readonly Omit<PunchClaim, 'batchId' | 'shiftId' | 'recordedBy' | 'receivedAt'>[];
}

/** Told about every batch inside its transaction; whoever decides about claims listens. */
export abstract class ClaimWatchers {
  abstract batchKept(tx: Transaction, batchId: string): Promise<void>;
}

/** Keeps punches that somebody has to look at, a batch at a time; what is known already stays as it is. */
@Injectable()
export class KeepClaims {
  private watcher: ClaimWatchers | null = null;

  constructor(
    private readonly claims: PunchClaimRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: IdSource,
  ) {}

  /** The module that decides about claims says who is to be told of a new batch. */
  tell(watcher: ClaimWatchers): void {
    this.watcher = watcher;
  }

  /**
   * What a person claims for themselves (by a code) waits once, and a few at a time; claims of others are all kept.
   *
   * @param batch own claims are of one person.
   * @returns the fate of each claim, in their order.
   */
  async keep({ claims, ...batch }: ClaimedBatch): Promise<readonly OwnClaimFate[]> {
    const [first] = claims;
    if (!first) return [];
    return this.unitOfWork.run(async (tx) => {
      const id = this.ids.next();
      const fates: readonly OwnClaimFate[] =
        first.method === 'CODE'
          ? ownClaimFates(await this.claims.holdOwn(tx, first.volunteerId, batch.shiftId), claims)
          : claims.map(() => ({ kind: 'WAITS' }));
      const kept = claims.filter((_, index) => fates[index]?.kind === 'WAITS');
      const isNew = await this.claims.append(
        tx,
        { id, ...batch },
        kept.map((claim) => ({ ...claim, ...batch, batchId: id })),
      );
      if (isNew) await this.watcher?.batchKept(tx, id);
      return fates;
    });
  }

  async known(key: { readonly volunteerId: string; readonly punchId: string }): Promise<StoredClaim | null> {
    return (await this.claims.known([key]))[0] ?? null;
  }
}
