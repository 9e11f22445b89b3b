import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { IdSource } from '../../../platform/ids/id-source';
import { PolicyRepository } from '../persistence/policy.repository';
import { readCalendarSeeds, readPolicySeeds } from '../persistence/seed-files';

/**
 * Brings the default policies and the working days into the database when a process starts. Several processes may do
 * this at once, and again: what is there stays as it is.
 */
@Injectable()
export class SeedDefaults implements OnModuleInit {
  private readonly logger = new Logger(SeedDefaults.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly policies: PolicyRepository,
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
        const isNew = await this.policies.append(tx, {
          id: this.ids.next(),
          kind,
          version,
          divisionId: null,
          effectiveFrom,
          body,
          createdBy: 'system:seed',
          createdAt: this.clock.now(),
        });
        if (isNew === null && !(await this.policies.says(tx, kind, version, body))) {
          this.logger.warn(
            `the default ${kind} policy differs from the stored version ${version}, which stays in force`,
          );
        }
      }
      await this.policies.seedCalendarDays(tx, days);
    });
  }
}
