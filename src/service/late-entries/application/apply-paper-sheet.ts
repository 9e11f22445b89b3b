import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import type { ShiftView } from '../../activities';
import { AttendanceDirectory, LatePunchRepository } from '../../attendance';
import { LateEvidence } from '../../service-hours';
import type { SheetLine } from '../domain/compare-sheets';
import type { AppliedLine, SheetEntry } from '../persistence/paper-sheet.repository';

export interface AgreedSheet {
  readonly sheetId: string;
  readonly shift: ShiftView;
  readonly lines: readonly SheetLine[];
  readonly first: SheetEntry;
  readonly second: SheetEntry;
}

/** Turns the lines that two people read alike into punches of grade C, and computes what is closed already. */
@Injectable()
export class ApplyPaperSheet {
  constructor(
    private readonly attendance: AttendanceDirectory,
    private readonly latePunches: LatePunchRepository,
    private readonly evidence: LateEvidence,
    private readonly clock: Clock,
  ) {}

  /**
   * Who has punches or a record of the shift is left alone: a sheet adds people, it corrects nobody. The check-in is the
   * first reader's and the check-out the second's, so that neither of them may approve the record.
   */
  async execute(tx: Transaction, actor: Actor, sheet: AgreedSheet): Promise<readonly AppliedLine[]> {
    const { shift } = sheet;
    const ids = sheet.lines.map(({ volunteerId }) => volunteerId);
    await this.evidence.hold(tx, ids);
    const withRecord = await this.evidence.withRecord(tx, shift.id, ids);
    const keys = ids.map((volunteerId) => ({ shiftId: shift.id, volunteerId }));
    const punches = await this.attendance.countingPunches(tx, keys);
    const known = new Set([...withRecord, ...punches.map(({ volunteerId }) => volunteerId)]);
    const outcome: AppliedLine[] = [];
    for (const line of sheet.lines) {
      const { volunteerId } = line;
      if (known.has(volunteerId)) {
        outcome.push({ volunteerId, outcome: 'ALREADY_RECORDED' });
        continue;
      }
      await this.append(tx, sheet, line);
      await this.evidence.takeIn(tx, actorIdOf(actor), { shift, volunteerId, reason: '纸质签到表' });
      outcome.push({ volunteerId, outcome: 'APPLIED' });
    }
    return outcome;
  }

  private async append(
    tx: Transaction,
    { sheetId, shift, first, second }: AgreedSheet,
    line: SheetLine,
  ): Promise<void> {
    const punch = {
      shiftId: shift.id,
      volunteerId: line.volunteerId,
      method: 'PAPER',
      reason: `纸质签到表 ${sheetId}`,
      replaces: [],
    } as const;
    const [inAt, outAt] = [new Date(line.checkedInAt), new Date(line.checkedOutAt)];
    const now = this.clock.now();
    await this.latePunches.append(tx, [{ ...punch, direction: 'IN', punchedAt: inAt }], first.enteredBy, now);
    await this.latePunches.append(tx, [{ ...punch, direction: 'OUT', punchedAt: outAt }], second.enteredBy, now);
  }
}
