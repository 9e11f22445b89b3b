import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { addDays, type LocalDay } from '../../kernel/local-day';
import { RecordAssessment, VoidAssessment } from '../../recognition/assessments';
import { AppointHead, EndAppointment, type HeadRole, headRoleNames } from '../../people/heads';
import { DecideImport, StageImport } from '../../people/people-imports';
import { AskManualPosting } from '../../ledger/points';
import { type TableSheet, WorkbookWriter } from '../../platform/delivery/documents/workbook';
import type { PracticeDesk, PracticePlace } from './practice-desk';
import type { PracticeQueue } from './practice-queue';

const MONTHS_AGO_DAYS = 92;
const WEEKS_AGO_DAYS = 21;

/** How many requests of a kind wait below the path `$1`. */
const requestsOf = (kind: string): string =>
  `select count(*) from decision_waiting w join decision_request r on r.id = w.request_id
   join division d on d.id = r.division_id where r.kind = '${kind}' and starts_with(d.path, $1)`;

/** SQL: nothing is asked about the row with this id. */
const nothingAsked = (id: string): string =>
  `not exists (select 1 from decision_waiting w join decision_request r on r.id = w.request_id where r.subject_id = ${id})`;

/** The id that a device would have made, the same for the same day and number. */
function idOfTheDay(desk: PracticeDesk, nth: number): string {
  const random = createHash('sha256').update(`${desk.day}/manual-points/${nth}`).digest().subarray(0, 16);
  return v7({ msecs: Date.parse(`${desk.day}T00:00:00Z`), random });
}

const grounds = ['防汛值守三夜，社区有值班表。', '连续两次无故缺席，已当面提醒，会议记录第 3 页。'] as const;

const manualPoints: PracticeQueue = {
  ...{ key: 'manual-points', label: '待第二人批准的手工积分', where: 'STREET', wanted: 2 },
  waiting: requestsOf('ledger.adjust'),
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [person] = await desk.people({ place, count: 1, salt: `manual-points-${nth}` });
    if (!person) return;
    const isBonus = nth % 2 === 0;
    await desk.useCases.get(AskManualPosting).execute(desk.command(asks, 'manual-points', nth), {
      ...{ id: idOfTheDay(desk, nth), volunteerId: person.id },
      ...{ reason: isBonus ? 'BONUS' : 'PENALTY', pointTenths: isBonus ? 200 : 50 },
      grounds: grounds[nth % grounds.length] ?? grounds[0],
    });
  },
};

interface Office {
  readonly divisionId: string;
  readonly code: string;
  readonly role: HeadRole;
  /** The first day of whoever is known to have been in it first. */
  readonly since: LocalDay;
}

/** Somebody of the place, and the office of a staircase or building about whose earlier head nothing is written down. */
async function formerHead(desk: PracticeDesk, place: PracticePlace, salt: string) {
  const [person] = await desk.people({
    ...{ place, count: 1, salt },
    where: `not exists (select 1 from head_appointment h where h.volunteer_id = v.id)
      and not exists (select 1 from decision_waiting w join decision_request r on r.id = w.request_id
        where v.id = any (r.concerned))`,
  });
  const [office] = await desk.read<Office>(
    `select h.division_id as "divisionId", d.code, h.role, min(h.valid_from)::text as since
     from head_appointment h join division d on d.id = h.division_id
     where starts_with(d.path, $1) and not h.is_paid and d.status = 'ACTIVE'
       and not exists (select 1 from decision_waiting w join decision_request r on r.id = w.request_id
         where strpos(r.payload::text, d.id::text) > 0)
     group by h.division_id, d.code, h.role order by md5(d.code || $2) limit 1`,
    [place.path, `${desk.day}/${salt}`],
  );
  if (!person || !office) return null;
  return { person, office, term: { validFrom: addDays(office.since, -MONTHS_AGO_DAYS), validTo: office.since } };
}

const pastTerms: PracticeQueue = {
  ...{ key: 'past-terms', label: '待第二人批准的补登任职', where: 'PLACES', wanted: 1 },
  waiting: requestsOf('heads.appoint'),
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const found = await formerHead(desk, place, `past-term-${nth}`);
    if (!found) return;
    const { person, office, term } = found;
    await desk.useCases.get(AppointHead).execute(desk.command(asks, 'past-term', place.code, nth), {
      ...{ volunteerId: person.id, divisionId: office.divisionId, role: office.role, ...term, isPaid: false },
      source: '上一任由居民会议推选，系统启用时漏登',
    });
  },
};

