import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../kernel/canonical-json';
import { DomainError } from '../../../kernel/domain-error';
import { Clock } from '../../../platform/clock/clock';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { VolunteerDirectory, volunteerErrors } from '../../volunteers';
import { PUNCH_REFUSALS, type PunchRefusal } from '../domain/decide-punch';
import { type CorrectedTime, correctDeviceTime } from '../domain/device-clock';
import { type ClaimCause, claimCauseOf } from '../domain/offline-fate';
import type { PunchDirection } from '../domain/rotating-code';
import { attendanceErrors } from '../errors';
import { AttendanceDirectory } from '../persistence/attendance-directory';
import { PunchClaimRepository, type StoredClaim } from '../persistence/punch-claim.repository';
import { lineRefusalOf, type LineRefusalStatus } from './line-refusal';
import { PunchDesk } from './punch-desk';

/** A punch that a device noted while it was offline. */
export interface OfflineLine {
  readonly punchId: string;
  readonly volunteerId: string;
  readonly direction: PunchDirection;
  /** By the device's clock, ISO 8601. */
  readonly happenedAt: string;
}

export interface OfflineBatch {
  readonly shiftId: string;
  readonly method: 'ROLL_CALL' | 'KIOSK';
  readonly recordedBy: string;
  /** The volunteer who sends the batch, who cannot punch for themselves this way; null for a kiosk. */
  readonly senderVolunteerId: string | null;
  /** By the device's clock, ISO 8601. */
  readonly deviceSentAt: string;
  readonly deviceId?: string;
  readonly lines: readonly OfflineLine[];
}

export interface OfflineAnswer {
  readonly punchId: string;
  readonly volunteerId: string;
  /**
   * RECORDED counts; IN_REVIEW is kept and waits for a person; DECLINED was looked at and does not count; RETRY is to be
   * sent again.
   */
  readonly status: 'RECORDED' | 'IN_REVIEW' | 'DECLINED' | LineRefusalStatus;
  readonly message: string;
  /** Why it was refused, or what the review is about. */
  readonly code?: string;
  readonly punchedAt?: string;
}

interface Batch extends OfflineBatch {
  readonly receivedAt: Date;
  readonly sentAtMs: number;
  readonly claims: ReadonlyMap<string, StoredClaim>;
  /** Keys under which a punch is recorded. */
  readonly recorded: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
}

/** People of one batch whose lines are taken at the same time; the lines of one person follow each other. */
const AT_ONCE = 16;

const SENTENCES: Readonly<Record<ClaimCause, string>> = {
  CLOCK_SKEW: '设备时钟与系统相差超过 5 分钟,本条已保存,等待工作人员核对时间。',
  TIME_IMPLAUSIBLE: '设备报告的打卡时间不合情理,本条已保存,等待工作人员核对时间。',
  SHIFT_CLOSED: '场次已关闭,本条已作为迟到记录保存,等待工作人员复核后补入。',
  OUT_OF_ORDER: '与已有打卡的先后不符,本条已保存,等待工作人员复核。',
};

/**
 * Takes the punches of a device that was offline. Each line stands for itself and gets its own answer; a line that comes
 * again, in whatever batch, gets the answer that stands by then and changes nothing. The order in which lines arrive
 * does not matter: a person's lines are taken in the order of their times.
 */
