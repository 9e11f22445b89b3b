import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { PersonalFields, readIdNumber, VolunteerDirectory, VolunteerRepository, type VolunteerRow } from '../../person';
import { volunteerErrors } from '../../errors';
import { IdentityCorrections } from '../persistence/identity-corrections';
import { CompareIdNumbers, type IdNumberAnswer } from '../../id-numbers';

/**
 * At the desk: the clerk types the number from the card and hears whether it is the registered one. Not a command: a number
 * must not be kept with an idempotency key, and a second try is a second line.
 */
@Injectable()
export class CheckIdNumber {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly corrections: IdentityCorrections,
    private readonly fields: PersonalFields,
    private readonly compare: CompareIdNumbers,
    private readonly clock: Clock,
  ) {}

  /**
   * Compares with the registered number.
   *
   * @throws ID_NUMBER_*, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, ID_NUMBER_CHECKS_WRONG,
   *   ID_NUMBER_CHECKS_MANY
   */
  async ofVolunteer(actor: Actor, volunteerId: string, text: string): Promise<IdNumberAnswer> {
    const typed = this.indexOf(text);
    return this.unitOfWork.run(async (tx) => {
      await this.compare.hold(tx, actor);
      const row = await this.volunteers.get(tx, volunteerId);
      requireScope(actor, 'volunteer.register', (await this.directory.byId(row.id, tx)).divisionPath);
      return this.answer(tx, actor, row, { registered: row.idNumberIndex, typed });
    });
  }

  /**
   * Compares with the number that the person asks to be registered with; with the registered one where it stays.
   *
   * @throws the same, and CORRECTION_UNKNOWN
   */
  async ofCorrection(actor: Actor, correctionId: string, text: string): Promise<IdNumberAnswer> {
    const typed = this.indexOf(text);
    return this.unitOfWork.run(async (tx) => {
      await this.compare.hold(tx, actor);
      const row = await this.volunteers.get(tx, await this.corrections.personOf(tx, correctionId));
      const { divisionPath, idNumberIndex } = await this.corrections.hold(tx, correctionId);
      requireScope(actor, 'volunteer.review', divisionPath);
      return this.answer(tx, actor, row, { registered: idNumberIndex ?? row.idNumberIndex, typed });
    });
  }

  private async answer(
    tx: Transaction,
    actor: Actor,
    row: VolunteerRow,
    numbers: { readonly registered: Buffer | null; readonly typed: Buffer },
  ): Promise<IdNumberAnswer> {
    if (row.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    return this.compare.answer(tx, actor, row.id, numbers);
  }

  private indexOf(text: string): Buffer {
    const reading = readIdNumber(text, localDayOf(this.clock.nowMs()));
    if (!reading.isValid) throw volunteerErrors.refuse(reading.problem, { field: 'idNumber' });
    return this.fields.indexOf('id_number', reading.facts.idNumber);
  }
}
