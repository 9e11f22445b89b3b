import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { type Actor, covers } from '../../../../platform/foundation/actor/actor';
import { maskName } from '../domain/masking';

interface ActorRow {
  readonly id: string;
  readonly displayName: string;
  /** The volunteer whose account it is, of a merged number the surviving one; null for an account of staff. */
  readonly volunteerId: string | null;
  readonly name: string | null;
  readonly divisionPath: string | null;
}

/**
 * Who stands behind an actor, as the reader may know it. Volunteers are read in full by themselves and by whoever may read
 * volunteers of their place; staff, by the name of their account, by whoever has an office too. To others the surname stands,
 * and strangers are told nobody's.
 */
@Injectable()
export class ActorNames {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @param ids as `actorIdOf` writes them; what is no account, and whose person has left, has no name. */
  async of(reader: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (reader.kind === 'ANONYMOUS') return new Map();
    const rows = await this.unitOfWork.read<ActorRow>(
      `select a.id, u.display_name as "displayName", s.id as "volunteerId", s.name, d.path as "divisionPath"
       from unnest($1::text[]) a (id)
       join user_account u on u.id = account_of(a.id)
       left join volunteer v on v.id = u.volunteer_id
       left join volunteer s on s.id = case when v.status = 'CLOSED' then surviving_volunteer(v.id) else v.id end
       left join division d on d.id = s.division_id`,
      [ids],
    );
    return new Map(
      rows.flatMap((row) => {
        const name = row.volunteerId === null ? row.displayName : row.name;
        return name === null ? [] : [[row.id, mayRead(reader, row) ? name : maskName(name)]];
      }),
    );
  }
}

function mayRead(reader: Actor, { id, volunteerId, divisionPath }: ActorRow): boolean {
  if (reader.kind === 'USER' && (reader.userId === id || (volunteerId ?? '') === reader.volunteerId)) return true;
  if (divisionPath !== null) return covers(reader, 'volunteer.read', divisionPath);
  return reader.kind === 'SYSTEM' || (reader.kind === 'USER' && reader.grants.length > 0);
}
