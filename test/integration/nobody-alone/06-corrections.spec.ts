import { v7 } from 'uuid';
import { SupersedeCertificates } from '../../../src/recognition/certificates/application/supersede-certificates';
import { LedgerVerifier } from '../../../src/ledger/ledger';
import { DeclareHousehold } from '../../../src/people/households';
import { OwnNotices } from '../../../src/people/notices';
import { BackfillRecord, type Correction, CorrectRecord, DecideRecord } from '../../../src/service/service-hours';
import { ServiceRecordRepository } from '../../../src/service/service-hours/computing/persistence/service-record.repository';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { at, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';
import { behindTheGuards } from '../../support/superuser';

let booted: BootedApp;
let street: ServiceBuilder;
let api: PeopleApi;
let clerk: SignedIn;
let admin: SignedIn;
let second: SignedIn;
let volunteerId: string;
let recordId: string;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  street = await ServiceBuilder.on(booted);
  api = new PeopleApi(booted);
  clerk = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  admin = await street.people.staff('STREET_ADMIN', street.tree.street.id);
  second = await street.people.staff('STREET_ADMIN', street.tree.street.id);
});
afterAll(async () => booted.close());
beforeEach(async () => {
  volunteerId = await street.volunteer();
  recordId = await served('09:00', '10:56');
});

/** 116 minutes, confirmed and posted. */
async function served(inAt: string, outAt: string): Promise<string> {
  const shift = await street.shift('09:00', '11:00');
  await street.attend(volunteerId, shift, inAt, outAt);
  await street.closeAndCompute(shift);
  await street.confirmAll();
  const [record] = await street.records(volunteerId);
  return record?.id ?? '';
}

const toTen = { checkedInAt: at('09:00'), checkedOutAt: at('10:00'), reason: '十点提前离开' };
const correct = async (who: SignedIn, body: object = toTen, id = recordId) =>
  (await api.post(`records/${id}/corrections`, { token: who.token, body })).body;
const drop = async (who: SignedIn) =>
  (await api.post(`records/${recordId}/voiding`, { token: who.token, body: { reason: '本人没有参加' } })).body;
const decide = async (id: unknown, who: SignedIn, decision: 'APPROVE' | 'REJECT' = 'APPROVE') =>
  (await api.post(`decisions/${String(id)}/decisions`, { token: who.token, body: { decision, reason: '看过照片' } }))
    .body;
const minutes = async () => (await street.balances(volunteerId)).serviceMinutes;
const notices = async () => (await booted.get(OwnNotices).page(volunteerActor(volunteerId), {})).items;

async function certificate(): Promise<string> {
  const body = { periodFrom: '2026-01-01', periodTo: '2026-12-19', idNumberDisplay: 'NONE' };
  const applied = await api.post(`volunteers/${volunteerId}/certificates`, { token: clerk.token, body });
  const id = String(applied.body['id']);
  const issuer = { personInCharge: '王主任', contact: '0431-80000000' };
  expect((await api.post(`certificates/${id}/issue`, { token: admin.token, body: issuer })).status).toBe(200);
  return id;
}
const certificateOf = async (id: string) => (await api.get(`certificates/${id}`, admin.token)).body;

