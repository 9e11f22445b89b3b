import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import type { GuardianDetails } from '../domain/guardian';
import { PersonalFields } from '../../person';

export interface NewGuardian {
  readonly volunteerId: string;
  readonly consentId: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  /** Seals the details for the row with this id. */
  readonly seal: (guardianId: string) => Buffer;
}

export interface Guardian extends GuardianDetails {
  readonly id: string;
  readonly textVersion: string;
  readonly grantedAt: string;
  readonly withdrawnAt: string | null;
}

/** Keeps guardians; what names them is sealed by the data key of the child. */
@Injectable()
export class GuardianRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: IdSource,
    private readonly fields: PersonalFields,
  ) {}

  /** @returns the id of the row. */
  async insert(tx: Transaction, guardian: NewGuardian): Promise<string> {
    const id = this.ids.next();
    await tx.query(
      `insert into guardian (id, volunteer_id, consent_id, details_cipher, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, guardian.volunteerId, guardian.consentId, guardian.seal(id), guardian.recordedBy, guardian.recordedAt],
    );
    return id;
  }

  /** The guardians of one child, in full: whoever shows them masks them. */
  async of(volunteerId: string, tx?: Transaction): Promise<readonly Guardian[]> {
    type Row = Pick<Guardian, 'id' | 'textVersion' | 'grantedAt' | 'withdrawnAt'> & { readonly details: Buffer };
    const sql = `select g.id, g.details_cipher as details, c.text_version as "textVersion", c.granted_at as "grantedAt",
        c.withdrawn_at as "withdrawnAt"
      from guardian g join consent c on c.id = g.consent_id where g.volunteer_id = $1 order by g.recorded_at, g.id`;
    const rows = tx ? await tx.query<Row>(sql, [volunteerId]) : await this.unitOfWork.read<Row>(sql, [volunteerId]);
    if (rows.length === 0) return [];
    const opener = await this.fields.opener([volunteerId], tx);
    return rows.map(({ details, ...row }) => ({
      ...row,
      ...(JSON.parse(opener.open(`guardian:${row.id}`, volunteerId, details)) as GuardianDetails),
    }));
  }
}
