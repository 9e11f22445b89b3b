import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import {
  type DecidedBy,
  DecisionGuard,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { type HeadAppointmentView, HeadDirectory } from '../../../people/heads';
import { assessmentErrors } from '../errors';
import { AssessmentDirectory, type AssessmentView } from '../persistence/assessment-directory';
import { AssessmentRepository } from '../persistence/assessment.repository';

export const ASSESS_LATE = 'awards.record-assessment';
export const VOID_ASSESSMENT = 'awards.void-assessment';

export interface AssessmentAsked {
  readonly appointmentId: string;
  readonly assessedOn: LocalDay;
  readonly item: string;
  readonly scoreHundredths: number;
  readonly note?: string;
}

export interface VoidAsked {
  readonly assessmentId: string;
  readonly reason: string;
}

/** The steps that write and void a score, whoever decided them. */
@Injectable()
export class Assessing {
  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly directory: AssessmentDirectory,
    private readonly ids: IdSource,
    private readonly guard: DecisionGuard,
  ) {}

  /**
   * Rule §2.3: nobody judges themselves, nor who is of their household or leads them.
   *
   * @throws ASSESSMENT_OWN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER
   */
  async requireForeign(tx: Transaction, actor: Actor, volunteerId: string): Promise<void> {
    if (actor.kind === 'USER' && actor.volunteerId === volunteerId) throw assessmentErrors.refuse('ASSESSMENT_OWN');
    await this.guard.requireUntied(tx, actor, [volunteerId]);
  }

  /** @param given.by whose score it is: who asked, where it was asked. */
  async record(
    tx: Transaction,
    { appointmentId, assessedOn, item, scoreHundredths, note }: AssessmentAsked,
    given: { readonly by: string; readonly at: Date; readonly decisionId: string | null },
  ): Promise<AssessmentView> {
    const id = this.ids.next();
    await this.assessments.insert(tx, {
      ...{ id, appointmentId, assessedOn, item, scoreHundredths, note: note ?? null },
      ...{ recordedBy: given.by, createdAt: given.at, decisionId: given.decisionId },
    });
    return this.directory.byId(id, tx);
  }

  /** @throws ASSESSMENT_VOIDED */
  async void(tx: Transaction, { id, payload }: DecisionRequest<VoidAsked>, { at }: DecidedBy): Promise<AssessmentView> {
    const { assessmentId, reason } = payload;
    const isVoided = await this.assessments.void(tx, assessmentId, { at, reason, decisionId: id });
    if (!isVoided) throw assessmentErrors.refuse('ASSESSMENT_VOIDED');
    return this.directory.byId(assessmentId, tx);
  }
}

/** Scores that come late, and scores that go: one asks, another decides, and the head is told both times. */
@Injectable()
export class AssessmentKinds implements OnModuleInit {
  constructor(
    private readonly kinds: DecisionKinds,
    private readonly assessing: Assessing,
    private readonly heads: HeadDirectory,
  ) {}

  onModuleInit(): void {
    const both = { permission: 'assessment.record', tellsWhenAsked: true } as const;
    this.kinds.register<AssessmentAsked>({
      ...{ name: ASSESS_LATE, label: '补录考评', ...both },
      sentence: ({ assessedOn, item, scoreHundredths }) =>
        `补录 ${assessedOn} 的考评“${item}”，得 ${(scoreHundredths / 100).toFixed(2)} 分。`,
      approve: async (tx, { id, payload, askedBy }, { at }) => {
        // The term may have been ended since.
        requireDay(payload.assessedOn, await this.heads.byId(payload.appointmentId, tx), localDayOf(at.getTime()));
        return this.assessing.record(tx, payload, { by: askedBy, at, decisionId: id });
      },
    });
    this.kinds.register<VoidAsked>({
      ...{ name: VOID_ASSESSMENT, label: '作废考评', ...both },
      sentence: () => '作废一条考评，不再计入平均分。',
      approve: async (tx, request, decision) => this.assessing.void(tx, request, decision),
    });
  }
}

/** A score is for a day of the term that has come. @throws ASSESSMENT_DAY_OUTSIDE */
export function requireDay(day: LocalDay, { validFrom, validTo }: HeadAppointmentView, today: LocalDay): void {
  if (day > today || day < validFrom || (validTo !== null && day >= validTo)) {
    throw assessmentErrors.refuse('ASSESSMENT_DAY_OUTSIDE', { field: 'assessedOn' });
  }
}
