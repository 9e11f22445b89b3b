import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { type NamedPerson, type PublicName, publicNameOf, type PublicPlace } from '../domain/public-name';

export interface PublicPerson extends PublicName {
  readonly volunteerNo: string;
}

const nobody: PublicPerson = { text: '*', isMasked: true, isKnown: false, volunteerNo: '' };

/** The one door through which names reach the public; it masks. Consents that were withdrawn count at once. */
@Injectable()
export class PublicNames {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @returns how each of them is called at a place; ids that are unknown get a star. */
  async of(ids: readonly string[], place: PublicPlace, tx?: Transaction): Promise<(id: string) => PublicPerson> {
    const sql = `select v.id, v.volunteer_no as "volunteerNo", v.name, v.birth_date::text as "birthDate", array(
        select c.purpose from consent c where c.volunteer_id = v.id and c.withdrawn_at is null) as consents
      from volunteer v where v.id = any($1::uuid[])`;
    type Row = NamedPerson & { readonly id: string; readonly volunteerNo: string };
    const parameters = [[...new Set(ids)]];
    const rows = await (tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters));
    const today = localDayOf(this.clock.nowMs());
    const people = new Map(
      rows.map((row) => [row.id, { ...publicNameOf(row, place, today), volunteerNo: row.volunteerNo }]),
    );
    return (id) => people.get(id) ?? nobody;
  }
}
