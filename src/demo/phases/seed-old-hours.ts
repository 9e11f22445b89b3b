import { createHash } from 'node:crypto';
import { addDays } from '../../kernel/local-day';
import { VolunteerDirectory } from '../../people/volunteers';
import { type TableSheet, WorkbookWriter } from '../../platform/delivery/documents/workbook';
import { DecideOpening, SubmitOpening } from '../../service/openings';
import {
  commandOf,
  dayOf,
  type DemoStaff,
  type DemoStage,
  instantOf,
  type SeededDivision,
  type SeededVolunteer,
} from '../demo-world';

/** One in so many has served for years: the register of before says how long. */
const ONE_IN = 40;
const AT_LEAST = 8;
/** Hours of the register; with the year of the demo most have one star, some two, few three. */
const HOURS = [104, 118, 126, 142, 165, 188, 210, 246, 305, 338, 420, 612] as const;

/**
 * The register of the years before: the street brings it in, another person of the street looks at it, it is public for a
 * while, and then it counts. So somebody has stars.
 */
export async function seedOldHours(
  stage: DemoStage,
  staff: DemoStaff,
  { volunteers, street }: { volunteers: readonly SeededVolunteer[]; street: SeededDivision },
): Promise<void> {
  const day = dayOf(stage, 0, 2);
  const old = volunteers.filter(({ person, activeFrom }) => person.age >= 30 && activeFrom < day);
  const count = Math.max(AT_LEAST, Math.floor(volunteers.length / ONE_IN));
  const step = Math.max(1, Math.floor(old.length / count));
  const veterans = old.filter((_, index) => index % step === 0).slice(0, count);
  const [from, to] = [addDays(stage.firstDay, -900), addDays(stage.firstDay, -170)];
  const file = await registerOf(stage, veterans, from, to);
  const { id } = await stage.time.at(instantOf(day, 9), () =>
    stage.useCases.get(SubmitOpening).execute(commandOf(staff.streetAdmin), {
      ...{ divisionId: street.id, documentTitle: '系统启用前的志愿服务登记册' },
      ...{ documentKeeper: `${street.name}办事处`, periodFrom: from, periodTo: to },
      ...{ file, fileHash: createHash('sha256').update(file).digest('hex') },
    }),
  );
  await stage.time.at(instantOf(day, 15), () =>
    stage.useCases
      .get(DecideOpening)
      .decide(commandOf(staff.secondStreetAdmin), { id, decision: 'APPROVE', reason: '与登记册逐页核对，一致。' }),
  );
}

async function registerOf(
  { useCases }: DemoStage,
  veterans: readonly SeededVolunteer[],
  from: string,
  to: string,
): Promise<Buffer> {
  const known = await useCases.get(VolunteerDirectory).byIds(veterans.map(({ id }) => id));
  const numbers = new Map(known.map(({ id, volunteerNo }) => [id, volunteerNo]));
  const sheet: TableSheet = {
    ...{ kind: 'table', name: '历史时长', title: '志愿服务登记册（系统启用前）' },
    columns: ['志愿者编号', '姓名', '时长（小时）', '日期', '结束日期', '类别', '等级'].map((header) => ({
      ...{ header, kind: 'text', widthChars: 14 },
    })),
    rows: veterans.map(({ id, person }, index) => [
      ...[numbers.get(id) ?? '', person.name, HOURS[index % HOURS.length] ?? 100, from, to, '服务', 'C'],
    ]),
  };
  return useCases.get(WorkbookWriter).write({
    ...{ title: sheet.title, author: '福镇街道', documentDateMs: Date.parse(to), sheets: [sheet] },
  });
}
