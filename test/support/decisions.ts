import type { Client } from 'pg';
import { v7 } from 'uuid';
import type { CommandContext } from '../../src/platform/data/database/commands';
import { type Actor, systemActor } from '../../src/platform/foundation/actor/actor';
import { Decisions } from '../../src/platform/security/decisions';
import type { BootedApp } from './boot-app';

/**
 * Writes down a decision for every entry that a test has posted by hand and nobody has decided: a bonus or penalty for
 * points, an approval above a day's cap for minutes. The people and records behind them need not exist.
 */
export async function decideWhatWasPosted(superuser: Client): Promise<void> {
  await superuser.query(`
    begin;
    set local session_replication_role = replica;
    insert into manual_posting (volunteer_id, id, payload_hash, reason, point_tenths, grounds, seq, balance_after, posted_by,
      posted_at)
      select e.volunteer_id, e.cause_id, sha256('test'), e.reason, e.amount, '测试', e.seq, e.balance_after, e.recorded_by,
        e.recorded_at
      from ledger_entry e where e.cause_kind = 'MANUAL' and e.account_kind = 'POINT_TENTHS'
      on conflict do nothing;
    insert into day_cap_decision (id, volunteer_id, record_id, level, approved_minutes, refused_minutes, intervals, reason,
      decided_by, decided_at)
      select e.cause_id, e.volunteer_id, gen_random_uuid(), 'COMMUNITY', e.amount, 0, '[]', '测试', e.recorded_by, e.recorded_at
      from ledger_entry e where e.cause_kind = 'MANUAL' and e.account_kind <> 'POINT_TENTHS'
      on conflict do nothing;
    commit`);
}

/** What a use case answers that asks for a decision. */
interface Asked {
  readonly decisionId: string;
}

/**
 * Asks as one and lets another decide; both are the system unless somebody is named.
 *
 * @returns what the step answered.
 */
export async function askThenDecide<Result>(
  { get }: Pick<BootedApp, 'get'>,
  ask: (context: CommandContext) => Promise<Asked>,
  by: { readonly asker?: Actor; readonly decider?: Actor } = {},
): Promise<Result> {
  const { decisionId } = await ask({ actor: by.asker ?? systemActor('test'), idempotencyKey: v7() });
  return decideAsAnother<Result>({ get }, decisionId, by.decider);
}

/** Approves what waits, as the system under another name unless somebody is named. */
export async function decideAsAnother<Result>(
  { get }: Pick<BootedApp, 'get'>,
  id: string,
  decider: Actor = systemActor('test-2'),
): Promise<Result> {
  const decided = await get(Decisions).decide({ actor: decider, idempotencyKey: v7() }, { id, decision: 'APPROVE' });
  return decided.result as Result;
}
