import { CreateDivision } from '../../modules/divisions';
import { systemActor } from '../../platform/identity/actor';
import { addDays } from '../../kernel/local-day';
import { commandOf, type DemoStage, instantOf, LANES, type SeededDivision } from '../demo-world';
import { type DemoDivision, makeStreet } from '../generator/street';
import { inParallel } from '../in-parallel';

const levels = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'BUILDING', 'UNIT'] as const;

/** Builds the tree of divisions, level by level. */
export async function seedDivisions(stage: DemoStage): Promise<readonly SeededDivision[]> {
  const planned = cutToScale(makeStreet(stage.random), stage);
  const createDivision = stage.useCases.get(CreateDivision);
  const known = new Map<string, SeededDivision>();
  const atMs = instantOf(addDays(stage.firstDay, -200), 9);
  for (const level of levels) {
    const divisions = planned.filter((division) => division.kind === level);
    await inParallel(divisions, LANES, async (division, index) => {
      const parent = division.parentCode === null ? null : known.get(division.parentCode);
      if (parent === undefined) throw new Error(`${division.code} has no parent`);
      const { id, path } = await stage.time.at(atMs, () =>
        createDivision.execute(commandOf(systemActor('demo')), {
          parentId: parent?.id ?? null,
          kind: division.kind,
          code: division.code,
          name: division.name,
          sortOrder: index,
          ...(division.compoundName !== undefined && { compoundName: division.compoundName }),
        }),
      );
      const communityCode = division.kind === 'COMMUNITY' ? division.code : (parent?.communityCode ?? null);
      known.set(division.code, { ...division, id, path, communityCode });
    });
  }
  return planned.flatMap(({ code }) => known.get(code) ?? []);
}

/** The first communities with their first compounds. */
function cutToScale(divisions: readonly DemoDivision[], { scale }: DemoStage): readonly DemoDivision[] {
  const communityCodes = divisions
    .filter(({ kind }) => kind === 'COMMUNITY')
    .slice(0, scale.communities)
    .map(({ code }) => code);
  const isInside = (division: DemoDivision, communityCode: string): boolean =>
    division.code === communityCode || division.code.startsWith(`${communityCode}-`);
  const compounds = new Set(
    communityCodes.flatMap((communityCode) => {
      const inside = divisions.filter((division) => isInside(division, communityCode));
      return [...new Set(inside.flatMap(({ compoundName }) => compoundName ?? []))].slice(
        0,
        scale.compoundsPerCommunity,
      );
    }),
  );
  return divisions.filter(
    (division) =>
      division.kind === 'DISTRICT' ||
      division.kind === 'STREET' ||
      (communityCodes.some((code) => isInside(division, code)) &&
        (division.compoundName === undefined || compounds.has(division.compoundName))),
  );
}
