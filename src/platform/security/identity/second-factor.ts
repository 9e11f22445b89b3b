import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../data/audit/audit-log';
import { Clock } from '../../foundation/clock/clock';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { SealedColumns } from '../../data/sealing/sealed-column';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import type { UserActor } from '../../foundation/actor/actor';
import { ActorSource } from './actor-source';
import { PasswordCheck } from './password-check';
import { recoveryHash, SecondFactorCheck, totpContextOf } from './second-factor-check';
import { signInErrors } from './sign-in-errors';
import { newTotpSecret, totpAddress } from './totp-code';

const RECOVERY_CODES = 10;

export interface TotpSetup {
  /** Base32, shown once. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly address: string;
}

/** One-time codes beside the password: set up, prove, check, take away. */
@Injectable()
export class SecondFactor implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly passwords: PasswordCheck,
    private readonly check: SecondFactorCheck,
    private readonly actors: ActorSource,
    private readonly columns: SealedColumns,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'user_totp',
      column: 'secret_cipher',
      key: [['user_id', 'uuid']],
      context: ([userId = '']) => totpContextOf(userId),
    });
  }

  /** Makes a secret that counts once a code has proven it. @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED, TOTP_SET_UP */
  async begin(actor: UserActor, password: string): Promise<TotpSetup> {
    const { userId } = actor;
    const { username } = await this.passwords.byId(actor, password);
    const secret = newTotpSecret();
    await this.unitOfWork.run(async (tx) => {
      const written = await tx.query(
        `insert into user_totp as t (user_id, secret_cipher, created_at) values ($1, $2, $3)
         on conflict (user_id) do update set secret_cipher = excluded.secret_cipher, created_at = excluded.created_at
         where t.confirmed_at is null returning 1`,
        [userId, this.cipher.encrypt(secret, totpContextOf(userId)), this.clock.now()],
      );
      if (written.length === 0) throw signInErrors.refuse('TOTP_SET_UP');
    });
    return { secret, address: totpAddress(secret, username) };
  }

  /** Proves the secret by a code; from now on sign-in asks for one. @returns recovery codes, shown once. @throws TOTP_WRONG */
  async confirm(actor: UserActor, code: string): Promise<readonly string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => randomBytes(5).toString('hex'));
    await this.unitOfWork.run(async (tx) => {
      if (!(await this.check.useTotp(tx, actor.userId, code, 'UNPROVEN'))) throw signInErrors.refuse('TOTP_WRONG');
      await tx.query('update user_totp set confirmed_at = $2 where user_id = $1', [actor.userId, this.clock.now()]);
      await tx.query('delete from recovery_code where user_id = $1', [actor.userId]);
      await tx.query('insert into recovery_code (user_id, code_hash) select $1, unnest($2::bytea[])', [
        actor.userId,
        codes.map(recoveryHash),
      ]);
      await this.log(tx, actor, 'identity.set-up-totp');
    });
    this.actors.forgetAll();
    return codes;
  }

  /** @throws CREDENTIALS_WRONG, ACCOUNT_LOCKED, TOTP_WRONG */
  async remove(actor: UserActor, password: string, code: string): Promise<void> {
    await this.passwords.byId(actor, password);
    await this.unitOfWork.run(async (tx) => {
      await this.check.require(tx, actor.userId, code);
      await tx.query('delete from recovery_code where user_id = $1', [actor.userId]);
      await tx.query('delete from user_totp where user_id = $1', [actor.userId]);
      await this.log(tx, actor, 'identity.remove-totp');
    });
    this.actors.forgetAll();
  }

  private async log(tx: Transaction, actor: UserActor, action: string): Promise<void> {
    await this.audit.record(tx, actor, { action, subjectKind: 'user_account', subjectId: actor.userId });
  }
}
