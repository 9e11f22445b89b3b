import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../../place/divisions';
import { KindDirectory } from '../../../../place/kinds';
import { CreateTeam, TeamDirectory } from '../../../teams';
import { VolunteerDirectory, type VolunteerView } from '../../../volunteers';
import type { CellProblem, FormField, ImportRow, RowFinding } from '../../domain/import-row';
import { teamFields, teamFieldsWith, teamRowProblems } from '../../domain/team-rows';
import { applyEach, cellOf, type ImportBatch, ImportKind, type ImportPlace, type RowResult } from '../import-kind';
import { DivisionCodes } from './division-codes';

/** Lists of teams; name and division make a row idempotent. */
@Injectable()
export class TeamImport extends ImportKind {
  override readonly kind = 'TEAMS';
  override readonly title = '服务队';
  override readonly permission = 'team.manage';
  override readonly fields = teamFields;
  override readonly chunkRows = 100;

  constructor(
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly teams: TeamDirectory,
    private readonly create: CreateTeam,
    private readonly kinds: KindDirectory,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async fieldsAt(place: ImportPlace): Promise<readonly FormField[]> {
    return teamFieldsWith([...(await this.kindsAt(place)).keys()]);
  }

  override async check(_: Actor, place: ImportPlace, rows: readonly ImportRow[]): Promise<readonly RowFinding[]> {
    const codes = await DivisionCodes.load(this.divisions, place);
    const leaders = await this.volunteers.byNumbers(rows.map((row) => cellOf(row, 'leaderNo')));
    const known = new Map(
      (await this.teams.activeNamesIn(place.path)).map(({ id, divisionId, name }) => [keyOf(divisionId, name), id]),
    );
    const kinds = await this.kindsAt(place);
    const seen = new Set<string>();
    return rows.map((row) => {
      const code = cellOf(row, 'divisionCode');
      const key = keyOf(codes.find(code)?.id ?? '', cellOf(row, 'name'));
      const leader = leaderState(leaders.get(cellOf(row, 'leaderNo')), place);
      const problems: CellProblem[] = [...teamRowProblems(row, kinds, codes.stateOf(code), leader)];
      if (seen.has(key)) problems.push({ column: 'name', problem: 'TEAM_TWICE' });
      seen.add(key);
      return {
        rowNumber: row.rowNumber,
        problems,
        isKnown: known.has(key),
        knownId: known.get(key) ?? null,
        duplicates: [],
      };
    });
  }

  override async apply(batch: ImportBatch): Promise<readonly RowResult[]> {
    const codes = await DivisionCodes.load(this.divisions, batch.place);
    const leaders = await this.volunteers.byNumbers(batch.rows.map((row) => cellOf(row, 'leaderNo')));
    const kinds = await this.kindsAt(batch.place);
    return applyEach(batch, ['TEAM_NAME_TAKEN'], async (row, context) => {
      const leader = leaders.get(cellOf(row, 'leaderNo'));
      const partnerUnit = cellOf(row, 'partnerUnit');
      const description = cellOf(row, 'description');
      const { id } = await this.create.execute(context, {
        name: cellOf(row, 'name'),
        kind: kinds.get(cellOf(row, 'kind')) ?? '',
        divisionId: codes.idOf(cellOf(row, 'divisionCode')),
        ...(partnerUnit !== '' && { partnerUnit }),
        ...(description !== '' && { description }),
        ...(leader && { leaderVolunteerId: leader.id }),
      });
      return id;
    });
  }

  /** Code by name, of the kinds in use there. */
  private async kindsAt({ path }: ImportPlace): Promise<ReadonlyMap<string, string>> {
    const kinds = await this.kinds.teamKinds({ path, day: localDayOf(this.clock.nowMs()) });
    return new Map(kinds.map(({ name, code }) => [name, code]));
  }
}

function keyOf(divisionId: string, name: string): string {
  return `${divisionId}\u0000${name}`;
}

/** Somebody outside of the import's division is not to be found. */
function leaderState(leader: VolunteerView | undefined, place: ImportPlace): 'IN_USE' | 'NOT_IN_USE' | 'NOT_FOUND' {
  if (!leader?.divisionPath.startsWith(place.path)) return 'NOT_FOUND';
  return leader.status === 'ACTIVE' ? 'IN_USE' : 'NOT_IN_USE';
}
