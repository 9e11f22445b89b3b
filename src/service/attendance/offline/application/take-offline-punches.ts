import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { VolunteerDirectory, volunteerErrors } from '../../../../people/volunteers';
import { attendanceErrors } from '../../errors';
import { claimSentences, KeepClaims, type OwnClaimFate, PunchClaimRepository, punchPayloadHash } from '../../punching';
import { lineRefusalOf } from '../../roll-call';
import { OfflineLines } from './offline-lines';
import {
  type ClaimedLine,
  keyOf,
  type OfflineAnswer,
  type OfflineBatch,
  type OfflineLine,
  type OpenBatch,
} from './offline-batch';

/** People of one batch whose lines are taken at the same time; the lines of one person follow each other. */
const AT_ONCE = 16;

/**
 * Takes the punches of a device that was offline. Each line stands for itself and gets its own answer; a line that comes
 * again, in whatever batch, gets the answer that stands by then and changes nothing. The order in which lines arrive
 * does not matter: a person's lines are taken in the order of their times. What of it a person has to look at is one
 * claim, whatever the causes.
 */
@Injectable()
export class TakeOfflinePunches {
  constructor(
    private readonly lines: OfflineLines,
    private readonly claims: PunchClaimRepository,
    private readonly keepClaims: KeepClaims,
    private readonly volunteers: VolunteerDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns one answer per line, in their order. */
  async execute(given: OfflineBatch): Promise<readonly OfflineAnswer[]> {
    const batch = await this.open(given);
    const answers = new Map<OfflineLine, OfflineAnswer>();
    const claimed: ClaimedLine[] = [];
    const queues = [...queuesByPerson(given.lines)];
    const take = async (): Promise<void> => {
      for (let lines = queues.pop(); lines; lines = queues.pop()) {
        for (const line of lines) {
          const fate = await this.fateOf(batch, line);
          if ('cause' in fate) claimed.push(fate);
          else answers.set(line, fate);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, take));
    const fates = await this.keep(batch, claimed);
    claimed.forEach((claim, index) => answers.set(claim.line, answerOf(claim, fates[index])));
    return given.lines.flatMap((line) => answers.get(line) ?? []);
  }

  private async open(given: OfflineBatch): Promise<OpenBatch> {
    const keys = given.lines;
    const people = await this.volunteers.displayNames([...new Set(keys.map((key) => key.volunteerId))]);
    return {
      ...given,
      receivedAt: this.clock.now(),
      sentAtMs: Date.parse(given.deviceSentAt),
      claims: new Map((await this.claims.known(keys)).map((claim) => [keyOf(claim), claim])),
      recorded: new Set((await this.claims.recorded(keys)).map(keyOf)),
      people: new Set(people.keys()),
    };
  }

  private async fateOf(batch: OpenBatch, line: OfflineLine): Promise<OfflineAnswer | ClaimedLine> {
    const { punchId, volunteerId } = line;
    try {
      if (!batch.people.has(volunteerId)) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN');
      if (volunteerId === batch.senderVolunteerId) throw attendanceErrors.refuse('ROLL_CALL_SELF');
      const fate = await this.lines.take(batch, line, payloadHashOf(batch, line));
      return 'cause' in fate ? fate : { punchId, volunteerId, ...fate };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return refusalOf(line, error);
    }
  }

  private async keep(batch: OpenBatch, claimed: readonly ClaimedLine[]): Promise<readonly OwnClaimFate[]> {
    const { shiftId, recordedBy, receivedAt, method } = batch;
    return this.keepClaims.keep({
      ...{ shiftId, recordedBy, receivedAt },
      claims: claimed.map(({ line, cause, time }) => ({
        ...{ volunteerId: line.volunteerId, punchId: line.punchId, direction: line.direction, method, cause },
        happenedAt: new Date(line.happenedAt),
        countsAt: new Date(time.countsAtMs),
        deviceSentAt: new Date(batch.deviceSentAt),
        skewMs: time.skewMs,
        payloadHash: payloadHashOf(batch, line),
      })),
    });
  }
}

function answerOf({ line, cause }: ClaimedLine, fate: OwnClaimFate | undefined): OfflineAnswer {
  const { punchId, volunteerId } = line;
  if (fate?.kind === 'TOO_MANY') return refusalOf(line, attendanceErrors.refuse('PUNCH_CLAIMS_WAITING'));
  const code = fate?.kind === 'WAITS_ALREADY' ? fate.cause : cause;
  return { punchId, volunteerId, status: 'IN_REVIEW', message: claimSentences[code], code };
}

function refusalOf({ punchId, volunteerId }: OfflineLine, error: DomainError): OfflineAnswer {
  return { punchId, volunteerId, status: lineRefusalOf(error), message: error.sentence, code: error.code };
}

/** What the device said about the punch, without the batch it came in. */
function payloadHashOf({ shiftId, method }: OpenBatch, { direction, happenedAt, code }: OfflineLine): Buffer {
  return punchPayloadHash({ shiftId, direction, method, code: code ?? null, said: happenedAt, reason: null });
}

function queuesByPerson(lines: readonly OfflineLine[]): Iterable<readonly OfflineLine[]> {
  const queues = new Map<string, OfflineLine[]>();
  for (const line of lines) queues.set(line.volunteerId, [...(queues.get(line.volunteerId) ?? []), line]);
  for (const queue of queues.values()) queue.sort((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt));
  return queues.values();
}
