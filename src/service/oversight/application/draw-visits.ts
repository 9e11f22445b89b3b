import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, type LocalDay, localDayOf, startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { SealedColumns } from '../../../platform/data/sealing/sealed-column';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { drawSample, seedHashOf } from '../domain/draw-sample';
import { planVisits, registrarsOf, type VisitGroup } from '../domain/plan-visits';
import type { FoundSignal } from '../persistence/signal-facts';
import { SignalRepository } from '../persistence/signal.repository';
import { type VisitDraw, type VisitDrawKind, VisitRepository } from '../persistence/visit.repository';
import { SignalLimitsSource } from './signal-limits-source';

const SEED_BYTES = 16;
/** Days that are caught up with after a standstill. */
const LOOK_BACK_DAYS = 31;
const EVIDENCE_IDS = 20;

/**
 * Draws registrations by staff for a visit: every day those of the day before, every month those of the month before. The
 * hash of a period's seed is public while people are still being registered; who could be drawn is kept with the draw, so
 * that anybody can draw again. Rule of who: plan-visits.
 */
@Injectable()
export class DrawVisits implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly visits: VisitRepository,
    private readonly signals: SignalRepository,
    private readonly limits: SignalLimitsSource,
    private readonly cipher: FieldCipher,
    private readonly columns: SealedColumns,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'visit_draw',
      column: 'seed_cipher',
      key: [['id', 'uuid']],
      context: ([id = '']) => contextOf(id),
    });
  }

  /** May run any number of times, and at once: a period is drawn once. @returns how many people are to be visited. */
  async execute(): Promise<number> {
    const today = localDayOf(this.clock.nowMs());
    await this.commitSeeds(today);
    let drawn = 0;
    for (const id of await this.visits.due(today)) drawn += await this.unitOfWork.run((tx) => this.draw(tx, id));
    return drawn;
  }

  /** Of today and this month, and of what was missed. */
  private async commitSeeds(today: LocalDay): Promise<void> {
    const month = firstOfMonth(today);
    const periods: (readonly [VisitDrawKind, LocalDay])[] = [
      ['MONTH', firstOfMonth(addDays(month, -1))],
      ['MONTH', month],
    ];
    const last = await this.visits.lastDay();
    const earliest = addDays(today, -LOOK_BACK_DAYS);
    const next = last === null ? addDays(today, -1) : addDays(last, 1);
    for (let day = next < earliest ? earliest : next; day <= today; day = addDays(day, 1)) periods.push(['DAY', day]);
    for (const [kind, periodFrom] of periods) {
      if (await this.visits.isCommitted(kind, periodFrom)) continue;
      const id = this.ids.next();
      const seed = randomBytes(SEED_BYTES).toString('hex');
      const sealed = { seedHash: seedHashOf(seed), seedCipher: this.cipher.encrypt(seed, contextOf(id)) };
      await this.unitOfWork.run((tx) =>
        this.visits.commit(tx, { ...{ id, kind, periodFrom, ...sealed }, committedAt: this.clock.now() }),
      );
    }
  }

  private async draw(tx: Transaction, id: string): Promise<number> {
    const draw = await this.visits.hold(tx, id);
    if (!draw || draw.seed !== null) return 0;
    const drawnAt = this.clock.now();
    const seed = this.cipher.decrypt(draw.seedCipher, contextOf(id));
    const groups = await this.groupsOf(tx, draw);
    const candidates = groups.flatMap((group, index) =>
      group.candidates.map((candidate) => ({ ...candidate, groupNo: index + 1, sampleSize: group.sampleSize })),
    );
    const visited = groups.flatMap((group) =>
      drawSample(
        seed,
        group.candidates.map(({ volunteerId }) => volunteerId),
        group.sampleSize,
      ),
    );
    await this.visits.publish(
      tx,
      { id, seed, drawnAt },
      candidates,
      visited.map((volunteerId) => ({ id: this.ids.next(), volunteerId })),
    );
    const odd = groups.filter(({ isOdd }) => isOdd).map((group) => signalOf(draw, group));
    await this.signals.raise(
      tx,
      odd.map((signal) => ({ ...signal, id: this.ids.next() })),
      drawnAt,
    );
    return visited.length;
  }

  private async groupsOf(tx: Transaction, { kind, periodFrom }: VisitDraw): Promise<readonly VisitGroup[]> {
    const end = kind === 'DAY' ? addDays(periodFrom, 1) : firstOfMonth(addDays(periodFrom, 31));
    const found = await this.visits.registrations(tx, new Date(startOfDayMs(periodFrom)), new Date(startOfDayMs(end)));
    const limitsAt = this.limits.forRun();
    const registrations = [];
    for (const registration of found) {
      registrations.push({ ...registration, limits: await limitsAt(registration.divisionId, addDays(end, -1)) });
    }
    const accounts = [...new Set(found.map(({ registeredBy }) => registeredBy))];
    const persons = registrarsOf(await this.visits.marksOf(tx, accounts));
    return planVisits(kind, registrations, (account) => persons.get(account) ?? account);
  }
}

function contextOf(id: string): string {
  return `visit_draw.seed:${id}`;
}

function firstOfMonth(day: LocalDay): LocalDay {
  return `${day.slice(0, 7)}-01` as LocalDay;
}

function signalOf({ kind, periodFrom }: VisitDraw, group: VisitGroup): FoundSignal {
  const [account = ''] = group.accounts;
  return {
    kind: kind === 'DAY' ? 'MANY_REGISTRATIONS' : 'WEAK_REGISTRATIONS',
    subjectKey: `${account}/${periodFrom}`,
    divisionId: group.divisionId,
    evidence: {
      ...{ clerk: group.accounts, from: periodFrom, registrations: group.total, withoutOwnPhone: group.weak },
      volunteerIds: group.candidates.map(({ volunteerId }) => volunteerId).slice(0, EVIDENCE_IDS),
    },
  };
}
