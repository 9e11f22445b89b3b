import { Injectable } from '@nestjs/common';
import { localDayOf, type LocalDay } from '../../../kernel/local-day';
import { Sms } from '../../../people/phone-sign-in';
import { type CommunityView, DivisionDirectory } from '../../../place/divisions';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { InstallationMode, type Mode } from '../../../platform/data/installation';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { RecordDirectory } from '../../../service/service-hours';

/** The year's service so far. Every number can be counted again from the records and the ledger. */
export interface YearFigures {
  readonly year: number;
  /** How often people served: confirmed records of service, without training. */
  readonly serviceCount: number;
  readonly serviceMinutes: number;
  /** ISO 8601. */
  readonly asOf: string;
}

export interface Site {
  /** Null before the street is set up. */
  readonly streetName: string | null;
  readonly mode: Mode | null;
  readonly communities: readonly CommunityView[];
  readonly hasTexts: boolean;
  readonly signInProviders: readonly { readonly id: string; readonly label: string }[];
  readonly figures: YearFigures;
}

const KEPT_MS = 60_000;

/** Whose site this is, whom to call, how to sign in, and what the year came to. Kept for a minute: everybody asks first. */
@Injectable()
export class ShowSite {
  private kept: { readonly untilMs: number; readonly site: Promise<Site> } | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly divisions: DivisionDirectory,
    private readonly records: RecordDirectory,
    private readonly mode: InstallationMode,
    private readonly sms: Sms,
    private readonly runtime: Runtime,
    private readonly clock: Clock,
  ) {}

  async execute(): Promise<Site> {
    const nowMs = this.clock.nowMs();
    if (this.kept && nowMs < this.kept.untilMs && nowMs >= this.kept.untilMs - KEPT_MS) return this.kept.site;
    const kept = { untilMs: nowMs + KEPT_MS, site: this.look(nowMs) };
    this.kept = kept;
    // What did not work is not kept: the next one looks again.
    kept.site.catch(() => (this.kept = this.kept === kept ? null : this.kept));
    return kept.site;
  }

  private async look(nowMs: number): Promise<Site> {
    const today = localDayOf(nowMs);
    const year = today.slice(0, 4);
    const [street, communities, sums, mode] = await Promise.all([
      this.unitOfWork.run(async (tx) => this.divisions.placeOfAll(tx)),
      this.divisions.communities(),
      this.records.sumsOf(`${year}-01-01` as LocalDay, today),
      this.mode.look(),
    ]);
    return {
      ...{ streetName: street?.name ?? null, mode, communities, hasTexts: this.sms.isSetUp },
      signInProviders: this.runtime.config.access.providers.map(({ id, label }) => ({ id, label })),
      figures: { year: Number(year), ...sums, asOf: new Date(nowMs).toISOString() },
    };
  }
}
