import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { StarLevels } from '../../../ledger/points';
import { PublicNames } from '../../../people/volunteers';
import { DivisionDirectory } from '../../../place/divisions';
import { Clock } from '../../../platform/foundation/clock/clock';
import { HonoursReader } from '../persistence/honours-reader';

/** Nobody's id, and no minutes: a star is what is honoured. */
export interface HonouredPerson {
  readonly name: string;
  readonly communityName: string;
  readonly stars: number;
}

export interface Honours {
  /** False where the street has switched it off. */
  readonly isShown: boolean;
  /** Most stars first. */
  readonly items: readonly HonouredPerson[];
}

const LIMIT = 200;
/** No street gives a star for less: the floor of the rule is ten hours. */
const MIN_MINUTES = 600;

/** Who has stars: by consent, no minors, and only in streets that show it. A consent that is withdrawn counts at once. */
@Injectable()
export class ShowHonours {
  constructor(
    private readonly reader: HonoursReader,
    private readonly stars: StarLevels,
    private readonly divisions: DivisionDirectory,
    private readonly names: PublicNames,
    private readonly clock: Clock,
  ) {}

  /** @throws POLICY_MISSING */
  async execute(): Promise<Honours> {
    if (!(await this.reader.isShown())) return { isShown: false, items: [] };
    const holders = await this.reader.holders(MIN_MINUTES, localDayOf(this.clock.nowMs()), LIMIT);
    const nameOf = await this.names.of(
      holders.map(({ volunteerId }) => volunteerId),
      'HONOURS',
    );
    const places = await this.divisions.placesOf(holders.map(({ path }) => path));
    const levels = new Map<string, Awaited<ReturnType<StarLevels['at']>>>();
    for (const path of new Set(holders.map(({ path }) => path))) levels.set(path, await this.stars.at(path));
    const items: HonouredPerson[] = [];
    for (const { volunteerId, path, serviceMinutes } of holders) {
      const person = nameOf(volunteerId);
      const stars = levels.get(path)?.(serviceMinutes).stars ?? 0;
      // A consent may have been withdrawn between the two questions.
      if (stars === 0 || person.isMasked) continue;
      items.push({ name: person.text, communityName: places.get(path)?.split(' ')[0] ?? '', stars });
    }
    return { isShown: true, items: items.sort((a, b) => b.stars - a.stars) };
  }
}
