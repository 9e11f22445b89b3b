import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { CalendarRepository } from '../persistence/calendar.repository';
import { PolicyRepository } from '../persistence/policy.repository';
import { readCalendarSeeds, readPolicySeeds } from '../persistence/seed-files';

/**
 * Brings the default policies and the working days into the database when a process starts. Several processes may do
 * this at once, and again: what is there stays as it is. A kind gets its default once; whoever changes the file later has
 * changed nothing, because rules are changed by two people.
 */
@Injectable()
export class SeedDefaults implements OnModuleInit {
  private readonly logger = new Logger(SeedDefaults.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly policies: PolicyRepository,
    private readonly calendar: CalendarRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.execute();
  }

  async execute(): Promise<void> {
    const seeds = readPolicySeeds();
    const days = readCalendarSeeds();
    await this.unitOfWork.run(async (tx) => {
      for (const { kind, version, effectiveFrom, body } of seeds) {
        const seed = { id: this.ids.next(), kind, version, divisionId: null, effectiveFrom, body, decisionId: null };
        const isNew =
          !(await this.policies.hasDefault(tx, kind)) &&
          (await this.policies.append(tx, { ...seed, createdBy: 'system:seed', createdAt: this.clock.now() }));
        if (!isNew && !(await this.policies.says(tx, kind, version, body))) {
          this.logger.warn(`the default ${kind} policy ${version} differs from what is stored, which stays in force`);
        }
      }
      await this.calendar.seed(tx, days);
    });
  }
}
