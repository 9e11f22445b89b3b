import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf, covers } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, DecisionTeller } from '../../../../platform/security/decisions';
import {
  needsGuardianConsentOn,
  readIdNumber,
  VolunteerRepository,
  type VolunteerRow,
  withoutNumbers,
} from '../../person';
import type { IdentityChange } from '../domain/identity-correction';
import { volunteerErrors } from '../../errors';
import { IdentityCorrections, type StoredCorrection } from '../persistence/identity-corrections';
import { correctionMatter } from './correction-matter';
import { CorrectionTexts, placeOf } from './correction-texts';
import { CORRECTION, CORRECTION_WHAT, type CorrectionRef } from './request-correction';

export interface DecideCorrectionCommand {
  readonly correctionId: string;
  readonly decision: 'APPROVE' | 'REJECT';
  /** Required to reject; the person reads it. */
  readonly reason?: string;
}

/**
 * Decides whether somebody's name or ID number is corrected. Birth date and gender follow the ID number. Certificates that
 * were issued keep what they say: a new one is applied for, and the old one is superseded or revoked as any other.
 */
@Injectable()
export class DecideCorrection {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerRepository,
    private readonly corrections: IdentityCorrections,
    private readonly texts: CorrectionTexts,
    private readonly guard: DecisionGuard,
    private readonly teller: DecisionTeller,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws CORRECTION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_SAME_PERSON, CORRECTION_DECIDED, CORRECTION_REASON_REQUIRED, VOLUNTEER_CLOSED, ID_NUMBER_*, CORRECTION_ID_TAKEN, GUARDIAN_CONSENT_REQUIRED
   */
  async execute(context: CommandContext, command: DecideCorrectionCommand): Promise<CorrectionRef> {
    return this.commands.run(context, 'volunteers.decide-correction', command, async (tx) => {
      const { actor } = context;
      // The person first, as everywhere.
      const row = await this.volunteers.get(tx, await this.corrections.personOf(tx, command.correctionId));
      const correction = await this.corrections.hold(tx, command.correctionId);
      await this.guard.requireDecider(tx, actor, correctionMatter(correction));
      if (correction.status !== 'OPEN') throw volunteerErrors.refuse('CORRECTION_DECIDED');
      const answer = command.reason ?? null;
      const isApproved = command.decision === 'APPROVE';
      if (!isApproved && answer === null)
        throw volunteerErrors.refuse('CORRECTION_REASON_REQUIRED', { field: 'reason' });
      if (row.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
      if (isApproved) await this.apply(tx, actor, row, correction);
      const status = isApproved ? 'APPROVED' : 'REJECTED';
      const sealer = await this.texts.sealer(tx, row.id);
      const answerCipher = answer === null ? null : sealer.sealText(placeOf('answer', correction.id), answer);
      await this.corrections.decide(tx, correction.id, {
        ...{ status, answerCipher },
        ...{ by: actorIdOf(actor), at: this.clock.now() },
      });
      const news = { requestId: correction.id, volunteerId: row.id, label: CORRECTION, what: CORRECTION_WHAT } as const;
      await this.teller.tell(tx, [{ ...news, stage: status, reason: withoutNumbers(answer ?? '') }]);
      return { id: correction.id, status };
    });
  }

  private async apply(tx: Transaction, actor: Actor, row: VolunteerRow, correction: StoredCorrection): Promise<void> {
    const { asked } = this.texts.open(await this.texts.opener([row.id], tx), correction);
    const id = await this.newIdNumber(tx, actor, row, asked);
    await this.volunteers.correctIdentity(tx, row.id, {
      name: asked.name ?? row.name,
      idNumberCipher: id?.cipher ?? row.idNumberCipher,
      idNumberIndex: id?.index ?? row.idNumberIndex,
      birthDate: id?.birthDate ?? row.birthDate,
      gender: id?.gender ?? row.gender,
      at: this.clock.now(),
    });
  }

  /** null where the number stays. */
  private async newIdNumber(tx: Transaction, actor: Actor, row: VolunteerRow, { idNumber }: IdentityChange) {
    if (idNumber === undefined) return null;
    const today = localDayOf(this.clock.nowMs());
    const reading = readIdNumber(idNumber, today);
    if (!reading.isValid) throw volunteerErrors.refuse(reading.problem);
    const { birthDate, gender } = reading.facts;
    const sealed = (await this.texts.sealer(tx, row.id)).seal('id_number', idNumber);
    const holder = await this.corrections.holderOf(sealed.index, tx);
    if (holder && holder.id !== row.id) {
      const isSeen = covers(actor, 'volunteer.review', holder.divisionPath);
      throw volunteerErrors.refuse('CORRECTION_ID_TAKEN', isSeen ? { details: { mergeWith: holder.id } } : {});
    }
    const isChild = needsGuardianConsentOn(birthDate, today);
    if (isChild && row.status === 'ACTIVE' && !(await this.volunteers.hasConsent(tx, row.id, 'GUARDIAN'))) {
      throw volunteerErrors.refuse('GUARDIAN_CONSENT_REQUIRED');
    }
    return { ...sealed, birthDate, gender };
  }
}
