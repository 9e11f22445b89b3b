import type { SeededRandom } from './random';

/** The shape of the demo street: names and counts only, nothing is stored yet. */
export interface DemoDivision {
  readonly code: string;
  readonly parentCode: string | null;
  readonly kind: 'DISTRICT' | 'STREET' | 'COMMUNITY' | 'GRID' | 'BUILDING' | 'UNIT';
  readonly name: string;
  readonly compoundName?: string;
}

export const DISTRICT_CODE = 'LS';
export const STREET_CODE = 'LS-FZ';

/** 7 communities and their 33 compounds. The names are made up, but for the street's own and one compound. */
const communities: readonly (readonly [string, readonly string[]])[] = [
  ['御景社区', ['御景豪宅', '御景新城', '御景华府', '福景苑', '锦绣家园']],
  ['福民社区', ['福民小区', '福民新村', '康宁小区', '惠民家园', '向阳里']],
  ['福安社区', ['福安小区', '安居苑', '安泰花园', '祥和小区', '平安里']],
  ['河畔社区', ['河畔花园', '河畔人家', '龙山水岸', '东辽河小区', '柳岸新居']],
  ['矿工社区', ['矿工新村', '太平小区', '煤城家园', '团结小区', '建设里']],
  ['工农社区', ['工农小区', '工农新居', '永兴小区', '永安小区']],
  ['西宁社区', ['西宁小区', '西宁新村', '绿洲花园', '和谐家园']],
];

const BUILDINGS_PER_COMPOUND = { min: 8, max: 10 } as const;
const UNITS_PER_BUILDING = 3;
const GRIDS_PER_COMPOUND = 3;

const two = (index: number): string => String(index).padStart(2, '0');

/** All divisions, parents before children: 1 district, 1 street, 7 communities, 99 grids, about 300 buildings, about 900 units. */
export function makeStreet(random: SeededRandom): readonly DemoDivision[] {
  const divisions: DemoDivision[] = [
    { code: DISTRICT_CODE, parentCode: null, kind: 'DISTRICT', name: '龙山区' },
    { code: STREET_CODE, parentCode: DISTRICT_CODE, kind: 'STREET', name: '福镇街道' },
  ];
  communities.forEach(([communityName, compounds], communityIndex) => {
    const communityCode = `${STREET_CODE}-${two(communityIndex + 1)}`;
    divisions.push({ code: communityCode, parentCode: STREET_CODE, kind: 'COMMUNITY', name: communityName });
    let gridNo = 0;
    for (const compoundName of compounds) {
      const buildings = random.between(BUILDINGS_PER_COMPOUND.min, BUILDINGS_PER_COMPOUND.max);
      for (let grid = 0; grid < GRIDS_PER_COMPOUND; grid += 1) {
        gridNo += 1;
        const gridCode = `${communityCode}-${two(gridNo)}`;
        divisions.push({
          code: gridCode,
          parentCode: communityCode,
          kind: 'GRID',
          name: `第${gridNo}网格`,
          compoundName,
        });
        for (let building = grid + 1; building <= buildings; building += GRIDS_PER_COMPOUND) {
          divisions.push(...makeBuilding(gridCode, compoundName, building));
        }
      }
    }
  });
  return divisions;
}

function makeBuilding(gridCode: string, compoundName: string, no: number): DemoDivision[] {
  const code = `${gridCode}-${two(no)}`;
  const units = Array.from({ length: UNITS_PER_BUILDING }, (_, index) => ({
    code: `${code}-${index + 1}`,
    parentCode: code,
    kind: 'UNIT' as const,
    name: `${compoundName}${no}号楼${index + 1}单元`,
    compoundName,
  }));
  return [{ code, parentCode: gridCode, kind: 'BUILDING', name: `${compoundName}${no}号楼`, compoundName }, ...units];
}
