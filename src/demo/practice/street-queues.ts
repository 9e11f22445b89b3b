import { createHash } from 'node:crypto';
import { addDays, type LocalDay } from '../../kernel/local-day';
import { CreateRound, FreezeRound } from '../../recognition/selections';
import { ApplyForCertificate } from '../../recognition/certificates';
import { DecideOpening, SubmitOpening } from '../../service/openings';
import { SpotChecks } from '../../service/oversight';
import { RecomputePeriod } from '../../service/service-hours';
import { type TableSheet, WorkbookWriter } from '../../platform/delivery/documents/workbook';
import type { PracticeDesk, PracticePerson } from './practice-desk';
import type { PracticeQueue } from './practice-queue';

const YEAR_DAYS = 365;
const LAST_WEEKS_DAYS = 30;
const ROUND_DAYS = 60;
const purposes = ['评优评先', '单位考核', '个人留存'] as const;

const certificates: PracticeQueue = {
  ...{ key: 'certificates', label: '待出具的服务证明', where: 'STREET', wanted: 3 },
  waiting: `select count(*) from certificate c join volunteer v on v.id = c.volunteer_id
    join division d on d.id = v.division_id where c.status = 'APPLIED' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [person] = await desk.people({
      ...{ place, count: 1, salt: `certificate-${nth}` },
      where: `exists (select 1 from service_record r where r.volunteer_id = v.id and r.status = 'CONFIRMED')
        and not exists (select 1 from certificate c where c.volunteer_id = v.id)`,
    });
    if (!person) return;
    await desk.useCases.get(ApplyForCertificate).execute(desk.command(person.actor, 'certificate', nth), {
      ...{ periodFrom: addDays(desk.day, -YEAR_DAYS), periodTo: addDays(desk.day, -1) },
      ...{ purpose: purposes[nth % purposes.length] ?? '个人留存', idNumberDisplay: 'LAST_FOUR' },
    });
  },
};

const OPENING_ROWS = 8;

type RegisteredPerson = Pick<PracticePerson, 'volunteerNo' | 'name'>;

/** A page of a register of before, as a clerk types it. */
function registerPage(desk: PracticeDesk, people: readonly RegisteredPerson[], from: LocalDay): Promise<Buffer> {
  const sheet: TableSheet = {
    ...{ kind: 'table', name: '历史时长', title: '志愿服务登记册（系统启用前）' },
    columns: ['志愿者编号', '姓名', '时长（小时）', '日期', '类别', '等级'].map((header) => ({
      ...{ header, kind: 'text', widthChars: 14 },
    })),
    rows: people.map(({ volunteerNo, name }, index) => [
      ...[volunteerNo, name, 2 + (index % 4), addDays(from, 3 + index * 2), '服务', 'D'],
    ]),
  };
  return desk.useCases.get(WorkbookWriter).write({
    ...{ title: sheet.title, author: '福镇街道', documentDateMs: desk.nowMs, sheets: [sheet] },
  });
}

const openings: PracticeQueue = {
  ...{ key: 'openings', label: '待第二人审批的历史时长', where: 'STREET', wanted: 1 },
  waiting: `select count(*) from opening_import o join division d on d.id = o.division_id
    where o.status = 'SUBMITTED' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const people = await desk.people({ place, count: OPENING_ROWS, salt: `opening-${nth}` });
    const from = addDays(desk.day, -2 * YEAR_DAYS);
    const file = await registerPage(desk, people, from);
    await desk.useCases.get(SubmitOpening).execute(desk.command(asks, 'opening', nth), {
      ...{ divisionId: place.id, documentTitle: `系统启用前的登记册（${desk.day} 补交）` },
      ...{ documentKeeper: `${place.name}办事处`, periodFrom: from, periodTo: addDays(from, LAST_WEEKS_DAYS) },
      ...{ file, fileHash: createHash('sha256').update(file).digest('hex') },
    });
  },
};

