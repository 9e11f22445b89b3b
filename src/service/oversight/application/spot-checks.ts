import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { SealedColumns } from '../../../platform/data/sealing/sealed-column';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf, scopesOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DecisionGuard, type Matter, type Standing, type TieFacts } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { drawSample, populationHash, seedHashOf } from '../domain/draw-sample';
import { oversightErrors } from '../errors';
import { type DrawnRecord, type SpotCheck, SpotCheckRepository } from '../persistence/spot-check.repository';

export interface CommitSpotCheckCommand {
  readonly divisionId: string;
  /** Days of service, both included. */
  readonly fromDay: string;
  readonly toDay: string;
  readonly sampleSize: number;
}

export interface SpotCheckSummary {
  readonly id: string;
  readonly divisionId: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly sampleSize: number;
  readonly seedHash: string;
  readonly seed: string | null;
  readonly populationCount: number | null;
  readonly populationHash: string | null;
  readonly createdAt: string;
}

export interface SpotCheckView extends SpotCheckSummary {
  readonly items: readonly (DrawnRecord & Standing)[];
}

export interface SpotCheckFinding {
  readonly spotCheckId: string;
  readonly recordId: string;
  readonly result: 'CONFIRMED' | 'DOUBTFUL' | 'FALSE';
  readonly note: string;
}

const SEED_BYTES = 16;

/** Keeps the seed secret until it is published. */
@Injectable()
export class SpotCheckSeeds implements OnModuleInit {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly columns: SealedColumns,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'spot_check',
      column: 'seed_cipher',
      key: [['id', 'uuid']],
      context: ([id = '']) => contextOf(id),
    });
  }

  make(id: string): { readonly seedHash: string; readonly seedCipher: Buffer } {
    const seed = randomBytes(SEED_BYTES).toString('hex');
    return { seedHash: seedHashOf(seed), seedCipher: this.cipher.encrypt(seed, contextOf(id)) };
  }

  open({ id, seedCipher }: SpotCheck): string {
    return this.cipher.decrypt(seedCipher, contextOf(id));
  }
}

function contextOf(id: string): string {
  return `spot_check.seed:${id}`;
}

/**
 * Rule §2.3: random spot checks that nobody can steer. First the hash of the seed is public, while place, days and size
 * are fixed; later the seed is published and the sample drawn by it, so that anybody can draw it again.
 */
