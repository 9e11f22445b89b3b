import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import { mergeErrors } from '../errors';

/** That one of the two agreed to a merge. */
export interface MergeConsent {
  readonly mergeId: string;
  readonly volunteerId: string;
  /** ACCOUNT: from the own account; PAPER: signed, and kept where the reference says. */
  readonly channel: 'ACCOUNT' | 'PAPER';
  readonly reference: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

const columns = `merge_id as "mergeId", volunteer_id as "volunteerId", channel, reference, recorded_by as "recordedBy",
  recorded_at as "recordedAt"`;

/** Keeps who agreed to which merge, for ever. */
@Injectable()
export class MergeConsents {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws MERGE_CONSENT_GIVEN */
  async add(tx: Transaction, consent: MergeConsent): Promise<void> {
    const { mergeId, volunteerId, channel, reference, recordedBy, recordedAt } = consent;
    try {
      await tx.query(
        `insert into volunteer_merge_consent (merge_id, volunteer_id, channel, reference, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [mergeId, volunteerId, channel, reference, recordedBy, recordedAt],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'volunteer_merge_consent_pkey') throw mergeErrors.refuse('MERGE_CONSENT_GIVEN');
      throw error;
    }
  }

  /** Of some merges, in the order in which they were given. */
  async of(mergeIds: readonly string[], tx?: Transaction): Promise<readonly MergeConsent[]> {
    if (mergeIds.length === 0) return [];
    const sql = `select ${columns} from volunteer_merge_consent where merge_id = any ($1::uuid[])
      order by recorded_at, volunteer_id`;
    return tx ? tx.query<MergeConsent>(sql, [mergeIds]) : this.unitOfWork.read<MergeConsent>(sql, [mergeIds]);
  }
}
