import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../platform/data/outbox';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { peopleImportErrors } from '../errors';
import { applyImport } from '../jobs/import-jobs';
import { PeopleImportRepository } from '../persistence/people-import.repository';

export const APPOINTMENT_LIST = 'people-imports.appointments';

/** A term of a list. */
export interface ListedTerm {
  readonly rowNumber: number;
  readonly volunteerId: string;
  readonly divisionId: string;
  readonly role: string;
  readonly validFrom: LocalDay;
  readonly validTo: LocalDay | null;
  /** Days in office that nobody wrote down at the time; none where the term begins today or later. */
  readonly gainedDays: number;
}

export interface AppointmentListAsked {
  readonly importId: string;
  readonly skipDuplicates: boolean;
  readonly rowCount: number;
  /** All of the list, because what begins today is of the past when it is decided tomorrow; those who gain the most first. */
  readonly terms: readonly ListedTerm[];
}

/** A list of heads with terms of the past: one decision for the whole list. */
@Injectable()
export class AppointmentListKind implements DecisionKind<AppointmentListAsked>, OnModuleInit {
  readonly name = APPOINTMENT_LIST;
  readonly label = '导入补登任职';
  readonly permission = 'appointment.manage';

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly imports: PeopleImportRepository,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ rowCount, terms }: AppointmentListAsked): string {
    const most = terms[0]?.gainedDays ?? 0;
    const past = terms.filter(({ gainedDays }) => gainedDays > 0).length;
    return `导入三长任职名单 ${String(rowCount)} 行，其中 ${String(past)} 行从以前开始，最长补登 ${String(most)} 天。`;
  }

  /** @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_STARTED, PEOPLE_IMPORT_OVER */
  async approve(tx: Transaction, request: DecisionRequest<AppointmentListAsked>, { at }: DecidedBy) {
    const { importId, skipDuplicates } = request.payload;
    const held = await this.imports.hold(tx, importId);
    if (!held) throw peopleImportErrors.refuse('PEOPLE_IMPORT_UNKNOWN');
    if (held.status === 'RUNNING') throw peopleImportErrors.refuse('PEOPLE_IMPORT_STARTED');
    if (held.status !== 'CHECKED') throw peopleImportErrors.refuse('PEOPLE_IMPORT_OVER');
    await this.imports.start(tx, held.id, { by: request.askedBy, at, skipDuplicates, decisionId: request.id });
    await this.outbox.add(tx, applyImport, { importId: held.id });
    return { id: held.id };
  }
}
