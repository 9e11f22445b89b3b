import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter, type Standing } from '../../../../platform/security/decisions';
import { RecordDirectory } from '../persistence/record-directory';
import type { ServiceRecord } from '../../computing';
import { recordMatter, RecordGuard, type ReviewedRecord, type ReviewOptions } from './record-guard';
import { SecondApprovals } from './second-approvals';

/** Says to whoever reads a list of records, or of things about records, what they may decide of it. */
@Injectable()
export class RecordStandings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: RecordDirectory,
    private readonly recordGuard: RecordGuard,
    private readonly secondApprovals: SecondApprovals,
    private readonly guard: DecisionGuard,
  ) {}

  /** Records with where the reader stands to the review of those that wait for it. */
  async ofReview<Item>(
    actor: Actor,
    records: readonly ServiceRecord[],
    itemOf: (record: ServiceRecord) => Item,
  ): Promise<readonly (Item & Standing)[]> {
    const matters = await this.reviews(actor, records);
    return this.guard.withStandings(actor, records, ({ id }) => matters.get(id) ?? null, itemOf);
  }

  /** The same for rows that name their record. */
  async ofNamed<Row extends { readonly recordId: string; readonly status: string }>(
    actor: Actor,
    rows: readonly Row[],
  ): Promise<readonly (Row & Standing)[]> {
    const waiting = rows.filter(({ status }) => status === 'UNDER_REVIEW').map(({ recordId }) => recordId);
    const matters = await this.reviews(actor, await this.records.byIds(waiting));
    return this.guard.withStandings(actor, rows, ({ recordId }) => matters.get(recordId) ?? null);
  }

  /** Things about records: `optionsOf` answers null for what no longer waits. */
  async ofThings<Row extends ReviewedRecord, Item>(
    actor: Actor,
    rows: readonly Row[],
    optionsOf: (row: Row) => ReviewOptions | null,
    itemOf: (row: Row) => Item,
  ): Promise<readonly (Item & Standing)[]> {
    const places = await this.recordGuard.placesOf(rows);
    const matterOf = (row: Row): Matter | null => {
      const options = optionsOf(row);
      const place = places.get(row.divisionId);
      return options && place ? recordMatter(row, place, options) : null;
    };
    return this.guard.withStandings(actor, rows, matterOf, itemOf);
  }

  /** What waits for review among records, by id. */
  private async reviews(actor: Actor, records: readonly ServiceRecord[]): Promise<ReadonlyMap<string, Matter>> {
    const waiting = records.filter(({ status }) => status === 'UNDER_REVIEW');
    const places = await this.recordGuard.placesOf(waiting);
    const matters = new Map<string, Matter>();
    const halfway: ServiceRecord[] = [];
    for (const record of waiting) {
      const place = places.get(record.divisionId);
      if (place) matters.set(record.id, recordMatter(record, place));
      // Two were asked for by the first approval; there is none before.
      if (record.approvalsRequired === 2) halfway.push(record);
    }
    if (halfway.length === 0) return matters;
    return this.unitOfWork.run(async (tx) => {
      for (const record of halfway) {
        const matter = matters.get(record.id);
        if (matter) matters.set(record.id, await this.secondApprovals.matterOf(tx, actor, record, matter));
      }
      return matters;
    });
  }
}
