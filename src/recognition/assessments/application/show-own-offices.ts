import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { HeadDirectory, type HeadRole } from '../../../people/heads';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { requireVolunteer } from '../../../platform/security/identity/access';
import { type OwnLine, ShowOwnLines } from '../../selections';
import { AssessmentDirectory } from '../persistence/assessment-directory';

/** A score as its head sees it: who wrote it down is not said. */
export interface OwnAssessment {
  readonly id: string;
  readonly assessedOn: LocalDay;
  readonly item: string;
  readonly scoreHundredths: number;
  readonly note: string | null;
  /** Why it does not count any more, or null where it counts. */
  readonly voidReason: string | null;
}

export interface OwnOffice {
  readonly appointmentId: string;
  readonly role: HeadRole;
  readonly divisionName: string;
  readonly communityName: string;
  readonly validFrom: LocalDay;
  /** The first day without the office; null while it is open-ended. */
  readonly validTo: LocalDay | null;
  readonly endedReason: string | null;
  readonly assessments: readonly OwnAssessment[];
  readonly selections: readonly OwnLine[];
}

/** Shows heads their appointments, with the scores and the lines of selections that belong to each. */
@Injectable()
export class ShowOwnOffices {
  constructor(
    private readonly heads: HeadDirectory,
    private readonly assessments: AssessmentDirectory,
    private readonly lines: ShowOwnLines,
  ) {}

  /** Newest first; none for somebody who never was a head. @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async execute(actor: Actor): Promise<readonly OwnOffice[]> {
    const volunteerId = requireVolunteer(actor);
    const appointments = await this.heads.ofVolunteer(volunteerId);
    if (appointments.length === 0) return [];
    const lines = await this.lines.of(
      volunteerId,
      appointments.map(({ appointmentId }) => appointmentId),
    );
    return Promise.all(
      appointments.map(
        async ({ appointmentId, role, divisionName, communityName, validFrom, validTo, endedReason }) => ({
          ...{ appointmentId, role, divisionName, communityName, validFrom, validTo, endedReason },
          assessments: (await this.assessments.ofAppointment(appointmentId)).map(
            ({ id, assessedOn, item, scoreHundredths, note, voidReason }) => ({
              ...{ id, assessedOn, item, scoreHundredths, note, voidReason },
            }),
          ),
          selections: lines.filter((line) => line.appointmentId === appointmentId),
        }),
      ),
    );
  }
}
