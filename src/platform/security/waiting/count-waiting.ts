import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error';
import { addDays, localDayOf, startOfDayMs } from '../../../kernel/local-day';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { type Actor, actorIdOf, decidingScopesOf } from '../../foundation/actor/actor';
import { Clock } from '../../foundation/clock/clock';
import type { QueueUnit, WaitingQueue } from './waiting-queue';
import { WaitingQueues } from './waiting-queues';

/** How much of one kind waits. Instants are ISO 8601, days local. */
export interface WaitingNumbers {
  readonly code: string;
  readonly name: string;
  readonly unit: QueueUnit;
  /** At most `MOST`; null where it cannot be counted now. */
  readonly count: number | null;
  /** There are more than `count`, and the other numbers are those of the oldest `MOST`. */
  readonly isCapped: boolean;
  readonly oldestAt: string | null;
  /** The next last day; null where nothing has one. */
  readonly dueOn: string | null;
  readonly overdueCount: number;
  readonly dueTodayCount: number;
  /** How many the reader asked, recorded or is meant by: another decides them. */
  readonly ownCount: number;
  /** Whether the reader decides such things at all. */
  readonly mayDecide: boolean;
  readonly parts: readonly { readonly code: string; readonly name: string; readonly count: number }[];
  readonly problem: { readonly code: string; readonly sentence: string } | null;
}

interface Counted {
  readonly count: number;
  readonly oldestAt: Date | null;
  readonly dueOn: string | null;
  readonly overdueCount: number;
  readonly dueTodayCount: number;
  readonly ownCount: number;
  readonly parts: readonly { readonly code: string; readonly count: number }[];
}

const MOST = 10_000;
/** Questions under way at once for one reader: the pool is everybody's. */
const AT_ONCE = 4;
const NOTHING: Counted = {
  ...{ count: 0, oldestAt: null, dueOn: null, overdueCount: 0, dueTodayCount: 0, ownCount: 0, parts: [] },
};

/** Counts what waits for the reader: what the lists would show, each queue by one question. */
@Injectable()
export class CountWaiting {
  constructor(
    private readonly queues: WaitingQueues,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The queues that the reader may see, in a fixed order. */
  async execute(actor: Actor): Promise<readonly WaitingNumbers[]> {
    const queues = this.queues.all();
    const numbers: (WaitingNumbers | null)[] = queues.map(() => null);
    const next = queues.entries();
    const lane = async (): Promise<void> => {
      for (const [place, queue] of next) numbers[place] = await this.numbersOf(actor, queue);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    return numbers.filter((told) => told !== null);
  }

  private async numbersOf(actor: Actor, queue: WaitingQueue): Promise<WaitingNumbers | null> {
    const scopes = queue.scopesOf(actor);
    if (scopes.length === 0 && queue.hasOwnRows !== true) return null;
    const { code, name, unit, permission } = queue;
    const decides = permission === null ? scopes : decidingScopesOf(actor, permission);
    const { counted, problem } = await this.counted(actor, queue, scopes);
    if (scopes.length === 0 && counted.count === 0) return null;
    const { count, oldestAt, parts, ...rest } = counted;
    return {
      ...{ code, name, unit, ...rest, problem },
      count: problem ? null : Math.min(count, MOST),
      isCapped: count > MOST,
      oldestAt: oldestAt?.toISOString() ?? null,
      mayDecide: decides.length > 0 || (queue.hasOwnRows === true && count > rest.ownCount),
      parts: parts.map((part) => ({ ...part, name: queue.partName?.(part.code) ?? part.code })),
    };
  }

  /** @returns the numbers; or none and the refusal, where a rule that the queue needs is not there. */
  private async counted(
    actor: Actor,
    queue: WaitingQueue,
    scopes: readonly string[],
  ): Promise<{ readonly counted: Counted; readonly problem: WaitingNumbers['problem'] }> {
    try {
      const { parameters, dueOn } = (await queue.question?.(actor, scopes)) ?? { parameters: [], dueOn: undefined };
      const now = this.clock.now();
      const endOfToday = new Date(startOfDayMs(addDays(localDayOf(now.getTime()), 1)));
      const [counted = NOTHING] = await this.unitOfWork.read<Counted>(statementOf(queue), [
        ...[scopes, actorIdOf(actor), actor.kind === 'USER' ? actor.volunteerId : null, now, endOfToday],
        ...parameters,
      ]);
      const { oldestAt } = counted;
      return {
        counted: dueOn && oldestAt ? { ...counted, dueOn: dueOn(oldestAt) } : counted,
        problem: null,
      };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { counted: NOTHING, problem: { code: error.code, sentence: error.sentence } };
    }
  }
}

/** Reads no more than one row above the cap, the oldest first. A time that ends at midnight ends on the day before it. */
function statementOf({ from, since, due = 'null::timestamptz', own, part = 'null::text' }: WaitingQueue): string {
  return `with reader as (select $1::text[], $2::text, $3::uuid, $4::timestamptz, $5::timestamptz),
    waiting as (
      select ${since} as since, ${due} as due, coalesce(${own}, false) as own, ${part} as part from ${from}
      order by 1 limit ${String(MOST + 1)})
    select count(*)::int as count, min(since) as "oldestAt",
      ((min(due) - interval '1 millisecond') at time zone 'Asia/Shanghai')::date::text as "dueOn",
      count(*) filter (where due <= $4)::int as "overdueCount",
      count(*) filter (where due > $4 and due <= $5)::int as "dueTodayCount",
      count(*) filter (where own)::int as "ownCount",
      coalesce((select jsonb_agg(jsonb_build_object('code', p.part, 'count', p.count) order by p.part)
        from (select part, count(*) from waiting where part is not null group by part) p), '[]') as parts
    from waiting`;
}
