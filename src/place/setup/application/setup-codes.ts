import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { Counters } from '../../../platform/foundation/counters';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { CODE_BYTES, codeFrom, readCode } from '../domain/setup-code';
import { setupErrors } from '../errors';

const VALID_MS = 24 * 3_600_000;
/** Counted over everybody: there is one code to find, wherever the tries come from. */
const GUESSES = 'setup-guesses';

/**
 * The codes that open an empty installation. Each process that serves the setup prints one of its own; all of them are void
 * with the choice. Only hashes are kept.
 */
@Injectable()
export class SetupCodes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly counters: Counters,
    private readonly runtime: Runtime,
  ) {}

  /** Makes a code, to be shown once, at the terminal. Valid for 24 hours. */
  async issue(): Promise<string> {
    const code = codeFrom(randomBytes(CODE_BYTES));
    const now = this.clock.now();
    await this.unitOfWork.run((tx) =>
      tx.query('insert into setup_code (code_hash, made_at, expires_at) values ($1, $2, $3)', [
        hashOf(code),
        now,
        new Date(now.getTime() + VALID_MS),
      ]),
    );
    return code;
  }

  /** @throws SETUP_CODE_WRONG, SETUP_CODE_GUESSED */
  async require(typed: string): Promise<void> {
    const { count, windowMs } = this.runtime.config.setupGuesses;
    const known = this.counters.known(GUESSES);
    if (known && known.count >= count) throw guessed(known.endsInMs);
    const [valid] = await this.unitOfWork.read(
      'select 1 from setup_code where code_hash = $1 and voided_at is null and expires_at > $2',
      [hashOf(readCode(typed)), this.clock.now()],
    );
    if (valid) return;
    const counted = await this.counters.add(GUESSES, windowMs);
    if (counted.count > count) throw guessed(counted.endsInMs);
    throw setupErrors.refuse('SETUP_CODE_WRONG', { field: 'code' });
  }

  /** The choice is made: no code is worth anything any more. */
  async voidAll(tx: Transaction): Promise<void> {
    await tx.query('update setup_code set voided_at = $1 where voided_at is null', [this.clock.now()]);
  }
}

function guessed(endsInMs: number) {
  return setupErrors.refuse('SETUP_CODE_GUESSED', { details: { retryAfterSeconds: Math.ceil(endsInMs / 1_000) } });
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code, 'utf8').digest();
}
