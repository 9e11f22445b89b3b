import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { z } from 'zod';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { Outbox, Sweeper } from '../../data/outbox';
import { HandlesJob } from '../../data/queue';
import { KeyRotations } from './key-rotations';
import { rotateKeys } from './rotate-keys-job';

@Injectable()
export class RotateKeysHandler implements OnModuleInit {
  constructor(
    private readonly rotations: KeyRotations,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: rotateKeys,
      sql: `select 'keys.rotate:' || id as dedup_key, jsonb_build_object('rotationId', id) as payload
            from key_rotation where finished_at is null`,
    });
  }

  @HandlesJob(rotateKeys)
  async rotate({ rotationId }: z.infer<typeof rotateKeys.payload>): Promise<void> {
    if (!(await this.rotations.work(rotationId))) return;
    const dedupKey = `keys.rotate:${rotationId}`;
    await this.unitOfWork.run((tx) => this.outbox.add(tx, rotateKeys, { rotationId }, { dedupKey }));
  }
}
