import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import { HeadDirectory, type HeadRole } from '../../../people/heads';
import { VolunteerDirectory } from '../../../people/volunteers';
import { assessmentErrors } from '../errors';
import { AssessmentDirectory, type AssessmentFilter, type AssessmentView } from '../persistence/assessment-directory';

/** What staff ask of the assessments; a place stands for its whole subtree. */
export interface AssessmentsQuestion extends Omit<AssessmentFilter, 'divisionPath' | 'isVoided'>, PageQuery {
  readonly divisionId?: string;
  readonly state?: 'COUNTED' | 'VOIDED';
}

/** An assessment with whose it is. */
export interface ListedAssessment extends AssessmentView {
  /** Null after the head closed the account. */
  readonly name: string | null;
  readonly role: HeadRole;
  readonly divisionName: string;
}

/** Shows the scores of heads to staff in scope, and those of one's own office to the head. */
@Injectable()
export class ShowAssessments {
  constructor(
    private readonly heads: HeadDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly directory: AssessmentDirectory,
  ) {}

  /** @throws APPOINTMENT_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DIVISION_UNKNOWN, ASSESSMENT_DAYS_INVALID, CURSOR_INVALID */
  async execute(actor: Actor, question: AssessmentsQuestion): Promise<Page<ListedAssessment>> {
    const { divisionId, state, from, until } = question;
    if (from !== undefined && until !== undefined && until < from) {
      throw assessmentErrors.refuse('ASSESSMENT_DAYS_INVALID', { field: 'until' });
    }
    const filter = {
      ...question,
      divisionPath: divisionId === undefined ? undefined : (await this.divisions.byId(divisionId)).path,
      isVoided: state === undefined ? undefined : state === 'VOIDED',
    };
    const { items, next } = await this.directory.inScopes(await this.scopes(actor, question), filter, question);
    return { items: await this.named(items), next };
  }

  /** A head reads what was said of the own office, wherever it lies. */
  private async scopes(actor: Actor, { appointmentId }: AssessmentsQuestion): Promise<readonly string[]> {
    if (appointmentId === undefined) return scopesOf(actor, 'ranking.read');
    const appointment = await this.heads.byId(appointmentId);
    const isOwn = actor.kind === 'USER' && actor.volunteerId === appointment.volunteerId;
    if (!isOwn) requireScope(actor, 'ranking.read', appointment.divisionPath);
    return [appointment.divisionPath];
  }

  private async named(items: readonly AssessmentView[]): Promise<readonly ListedAssessment[]> {
    const names = await this.volunteers.displayNames(items.map(({ volunteerId }) => volunteerId));
    const ids = [...new Set(items.map(({ appointmentId }) => appointmentId))];
    const offices = new Map((await this.heads.byIds(ids)).map((office) => [office.appointmentId, office] as const));
    return items.flatMap((item) => {
      const office = offices.get(item.appointmentId);
      if (!office) return [];
      const { role, divisionName } = office;
      return [{ ...item, role, divisionName, name: names.get(item.volunteerId)?.name ?? null }];
    });
  }
}
