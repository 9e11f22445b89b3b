import { Injectable } from '@nestjs/common';
import { defineErrors } from '../../../kernel/domain-error';
import { type CommandContext, Commands } from '../../data/database/commands';
import { requirePermission } from '../identity/access';
import { AccountReach } from './account-reach';
import { traceOf } from '../../foundation/actor/actor';
import { Sessions } from '../identity/sessions';

export const secondFactorResetErrors = defineErrors({
  TOTP_RESET_SELF: {
    kind: 'forbidden',
    sentence: '不能为自己重置动态码;请在“我的账号”里用动态码或恢复码停用,或请另一位管理员办理。',
  },
  TOTP_NOT_SET_UP: { kind: 'conflict', sentence: '这个账号没有启用动态码,不需要重置。' },
});

/** Takes the one-time codes of somebody away who has lost phone and recovery codes, and has been recognised in person. */
@Injectable()
export class ResetSecondFactor {
  constructor(
    private readonly commands: Commands,
    private readonly reach: AccountReach,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Every session of the account ends. The password stays, and where administrators need one-time codes, setting up new
   * ones is all they can do until they have.
   *
   * @throws PERMISSION_MISSING, TOTP_RESET_SELF, USER_UNKNOWN, SCOPE_FOREIGN, ROLE_TOO_HIGH, TOTP_NOT_SET_UP
   */
  async execute(
    context: CommandContext,
    { userId, reason }: { readonly userId: string; readonly reason: string },
  ): Promise<{ userId: string }> {
    const { actor } = context;
    requirePermission(actor, 'user.manage');
    if (actor.kind === 'USER' && actor.userId === userId) throw secondFactorResetErrors.refuse('TOTP_RESET_SELF');
    return this.commands.run(context, 'identity.reset-totp', { userId, reason }, async (tx) => {
      await this.reach.requireAbove(tx, actor, userId);
      await tx.query('delete from recovery_code where user_id = $1', [userId]);
      const gone = await tx.query('delete from user_totp where user_id = $1 and confirmed_at is not null returning 1', [
        userId,
      ]);
      if (gone.length === 0) throw secondFactorResetErrors.refuse('TOTP_NOT_SET_UP');
      await this.sessions.revoke(tx, userId, { reason: 'TOTP_RESET', trace: traceOf(actor) });
      return { userId };
    });
  }
}