const pastEnds: PracticeQueue = {
  ...{ key: 'past-ends', label: '待第二人批准的倒签结束任职', where: 'STREET', wanted: 1 },
  waiting: requestsOf('heads.end'),
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const validTo = addDays(desk.day, -WEEKS_AGO_DAYS);
    const [term] = await desk.read<{ appointmentId: string; expectedVersion: number }>(
      `select h.id as "appointmentId", h.version as "expectedVersion" from head_appointment h
       join division d on d.id = h.division_id
       where starts_with(d.path, $1) and h.valid_to is null and not h.is_paid and h.valid_from < $2 and ${nothingAsked('h.id')}
       order by md5(h.id::text || $3) limit 1`,
      [place.path, validTo, desk.day],
    );
    if (!term) return;
    await desk.useCases.get(EndAppointment).execute(desk.command(asks, 'past-end', nth), {
      ...{ ...term, validTo },
      reason: '三周前已搬走，社区昨天才报来。',
    });
  },
};

const lateScores: PracticeQueue = {
  ...{ key: 'late-scores', label: '待第二人批准的补录考评', where: 'PLACES', wanted: 1 },
  waiting: requestsOf('awards.record-assessment'),
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const assessedOn = addDays(desk.day, -WEEKS_AGO_DAYS);
    const [head] = await desk.read<{ appointmentId: string }>(
      `select h.id as "appointmentId" from head_appointment h join division d on d.id = h.division_id
       where starts_with(d.path, $1) and h.valid_to is null and h.valid_from <= $2 and ${nothingAsked('h.id')}
       order by md5(h.id::text || $3) limit 1`,
      [place.path, assessedOn, desk.day],
    );
    if (!head) return;
    await desk.useCases.get(RecordAssessment).execute(desk.command(asks, 'late-score', place.code, nth), {
      ...{ ...head, assessedOn, item: '周一检查：楼道整洁', scoreHundredths: 8_800 },
      note: '当天的检查表压在文件夹里，今天补录。',
    });
  },
};

const voids: PracticeQueue = {
  ...{ key: 'voided-scores', label: '待第二人批准的作废考评', where: 'STREET', wanted: 1 },
  waiting: requestsOf('awards.void-assessment'),
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const [score] = await desk.read<{ assessmentId: string }>(
      `select a.id as "assessmentId" from assessment a join head_appointment h on h.id = a.appointment_id
       join division d on d.id = h.division_id
       where starts_with(d.path, $1) and a.voided_at is null and ${nothingAsked('a.id')}
       order by md5(a.id::text || $2) limit 1`,
      [place.path, desk.day],
    );
    if (!score) return;
    await desk.useCases
      .get(VoidAssessment)
      .execute(desk.command(asks, 'void', nth), { ...score, reason: '检查的是隔壁单元，录到了这里。' });
  },
};

const termLists: PracticeQueue = {
  ...{ key: 'term-lists', label: '待第二人批准的任职名单', where: 'STREET', wanted: 1 },
  waiting: requestsOf('people-imports.appointments'),
  async add(desk, place, nth) {
    const [asks] = desk.pairOf(place);
    const found = await formerHead(desk, place, `term-list-${nth}`);
    if (!found) return;
    const { person, office, term } = found;
    const sheet: TableSheet = {
      ...{ kind: 'table', name: '任职名单', title: '三长任职名单（补报）' },
      columns: ['姓名', '志愿者编号', '职务', '区划代码', '任期开始', '任期截止', '受薪', '依据'].map((header) => ({
        ...{ header, kind: 'text', widthChars: 16 },
      })),
      rows: [
        [
          ...[person.name, person.volunteerNo, headRoleNames[office.role], office.code],
          // The form asks for the last day in office.
          ...[term.validFrom, addDays(term.validTo, -1), '否', '居民会议记录'],
        ],
      ],
    };
    const file = await desk.useCases.get(WorkbookWriter).write({
      ...{ title: sheet.title, author: place.name, documentDateMs: desk.nowMs, sheets: [sheet] },
    });
    const { id } = await desk.useCases.get(StageImport).execute(desk.command(asks, 'term-list', nth), {
      ...{ kind: 'APPOINTMENTS', divisionId: place.id, file },
    });
    await desk.useCases
      .get(DecideImport)
      .confirm(desk.command(asks, 'term-list-confirm', nth), { id, skipDuplicates: false });
  },
};

/** What two decide because it makes points and places: points by hand, terms of the past, late scores and voids. */
export const standingQueues: readonly PracticeQueue[] = [
  ...[manualPoints, pastTerms, pastEnds, lateScores, voids, termLists],
];