@Injectable()
export class TakeOfflinePunches {
  constructor(
    private readonly desk: PunchDesk,
    private readonly claims: PunchClaimRepository,
    private readonly attendance: AttendanceDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @returns one answer per line, in their order. */
  async execute(given: OfflineBatch): Promise<readonly OfflineAnswer[]> {
    const keys = given.lines;
    const batch: Batch = {
      ...given,
      receivedAt: this.clock.now(),
      sentAtMs: Date.parse(given.deviceSentAt),
      claims: new Map((await this.claims.known(keys)).map((claim) => [keyOf(claim), claim])),
      recorded: new Set((await this.claims.recorded(keys)).map(keyOf)),
      people: new Set((await this.volunteers.displayNames([...new Set(keys.map((key) => key.volunteerId))])).keys()),
    };
    const answers = new Map<OfflineLine, OfflineAnswer>();
    const queues = [...queuesByPerson(given.lines)];
    const take = async (): Promise<void> => {
      for (let lines = queues.pop(); lines; lines = queues.pop()) {
        for (const line of lines) answers.set(line, await this.answerTo(batch, line));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, take));
    return given.lines.flatMap((line) => answers.get(line) ?? []);
  }

  private async answerTo(batch: Batch, line: OfflineLine): Promise<OfflineAnswer> {
    const { punchId, volunteerId } = line;
    try {
      return { punchId, volunteerId, ...(await this.take(batch, line)) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { punchId, volunteerId, status: lineRefusalOf(error), message: error.sentence, code: error.code };
    }
  }

  private async take(batch: Batch, line: OfflineLine): Promise<Omit<OfflineAnswer, 'punchId' | 'volunteerId'>> {
    if (!batch.people.has(line.volunteerId)) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN');
    if (line.volunteerId === batch.senderVolunteerId) throw attendanceErrors.refuse('ROLL_CALL_SELF');
    const claim = batch.claims.get(keyOf(line));
    const isRecorded = batch.recorded.has(keyOf(line));
    if (claim && !isRecorded) return answerOfClaim(claim, payloadHashOf(batch, line));
    const time = correctDeviceTime({
      happenedAtMs: Date.parse(line.happenedAt),
      deviceSentAtMs: batch.sentAtMs,
      receivedAtMs: batch.receivedAt.getTime(),
    });
    if (claim && isRecorded)
      return { status: 'RECORDED', message: '已记录。', punchedAt: claim.countsAt.toISOString() };
    if (time.doubt !== null && !isRecorded) return this.keep(batch, line, time, time.doubt);
    return this.takeLive(batch, line, time);
  }

  private async takeLive(
    batch: Batch,
    line: OfflineLine,
    time: CorrectedTime,
  ): Promise<Omit<OfflineAnswer, 'punchId' | 'volunteerId'>> {
    try {
      const { message, punchedAt } = await this.desk.take({
        punchId: line.punchId,
        volunteerId: line.volunteerId,
        shiftId: batch.shiftId,
        direction: line.direction,
        method: batch.method,
        code: null,
        deviceSentAt: batch.deviceSentAt,
        reason: null,
        recordedBy: batch.recordedBy,
        counted: { at: new Date(time.countsAtMs), said: line.happenedAt },
        ...(batch.deviceId !== undefined && { deviceId: batch.deviceId }),
        evidence: { form: 'OFFLINE' },
      });
      return { status: 'RECORDED', message, punchedAt };
    } catch (error) {
      if (!(error instanceof DomainError) || !isPunchRefusal(error.code)) throw error;
      const cause = claimCauseOf({
        direction: line.direction,
        atMs: time.countsAtMs,
        refusal: error.code,
        attendance: await this.attendance.stateOf(batch.shiftId, line.volunteerId),
      });
      if (cause === null) throw error;
      return this.keep(batch, line, time, cause);
    }
  }

  private async keep(
    batch: Batch,
    line: OfflineLine,
    { countsAtMs, skewMs }: CorrectedTime,
    cause: ClaimCause,
  ): Promise<Omit<OfflineAnswer, 'punchId' | 'volunteerId'>> {
    await this.unitOfWork.run((tx) =>
      this.claims.append(tx, {
        volunteerId: line.volunteerId,
        punchId: line.punchId,
        shiftId: batch.shiftId,
        direction: line.direction,
        method: batch.method,
        cause,
        happenedAt: new Date(line.happenedAt),
        countsAt: new Date(countsAtMs),
        deviceSentAt: new Date(batch.deviceSentAt),
        receivedAt: batch.receivedAt,
        skewMs,
        recordedBy: batch.recordedBy,
        payloadHash: payloadHashOf(batch, line),
      }),
    );
    return { status: 'IN_REVIEW', message: SENTENCES[cause], code: cause };
  }
}

function answerOfClaim(claim: StoredClaim, payloadHash: Buffer): Omit<OfflineAnswer, 'punchId' | 'volunteerId'> {
  if (!claim.payloadHash.equals(payloadHash)) throw attendanceErrors.refuse('PUNCH_ID_REUSED');
  if (claim.decision === 'DECLINED') {
    return { status: 'DECLINED', message: '工作人员核对后没有采纳本条。', code: claim.cause };
  }
  return { status: 'IN_REVIEW', message: SENTENCES[claim.cause], code: claim.cause };
}

/** What the device said about the punch, without the batch it came in. */
function payloadHashOf({ shiftId, method }: Batch, { direction, happenedAt }: OfflineLine): Buffer {
  return createHash('sha256')
    .update(canonicalJson([shiftId, direction, method, null, happenedAt, null]))
    .digest();
}

function queuesByPerson(lines: readonly OfflineLine[]): Iterable<readonly OfflineLine[]> {
  const queues = new Map<string, OfflineLine[]>();
  for (const line of lines) queues.set(line.volunteerId, [...(queues.get(line.volunteerId) ?? []), line]);
  for (const queue of queues.values()) queue.sort((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt));
  return queues.values();
}

function keyOf({ volunteerId, punchId }: { readonly volunteerId: string; readonly punchId: string }): string {
  return `${volunteerId}/${punchId}`;
}

function isPunchRefusal(code: string): code is PunchRefusal {
  return PUNCH_REFUSALS.some((refusal) => refusal === code);
}
