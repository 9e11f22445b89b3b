import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { PersonalFields } from '../persistence/personal-fields';

/** People of one name among the candidates: more than this is no name but a search. */
const MAX_NAMESAKES = 50;

interface Namesake {
  readonly id: string;
  readonly phone: Buffer;
}

/** Finds out who stands at a tablet or before a leader, by what that person knows about themselves. */
@Injectable()
export class RecogniseVolunteer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
  ) {}

  /**
   * The one ACTIVE candidate with this name whose phone ends in these digits; null where there is none or more than one.
   *
   * @param candidateIds whom it may be: the tablet of one shift must not be a directory of the street.
   */
  async byNameAndPhone(candidateIds: readonly string[], name: string, lastFour: string): Promise<string | null> {
    const namesakes = await this.unitOfWork.read<Namesake>(
      `select id, phone_cipher as phone from volunteer
       where id = any($1::uuid[]) and name = $2 and status = 'ACTIVE' and phone_cipher is not null limit $3`,
      [candidateIds, name, MAX_NAMESAKES],
    );
    return this.theOne(namesakes, lastFour);
  }

  /**
   * The one ACTIVE volunteer of the street with this name whose phone ends in these digits; null where there is none or more
   * than one. Ask only for somebody whose tries are counted.
   *
   * @param divisionPath of a place in the street.
   */
  async inStreetByNameAndPhone(divisionPath: string, name: string, lastFour: string): Promise<string | null> {
    const namesakes = await this.unitOfWork.read<Namesake>(
      `select id, phone_cipher as phone from volunteer
       where street_path = street_path_of($1) and name collate "C" = $2 and status = 'ACTIVE' and phone_cipher is not null limit $3`,
      [divisionPath, name, MAX_NAMESAKES + 1],
    );
    return namesakes.length > MAX_NAMESAKES ? null : this.theOne(namesakes, lastFour);
  }

  private async theOne(namesakes: readonly Namesake[], lastFour: string): Promise<string | null> {
    const opener = await this.fields.opener(namesakes.map(({ id }) => id));
    const found = namesakes.filter(({ id, phone }) => opener.open('phone', id, phone).endsWith(lastFour));
    return found.length === 1 ? (found[0]?.id ?? null) : null;
  }
}
