import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import { defineErrors } from '../../../kernel/domain-error';
import { commandLineOf } from './command-line';
import { type Actor, actorIdOf, traceOf } from '../../foundation/actor/actor';
import { type IsolationLevel, type Transaction, UnitOfWork } from './unit-of-work';

/** Who asks, and under which key: the same key from the same actor is carried out once. */
export interface CommandContext {
  readonly actor: Actor;
  /** 8–128 characters made by the caller and kept for retries. */
  readonly idempotencyKey: string;
}

export const commandErrors = defineErrors({
  IDEMPOTENCY_KEY_REQUIRED: {
    kind: 'invalid',
    sentence: '请求缺少幂等键:请在 Idempotency-Key 头里带上一个不重复的值(8 到 128 个字符),重试时沿用同一个值。',
  },
  IDEMPOTENCY_KEY_REUSED: {
    kind: 'conflict',
    sentence: '这个幂等键已用于另一个内容不同的请求;请换一个新的键再提交。',
  },
  IDEMPOTENCY_ANSWER_FORGOTTEN: {
    kind: 'conflict',
    sentence: '这个请求早已办理,所涉及的人后来注销了账号,当时的答复不再保存;请刷新页面查看现状。',
  },
});

/** What stands in the place of an answer that spoke of somebody who has closed the account since. */
function isForgotten(response: unknown): boolean {
  return typeof response === 'object' && response !== null && 'isForgotten' in response;
}

interface KeyRow {
  command: string;
  request_hash: Buffer;
  response: unknown;
}

/**
 * Carries out commands exactly once. The key's row is the first thing the transaction writes (the INSERT itself is the
 * check), the answer is kept with it, and the audit line commits with the facts: a repeated request gets the first
 * answer, two that race meet at the key, and a process that dies in between has done nothing.
 */
@Injectable()
export class Commands {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * @param command stable name, `<module>.<verb>`, written to the audit log.
   * @param request the input that decides the effect; the same key with another input is refused.
   * @param work makes the change; its result must be plain JSON, because a repetition is answered from the stored text.
   * @param isolation REPEATABLE READ for work that reads much and has to see all of it at one instant.
   * @throws IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_ANSWER_FORGOTTEN, and whatever `work` throws (then nothing has been written).
   */
  async run<T>(
    context: CommandContext,
    command: string,
    request: unknown,
    work: (tx: Transaction) => Promise<T>,
    isolation: IsolationLevel = 'READ COMMITTED',
  ): Promise<T> {
    const actorId = actorIdOf(context.actor);
    const requestHash = createHash('sha256')
      .update(canonicalJson([command, request]))
      .digest();
    return this.unitOfWork.run(async (tx) => {
      const fresh = await tx.query(
        `insert into command_key (actor_id, key, command, request_hash) values ($1, $2, $3, $4)
         on conflict do nothing returning 1`,
        [actorId, context.idempotencyKey, command, requestHash],
      );
      if (fresh.length === 0) return this.repeat<T>(tx, actorId, context.idempotencyKey, requestHash);
      const result = await work(tx);
      const trace = traceOf(context.actor);
      const line = commandLineOf(command, { request, result, named: trace?.subject ?? null });
      await tx.query(
        `with answered as (
           update command_key set response = $3 where actor_id = $1 and key = $2)
         insert into audit_log (actor_id, actor_kind, action, remote_address, subject_kind, subject_id, reason, details,
           session_id, request_id)
         values ($1, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          actorId,
          context.idempotencyKey,
          JSON.stringify(result ?? null),
          context.actor.kind,
          command,
          trace?.remoteAddress ?? null,
          line.subject?.kind ?? null,
          line.subject?.id ?? null,
          line.reason,
          JSON.stringify(line.ids),
          trace?.sessionId ?? null,
          trace?.requestId ?? null,
        ],
      );
      return result;
    }, isolation);
  }

  private async repeat<T>(tx: Transaction, actorId: string, key: string, requestHash: Buffer): Promise<T> {
    const [row] = await tx.query<KeyRow>(
      'select command, request_hash, response from command_key where actor_id = $1 and key = $2',
      [actorId, key],
    );
    if (!row?.request_hash.equals(requestHash)) throw commandErrors.refuse('IDEMPOTENCY_KEY_REUSED');
    if (isForgotten(row.response)) throw commandErrors.refuse('IDEMPOTENCY_ANSWER_FORGOTTEN');
    return row.response as T;
  }
}
