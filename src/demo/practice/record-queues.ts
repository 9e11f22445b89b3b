import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { StoreAttachment } from '../../service/attachments';
import { RunOfflineRollCall } from '../../service/attendance';
import { DeclareService, EnterPaperSheet, OpenPaperSheet } from '../../service/late-entries';
import { BackfillRecord, ProposeCheckOut, RaiseObjection } from '../../service/service-hours';
import { PdfRenderer } from '../../platform/delivery/documents/pdf-renderer';
import type { UserActor } from '../../platform/foundation/actor/actor';
import type { PracticeDesk, PracticePerson, PracticePlace } from './practice-desk';
import type { PracticeQueue } from './practice-queue';

const MINUTE_MS = 60_000;

interface PastShift {
  readonly id: string;
  readonly title: string;
  readonly teamId: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A service of the place that was closed and computed lately; others for other numbers. */
async function pastShift(desk: PracticeDesk, place: PracticePlace, nth: number): Promise<PastShift | null> {
  const [shift] = await desk.read<PastShift>(
    `select s.id, a.title, a.team_id as "teamId", s.starts_at as "startsAt", s.ends_at as "endsAt"
     from shift s join activity a on a.id = s.activity_id join division d on d.id = a.division_id
     where starts_with(d.path, $1) and s.status = 'CLOSED' and s.computed_at is not null and a.kind = 'SERVICE'
       and a.risk_level <> 'HIGH' and s.ends_at > $2::timestamptz - interval '6 days'
     order by s.ends_at desc, s.id offset ${Math.trunc(nth)} limit 1`,
    [place.path, new Date(desk.nowMs)],
  );
  return shift ?? null;
}

/** Adults who have left no trace in a shift, nor in any other of that time. */
function absentees(
  desk: PracticeDesk,
  place: PracticePlace,
  shift: PastShift,
  { count, salt }: { readonly count: number; readonly salt: string },
): Promise<PracticePerson[]> {
  return desk.people({
    ...{ place, count, salt, values: [shift.startsAt, shift.endsAt, shift.id] },
    where: `not exists (select 1 from service_record r where r.volunteer_id = v.id and r.starts_at < $5 and r.ends_at > $4)
      and not exists (select 1 from signup g join shift s on s.id = g.shift_id
        where g.volunteer_id = v.id and s.starts_at < $5 and s.ends_at > $4)
      and not exists (select 1 from punch p where p.volunteer_id = v.id and p.shift_id = $6)
      and not exists (select 1 from punch_claim c where c.volunteer_id = v.id and c.shift_id = $6)
      and not exists (select 1 from sanction x where x.volunteer_id = v.id)
      and not exists (select 1 from paper_sheet_entry e where e.lines::text like '%' || v.id || '%')`,
  });
}

const timesOf = ({ startsAt, endsAt }: PastShift, lateMinutes = 0) => ({
  checkedInAt: new Date(startsAt.getTime() + lateMinutes * MINUTE_MS).toISOString(),
  checkedOutAt: endsAt.toISOString(),
});

const underReview = (condition: string): string =>
  `select count(*) from service_record r join division d on d.id = r.division_id
   where r.status = 'UNDER_REVIEW' and starts_with(d.path, $1) and ${condition}`;

const forgottenCheckOuts: PracticeQueue = {
  ...{ key: 'check-outs', label: '忘签退、本人已说明的记录', where: 'PLACES', wanted: 2 },
  waiting: underReview(`r.proposed_out_at is not null`),
  async add(desk, place, nth) {
    const [record] = await desk.read<{ id: string; volunteerId: string; endsAt: Date }>(
      `select r.id, r.volunteer_id as "volunteerId", r.ends_at as "endsAt"
       from service_record r join division d on d.id = r.division_id
       where starts_with(d.path, $1) and r.status = 'PUBLICITY' and 'AUTO_CLOSED' = any (r.flags)
         and r.is_grade_pending and r.proposed_out_at is null and r.publicity_until > $2::timestamptz + interval '1 day'
         and not exists (select 1 from user_account u where u.volunteer_id = r.volunteer_id)
       order by r.starts_at desc, r.id limit 1`,
      [place.path, new Date(desk.nowMs)],
    );
    const [person] = record
      ? await desk.people({ place: desk.street, count: 1, salt: '', where: 'v.id = $4', values: [record.volunteerId] })
      : [];
    if (!record || !person) return;
    await desk.useCases.get(ProposeCheckOut).execute(desk.command(person.actor, 'check-out', place.code, nth), {
      recordId: record.id,
      checkedOutAt: new Date(record.endsAt.getTime() - MINUTE_MS).toISOString(),
      reason: '活动结束时忘记签退，与队长一起离开。',
    });
  },
};

const declarations: PracticeQueue = {
  ...{ key: 'declarations', label: '待审核的自我申报', where: 'PLACES', wanted: 2 },
  waiting: underReview(`r.grade = 'E' and r.proposed_out_at is null`),
  async add(desk, place, nth) {
    const shift = await pastShift(desk, place, nth);
    const [person] = shift ? await absentees(desk, place, shift, { count: 1, salt: `declare-${nth}` }) : [];
    if (!shift || !person) return;
    await desk.useCases.get(DeclareService).execute(desk.command(person.actor, 'declare', place.code, nth), {
      ...{ shiftId: shift.id, ...timesOf(shift, 10) },
      reason: '手机没电没能扫码，全程在场，同组的人可以证明。',
    });
  },
};

const backfills: PracticeQueue = {
  ...{ key: 'backfills', label: '待第二人审核的补录', where: 'PLACES', wanted: 1 },
  waiting: underReview(`r.grade = 'D' and r.proposed_out_at is null`),
  async add(desk, place, nth) {
    const [records] = desk.pairOf(place);
    const shift = await pastShift(desk, place, nth + 1);
    const [person] = shift ? await absentees(desk, place, shift, { count: 1, salt: `backfill-${nth}` }) : [];
    if (!shift || !person) return;
    await desk.useCases.get(BackfillRecord).execute(desk.command(records, 'backfill', place.code, nth), {
      ...{ shiftId: shift.id, volunteerId: person.id, ...timesOf(shift) },
      reason: '现场照片里有本人，签到码当时打不开。',
    });
  },
};

const offlineClaims: PracticeQueue = {
  ...{ key: 'offline-claims', label: '断网补传、待复核的打卡', where: 'PLACES', wanted: 2 },
  waiting: `select count(distinct c.volunteer_id) from punch_claim c join shift s on s.id = c.shift_id
    join activity a on a.id = s.activity_id join division d on d.id = a.division_id
    where starts_with(d.path, $1)
      and not exists (select 1 from punch_claim_decision x where x.volunteer_id = c.volunteer_id and x.punch_id = c.punch_id)`,
  async add(desk, place, nth) {
    const shift = await pastShift(desk, place, nth + 1);
    const leader = shift ? await desk.leaderOf(shift.teamId) : null;
    const [person] = shift ? await absentees(desk, place, shift, { count: 1, salt: `offline-${nth}` }) : [];
    if (!shift || !leader || !person) return;
    const { checkedInAt, checkedOutAt } = timesOf(shift);
    await desk.useCases.get(RunOfflineRollCall).execute(leader.actor, {
      ...{ shiftId: shift.id, deviceSentAt: new Date(desk.nowMs).toISOString() },
      lines: [
        { punchId: randomUUID(), volunteerId: person.id, direction: 'IN', happenedAt: checkedInAt },
        { punchId: randomUUID(), volunteerId: person.id, direction: 'OUT', happenedAt: checkedOutAt },
      ],
    });
  },
};

/** The sheet as a file, for want of a camera. */
async function sheetFile(
  desk: PracticeDesk,
  shift: PastShift,
  people: readonly PracticePerson[],
  [leader, witness]: readonly [string, string],
): Promise<Buffer> {
  const clock = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return desk.useCases.get(PdfRenderer).render(
    { path: join(__dirname, 'sign-in-sheet.typ') },
    {
      documentDateMs: shift.startsAt.getTime(),
      values: {
        ...{ title: shift.title, day: new Date(shift.startsAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) },
        ...{ leader, witness },
        lines: people.map(({ name, volunteerNo }) => ({
          ...{ name, number: volunteerNo, came: clock(shift.startsAt), left: clock(shift.endsAt) },
        })),
      },
    },
  );
}

const SHEET_LINES = 4;

const paperSheets: PracticeQueue = {
  ...{ key: 'paper-sheets', label: '待第二人录入的纸质签到表', where: 'PLACES', wanted: 1 },
  waiting: `select count(*) from paper_sheet p join shift s on s.id = p.shift_id join activity a on a.id = s.activity_id
    join division d on d.id = a.division_id where p.status <> 'APPLIED' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [reads] = desk.pairOf(place);
    const shift = await pastShift(desk, place, nth + 2);
    const leader = shift ? await desk.leaderOf(shift.teamId) : null;
    if (!shift || !leader) return;
    const people = await absentees(desk, place, shift, { count: SHEET_LINES, salt: `sheet-${nth}` });
    const [witness] = people;
    if (!witness) return;
    await enterSheet(desk, reads, { shift, people, signed: [leader.name, witness.name], key: [place.code, nth] });
  },
};

async function enterSheet(
  desk: PracticeDesk,
  reads: UserActor,
  sheet: {
    readonly shift: PastShift;
    readonly people: readonly PracticePerson[];
    readonly signed: readonly [string, string];
    readonly key: readonly (string | number)[];
  },
): Promise<void> {
  const { shift, people, signed, key } = sheet;
  const file = await sheetFile(desk, shift, people, signed);
  const photo = await desk.useCases
    .get(StoreAttachment)
    .execute(desk.command(reads, 'sheet-photo', ...key), shift.id, file);
  const opened = await desk.useCases.get(OpenPaperSheet).execute(desk.command(reads, 'sheet', ...key), {
    ...{ shiftId: shift.id, photoId: photo.id, leaderSignature: signed[0], witnessSignature: signed[1] },
  });
  await desk.useCases.get(EnterPaperSheet).execute(desk.command(reads, 'sheet-read', ...key), {
    sheetId: opened.id,
    lines: people.map(({ id }) => ({ volunteerId: id, ...timesOf(shift) })),
  });
}

const objections: PracticeQueue = {
  ...{ key: 'objections', label: '待答复的异议', where: 'PLACES', wanted: 2 },
  waiting: `select count(*) from record_objection o join service_record r on r.id = o.record_id
    join division d on d.id = r.division_id where o.status = 'OPEN' and starts_with(d.path, $1)`,
  async add(desk, place, nth) {
    const [record] = await desk.read<{ id: string; volunteerId: string }>(
      `select r.id, r.volunteer_id as "volunteerId" from service_record r join division d on d.id = r.division_id
       where starts_with(d.path, $1) and r.status = 'PUBLICITY' and not r.is_grade_pending and r.publicity_until > $2
         and not exists (select 1 from record_objection o where o.record_id = r.id)
         and not exists (select 1 from user_account u where u.volunteer_id = r.volunteer_id)
       order by r.starts_at desc, r.id limit 1`,
      [place.path, new Date(desk.nowMs)],
    );
    const [person] = record
      ? await desk.people({ place: desk.street, count: 1, salt: '', where: 'v.id = $4', values: [record.volunteerId] })
      : [];
    if (!record || !person) return;
    await desk.useCases.get(RaiseObjection).execute(desk.command(person.actor, 'objection', place.code, nth), {
      recordId: record.id,
      grounds: nth % 2 === 0 ? '本人比公示的时间走得晚，请核对签退记录。' : '公示的分钟比实际少，请核对签到照片。',
    });
  },
};

export const recordQueues: readonly PracticeQueue[] = [
  ...[forgottenCheckOuts, declarations, backfills, offlineClaims, paperSheets, objections],
];
