import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { GroupCommit } from '../../../../platform/data/database/group-commit';
import { type Statement, Statements } from '../../../../platform/data/database/statements';
import { sqlStateOf } from '../../../../platform/data/database/unit-of-work';
import { type NewPunch, PunchWriter } from '../application/punch-writer';
import type { PunchPolicy } from '../domain/decide-punch';
import { attendanceErrors } from '../../errors';
import { groupPunchStatement, knownPunchesStatement, waitingPunchStatement } from './punch-statement';

/** Two: while one group is being made durable, the next one is being decided. More would only make them smaller. */
const MAX_IN_FLIGHT = 2;
/** From here on a bigger statement is no faster per row, and everybody in it waits for the last. */
const MAX_GROUP_SIZE = 500;
/** About two seconds of work; who comes later is better told so than left waiting. */
const MAX_WAITING = 10_000;

const MAX_ATTEMPTS = 5;
const MAX_DELAY_MS = 20;
/** A value that the database does not take, or a constraint of one row. */
const ITEM_FAULT = /^2[23]/;
const UNIQUE_VIOLATION = '23505';
/** Serialization failure, deadlock: nothing was written, try again. */
const ANOTHER_TRY = new Set(['40001', '40P01']);
/** Nothing was written because the database had no room or no time. */
const NOT_CARRIED_OUT = /^(53|57014$|55P03$)/;
/** The database answered, and it is neither of the above nor a lost connection: a mistake of ours. */
const OTHER_STATE = /^(?!08|57|EPIPE)[0-9A-Z]{5}$/;

/** HELD: somebody is changing the shift or the person at this moment; the group did not wait for it. */
type Verdict = 'RECORDED' | 'NOT_RECORDED' | 'HELD';

interface Order {
  readonly punch: NewPunch;
  readonly policy: PunchPolicy;
}

/**
 * Writes the punches that come together in one statement, which decides about each. A person stands in one group at a time,
 * so that two punches of one person are decided one after the other.
 */
@Injectable()
export class GroupPunchWriter extends PunchWriter implements BeforeApplicationShutdown {
  private readonly group: GroupCommit<Order, Verdict>;

  constructor(private readonly statements: Statements) {
    super();
    this.group = new GroupCommit({
      commit: (orders) => this.commit(orders, groupPunchStatement),
      keyOf: ({ punch }) => punch.volunteerId,
      isItemFault: (error) => ITEM_FAULT.test(sqlStateOf(error) ?? ''),
      refuse: () => attendanceErrors.refuse('PUNCH_BUSY'),
      maxInFlight: MAX_IN_FLIGHT,
      maxGroupSize: MAX_GROUP_SIZE,
      maxWaiting: MAX_WAITING,
    });
  }

  /** @throws PUNCH_BUSY (nothing recorded), PUNCH_OUTCOME_UNKNOWN (the database went away before it answered) */
  override async write(punch: NewPunch, policy: PunchPolicy): Promise<boolean> {
    try {
      const verdict = await this.group.submit({ punch, policy });
      return verdict === 'HELD' ? await this.writeAlone(punch, policy) : verdict === 'RECORDED';
    } catch (error) {
      // Other processes were faster with the same person, again and again; the caller looks what there is.
      if (sqlStateOf(error) === UNIQUE_VIOLATION) return false;
      throw refusalOf(error);
    }
  }

  /** Waits for whoever holds the shift or the person, without making the neighbours wait. */
  async writeAlone(punch: NewPunch, policy: PunchPolicy): Promise<boolean> {
    const [verdict] = await this.commit([{ punch, policy }], waitingPunchStatement);
    return verdict === 'RECORDED';
  }

  /** Before the pool is closed: whoever was taken gets an answer. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.group.close();
  }

  private async commit(orders: readonly Order[], statement: Statement): Promise<readonly Verdict[]> {
    const verdicts = orders.map((): Verdict => 'NOT_RECORDED');
    let open = orders.map(({ punch, policy }, no) => ({ no, punch, policy }));
    for (let attempt = 1; open.length > 0; attempt += 1) {
      try {
        const rows = JSON.stringify(open.map(rowOf));
        const [row] = await this.statements.run<{ recorded: number[]; held: number[] }>(statement, [rows]);
        for (const no of row?.recorded ?? []) verdicts[no] = 'RECORDED';
        for (const no of row?.held ?? []) verdicts[no] = 'HELD';
        return verdicts;
      } catch (error) {
        const state = sqlStateOf(error) ?? '';
        if (attempt === MAX_ATTEMPTS) throw error;
        if (state === UNIQUE_VIOLATION) open = await this.withoutKnown(open);
        else if (ANOTHER_TRY.has(state)) await sleep(Math.random() * MAX_DELAY_MS);
        else throw error;
      }
    }
    return verdicts;
  }

  /**
   * The punches whose id is not stored. Repetitions mostly fail the check of the attendance and do no harm; one that
   * passes it meets the key and takes its group down with it.
   */
  private async withoutKnown<Row extends Order>(rows: readonly Row[]): Promise<Row[]> {
    const known = await this.statements.run<{ no: number }>(knownPunchesStatement, [
      rows.map(({ punch }) => punch.volunteerId),
      rows.map(({ punch }) => punch.punchId),
    ]);
    const numbers = new Set(known.map(({ no }) => no));
    return rows.filter((_, index) => !numbers.has(index));
  }
}

/** What a caller is told about a statement that failed; other errors are passed on. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof QueryFailedError)) return error;
  const state = sqlStateOf(error) ?? '';
  if (ANOTHER_TRY.has(state) || NOT_CARRIED_OUT.test(state)) return attendanceErrors.refuse('PUNCH_BUSY');
  return OTHER_STATE.test(state) ? error : attendanceErrors.refuse('PUNCH_OUTCOME_UNKNOWN');
}

/** JSON, because one text is written and read faster than an array for every column. */
function rowOf({ no, punch, policy }: Order & { readonly no: number }): Readonly<Record<string, unknown>> {
  return {
    no,
    volunteer_id: punch.volunteerId,
    id: punch.punchId,
    shift_id: punch.shiftId,
    direction: punch.direction,
    method: punch.method,
    code_from: punch.codeFrom,
    punched_at: punch.punchedAt,
    device_sent_at: punch.deviceSentAt,
    received_at: punch.receivedAt,
    recorded_by: punch.recordedBy,
    payload_hash: `\\x${punch.payloadHash.toString('hex')}`,
    evidence: punch.evidence,
    early_minutes: policy.earlyPunchMinutes,
    late_minutes: policy.latePunchMinutes,
    may_walk_in: policy.walkInMethods.includes(punch.method),
  };
}
