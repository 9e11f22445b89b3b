import { Injectable } from '@nestjs/common';
import { type Actor, decidingScopesOf } from '../../foundation/actor/actor';
import { type QueueQuestion, type WaitingQueue, WaitingQueues } from '../waiting';
import { type DecisionKind, DecisionKinds } from './decision-kind';

/** What one asked and another decides: `listDecisions`, but for kinds whose things stand in a queue of their own. */
@Injectable()
export class DecisionsQueue implements WaitingQueue {
  readonly code = 'DECISIONS';
  readonly name = '待决定的事项';
  readonly unit = '件';
  readonly permission = null;
  readonly hasOwnRows = true;
  readonly from = `decision_waiting w join decision_request r on r.id = w.request_id join division d on d.id = r.division_id
    where r.kind <> all ($6::text[]) and (r.asked_by = $2 or exists (
      select 1 from unnest($7::text[], $8::text[]) s (kind, path) where s.kind = r.kind and starts_with(d.path, s.path)))`;
  readonly since = 'r.asked_at';
  readonly due = 'r.expires_at';
  readonly own = 'r.asked_by = $2 or $2 = any (r.hands) or $3 = any (r.concerned)';
  readonly part = 'r.kind';

  constructor(
    queues: WaitingQueues,
    private readonly kinds: DecisionKinds,
  ) {
    queues.declare(this);
  }

  scopesOf(actor: Actor): readonly string[] {
    return this.counted().flatMap(({ permission }) => decidingScopesOf(actor, permission));
  }

  partName(kind: string): string {
    return this.kinds.get(kind).label;
  }

  question(actor: Actor): QueueQuestion {
    const places = this.counted().flatMap(({ name, permission }) =>
      decidingScopesOf(actor, permission).map((path) => ({ name, path })),
    );
    const elsewhere = this.kinds.all().filter(({ hasOwnQueue }) => hasOwnQueue === true);
    return {
      parameters: [elsewhere.map(({ name }) => name), places.map(({ name }) => name), places.map(({ path }) => path)],
    };
  }

  private counted(): readonly DecisionKind[] {
    return this.kinds.all().filter(({ hasOwnQueue }) => hasOwnQueue !== true);
  }
}
