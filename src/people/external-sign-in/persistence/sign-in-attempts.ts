import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';

const VALID_MS = 10 * 60_000;
const SWEPT_AT_ONCE = 100;

/** A sign-in, or a linking, that waits for the answer of a gateway. */
export interface Attempt {
  readonly providerId: string;
  /** Who links; null: somebody signs in. */
  readonly linkingUserId: string | null;
}

/** Sign-ins through gateways that have begun: each takes one answer, within ten minutes. */
@Injectable()
export class SignInAttempts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @returns until when it counts. */
  async begin(ticket: string, { providerId, linkingUserId }: Attempt): Promise<Date> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + VALID_MS);
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `delete from external_sign_in where ticket_hash in (
           select ticket_hash from external_sign_in where expires_at <= $1 limit $2 for update skip locked)`,
        [now, SWEPT_AT_ONCE],
      );
      await tx.query(
        'insert into external_sign_in (ticket_hash, provider_id, linking_user_id, expires_at) values ($1, $2, $3, $4)',
        [hashOf(ticket), providerId, linkingUserId, expiresAt],
      );
    });
    return expiresAt;
  }

  /** Uses the attempt up; null where it is over, was never begun, or was begun by somebody else. */
  async take(ticket: string, linkingUserId: string | null): Promise<Attempt | null> {
    const [row] = await this.unitOfWork.run((tx) =>
      tx.query<{ provider_id: string }>(
        `update external_sign_in set answered_at = $2
         where ticket_hash = $1 and answered_at is null and expires_at > $2 and linking_user_id is not distinct from $3
         returning provider_id`,
        [hashOf(ticket), this.clock.now(), linkingUserId],
      ),
    );
    return row ? { providerId: row.provider_id, linkingUserId } : null;
  }

  /** Waits for the one-time code of the account that the gateway has vouched for. */
  async proven(ticket: string, userId: string): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.query('update external_sign_in set proven_user_id = $2 where ticket_hash = $1', [hashOf(ticket), userId]),
    );
  }

  /** Who waits for the one-time code, or null. */
  async provenUser(ticket: string): Promise<{ readonly userId: string; readonly providerId: string } | null> {
    const [row] = await this.unitOfWork.read<{ userId: string; providerId: string }>(
      `select proven_user_id as "userId", provider_id as "providerId" from external_sign_in
       where ticket_hash = $1 and proven_user_id is not null and expires_at > $2`,
      [hashOf(ticket), this.clock.now()],
    );
    return row ?? null;
  }

  async end(ticket: string): Promise<void> {
    await this.unitOfWork.run((tx) =>
      tx.query('delete from external_sign_in where ticket_hash = $1', [hashOf(ticket)]),
    );
  }
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket, 'utf8').digest();
}
