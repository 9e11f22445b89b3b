import type { Client } from 'pg';
import { v7 } from 'uuid';
import { BackfillRecord } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

type Row = Readonly<Record<string, unknown>>;

describe('records, as the reviewer finds them', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let api: PeopleApi;
  let superuser: Client;
  let recorder: UserActor;
  let clerk: SignedIn;
  let otherClerk: SignedIn;
  let volunteerId: string;

  const idsOf = async (query: string, reader = clerk): Promise<readonly unknown[]> => {
    const { status, body } = await api.get(`records?${query}`, reader.token);
    expect(status).toBe(200);
    return (body['items'] as readonly Row[]).map(({ id }) => id);
  };
  const evidenceOf = async (id: string, reader = clerk) => api.get(`records/${id}/evidence`, reader.token);

  async function backfilled(from: string, until: string): Promise<{ readonly id: string; readonly shiftId: string }> {
    const shift = await street.shift(from, until);
    await street.close(shift, '2026-12-01 12:00');
    await street.closeAndCompute(shift);
    const command = { shiftId: shift.shiftId, volunteerId, checkedInAt: at(from), checkedOutAt: at(until) };
    const reason = '签到表照片在案';
    const { id } = await booted.get(BackfillRecord).execute(street.context(recorder), { ...command, reason });
    return { id, shiftId: shift.shiftId };
  }

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    superuser = await superuserOf(booted.database);
    street = await ServiceBuilder.on(booted);
    api = new PeopleApi(booted);
    const { people, tree } = street;
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    otherClerk = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    recorder = { ...PeopleBuilder.actor('COMMUNITY_WORKER', tree.community), userId: v7() };
  }, 60_000);
  afterAll(async () => {
    await superuser.end();
    await booted.close();
  });
  beforeEach(async () => {
    volunteerId = await street.volunteer();
  });

  it('are found by person, shift, activity, day, grade, flag and status, and by all of it at once', async () => {
    const early = await backfilled('2026-11-21 09:00', '2026-11-21 11:00');
    const late = await backfilled('2026-11-22 09:00', '2026-11-22 11:00');
    const [record] = await booted
      .get(UnitOfWork)
      .read<{ activityId: string; grade: string }>(
        'select activity_id as "activityId", grade from service_record where id = $1',
        [early.id],
      );
    await superuser.query('set session_replication_role = replica');
    await superuser.query(`update service_record set flags = '{OVERLAP}' where id = $1`, [early.id]);
    const person = `volunteerId=${volunteerId}`;
    expect(await idsOf(person)).toEqual([late.id, early.id]);
    expect(await idsOf(`${person}&order=OLDEST`)).toEqual([early.id, late.id]);
    expect(await idsOf(`shiftId=${late.shiftId}`)).toEqual([late.id]);
    expect(await idsOf(`activityId=${record?.activityId ?? ''}`)).toEqual([early.id]);
    expect(await idsOf(`${person}&from=2026-11-22`)).toEqual([late.id]);
    expect(await idsOf(`${person}&until=2026-11-21`)).toEqual([early.id]);
    expect(await idsOf(`${person}&from=2026-11-21&until=2026-11-22`)).toHaveLength(2);
    expect(await idsOf(`${person}&grade=${record?.grade ?? ''}`)).toHaveLength(2);
    expect(await idsOf(`${person}&grade=A`)).toEqual([]);
    expect(await idsOf(`${person}&flag=OVERLAP`)).toEqual([early.id]);
    expect(await idsOf(`${person}&status=UNDER_REVIEW&status=CONFIRMED`)).toHaveLength(2);
    expect(await idsOf(`${person}&status=CONFIRMED`)).toEqual([]);
    const all = `${person}&shiftId=${early.shiftId}&flag=OVERLAP&status=UNDER_REVIEW&from=2026-11-01&until=2026-11-30`;
    expect(await idsOf(all)).toEqual([early.id]);
    expect(await idsOf(all, otherClerk)).toEqual([]);
  });

  it('come page by page in both orders, none twice and none left out', async () => {
    for (const day of ['23', '24', '25']) await backfilled(`2026-11-${day} 09:00`, `2026-11-${day} 10:00`);
    const whole = await idsOf(`volunteerId=${volunteerId}&order=OLDEST`);
    for (const order of ['OLDEST', 'NEWEST']) {
      const seen: unknown[] = [];
      for (let after = ''; ;) {
        const page = await api.get(`records?volunteerId=${volunteerId}&limit=1&order=${order}${after}`, clerk.token);
        seen.push(...(page.body['items'] as readonly Row[]).map(({ id }) => id));
        if (page.body['next'] === null) break;
        after = `&after=${page.body['next'] as string}`;
      }
      expect(seen).toEqual(order === 'OLDEST' ? whole : [...whole].reverse());
    }
  });

  it.each([
    ['status=NONE', 'VALIDATION_FAILED'],
    ['status=UNDER_REVIEW&status=UNDER_REVIEW', 'VALIDATION_FAILED'],
    ['flag=NONE', 'VALIDATION_FAILED'],
    ['from=2026-02-30', 'VALIDATION_FAILED'],
    ['order=UP', 'VALIDATION_FAILED'],
    ['from=2026-11-22&until=2026-11-21', 'RECORD_DAYS_INVALID'],
  ])('refuse %s', async (query, code) => {
    const answer = await api.get(`records?${query}`, clerk.token);
    expect([answer.status, answer.body['code']]).toEqual([400, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('show what speaks for one and against it, and what else the person did', async () => {
    const { people, tree } = street;
    const lead = await people.volunteer(tree.unit.id, { name: '侯晓俊' });
    await superuser.query('set session_replication_role = replica');
    await superuser.query('update team set leader_volunteer_id = $2 where id = $1', [street.teamId, lead.id]);
    const shift = await street.shift('15:00', '16:30');
    await street.attend(volunteerId, shift, '14:55', '16:33');
    const neighbour = await street.volunteer();
    await street.attend(neighbour, shift, '15:00', '16:30');
    await superuser.query('set session_replication_role = replica');
    await superuser.query(
      `update punch set evidence = evidence || '{"deviceId":"one","place":"INSIDE","distanceMeters":30}'
       where shift_id = $1 and direction = 'IN'`,
      [shift.shiftId],
    );
    await street.closeAndCompute(shift);
    const [record] = await street.records(volunteerId);
    const id = record?.id ?? '';
    const facts = { volunteerId, teamId: street.teamId, divisionId: tree.otherCommunity.id, minutes: 60 };
    const elsewhere = await new RecordBuilder(booted).confirmed({ ...facts, servedOn: '2026-11-28', title: '微心愿' });
    const rejected = await new RecordBuilder(booted).confirmed({ ...facts, servedOn: '2026-10-01', title: '清扫' });
    await superuser.query('set session_replication_role = replica');
    await superuser.query(`update service_record set status = 'REJECTED' where id = $1`, [rejected]);
    await superuser.query(`update service_record set status = 'UNDER_REVIEW' where id = $1`, [id]);
    await superuser.query(
      `insert into review_signal (id, kind, subject_key, division_id, evidence, raised_at, status, decided_by,
         decision_reason, decided_at)
       select gen_random_uuid(), 'SHARED_DEVICE', n::text, d, e, '2026-11-29', s, x, x, case when x is not null then now() end
       from (values (1, $1::uuid, $3::jsonb, 'OPEN', null), (2, $1, $3, 'HARMLESS', '查过'), (3, $2, $3, 'OPEN', null))
         v (n, d, e, s, x)`,
      [tree.community.id, tree.otherCommunity.id, JSON.stringify({ peopleCount: 2, volunteerIds: [volunteerId] })],
    );
    booted.setNow(new Date(at('2026-11-30 09:00')));
    const { status, body } = await evidenceOf(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ recordId: id, divisionName: '御景社区', placeName: '御景社区河段', leaderName: '侯晓俊' },
      planned: { startsAt: new Date(at('15:00')).toISOString(), endsAt: new Date(at('16:30')).toISOString() },
      punches: [
        { direction: 'IN', methodWords: '扫了现场的码', placeWords: '范围内，离活动地点约 30 米', isReplaced: false },
        { direction: 'OUT', placeWords: null, recordedByName: null },
      ],
      sameDay: [{ recordId: elsewhere, activityTitle: '微心愿', status: 'CONFIRMED', creditedMinutes: 60 }],
      day: { creditedMinutes: 150 },
      phone: '打卡的手机在本场还给另外 1 人打过卡。',
      doubts: [{ sentence: '同一部手机在几分钟里给 2 人打过卡。', isConfirmed: false }],
      recent: [{ recordId: elsewhere }, { recordId: rejected, status: 'REJECTED' }],
      year: { creditedMinutes: 60, rejectedCount: 1 },
      publicUntilIfApproved: '2026-12-03',
    });
    const sentences = (body['steps'] as readonly { readonly sentence: string }[]).map(({ sentence }) => sentence);
    expect(sentences[0]).toBe('14:55 签到，16:33 签退，本人在现场 98 分钟。');
    expect(sentences.join('')).not.toContain('您');
    // Nothing of who the others are.
    expect(JSON.stringify(body)).not.toContain(neighbour);
    // Elsewhere is told to whoever has to decide, and only as long as there is something to decide.
    const auditor = await people.staff('AUDITOR', tree.community.id);
    const nothing = { recent: [], year: { creditedMinutes: 0, rejectedCount: 0 } };
    expect((await evidenceOf(id, auditor)).body).toMatchObject({ recordId: id, ...nothing });
    await superuser.query(`update service_record set status = 'REJECTED' where id = $1`, [id]);
    expect((await evidenceOf(id)).body).toMatchObject({ recent: [], year: { creditedMinutes: 0, rejectedCount: 1 } });
    const everywhere = await people.staff('AUDITOR', tree.street.id);
    expect((await evidenceOf(id, everywhere)).body).toMatchObject({
      recent: [{ recordId: elsewhere }, { recordId: rejected }],
      year: { creditedMinutes: 60, rejectedCount: 2 },
    });
  });

  it('are not shown to who may not see the record, and who looked is written down', async () => {
    const { id } = await backfilled('2026-11-26 09:00', '2026-11-26 11:00');
    expect((await evidenceOf(id, otherClerk)).body).toMatchObject({ code: 'RECORD_UNKNOWN' });
    const person = await street.people.signedInVolunteer(street.tree.unit.id);
    expect((await evidenceOf(id, person)).body).toMatchObject({ code: 'PERMISSION_MISSING' });
    expect((await evidenceOf(v7())).body).toMatchObject({ code: 'RECORD_UNKNOWN' });
    const auditor = await street.people.staff('AUDITOR', street.tree.street.id);
    expect((await evidenceOf(id, auditor)).status).toBe(200);
    const lines = await booted.get(UnitOfWork).read(
      `select subject_kind as kind, subject_id as id, details from audit_log
         where action = 'service-hours.show-evidence' and actor_id = $1`,
      [auditor.userId],
    );
    // Under the person, whose own data lists it.
    expect(lines).toEqual([{ kind: 'volunteer', id: volunteerId, details: { recordId: id } }]);
  });

  it('ask the database as often for a full day as for an empty one', async () => {
    const asked = async (id: string): Promise<number> => {
      const queries = jest.spyOn(booted.get(UnitOfWork), 'read');
      await evidenceOf(id);
      const count = queries.mock.calls.length;
      queries.mockRestore();
      return count;
    };
    const { id } = await backfilled('2026-11-27 09:00', '2026-11-27 10:00');
    const alone = await asked(id);
    for (const hour of ['12', '14', '16']) await backfilled(`2026-11-27 ${hour}:00`, `2026-11-27 ${hour}:30`);
    expect(await asked(id)).toBeLessThanOrEqual(alone);
  });
});
