import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
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
  /** Whether the account holds an office and has a name for it, not the name to sign in with. */
  readonly isInOffice: boolean;
}

/**
 * Who stands behind an actor, as the reader may know it. Volunteers are read in full by themselves and by whoever may read
 * volunteers of their place; staff, by the name of their account, by whoever has an office too, also where they serve as
 * volunteers. To others the surname stands, and strangers are told nobody's.
 */
@Injectable()
export class ActorNames {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @param ids as `actorIdOf` writes them; what is no account, and whose person has left, has no name. */
  async of(reader: Actor, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (reader.kind === 'ANONYMOUS') return new Map();
    const rows = await this.unitOfWork.read<ActorRow>(
      `select a.id, u.display_name as "displayName", s.id as "volunteerId", s.name, d.path as "divisionPath",
         u.display_name <> u.username and exists (select 1 from role_grant g where g.user_id = u.id
           and g.valid_from <= $2 and (g.valid_to is null or g.valid_to > $2)) as "isInOffice"
       from unnest($1::text[]) a (id)
       join user_account u on u.id = account_of(a.id)
       left join volunteer v on v.id = u.volunteer_id
       left join volunteer s on s.id = case when v.status = 'CLOSED' then surviving_volunteer(v.id) else v.id end
       left join division d on d.id = s.division_id`,
      [ids, this.clock.now()],
    );
    return new Map(
      rows.flatMap((row) => {
        const name = row.volunteerId === null ? row.displayName : row.name;
        if (name === null) return [];
        if (mayRead(reader, row)) return [[row.id, name]];
        return [[row.id, row.isInOffice && hasOffice(reader) ? row.displayName : maskName(name)]];
      }),
    );
  }
}

function mayRead(reader: Actor, { id, volunteerId, divisionPath }: ActorRow): boolean {
  if (reader.kind === 'USER' && (reader.userId === id || (volunteerId ?? '') === reader.volunteerId)) return true;
  if (divisionPath !== null) return covers(reader, 'volunteer.read', divisionPath);
  return hasOffice(reader);
}

function hasOffice(reader: Actor): boolean {
  return reader.kind === 'SYSTEM' || (reader.kind === 'USER' && reader.grants.length > 0);
}
