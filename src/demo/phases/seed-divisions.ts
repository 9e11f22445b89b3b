import { DivisionDirectory, ImportDivisions, UpdateDivision } from '../../place/divisions';
import { systemActor } from '../../platform/foundation/actor/actor';
import { addDays } from '../../kernel/local-day';
import { commandOf, type DemoStage, instantOf, type SeededDivision } from '../demo-world';
import { type DemoDivision, makeStreet } from '../generator/street';

/** Brings the tree of divisions in as a street does: from the rows of a spreadsheet, all at once. */
export async function seedDivisions(stage: DemoStage): Promise<readonly SeededDivision[]> {
  const planned = cutToScale(makeStreet(stage.random), stage);
  const actor = systemActor('demo');
  await stage.time.at(instantOf(addDays(stage.firstDay, -200), 9), () =>
    stage.useCases.get(ImportDivisions).executeRows(
      commandOf(actor),
      planned.map(({ kind, code, name, parentCode, compoundName }, index) => ({
        ...{ rowNumber: index + 2, kind, code, name, isMangled: false },
        ...{ parentCode: parentCode ?? '', compoundName: compoundName ?? '', sortOrder: String(index) },
      })),
    ),
  );
  const known = new Map(
    (await stage.useCases.get(DivisionDirectory).all()).map(({ code, id, path }) => [code, { id, path }]),
  );
  await stage.time.at(instantOf(addDays(stage.firstDay, -199), 9), () => tellPhones(stage));
  const communityOf = new Map<string, string>();
  return planned.map((division) => {
    const place = known.get(division.code);
    if (!place) throw new Error(`${division.code} was not imported`);
    const above = division.parentCode === null ? undefined : communityOf.get(division.parentCode);
    const communityCode = division.kind === 'COMMUNITY' ? division.code : (above ?? null);
    if (communityCode !== null) communityOf.set(division.code, communityCode);
    return { ...division, ...place, communityCode };
  });
}

/** Whom the residents of each community call; numbers that are nobody's. */
async function tellPhones({ useCases }: DemoStage): Promise<void> {
  const communities = (await useCases.get(DivisionDirectory).all()).filter(({ kind }) => kind === 'COMMUNITY');
  for (const [index, { id, version }] of communities.entries()) {
    const contactPhone = `0437-00000${String(index + 1).padStart(2, '0')}`;
    await useCases.get(UpdateDivision).execute(systemActor('demo'), { id, expectedVersion: version, contactPhone });
  }
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
