import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../data/audit/audit-log';
import { Clock } from '../../foundation/clock/clock';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { IdSource } from '../../foundation/ids/id-source';
import type { UserActor } from '../../foundation/actor/actor';

/** Somebody as an issuer elsewhere knows them. */
export interface ExternalSubject {
  readonly issuer: string;
  readonly subject: string;
}

export interface ExternalIdentityView {
  readonly id: string;
  readonly providerId: string;
  readonly linkedAt: Date;
  readonly lastUsedAt: Date | null;
}

/** `SAME`: it was linked to this account already. */
export type LinkOutcome = 'LINKED' | 'SAME' | 'IDENTITY_TAKEN' | 'PROVIDER_LINKED';

/** Which identity elsewhere opens which account: one identity one account, and one per gateway. */
@Injectable()
export class ExternalIdentities {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    private readonly audit: AuditLog,
  ) {}

  /** The account it opens, or null; notes the use. */
  async use(subject: ExternalSubject): Promise<string | null> {
    const [row] = await this.unitOfWork.run((tx) =>
      tx.query<{ user_id: string }>(
        'update external_identity set last_used_at = $2 where subject_index = $1 returning user_id',
        [this.indexOf(subject), this.clock.now()],
      ),
    );
    return row?.user_id ?? null;
  }

  /** @param how `SELF`: somebody signed in has asked for it; `PHONE`: a trusted gateway has named the account's phone. */
  async link(
    tx: Transaction,
    actor: UserActor,
    { providerId, subject, how }: { providerId: string; subject: ExternalSubject; how: 'SELF' | 'PHONE' },
  ): Promise<LinkOutcome> {
    const index = this.indexOf(subject);
    const id = this.ids.next();
    const linked = await tx.query(
      `insert into external_identity (id, user_id, provider_id, subject_index, linked_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning 1`,
      [id, actor.userId, providerId, index, this.clock.now()],
    );
    if (linked.length === 0) {
      const [holder] = await tx.query<{ user_id: string }>(
        'select user_id from external_identity where subject_index = $1',
        [index],
      );
      if (!holder) return 'PROVIDER_LINKED';
      return holder.user_id === actor.userId ? 'SAME' : 'IDENTITY_TAKEN';
    }
    await this.log(tx, actor, { action: 'identity.link-external', id, providerId, how });
    return 'LINKED';
  }

  async list({ userId }: UserActor): Promise<readonly ExternalIdentityView[]> {
    return this.unitOfWork.read<ExternalIdentityView>(
      `select id, provider_id as "providerId", linked_at as "linkedAt", last_used_at as "lastUsedAt"
       from external_identity where user_id = $1 order by linked_at, id`,
      [userId],
    );
  }

  /** Unlinks an identity of the actor's own; of a foreign or an unknown one nothing happens. */
  async unlink(actor: UserActor, id: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const [gone] = await tx.query<{ providerId: string }>(
        'delete from external_identity where id = $1 and user_id = $2 returning provider_id as "providerId"',
        [id, actor.userId],
      );
      if (gone) await this.log(tx, actor, { action: 'identity.unlink-external', id, ...gone });
    });
  }

  private async log(
    tx: Transaction,
    actor: UserActor,
    { action, id, ...details }: { action: string; id: string; providerId: string; how?: string },
  ): Promise<void> {
    await this.audit.record(tx, actor, {
      action,
      subjectKind: 'user_account',
      subjectId: actor.userId,
      details: { ...details, identityId: id },
    });
  }

  private indexOf({ issuer, subject }: ExternalSubject): Buffer {
    return this.cipher.blindIndex(`${issuer}\u0000${subject}`, 'external-identity');
  }
}