describe('confirmed minutes of somebody else, by one person', () => {
  it('stay: it is asked, the certificate stands, and the person is told with the reason', async () => {
    const paper = await certificate();
    const asked = await correct(admin);
    expect(asked).toMatchObject({ id: recordId, status: 'CONFIRMED', creditedMinutes: 116 });
    expect(await minutes()).toBe(116);
    expect(await certificateOf(paper)).toMatchObject({ status: 'VALID', serviceMinutes: 116 });
    const [told] = await notices();
    expect(told?.kind).toBe('DECISION_ASKED');
    expect(told?.sentence).toContain('由 116 分钟更正为 60 分钟');
    expect(told?.sentence).toContain('十点提前离开');
    expect(await decide(asked['decisionId'], admin)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect(await correct(second)).toMatchObject({ code: 'DECISION_PENDING' });
    expect(await decide(asked['decisionId'], second, 'REJECT')).toMatchObject({ outcome: 'REJECTED' });
    expect(await minutes()).toBe(116);
    expect(await street.records(volunteerId)).toMatchObject([{ status: 'CONFIRMED', creditedMinutes: 116 }]);
  });

  it('the own account, and an account of the household, are no second person', async () => {
    const asked = await correct(admin);
    const own = await street.people.accountOf(volunteerId, 'STREET_ADMIN', street.tree.street.id);
    expect(await decide(asked['decisionId'], own)).toMatchObject({ code: 'DECISION_OWN' });
    const relative = await street.volunteer();
    await booted
      .get(DeclareHousehold)
      .execute(street.context(), { volunteerId, withVolunteerId: relative, source: '本人说明' });
    const theirs = await street.people.accountOf(relative, 'STREET_ADMIN', street.tree.street.id);
    expect(await decide(asked['decisionId'], theirs)).toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
    expect(await minutes()).toBe(116);
  });

  it('the leader of the team, with an account of the staff, does not decide it', async () => {
    const asked = await correct(clerk);
    const leader = await street.volunteer();
    await behindTheGuards(
      booted.database,
      `insert into team_leadership (id, team_id, volunteer_id, role, began_at) values ($1, $2, $3, 'LEADER', '2026-01-01')`,
      [v7(), street.teamId, leader],
    );
    const leads = await street.people.accountOf(leader, 'STREET_ADMIN', street.tree.street.id);
    expect(await decide(asked['decisionId'], leads)).toMatchObject({ code: 'RECORD_OWN_TEAM' });
  });
});

describe('what two agree to', () => {
  it('is one step: the reversal and the new entry stand together, and the certificate never falls between', async () => {
    const paper = await certificate();
    const asked = await correct(clerk);
    const seen = new Set<number>();
    const watch = { isOver: false };
    const watching = (async () => {
      while (!watch.isOver) seen.add(await minutes());
    })();
    const decided = await decide(asked['decisionId'], admin);
    watch.isOver = true;
    await watching;
    expect(decided).toMatchObject({
      result: { status: 'CONFIRMED', creditedMinutes: 60, correctedRecordId: recordId },
    });
    expect([...seen].filter((value) => value !== 116 && value !== 60)).toEqual([]);
    const entries = await booted.get(UnitOfWork).read(
      `select amount::int, count(*) over (partition by xmin::text)::int as together from ledger_entry
       where volunteer_id = $1 and account_kind = 'SERVICE_MINUTES' order by seq`,
      [volunteerId],
    );
    expect(entries).toMatchObject([{ amount: 116 }, { amount: -116, together: 2 }, { amount: 60, together: 2 }]);
    await booted.get(SupersedeCertificates).execute(volunteerId, recordId);
    const old = await certificateOf(paper);
    expect(old).toMatchObject({ status: 'SUPERSEDED', serviceMinutes: 116 });
    expect(await certificateOf(String(old['supersededById']))).toMatchObject({ status: 'VALID', serviceMinutes: 60 });
    const [told] = await notices();
    expect(told).toMatchObject({ kind: 'DECISION_APPROVED' });
    expect(told?.sentence).toContain('十点提前离开');
    expect(await booted.get(LedgerVerifier).verify()).toMatchObject({ isIntact: true });
  });

  it('that nothing was served takes all of it back', async () => {
    const asked = await drop(clerk);
    expect(await minutes()).toBe(116);
    await decide(asked['decisionId'], admin);
    expect(await minutes()).toBe(0);
    expect(await street.records(volunteerId)).toMatchObject([{ status: 'REVERSED' }]);
    expect(await correct(clerk)).toMatchObject({ code: 'RECORD_STATE_WRONG' });
  });

  it('happens once, however many press at once', async () => {
    const asked = await correct(clerk);
    const answers = await Promise.all([decide(asked['decisionId'], admin), decide(asked['decisionId'], second)]);
    expect(answers.map((answer) => answer['code'] ?? 'done').sort()).toEqual(['DECISION_MADE', 'done']);
    expect(await minutes()).toBe(60);
  });

  it('happens wholly or not at all where the process dies between the two', async () => {
    const asked = await correct(clerk);
    const dies = jest.spyOn(booted.get(ServiceRecordRepository), 'save').mockRejectedValueOnce(new Error('killed'));
    expect(await decide(asked['decisionId'], admin)).toMatchObject({ status: 500 });
    dies.mockRestore();
    expect(await minutes()).toBe(116);
    await decide(asked['decisionId'], admin);
    expect(await minutes()).toBe(60);
  });

  it('does not depend on a clock that has gone back since', async () => {
    const asked = await correct(clerk);
    booted.setNow(new Date(at('2026-11-28 12:00')));
    await decideAsAnother(booted, String(asked['decisionId']));
    expect(await minutes()).toBe(60);
  });

  it('is what they saw: where other punches count by now it has to be asked anew', async () => {
    const asked = await correct(clerk);
    await booted.get(UnitOfWork).run(async (tx) => {
      const [record] = await tx.query<{ shiftId: string }>(
        'select shift_id as "shiftId" from service_record where id = $1',
        [recordId],
      );
      await tx.query(
        `insert into punch (id, volunteer_id, shift_id, direction, punched_at, received_at, method, evidence, payload_hash,
           recorded_by)
         select $1, volunteer_id, shift_id, 'OUT', $3, $3, 'CORRECTION', '{"reason": "later", "replaces": []}', '\\x00',
           $4 from punch where volunteer_id = $2 and shift_id = $5 limit 1`,
        [v7(), volunteerId, at('10:58'), clerk.userId, record?.shiftId],
      );
    });
    expect(await decide(asked['decisionId'], admin)).toMatchObject({ code: 'CORRECTION_OUTDATED' });
    expect(await minutes()).toBe(116);
  });
});

describe('a variant: minutes that grow by corrections', () => {
  it('above the month’s limit for weak evidence are asked by the community and agreed to by the street', async () => {
    for (const day of ['2026-11-21', '2026-11-22']) await weakHours(day);
    const short = await shortRecord();
    const grow = { checkedInAt: at('13:00'), checkedOutAt: at('15:00'), reason: '负责人说服务到三点' };
    expect(await correct(admin, grow, short)).toMatchObject({ code: 'CORRECTION_SAME_UNIT' });
    const asked = await correct(clerk, grow, short);
    expect(await decide(asked['decisionId'], admin)).toMatchObject({ outcome: 'APPROVED' });
  });

  async function shortRecord(): Promise<string> {
    const shift = await street.shift('13:00', '15:00');
    await street.attend(volunteerId, shift, '13:00', '13:30');
    await street.closeAndCompute(shift);
    await street.confirmAll();
    return (await street.records(volunteerId)).at(-1)?.id ?? '';
  }

  /** Back-filled, approved and posted. */
  async function weakHours(day: string): Promise<void> {
    const actor = (who: SignedIn, role: 'COMMUNITY_WORKER' | 'STREET_ADMIN'): UserActor => ({
      ...PeopleBuilder.actor(role, role === 'STREET_ADMIN' ? street.tree.street : street.tree.community),
      userId: who.userId,
    });
    const shift = await street.shift(`${day} 08:00`, `${day} 13:00`);
    await street.closeAndCompute(shift);
    const times = { checkedInAt: at(`${day} 08:00`), checkedOutAt: at(`${day} 13:00`), reason: '签到表照片' };
    const { id } = await booted
      .get(BackfillRecord)
      .execute(street.context(actor(clerk, 'COMMUNITY_WORKER')), { shiftId: shift.shiftId, volunteerId, ...times });
    await booted
      .get(DecideRecord)
      .execute(street.context(actor(admin, 'STREET_ADMIN')), { recordId: id, decision: 'APPROVE', reason: '属实' });
    await street.confirmAll();
  }
});

describe('the application’s database role', () => {
  it('takes nothing back alone, and does not let a next revision ride on the old publicity', async () => {
    const run = (sql: string) =>
      booted
        .get(UnitOfWork)
        .run((tx) => tx.query(sql, [recordId]))
        .then(
          () => null,
          (error: unknown) => violatedConstraint(error),
        );
    expect(await run(`update service_record set status = 'REVERSED', decided_by = 'x' where id = $1`)).toBe(
      'confirmed_record_goes_by_two',
    );
    const columns = `volunteer_id, shift_id, activity_id, activity_title, team_id, division_id, starts_at, ends_at, kind,
      category, duty, served_on, raw_minutes, clipped_minutes, grade, is_grade_pending, flags, is_points_eligible,
      hours_policy_version, trace, credited_intervals, occupied_intervals`;
    const asked = await correct(clerk);
    await decide(asked['decisionId'], admin);
    // After a correction of 60 minutes, a third revision of 116 in its place.
    const [now] = (await street.records(volunteerId)).filter(({ status }) => status === 'CONFIRMED');
    recordId = now?.id ?? '';
    expect(await run(`update service_record set status = 'REVERSED' where id = $1`)).toBe(
      'confirmed_record_goes_by_two',
    );
    expect(
      await run(`with next as (
          insert into service_record (id, revision, status, credited_minutes, recorded_by, computed_at, publicity_from,
            publicity_until, ${columns})
          select gen_random_uuid(), 3, 'PUBLICITY', 116, recorded_by, computed_at + interval '20 days', publicity_from,
            publicity_until, ${columns} from service_record where id = $1 returning id)
        select 1 from next`),
    ).not.toBeNull();
    expect(await minutes()).toBe(60);
  });
});

it('asks by one key once', async () => {
  const actor = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: clerk.userId };
  const command = { recordId, times: null, reason: '没有参加' };
  const context = { actor, idempotencyKey: v7() };
  const ask = (): Promise<Correction> => booted.get(CorrectRecord).execute(context, command);
  const [first, again] = [await ask(), await ask()];
  expect(again.decisionId).toBe(first.decisionId);
});
