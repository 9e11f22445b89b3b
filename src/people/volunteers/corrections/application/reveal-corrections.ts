import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { MediaType } from '../../../../platform/delivery/documents/media-type';
import { requireScope } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import type { Identity } from '../domain/identity-correction';
import { volunteerErrors } from '../../errors';
import { IdentityCorrections, type StoredCorrection } from '../persistence/identity-corrections';
import { VolunteerRepository } from '../../person';
import { CorrectionLooks } from './correction-looks';
import { CorrectionTexts, placeOf } from './correction-texts';

/** What a correction says in full. */
export interface RevealedCorrection {
  readonly before: Identity;
  readonly after: Identity;
}

/** The full numbers and the proof of a correction, for a role and a reason; every look is an audit line. */
@Injectable()
export class RevealCorrections {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerRepository,
    private readonly corrections: IdentityCorrections,
    private readonly texts: CorrectionTexts,
    private readonly looks: CorrectionLooks,
  ) {}

  /** @throws CORRECTION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, REVEAL_APPROVAL_REQUIRED */
  async numbers(actor: Actor, correctionId: string, reason: string): Promise<RevealedCorrection> {
    return this.look(actor, correctionId, { what: 'correction', reason }, async (tx, correction) => {
      const { before, asked } = this.texts.open(await this.texts.opener([correction.volunteerId], tx), correction);
      return { before, after: { name: asked.name ?? before.name, idNumber: asked.idNumber ?? before.idNumber } };
    });
  }

  /** @throws the same, and CORRECTION_PROOF_MISSING */
  async proof(
    actor: Actor,
    correctionId: string,
    reason: string,
  ): Promise<{ readonly bytes: Buffer; readonly mediaType: MediaType }> {
    return this.look(actor, correctionId, { what: 'correction-proof', reason }, async (tx, correction) => {
      const { id, volunteerId, proofMediaType: mediaType } = correction;
      const cipher = await this.corrections.proofOf(tx, id);
      if (cipher === null || mediaType === null) throw volunteerErrors.refuse('CORRECTION_PROOF_MISSING');
      const text = (await this.texts.opener([volunteerId], tx)).open(placeOf('proof', id), volunteerId, cipher);
      return { bytes: Buffer.from(text, 'base64'), mediaType };
    });
  }

  private async look<T>(
    actor: Actor,
    correctionId: string,
    look: { readonly what: string; readonly reason: string },
    read: (tx: Transaction, correction: StoredCorrection) => Promise<T>,
  ): Promise<T> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.volunteers.get(tx, await this.corrections.personOf(tx, correctionId));
      const correction = await this.corrections.hold(tx, correctionId);
      requireScope(actor, 'volunteer.reveal', correction.divisionPath);
      if (row.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
      await this.looks.note(tx, actor, row.id, look);
      return read(tx, correction);
    });
  }
}
