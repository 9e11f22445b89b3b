import { addDays } from '../../kernel/local-day';
import { StageImport } from '../../people/people-imports';
import { WorkbookWriter } from '../../platform/delivery/documents/workbook';
import { commandOf, type DemoStaff, type DemoStage, instantOf, type SeededDivision } from '../demo-world';
import { type DemoPerson, makePerson } from '../generator/people';
import { CONSENT_TEXT } from '../practice/people-queues';

const PER_LIST = 30;
const HEADERS = ['姓名', '身份证号', '手机号', '区划代码', '同意书版本', '职业'] as const;

/** In each of two communities a list that was brought yesterday: one has errors to mend, one only waits for a yes. */
export async function seedImports(
  stage: DemoStage,
  staff: DemoStaff,
  communities: readonly SeededDivision[],
): Promise<void> {
  const year = Number(stage.today.slice(0, 4));
  for (const [place, community] of communities.slice(0, 2).entries()) {
    const worker = staff.communityWorkers.get(community.code);
    if (!worker) continue;
    const first = stage.scale.volunteers + 100 + place * PER_LIST;
    const people = Array.from({ length: PER_LIST }, (_, index) => makePerson(stage.random, first + index, year));
    const rows = people.filter(({ age }) => age >= 18).map((person) => rowOf(person, community.code));
    const file = await sheetOf(stage, place === 0 ? rows.map(spoilt) : rows);
    await stage.time.at(instantOf(addDays(stage.today, -1), 16), () =>
      stage.useCases
        .get(StageImport)
        .execute(commandOf(worker), { kind: 'VOLUNTEERS', divisionId: community.id, file }),
    );
  }
}

function rowOf({ name, idNumber, phone, occupation }: DemoPerson, divisionCode: string): readonly string[] {
  return [name, idNumber, phone, divisionCode, CONSENT_TEXT, occupation];
}

/** Some rows as lists come: a phone that the spreadsheet has spoilt, a place that there is not, a consent that is missing. */
function spoilt(row: readonly string[], index: number): readonly string[] {
  const wrong: Readonly<Record<number, string>> = { 2: '1.99E+10', 3: 'LS-FZ-99', 4: '' };
  const column = [2, 3, 4][index % 3] ?? 2;
  return index % 4 === 1 ? row.map((text, at) => (at === column ? (wrong[at] ?? '') : text)) : row;
}

async function sheetOf({ useCases, today }: DemoStage, rows: readonly (readonly string[])[]): Promise<Buffer> {
  return useCases.get(WorkbookWriter).write({
    ...{ title: '新登记居民', author: '社区', documentDateMs: Date.parse(today) },
    sheets: [
      {
        ...{ kind: 'table', name: '名单', title: '新登记居民' },
        columns: HEADERS.map((header) => ({ header, kind: 'id' as const, widthChars: 20 })),
        rows: rows.map((row) => [...row]),
      },
    ],
  });
}
