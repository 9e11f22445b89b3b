import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { KindRepository, type NewKind } from '../persistence/kind.repository';
import { readKindSeeds } from '../persistence/seed-files';

/** Before every activity there is. */
const FOR_EVER = '2000-01-01' as LocalDay;
/** Between two defaults, so that a place can put its own in between. */
const ORDER_STEP = 10;

/**
 * Brings the default kinds into the database when a process starts. Several processes may do this at once, and again: a
 * code gets its default once, and whoever changes the file later has changed nothing, because two people change it.
 */
@Injectable()
export class SeedKinds implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: KindRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const { categories, teamKinds } = readKindSeeds();
    await this.unitOfWork.run(async (tx) => {
      await this.kinds.lock(tx);
      const known = await this.kinds.defaultCodes(tx, 'activity_category');
      for (const [index, { isService, ...seed }] of categories.entries()) {
        if (known.has(seed.code)) continue;
        await this.kinds.appendCategory(tx, { ...this.defaultOf(seed, index), isService, decisionId: null });
      }
      const knownTeams = await this.kinds.defaultCodes(tx, 'team_kind');
      for (const [index, seed] of teamKinds.entries()) {
        if (!knownTeams.has(seed.code)) await this.kinds.appendTeamKind(tx, this.defaultOf(seed, index));
      }
    });
  }

  private defaultOf({ code, name }: { code: string; name: string }, index: number): NewKind {
    return {
      ...{ id: this.ids.next(), divisionId: null, code, name, sortOrder: (index + 1) * ORDER_STEP },
      ...{ validFrom: FOR_EVER, isRetired: false, createdBy: 'system:seed', createdAt: this.clock.now() },
    };
  }
}
