import { Injectable } from '@nestjs/common';
import { VolunteerDirectory, volunteerErrors } from '../../../people/volunteers';
import { WorkingCalendar } from '../../../place/policies';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { PointsTraceLine } from '../domain/points-for';
import { pointsSentences, pointsText } from '../domain/points-sentences';
import { pointsErrors } from '../errors';
import { type PointEntryFacts, PointEntryReader } from '../persistence/point-entry-reader';
import { pricedEntryAt } from '../persistence/priced-entries';
import { policiesByVersion, pricesOf } from './price-again';

/** Where the tenths of one entry came from. Instants are ISO 8601. */
export interface PointEntryExplanation extends Omit<PointEntryFacts, 'effectiveAt' | 'recordedAt'> {
  readonly effectiveAt: string;
  readonly recordedAt: string;
  /** One Chinese sentence a step, the last one what became of the entry later. */
  readonly sentences: readonly string[];
  /** Whether the rules, applied again to the same facts, give the amount to the tenth. Null where no rule was applied. */
  readonly isSameAgain: boolean | null;
}

export interface PointEntryQuestion {
  readonly seq: number;
  /** Instead of the own account that of a number merged into it. */
  readonly linkedVolunteerId?: string;
}

/** Tells a volunteer where each tenth of an entry came from, computed again from the facts that it was posted for. */
@Injectable()
export class ExplainPointEntry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: PointEntryReader,
    private readonly volunteers: VolunteerDirectory,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, POINT_ENTRY_UNKNOWN */
  async execute(actor: Actor, { seq, linkedVolunteerId }: PointEntryQuestion): Promise<PointEntryExplanation> {
    const ownId = requireVolunteer(actor);
    return this.unitOfWork.snapshot(async (tx) => {
      const volunteerId = await this.accountOf(tx, ownId, linkedVolunteerId);
      const entry = await this.reader.at(tx, volunteerId, seq);
      if (!entry) throw pointsErrors.refuse('POINT_ENTRY_UNKNOWN');
      const trace = await this.traceOf(tx, volunteerId, entry);
      return {
        ...entry,
        effectiveAt: entry.effectiveAt.toISOString(),
        recordedAt: entry.recordedAt.toISOString(),
        sentences: sentencesOf(entry, trace),
        isSameAgain: trace === undefined ? null : trace !== null,
      };
    });
  }

  /** Only the own account, or one that was merged into it. */
  private async accountOf(tx: Transaction, ownId: string, linkedId: string | undefined): Promise<string> {
    if (linkedId === undefined || linkedId === ownId) return ownId;
    const linked = await this.volunteers.mergedInto(ownId, tx);
    if (linked.some(({ id }) => id === linkedId)) return linkedId;
    throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: 'linkedVolunteerId' });
  }

  /** Undefined where no time was priced; null where the rules give another amount today (the calendar was corrected). */
  private async traceOf(
    tx: Transaction,
    volunteerId: string,
    { seq, amount }: PointEntryFacts,
  ): Promise<readonly PointsTraceLine[] | null | undefined> {
    const priced = await pricedEntryAt(tx, volunteerId, seq);
    if (!priced) return undefined;
    const policy = (await policiesByVersion(tx)).get(priced.ruleVersion);
    if (!policy) return null;
    const prices = pricesOf(priced, policy, await this.calendar.load(tx));
    return prices.find(({ pointTenths }) => pointTenths === amount)?.trace ?? null;
  }
}

function sentencesOf(entry: PointEntryFacts, trace: readonly PointsTraceLine[] | null | undefined): readonly string[] {
  const later =
    entry.reversedBySeq === null ? [] : [`后来更正，这一笔已由第 ${String(entry.reversedBySeq)} 笔冲回，不再计入。`];
  return [...howItCame(entry, trace), ...later];
}

function howItCame(entry: PointEntryFacts, trace: readonly PointsTraceLine[] | null | undefined): readonly string[] {
  if (entry.reversesSeq !== null) {
    const taken = `这一笔冲回第 ${String(entry.reversesSeq)} 笔的 ${pointsText(Math.abs(entry.amount))} 分。`;
    return [taken, '更正以后仍然算数的，另记一笔新的。'];
  }
  if (trace) {
    const grant = entry.isGrant ? ['超过上限的时间，经批准后补记。'] : [];
    return [...grant, ...pointsSentences(trace)];
  }
  if (trace === null) return ['这一笔按入账当时的规则和工作日历计算。'];
  const verb = entry.amount < 0 ? '扣' : '加';
  const by = `由一位工作人员提出、另一位同意，${verb} ${pointsText(Math.abs(entry.amount))} 分。`;
  return entry.grounds === null ? [by] : [by, `理由：${entry.grounds}`];
}
