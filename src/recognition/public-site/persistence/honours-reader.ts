import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';

/** Somebody who has a star and agreed to be named. */
export interface StarHolder {
  readonly volunteerId: string;
  /** Of the person's division. */
  readonly path: string;
  readonly serviceMinutes: number;
}

/** Reads who has stars in the streets that show them. */
@Injectable()
export class HonoursReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Whether any street in use shows its honours. */
  async isShown(): Promise<boolean> {
    const rows = await this.unitOfWork.read(
      `select 1 from division where kind = 'STREET' and status = 'ACTIVE' and shows_honours limit 1`,
    );
    return rows.length > 0;
  }

  /**
   * Active adults (on `today`; whose age is unknown is none) with so many minutes of service, whose consent to be named is
   * open now, in a street that shows honours. Most minutes first.
   */
  async holders(minMinutes: number, today: LocalDay, limit: number): Promise<readonly StarHolder[]> {
    return this.unitOfWork.read<StarHolder>(
      `select s.volunteer_id as "volunteerId", d.path, s.service_minutes::float8 as "serviceMinutes"
       from rank_score s
       join volunteer v on v.id = s.volunteer_id and v.status = 'ACTIVE'
       join division d on d.id = v.division_id
       join division street on street.kind = 'STREET' and street.shows_honours and starts_with(d.path, street.path)
       where s.period = 'ALL' and s.is_ranked and s.service_minutes >= $1
         and v.birth_date < date_trunc('year', $2::date) - interval '18 years'
         and exists (select 1 from consent c
           where c.volunteer_id = v.id and c.purpose = 'RANKING_DISPLAY' and c.withdrawn_at is null)
       order by s.service_minutes desc, s.volunteer_id limit $3`,
      [minMinutes, today, limit],
    );
  }
}