@Injectable()
export class SpotChecks {
  constructor(
    private readonly commands: Commands,
    private readonly checks: SpotCheckRepository,
    private readonly divisions: DivisionDirectory,
    private readonly seeds: SpotCheckSeeds,
    private readonly guard: DecisionGuard,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, SPOT_CHECK_PERIOD_INVALID */
  async commit(
    context: CommandContext,
    command: CommitSpotCheckCommand,
  ): Promise<{ readonly id: string; readonly seedHash: string }> {
    return this.commands.run(context, 'oversight.commit-spot-check', command, async (tx) => {
      const { path } = await this.divisions.byId(command.divisionId, tx);
      requireScope(context.actor, 'record.review', path);
      if (command.toDay < command.fromDay) {
        throw oversightErrors.refuse('SPOT_CHECK_PERIOD_INVALID', { field: 'toDay' });
      }
      const id = this.ids.next();
      const { seedHash, seedCipher } = this.seeds.make(id);
      await this.checks.insert(tx, {
        ...{ id, seedHash, seedCipher },
        divisionId: command.divisionId,
        fromDay: command.fromDay as LocalDay,
        toDay: command.toDay as LocalDay,
        sampleSize: command.sampleSize,
        createdBy: actorIdOf(context.actor),
        createdAt: this.clock.now(),
      });
      return { id, seedHash };
    });
  }

  /** Publishes the seed and draws; a published one stays as it is. @throws SPOT_CHECK_UNKNOWN, SCOPE_FOREIGN */
  async publish(
    context: CommandContext,
    command: { readonly spotCheckId: string },
  ): Promise<{ readonly id: string; readonly seed: string }> {
    return this.commands.run(context, 'oversight.publish-spot-check', command, async (tx) => {
      const check = await this.checks.hold(tx, command.spotCheckId);
      if (!check) throw oversightErrors.refuse('SPOT_CHECK_UNKNOWN');
      requireScope(context.actor, 'record.review', check.divisionPath);
      if (check.seed !== null) return { id: check.id, seed: check.seed };
      const seed = this.seeds.open(check);
      const population = await this.checks.population(tx, check);
      const ids = population.map(({ id }) => id);
      const byId = new Map(population.map((record) => [record.id, record]));
      await this.checks.publish(tx, check.id, {
        seed,
        populationCount: ids.length,
        populationHash: populationHash(ids),
        by: actorIdOf(context.actor),
        at: this.clock.now(),
        sample: drawSample(seed, ids, check.sampleSize).flatMap((id) => byId.get(id) ?? []),
      });
      return { id: check.id, seed };
    });
  }

  /**
   * Who recorded or approved a record does not say what a check of it found.
   *
   * @throws SPOT_CHECK_UNKNOWN, SCOPE_FOREIGN, SPOT_CHECK_NOT_DRAWN, SPOT_CHECK_NOT_IN_SAMPLE, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, SPOT_CHECK_RESULT_GIVEN
   */
  async record(context: CommandContext, command: SpotCheckFinding): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'oversight.record-spot-check', command, async (tx) => {
      const check = await this.checks.hold(tx, command.spotCheckId);
      if (!check) throw oversightErrors.refuse('SPOT_CHECK_UNKNOWN');
      await this.guard.requirePlace(tx, context.actor, rightOf(check));
      if (check.seed === null) throw oversightErrors.refuse('SPOT_CHECK_NOT_DRAWN');
      const ties = (await this.checks.tiesOf(check.id, [command.recordId], tx)).get(command.recordId);
      if (!ties) throw oversightErrors.refuse('SPOT_CHECK_NOT_IN_SAMPLE');
      await this.guard.requireFree(tx, context.actor, ties);
      const kept = await this.checks.keepResult(tx, check.id, command.recordId, {
        result: command.result,
        note: command.note,
        by: actorIdOf(context.actor),
        at: this.clock.now(),
      });
      if (kept === 'NONE') throw oversightErrors.refuse('SPOT_CHECK_NOT_IN_SAMPLE');
      if (kept === 'GIVEN') throw oversightErrors.refuse('SPOT_CHECK_RESULT_GIVEN');
      return { id: check.id };
    });
  }

  /** @throws SPOT_CHECK_UNKNOWN, SCOPE_FOREIGN */
  async show(actor: Actor, spotCheckId: string): Promise<SpotCheckView> {
    const check = await this.checks.find(spotCheckId);
    if (!check) throw oversightErrors.refuse('SPOT_CHECK_UNKNOWN');
    requireScope(actor, 'record.read', check.divisionPath);
    const drawn = await this.checks.sample(check.id);
    const waiting = drawn.filter(({ result }) => result === null).map(({ recordId }) => recordId);
    const tiesOf = await this.checks.tiesOf(check.id, waiting);
    const items = await this.guard.withStandings(actor, drawn, ({ recordId }) => {
      const ties = tiesOf.get(recordId);
      return ties ? { ...rightOf(check), ...ties } : null;
    });
    return { ...summaryOf(check), items };
  }

  /** Newest first, without their samples. @throws CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery): Promise<Page<SpotCheckSummary>> {
    const limit = limitOf(query);
    const after = decodeCursor(query, 2);
    const rows = await this.checks.page({ scopes: scopesOf(actor, 'record.read'), after, limit });
    return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id], summaryOf);
  }
}

/** By what somebody says what a check found. */
function rightOf({ divisionPath }: SpotCheck): Omit<Matter, keyof TieFacts> {
  return { permission: 'record.review', divisionPath };
}

function summaryOf(check: SpotCheck): SpotCheckSummary {
  const { id, divisionId, fromDay, toDay, sampleSize, seedHash, seed, populationCount, populationHash } = check;
  return {
    ...{ id, divisionId, fromDay, toDay, sampleSize, seedHash, seed, populationCount, populationHash },
    createdAt: check.createdAt.toISOString(),
  };
}
