import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { ShiftView } from '../../activities';
import { AttachmentRepository, attachmentErrors } from '../../attachments';
import { AttendanceDirectory, requireHeld } from '../../attendance';
import { Sanctions } from '../../oversight';
import { LateEvidence } from '../../service-hours';
import { VolunteerDirectory } from '../../../people/volunteers';
import { lateEntryErrors } from '../errors';
import { EnteredLineRules } from './entered-line-rules';

/** Times in ISO 8601. */
export interface DeclareServiceCommand {
  readonly shiftId: string;
  readonly checkedInAt: string;
  readonly checkedOutAt: string;
  readonly reason: string;
  readonly proofId?: string;
}

/** How long after the end of a shift somebody may still say that they were there. */
const DECLARABLE_DAYS = 30;

/** What has to hold before a volunteer may declare a service. */
@Injectable()
export class DeclarationRules {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly sanctions: Sanctions,
    private readonly attendance: AttendanceDirectory,
    private readonly evidence: LateEvidence,
    private readonly lines: EnteredLineRules,
    private readonly attachments: AttachmentRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns now, the time of the declaration. @throws see DeclareService.execute */
  async check(
    tx: Transaction,
    declared: DeclareServiceCommand & { readonly shift: ShiftView; readonly volunteerId: string },
    storedBy: string,
  ): Promise<Date> {
    const now = this.clock.now();
    const { shift, volunteerId, proofId } = declared;
    requireHeld(shift);
    await this.volunteers.activeById(volunteerId, tx);
    await this.sanctions.requireSelfBackfill(volunteerId, tx);
    if (shift.status !== 'CLOSED') throw lateEntryErrors.refuse('DECLARATION_TOO_EARLY');
    const endMs = (shift.extendedTo ?? shift.endsAt).getTime();
    if (now.getTime() > endMs + DECLARABLE_DAYS * 86_400_000) {
      throw lateEntryErrors.refuse('DECLARATION_TOO_LATE', { details: { days: DECLARABLE_DAYS } });
    }
    await this.evidence.hold(tx, [volunteerId]);
    const punches = await this.attendance.countingPunches(tx, [{ shiftId: shift.id, volunteerId }]);
    const withRecord = await this.evidence.withRecord(tx, shift.id, [volunteerId]);
    if (punches.length > 0 || withRecord.size > 0) throw lateEntryErrors.refuse('DECLARATION_NOT_NEEDED');
    await this.lines.checkTimes(shift, [declared], () => 'checkedInAt');
    if (proofId === undefined) return now;
    const proof = await this.attachments.ofShift(tx, shift.id, proofId, 'proofId');
    if (proof.storedBy !== storedBy) throw attachmentErrors.refuse('ATTACHMENT_UNKNOWN', { field: 'proofId' });
    return now;
  }
}
