import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { Decisions } from '../../../platform/security/decisions';
import type { PeopleImport } from '../persistence/people-import.repository';
import { StagedRows } from '../persistence/staged-rows';
import { APPOINTMENT_LIST, type AppointmentListAsked, type ListedTerm } from './appointments-kind';
import { ImportKinds } from './import-kinds';

/** Asks a second person about a list that holds terms of the past. */
@Injectable()
export class AskPastTerms {
  constructor(
    private readonly kinds: ImportKinds,
    private readonly staged: StagedRows,
    private readonly decisions: Decisions,
  ) {}

  /** @returns the request; null where the list holds nothing of the kind. @throws DECISION_PENDING */
  async ask(
    tx: Transaction,
    actor: Actor,
    held: PeopleImport,
    { at, skipDuplicates }: { readonly at: Date; readonly skipDuplicates: boolean },
  ): Promise<string | null> {
    const place = { divisionId: held.divisionId, path: held.divisionPath };
    const terms: ListedTerm[] = [];
    const kind = this.kinds.of(held.kind);
    const today = localDayOf(at.getTime());
    for await (const { rows } of this.staged.all(held.id)) {
      terms.push(...((await kind.listedTerms?.(place, rows, today)) ?? []));
    }
    const past = terms.filter(({ gainedDays }) => gainedDays > 0);
    if (past.length === 0) return null;
    terms.sort((a, b) => b.gainedDays - a.gainedDays || a.rowNumber - b.rowNumber);
    const { id } = await this.decisions.ask<AppointmentListAsked>(tx, actor, {
      ...{ kind: APPOINTMENT_LIST, divisionId: held.divisionId, subjectId: held.id },
      payload: { importId: held.id, skipDuplicates, rowCount: held.rowCount, terms },
      concerned: [...new Set(past.map(({ volunteerId }) => volunteerId))],
      hands: [held.uploadedBy],
      reason: '导入三长任职名单',
    });
    return id;
  }
}
