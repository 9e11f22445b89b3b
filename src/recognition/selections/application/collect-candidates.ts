import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, startOfDayMs } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type HeadAppointmentView, HeadDirectory } from '../../../people/heads';
import { candidaciesOf, type Candidacy } from '../domain/candidacies';
import type { SelectionPeriod } from '../domain/eligibility';
import type { AccountPosition, FrozenCandidate } from '../domain/score-sheet';
import type { HeadRole } from '../domain/selection-policy';
import {
  type AssessmentFacts,
  CandidateFactsReader,
  type Identity,
  type LedgerFacts,
  noLedgerFacts,
} from '../persistence/candidate-facts';

export interface Pool {
  readonly candidates: readonly FrozenCandidate[];
  /** By volunteer. */
  readonly positions: ReadonlyMap<string, readonly AccountPosition[]>;
  /** Versions of the rules that made the counted entries, sorted. */
  readonly ruleVersions: readonly string[];
}

interface PoolFacts {
  readonly positions: ReadonlyMap<string, readonly AccountPosition[]>;
  readonly ledger: ReadonlyMap<string, LedgerFacts>;
  readonly assessments: ReadonlyMap<string, AssessmentFacts>;
  readonly identities: ReadonlyMap<string, Identity>;
  readonly divisionCodes: ReadonlyMap<string, string>;
}

const DAY_MS = 86_400_000;

/** Reads the candidates of a round and all facts they are scored by, inside the caller's snapshot. */
@Injectable()
export class CollectCandidates {
  constructor(
    private readonly heads: HeadDirectory,
    private readonly facts: CandidateFactsReader,
  ) {}

  async execute(
    tx: Transaction,
    scopePath: string,
    roles: readonly HeadRole[],
    period: SelectionPeriod,
  ): Promise<Pool> {
    const appointments = await this.underSurvivors(
      tx,
      await this.heads.appointmentsIn(scopePath, roles, period.from, addDays(period.to, 1), tx),
    );
    const candidacies = candidaciesOf(appointments);
    const facts = await this.read(tx, appointments, period);
    return {
      candidates: candidacies.map((candidacy) => frozen(candidacy, facts, period)),
      positions: facts.positions,
      ruleVersions: [...new Set([...facts.ledger.values()].flatMap((one) => one.ruleVersions))].sort(),
    };
  }

  /** Terms of a number that was merged are terms of the person, under the number that lives on. */
  private async underSurvivors(
    tx: Transaction,
    appointments: readonly HeadAppointmentView[],
  ): Promise<readonly HeadAppointmentView[]> {
    const survivors = await this.facts.survivors(
      tx,
      appointments.map(({ volunteerId }) => volunteerId),
    );
    return appointments.map((one) => ({ ...one, volunteerId: survivors.get(one.volunteerId) ?? one.volunteerId }));
  }

  private async read(
    tx: Transaction,
    appointments: readonly HeadAppointmentView[],
    period: SelectionPeriod,
  ): Promise<PoolFacts> {
    const volunteerIds = [...new Set(appointments.map((one) => one.volunteerId))];
    const divisionIds = [...new Set(appointments.flatMap((one) => [one.divisionId, one.communityId]))];
    const positions = await this.facts.positions(tx, volunteerIds);
    return {
      positions,
      ledger: await this.facts.ledgerFacts(tx, positions, period),
      assessments: await this.facts.assessments(tx, appointments, period),
      identities: await this.facts.identities(tx, volunteerIds),
      divisionCodes: await this.facts.divisionCodes(tx, divisionIds),
    };
  }
}

function frozen({ main, ...candidacy }: Candidacy, facts: PoolFacts, period: SelectionPeriod): FrozenCandidate {
  const ledger = facts.ledger.get(main.volunteerId) ?? noLedgerFacts;
  const assessment = facts.assessments.get(`${main.volunteerId}/${main.role}`);
  const identity = facts.identities.get(main.volunteerId);
  const codeOf = (divisionId: string): string => facts.divisionCodes.get(divisionId) ?? divisionId;
  return {
    appointmentId: main.appointmentId,
    volunteerId: main.volunteerId,
    role: main.role,
    divisionId: main.divisionId,
    communityId: main.communityId,
    facts: {
      ...candidacy,
      serviceMinutes: ledger.serviceMinutes,
      pointTenths: ledger.pointTenths,
      confirmedRecords: ledger.confirmedRecords,
      backfilledMinutes: ledger.backfilledMinutes,
      distinctServiceDays: ledger.distinctServiceDays,
      isVerified: identity?.isActive ?? false,
      // Vetoes are recorded nowhere yet; the rule is ready for them.
      hasOpenVeto: false,
      accounts: facts.positions.get(main.volunteerId) ?? [],
      tenureDays: tenureDays(candidacy.appointedFrom, candidacy.appointedUntil, period),
      assessmentIds: assessment?.ids ?? [],
      assessmentHundredths: assessment?.averageHundredths ?? null,
      lotKey: `${identity?.volunteerNo ?? main.volunteerId}/${codeOf(main.divisionId)}`,
      quotaKey: codeOf(main.communityId),
    },
  };
}

/** Days in the role up to the end of the period. */
function tenureDays(from: LocalDay, until: LocalDay | null, period: SelectionPeriod): number {
  const periodEnd = addDays(period.to, 1);
  const end = until === null || until > periodEnd ? periodEnd : until;
  return Math.max(0, (startOfDayMs(end) - startOfDayMs(from)) / DAY_MS);
}