/** Residents with accounts are in it, so that somebody who signs in finds own old hours to look at and to object to. */
const publicOpenings: PracticeQueue = {
  ...{ key: 'openings-in-publicity', label: '公示中的历史时长', where: 'STREET', wanted: 1 },
  waiting: `select count(*) from opening_import o join division d on d.id = o.division_id
    where o.status = 'PUBLICITY' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks, decides] = desk.pairOf(place);
    const known = await desk.read<RegisteredPerson>(
      `select v.volunteer_no as "volunteerNo", v.name from volunteer v join division d on d.id = v.division_id
       where starts_with(d.path, $1) and v.status = 'ACTIVE' and v.name is not null and exists (
         select 1 from user_account u where u.volunteer_id = v.id and u.id <> all ($3::uuid[]))
       order by v.volunteer_no limit $2`,
      [place.path, OPENING_ROWS, [asks.userId, decides.userId]],
    );
    const others = await desk.people({ place, count: OPENING_ROWS, salt: `opening-public-${nth}` });
    const from = addDays(desk.day, -3 * YEAR_DAYS);
    const file = await registerPage(desk, [...known, ...others], from);
    const { id } = await desk.useCases.get(SubmitOpening).execute(desk.command(asks, 'opening-public', nth), {
      ...{ divisionId: place.id, documentTitle: `楼道志愿服务签到簿（${desk.day} 录入）` },
      ...{ documentKeeper: `${place.name}办事处`, periodFrom: from, periodTo: addDays(from, 2 * LAST_WEEKS_DAYS) },
      ...{ file, fileHash: createHash('sha256').update(file).digest('hex') },
    });
    const reason = '与签到簿逐页核对，一致。';
    await desk.useCases
      .get(DecideOpening)
      .decide(desk.command(decides, 'opening-approval', nth), { id, decision: 'APPROVE', reason });
  },
};

const recomputes: PracticeQueue = {
  ...{ key: 'recomputes', label: '待第二人批准的重算', where: 'STREET', wanted: 1 },
  waiting: `select count(*) from recompute_run r join division d on d.id = r.division_id
    where r.status = 'DRAFT' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [policy] = await desk.read<{ version: string }>(
      `select version from policy where kind = 'HOURS' and division_id = $1 order by effective_from desc, id desc limit 1`,
      [place.id],
    );
    if (!policy) return;
    await desk.useCases.get(RecomputePeriod).execute(desk.command(asks, 'recompute', nth), {
      ...{ divisionId: place.id, fromDay: addDays(desk.day, -LAST_WEEKS_DAYS - 10), toDay: addDays(desk.day, -10) },
      ...{ policyVersion: policy.version, reason: '新规则统一了忘签退的算法，试算上月受影响的记录。' },
    });
  },
};

const roundNameOf = (from: LocalDay, to: LocalDay): string => `${chinese(from)}至${chinese(to)}`;
const chinese = (day: LocalDay): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;

const frozenRounds: PracticeQueue = {
  ...{ key: 'rounds-to-decide', label: '待定稿的评选', where: 'STREET', wanted: 1 },
  waiting: `select count(*) from selection_round r join division d on d.id = r.division_id
    where r.status = 'COMMITTEE' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [from, to] = [addDays(desk.day, -ROUND_DAYS), addDays(desk.day, -2)];
    const round = await desk.useCases.get(CreateRound).execute(desk.command(asks, 'round', nth), {
      ...{ divisionId: place.id, name: `${place.name}“最美楼栋长”评选（${roundNameOf(from, to)}）` },
      ...{ periodFrom: from, periodTo: to, roles: ['BUILDING_HEAD'] },
      basisDocument: `《${place.name}“三长”评选通报办法（试行）》`,
      conditions: '任职满期、身份已核验、期内有已确认的服务记录、无一票否决事项。',
    });
    await desk.useCases.get(FreezeRound).execute(desk.command(asks, 'round-freeze', nth), round.id);
  },
};

const draftRounds: PracticeQueue = {
  ...{ key: 'rounds-in-progress', label: '筹备中的评选', where: 'STREET', wanted: 1 },
  waiting: `select count(*) from selection_round r join division d on d.id = r.division_id
    where r.status = 'DRAFT' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const year = desk.day.slice(0, 4);
    await desk.useCases.get(CreateRound).execute(desk.command(asks, 'round-draft', nth), {
      ...{ divisionId: place.id, name: `${place.name}${year}年度优秀“三长”评选` },
      ...{ periodFrom: `${year}-01-01` as LocalDay, periodTo: `${year}-12-31` as LocalDay },
      ...{ roles: ['GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'] as const },
      basisDocument: `《${place.name}“三长”评选通报办法（试行）》`,
    });
  },
};

const spotChecks: PracticeQueue = {
  ...{ key: 'spot-checks', label: '待公布种子的抽查', where: 'STREET', wanted: 1 },
  waiting: `select count(*) from spot_check c join division d on d.id = c.division_id
    where c.seed is null and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [, checks] = desk.pairOf(place);
    await desk.useCases.get(SpotChecks).commit(desk.command(checks, 'spot-check', nth), {
      ...{ divisionId: place.id, fromDay: addDays(desk.day, -LAST_WEEKS_DAYS), toDay: addDays(desk.day, -1) },
      sampleSize: 10,
    });
  },
};

export const streetQueues: readonly PracticeQueue[] = [
  ...[certificates, openings, publicOpenings, recomputes, frozenRounds, draftRounds, spotChecks],
];
