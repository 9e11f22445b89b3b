import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../data/audit/audit-log';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { FieldCipher } from '../../foundation/crypto/cipher';
import { ResealSteps } from '../../data/sealing/reseal-steps';
import { type Transaction, UnitOfWork } from '../../data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../foundation/actor/actor';
import { IdSource } from '../../foundation/ids/id-source';
import { Outbox } from '../../data/outbox';
import { rotateKeys } from './rotate-keys-job';

/** Rows of one transaction: a fraction of a second, so that nobody waits for a locked row. */
const CHUNK = 500;
/** Chunks of one job: after them others get their turn in the queue. */
const CHUNKS_PER_JOB = 40;

interface RotationRow {
  readonly masterVersion: number;
  readonly suite: string;
  readonly step: string | null;
  readonly position: string[] | null;
}

/** One kind of text and how many of it hang on which master key. */
export interface KeyUse {
  readonly step: string;
  readonly version: number;
  readonly isCurrent: boolean;
  readonly count: number;
}

/**
 * Brings all that hangs on an older master key under today's, chunk by chunk while the service runs: data keys are only
 * wrapped anew, the data they seal is not touched. It can be interrupted anywhere and started again.
 */
@Injectable()
export class KeyRotations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly steps: ResealSteps,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  /** Starts a rotation to the key that seals today; one that runs already is continued, towards this key. */
  async start(actor: Actor): Promise<string> {
    return this.unitOfWork.run(async (tx) => {
      const [row] = await tx.query<{ id: string }>(
        `insert into key_rotation as r (id, master_version, suite, started_by, started_at) values ($1, $2, $3, $4, $5)
         on conflict ((true)) where finished_at is null do update set
           step = case when (r.master_version, r.suite) = (excluded.master_version, excluded.suite) then r.step end,
           position = case when (r.master_version, r.suite) = (excluded.master_version, excluded.suite) then r.position end,
           master_version = excluded.master_version, suite = excluded.suite
         returning id`,
        [
          this.ids.next(),
          this.cipher.currentVersion,
          this.runtime.config.cryptoSuite,
          actorIdOf(actor),
          this.clock.now(),
        ],
      );
      if (!row) throw new Error('the rotation was not written');
      await this.outbox.add(tx, rotateKeys, { rotationId: row.id }, { dedupKey: `keys.rotate:${row.id}` });
      await this.audit.record(tx, actor, {
        action: 'keys.rotate',
        subjectKind: 'key_rotation',
        subjectId: row.id,
        details: { masterVersion: this.cipher.currentVersion, suite: this.runtime.config.cryptoSuite },
      });
      return row.id;
    });
  }

  /**
   * Works on a rotation for a while.
   *
   * @returns whether something is left to do.
   * @throws Error where this process does not seal with the key the rotation leads to: it was not restarted yet.
   */
  async work(rotationId: string): Promise<boolean> {
    for (let chunk = 0; chunk < CHUNKS_PER_JOB; chunk += 1) {
      if (!(await this.unitOfWork.run((tx) => this.chunk(tx, rotationId)))) return false;
    }
    return true;
  }

  /** Whether a rotation has not come to its end. */
  async isRunning(rotationId: string): Promise<boolean> {
    const rows = await this.unitOfWork.read('select 1 from key_rotation where id = $1 and finished_at is null', [
      rotationId,
    ]);
    return rows.length > 0;
  }

  /** What hangs on which master key. */
  async uses(): Promise<readonly KeyUse[]> {
    const uses: KeyUse[] = [];
    for (const step of this.steps.all()) {
      for (const count of await step.versions()) uses.push({ step: step.name, ...count });
    }
    return uses;
  }

  private async chunk(tx: Transaction, rotationId: string): Promise<boolean> {
    const [rotation] = await tx.query<RotationRow>(
      `select master_version as "masterVersion", suite, step, position from key_rotation
       where id = $1 and finished_at is null for update`,
      [rotationId],
    );
    if (!rotation) return false;
    const { currentVersion } = this.cipher;
    if (rotation.masterVersion !== currentVersion || rotation.suite !== this.runtime.config.cryptoSuite) {
      throw new Error(`this process seals with key ${currentVersion}, the rotation leads to ${rotation.masterVersion}`);
    }
    const steps = this.steps.all();
    const at = Math.max(
      0,
      steps.findIndex((step) => step.name === rotation.step),
    );
    const { count, next } = (await steps[at]?.advance(tx, rotation.position, CHUNK)) ?? { count: 0, next: null };
    const step = next === null ? steps[at + 1] : steps[at];
    await tx.query(
      `update key_rotation set resealed_count = resealed_count + $2, step = $3, position = $4, finished_at = $5
       where id = $1`,
      [rotationId, count, step?.name ?? null, next, step ? null : this.clock.now()],
    );
    return step !== undefined;
  }
}
