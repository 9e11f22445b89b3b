import { Injectable } from '@nestjs/common';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { PublicNames } from '../../../people/volunteers';
import { explainLine } from '../domain/explain-line';
import type { IneligibleReason } from '../domain/eligibility';
import type { ComponentLine } from '../domain/rank-candidates';
import type { HeadRole } from '../domain/selection-policy';
import { selectionErrors } from '../errors';
import { RoundDirectory, type RoundView, type StoredLine } from '../persistence/round-directory';

export interface RankedHead {
  readonly appointmentId: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  /** Masked where the person has not agreed to be shown in rankings. */
  readonly displayName: string;
  readonly role: HeadRole;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly communityId: string;
  readonly communityName: string;
  readonly serviceMinutes: number;
  readonly pointTenths: number;
  readonly assessmentHundredths: number | null;
  readonly isEligible: boolean;
  readonly ineligibleReasons: readonly IneligibleReason[];
  readonly components: readonly ComponentLine[];
  readonly totalHundredths: number | null;
  readonly place: number | null;
  readonly isProposed: boolean;
  /** Chinese sentences: how each component became points, or why the person is not ranked. */
  readonly explanation: readonly string[];
}

/** Shows a round and its frozen ranking, with the reason for every place, and the ineligible with theirs. */
@Injectable()
export class ShowSelectionRanking {
  constructor(
    private readonly directory: RoundDirectory,
    private readonly publicNames: PublicNames,
  ) {}

  /** @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN */
  async round(actor: Actor, roundId: string): Promise<RoundView> {
    const round = await this.directory.byId(roundId);
    requireScope(actor, 'ranking.read', round.divisionPath);
    return round;
  }

  /** @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_NOT_FROZEN */
  async lines(actor: Actor, roundId: string, role?: HeadRole): Promise<readonly RankedHead[]> {
    const round = await this.round(actor, roundId);
    if (!round.snapshot) throw selectionErrors.refuse('SELECTION_NOT_FROZEN');
    const lines = await this.directory.lines(roundId, role);
    const ids = lines.map((line) => line.volunteerId);
    const nameOf = await this.publicNames.of(ids, 'SELECTION');
    return lines.map((line) => {
      const { volunteerNo, text } = nameOf(line.volunteerId);
      return toRankedHead(line, { volunteerNo, displayName: text });
    });
  }
}

function toRankedHead(line: StoredLine, person: Pick<RankedHead, 'volunteerNo' | 'displayName'>): RankedHead {
  const { facts } = line;
  return {
    ...person,
    appointmentId: line.appointmentId,
    volunteerId: line.volunteerId,
    role: line.role,
    divisionId: line.divisionId,
    divisionName: line.divisionName,
    communityId: line.communityId,
    communityName: line.communityName,
    ineligibleReasons: line.ineligibleReasons,
    components: line.components,
    totalHundredths: line.totalHundredths,
    place: line.place,
    isProposed: line.isProposed,
    serviceMinutes: facts.serviceMinutes,
    pointTenths: facts.pointTenths,
    assessmentHundredths: facts.assessmentHundredths,
    isEligible: line.place !== null,
    explanation: explainLine({ ...line, candidateId: line.appointmentId }),
  };
}
