import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { nameInitials, PersonalFields } from '../../person';

interface DueRow {
  readonly id: string;
  readonly name: string | null;
  readonly phoneCipher: Buffer | null;
}

const BATCH = 500;
/** A run is short, so that the job's lane stays free; the sweeper rings again. */
const MAX_BATCHES = 20;

/** Which rows the search cannot find in every way yet; as the partial index says it. */
export const SEARCH_DUE =
  '((name is not null and name_initials is null) or (phone_cipher is not null and phone_tail_index is null))';

/** Gives people what the search finds them by, where it is missing: those of before, and after a change by other hands. */
@Injectable()
export class IndexForSearch {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
  ) {}

  /** @returns how many people were indexed. */
  async execute(): Promise<number> {
    let count = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch++) {
      const indexed = await this.indexBatch();
      count += indexed;
      if (indexed < BATCH) break;
    }
    return count;
  }

  private async indexBatch(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const due = await tx.query<DueRow>(
        `select id, name, phone_cipher as "phoneCipher" from volunteer where ${SEARCH_DUE}
         order by id limit $1 for update skip locked`,
        [BATCH],
      );
      if (due.length === 0) return 0;
      const opener = await this.fields.opener(
        due.map(({ id }) => id),
        tx,
      );
      await tx.query(
        `update volunteer v set name_initials = u.initials, phone_tail_index = u.tail
         from unnest($1::uuid[], $2::text[], $3::bytea[]) u (id, initials, tail) where v.id = u.id`,
        [
          due.map(({ id }) => id),
          due.map(({ name }) => (name === null ? null : nameInitials(name))),
          due.map(({ id, phoneCipher }) =>
            phoneCipher === null ? null : this.fields.tailIndexOf(opener.open('phone', id, phoneCipher)),
          ),
        ],
      );
      return due.length;
    });
  }
}
