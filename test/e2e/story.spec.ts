import { v7 } from 'uuid';
import { Workbook } from 'exceljs';
import { CreateDivision } from '../../src/place/divisions';
import { LedgerVerifier } from '../../src/ledger/ledger';
import { Sweeper } from '../../src/platform/data/outbox';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import { ApiClient } from '../support/api-client';
import { type BootedApp, bootApp } from '../support/boot-app';
import { eventually } from '../support/eventually';
import { bySystem } from '../support/system';

const PASSWORD = 'story-2026-password';

/** Beijing time of the story, which plays around Saturday, 6 June 2026. */
const at = (day: string, time: string): Date => new Date(`${day}T${time}:00+08:00`);

interface Person {
  readonly name: string;
  readonly idNumber: string;
  readonly username: string;
}

/** Valid by check digit, in use by nobody: sequence 9xx of a day in 1958 … 1971. */
const people = {
  zhao: { name: '赵桂兰', idNumber: idNumber('19580312', 902), username: 'zhao.guilan' },
  qian: { name: '钱国强', idNumber: idNumber('19611105', 913), username: 'qian.guoqiang' },
  sun: { name: '欧阳秀英', idNumber: idNumber('19710720', 924), username: 'ouyang.xiuying' },
} as const;

function idNumber(birth: string, order: number): string {
  const first17 = `220402${birth}${String(order)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return first17 + '10X98765432'.charAt(sum % 11);
}

interface Volunteer {
  readonly id: string;
  readonly client: ApiClient;
}

interface Ref {
  readonly id: string;
  readonly version: number;
}

/** What was asked and waits for another person. */
interface Asked {
  readonly decisionId: string;
}

/**
 * The whole path through HTTP and worker, with numbers computed by hand (domain rules, worked examples a, b and c):
 * planned 09:00–11:00. 赵: in 08:50, out 11:20 → 120 min, 20.0 points. 钱: in 09:10, no check-out → 110 min, 18.3 points.
 * 欧阳: in 09:00, out 10:10 → 70 min, under 60 % of 120 → 0 points.
 */
describe('from registration to certificate', () => {
  let booted: BootedApp;
  let street: Ref;
  let buildings: Ref[];
  let staff: ApiClient;
  let leader: ApiClient;
  let second: ApiClient;
  let zhao: Volunteer;
  let qian: Volunteer;
  let sun: Volunteer;
  let shiftId: string;

  beforeAll(async () => {
    booted = await bootApp();
    booted.setNow(at('2026-06-01', '09:00'));
    const district = await booted
      .get(CreateDivision)
      .execute(bySystem(), { parentId: null, kind: 'DISTRICT', code: 'LS', name: '龙山区' });
    const grants = (role: 'STREET_ADMIN' | 'STREET_LEADER' | 'COMMUNITY_WORKER') => [{ role, divisionId: district.id }];
    const accounts = booted.get(UserAccounts);
    await accounts.create(bySystem(), {
      username: 'staff',
      password: PASSWORD,
      displayName: '街道',
      grants: grants('STREET_ADMIN'),
    });
    await accounts.create(bySystem(), {
      username: 'boss',
      password: PASSWORD,
      displayName: '书记',
      grants: grants('STREET_LEADER'),
    });
    await accounts.create(bySystem(), {
      username: 'second',
      password: PASSWORD,
      displayName: '社区',
      grants: grants('COMMUNITY_WORKER'),
    });
    second = await new ApiClient(booted.url).signIn('second', PASSWORD);
    staff = await new ApiClient(booted.url).signIn('staff', PASSWORD);
    leader = await new ApiClient(booted.url).signIn('boss', PASSWORD);
    street = await division(district.id, 'STREET', 'LS-FZ', '福镇街道');
  });

  afterAll(async () => booted.close());

  async function division(parentId: string, kind: string, code: string, name: string): Promise<Ref> {
    return staff.post<{ id: string; version: number }>('/divisions', { parentId, kind, code, name });
  }

  async function volunteer(person: Person, divisionId: string): Promise<Volunteer> {
    const registered = await new ApiClient(booted.url).post<Ref>('/volunteer-registrations', {
      divisionId,
      name: person.name,
      idNumber: person.idNumber,
      phone: '13800005678',
      consents: [
        { purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' },
        { purpose: 'RANKING_DISPLAY', textVersion: '2026-1', channel: 'SELF' },
      ],
      account: { username: person.username, password: PASSWORD },
    });
    await staff.ok('POST', `/volunteers/${registered.id}/reviews`, {
      body: { decision: 'APPROVE' },
      version: registered.version,
    });
    return { id: registered.id, client: await new ApiClient(booted.url).signIn(person.username, PASSWORD) };
  }

  async function punch(
    who: Volunteer,
    direction: 'IN' | 'OUT',
    punchId = v7(),
  ): Promise<{ message: string; punchedAt: string }> {
    // Zhao leads the team: a code that only she had drawn would not prove that she was there.
    const shower = who.id === zhao.id ? staff : zhao.client;
    const { digits } = await shower.get<{ digits: string }>(`/shifts/${shiftId}/code?direction=${direction}`);
    return who.client.post('/me/punches', { punchId, shiftId, direction, code: digits });
  }

  async function records(who: Volunteer) {
    const { items } = await who.client.get<{
      items: {
        id: string;
        status: string;
        creditedMinutes: number;
        grade: string;
        flags: string[];
        explanation: string[];
        version: number;
      }[];
    }>('/me/records');
    return items;
  }

  /** Rings what is overdue and waits until the answer is true. */
  async function settle(what: string, isTrue: () => Promise<boolean>): Promise<void> {
    await eventually(
      what,
      async () => {
        if (await isTrue()) return true;
        await booted.get(Sweeper).sweep();
        return false;
      },
      60_000,
    );
  }

  it('registers the tree, three volunteers and their appointments as building heads', async () => {
    const community = await division(street.id, 'COMMUNITY', 'LS-FZ-01', '御景社区');
    const grid = await division(community.id, 'GRID', 'LS-FZ-01-01', '第1网格');
    buildings = [];
    for (const no of [1, 2, 3])
      buildings.push(await division(grid.id, 'BUILDING', `LS-FZ-01-01-0${String(no)}`, `${String(no)}号楼`));
    [zhao, qian, sun] = [
      await volunteer(people.zhao, buildings[0]!.id),
      await volunteer(people.qian, buildings[1]!.id),
      await volunteer(people.sun, buildings[2]!.id),
    ];
    for (const [index, head] of [zhao, qian, sun].entries()) {
      const asked = await staff.post<Asked>('/head-appointments', {
        volunteerId: head.id,
        divisionId: buildings[index]!.id,
        role: 'BUILDING_HEAD',
        validFrom: '2025-01-01',
        isPaid: false,
        source: '福镇街道任命文件 2025-1',
      });
      // They have been in office for a year and a half: another person lets it be written down.
      await second.ok('POST', `/decisions/${asked.decisionId}/decisions`, { body: { decision: 'APPROVE' } });
    }
    const own = await zhao.client.get<{ name: string; idNumber?: string }>('/me/volunteer');
    expect(JSON.stringify(own)).not.toContain(people.zhao.idNumber);
  });

  it('tells nobody who is registered already, and makes no second row', async () => {
    const registered = async (): Promise<number> => {
      const [row] = await booted
        .get(UnitOfWork)
        .read<{ count: number }>('select count(*)::int as count from volunteer');
      return row?.count ?? 0;
    };
    const before = await registered();
    const receipt = await new ApiClient(booted.url).ok('POST', '/volunteer-registrations', {
      body: {
        divisionId: buildings[0]!.id,
        name: people.zhao.name,
        idNumber: people.zhao.idNumber,
        phone: '13800005678',
        consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
      },
    });
    expect(receipt).toMatchObject({ status: 'PENDING' });
    expect(await registered()).toBe(before);
    const wrong = await new ApiClient(booted.url).refusal('POST', '/volunteer-registrations', {
      body: {
        divisionId: buildings[0]!.id,
        name: '某人',
        idNumber: people.zhao.idNumber.slice(0, 17) + (people.zhao.idNumber.endsWith('1') ? '2' : '1'),
        phone: '13800005678',
        consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
      },
    });
    expect(wrong).toMatchObject({ status: 400, code: 'ID_NUMBER_CHECK_DIGIT' });
  });

  it('founds a team, publishes an activity and fills its shift', async () => {
    const team = await staff.post<Ref>('/teams', {
      name: '御景社区居民志愿服务队',
      kind: 'RESIDENT',
      divisionId: street.id,
      leaderVolunteerId: zhao.id,
    });
    for (const member of [qian, sun]) {
      const request = await member.client.post<{ membershipId: string }>(`/teams/${team.id}/membership-requests`, {});
      await zhao.client.post(`/team-memberships/${request.membershipId}/decision`, { decision: 'APPROVE' });
    }
    const activity = await zhao.client.post<{ id: string; positions: { id: string }[]; shifts: { id: string }[] }>(
      '/activities',
      {
        teamId: team.id,
        title: '周六巡河',
        kind: 'SERVICE',
        category: 'RIVER_PATROL',
        placeName: '滨河公园南门',
        longitude: 125.1436,
        latitude: 42.8877,
        coordinateSystem: 'GCJ02',
        riskLevel: 'LOW',
        checkInModes: ['CODE', 'ROLL_CALL'],
        positions: [{ name: '巡河队员', duty: 'MEMBER', capacity: 3 }],
        shifts: [{ startsAt: '2026-06-06T09:00:00+08:00', endsAt: '2026-06-06T11:00:00+08:00' }],
      },
    );
    await zhao.client.post(`/activities/${activity.id}/publish`, {});
    shiftId = activity.shifts[0]!.id;
    for (const who of [zhao, qian, sun]) {
      const signup = await who.client.post<{ status: string }>(`/shifts/${shiftId}/signups`, {
        positionId: activity.positions[0]!.id,
      });
      expect(signup.status).toBe('CONFIRMED');
    }
  });

  it('takes punches by code, once each, and tells what was recorded', async () => {
    booted.setNow(at('2026-06-06', '08:20'));
    const { digits } = await zhao.client.get<{ digits: string }>(`/shifts/${shiftId}/code?direction=IN`);
    const early = await qian.client.refusal('POST', '/me/punches', {
      body: { punchId: v7(), shiftId, direction: 'IN', code: digits },
    });
    expect(early.code).toBe('PUNCH_TOO_EARLY');

    booted.setNow(at('2026-06-06', '08:50'));
    const punchId = v7();
    const first = await punch(zhao, 'IN', punchId);
    expect(first.message).toContain('周六巡河');
    const { digits: code } = await zhao.client.get<{ digits: string }>(`/shifts/${shiftId}/code?direction=IN`);
    const again = await zhao.client.post('/me/punches', { punchId, shiftId, direction: 'IN', code });
    expect(again).toEqual(first);
    const wrong = await qian.client.refusal('POST', '/me/punches', {
      body: { punchId: v7(), shiftId, direction: 'IN', code: code === '000000' ? '000001' : '000000' },
    });
    expect(wrong.code).toBe('CODE_WRONG');
    const withoutIn = await sun.client.refusal('POST', '/me/punches', {
      body: { punchId: v7(), shiftId, direction: 'OUT', code },
    });
    expect(['CHECK_IN_MISSING', 'CODE_WRONG']).toContain(withoutIn.code);

    booted.setNow(at('2026-06-06', '09:00'));
    await punch(sun, 'IN');
    booted.setNow(at('2026-06-06', '09:10'));
    await punch(qian, 'IN');
    const second = await qian.client.refusal('POST', '/me/punches', {
      body: {
        punchId: v7(),
        shiftId,
        direction: 'IN',
        code: (await zhao.client.get<{ digits: string }>(`/shifts/${shiftId}/code?direction=IN`)).digits,
      },
    });
    expect(second.code).toBe('ALREADY_CHECKED_IN');
    booted.setNow(at('2026-06-06', '10:10'));
    await punch(sun, 'OUT');
    booted.setNow(at('2026-06-06', '11:20'));
    await punch(zhao, 'OUT');
  });

  it('computes the minutes once the shift is closed, with a trace that a volunteer understands', async () => {
    booted.setNow(at('2026-06-06', '11:40'));
    await zhao.client.post(`/shifts/${shiftId}/close`, {});
    const late = await qian.client.refusal('POST', '/me/punches', {
      body: { punchId: v7(), shiftId, direction: 'OUT', code: '123456' },
    });
    expect(late.code).toBe('PUNCH_SHIFT_CLOSED');
    await settle(
      'three records',
      async () => (await records(zhao)).length + (await records(qian)).length + (await records(sun)).length === 3,
    );
    expect((await records(zhao))[0]).toMatchObject({ creditedMinutes: 120, grade: 'A', flags: [] });
    expect((await records(qian))[0]).toMatchObject({ creditedMinutes: 110, grade: 'B' });
    expect((await records(qian))[0]!.flags).toContain('AUTO_CLOSED');
    expect((await records(sun))[0]).toMatchObject({ creditedMinutes: 70, grade: 'A' });
    expect((await records(zhao))[0]!.explanation.join('')).toContain('120');
  });

  it('posts to the ledger after the publicity, once, and points follow', async () => {
    // Saturday; the third working day after it is Wednesday the 10th.
    booted.setNow(at('2026-06-10', '12:00'));
    await booted.get(Sweeper).sweep();
    expect((await records(zhao))[0]!.status).toBe('PUBLICITY');
    booted.setNow(at('2026-06-11', '00:01'));
    await settle('confirmed', async () =>
      (await Promise.all([zhao, qian, sun].map(records))).every(([record]) => record?.status === 'CONFIRMED'),
    );
    const ledger = async (who: Volunteer) => who.client.get('/me/ledger');
    expect(await ledger(zhao)).toMatchObject({ serviceMinutes: 120, trainingMinutes: 0, pointTenths: 200 });
    expect(await ledger(qian)).toMatchObject({ serviceMinutes: 110, pointTenths: 183 });
    expect(await ledger(sun)).toMatchObject({ serviceMinutes: 70, pointTenths: 0 });
    const { items } = await zhao.client.get<{ items: { seq: number; amount: number; balanceAfter: number }[] }>(
      '/me/ledger/entries?accountKind=SERVICE_MINUTES',
    );
    expect(items).toMatchObject([{ seq: 1, amount: 120, balanceAfter: 120 }]);
  });

  it('ranks the heads from ledger and assessment, frozen, and writes the report the committee signs', async () => {
    booted.setNow(at('2026-07-01', '09:00'));
    const heads = await staff.get<{ items: { appointmentId: string; volunteerId: string }[] }>(
      `/head-appointments?divisionId=${street.id}`,
    );
    const scores = new Map([
      [zhao.id, 9_000],
      [qian.id, 9_500],
      [sun.id, 7_000],
    ]);
    for (const { appointmentId, volunteerId } of heads.items) {
      const asked = await staff.post<Asked>('/assessments', {
        appointmentId,
        assessedOn: '2026-06-08',
        item: '周一检查',
        scoreHundredths: scores.get(volunteerId),
      });
      // Three weeks late.
      await second.ok('POST', `/decisions/${asked.decisionId}/decisions`, { body: { decision: 'APPROVE' } });
    }
    const round = await staff.post<Ref>('/selection-rounds', {
      divisionId: street.id,
      name: '2026 年上半年优秀楼栋长评选',
      periodFrom: '2025-10-01',
      periodTo: '2026-06-30',
      roles: ['BUILDING_HEAD'],
      basisDocument: '福街发〔2026〕8 号',
      weights: { BUILDING_HEAD: { HOURS: 50, POINTS: 20, ASSESSMENT: 30, VOTE: 0, COMMITTEE: 0 } },
    });
    await staff.post(`/selection-rounds/${round.id}/freeze`, {});
    const ranking = await staff.get(`/selection-rounds/${round.id}/ranking`);
    const order = [...JSON.stringify(ranking).matchAll(/"volunteerId":"([^"]+)"/g)].map((match) => match[1]);
    expect(order).toEqual([zhao.id, qian.id, sun.id]);
    await leader.post(`/selection-rounds/${round.id}/confirm`, { note: '同意' });

    const report = await staff.file(`/selection-rounds/${round.id}/report`);
    const workbook = new Workbook();
    await workbook.xlsx.load(report as never);
    const text = JSON.stringify(workbook.worksheets.map((sheet) => sheet.getSheetValues()));
    expect(text).toContain('2026 年上半年优秀楼栋长评选');
  });

  it('certifies the hours, and anybody can verify the certificate without seeing the name', async () => {
    const applied = await zhao.client.post<Ref>('/me/certificates', {
      periodFrom: '2026-01-01',
      periodTo: '2026-06-30',
      idNumberDisplay: 'LAST_FOUR',
    });
    const issued = await staff.ok<{ certificateNo: string; verificationCode: string; serviceMinutes: number }>(
      'POST',
      `/certificates/${applied.id}/issue`,
      { body: { personInCharge: '李主任', contact: '0437-0000000' } },
    );
    expect(issued.serviceMinutes).toBe(120);
    expect((await zhao.client.file(`/certificates/${applied.id}/document`)).subarray(0, 5).toString()).toBe('%PDF-');
    const verified = await new ApiClient(booted.url).ok('GET', `/verify/${issued.verificationCode}`, {
      headers: { accept: 'application/json' },
    });
    expect(verified).toMatchObject({
      certificateNo: issued.certificateNo,
      status: 'VALID',
      serviceMinutes: 120,
      maskedName: '赵*',
    });
  });

  it('corrects only by reversal: the certificate is superseded and the ledger still adds up', async () => {
    const [record] = await records(zhao);
    const { decisionId } = await second.ok<{ decisionId: string }>('POST', `/records/${record!.id}/corrections`, {
      body: {
        checkedInAt: '2026-06-06T09:00:00+08:00',
        checkedOutAt: '2026-06-06T10:30:00+08:00',
        reason: '本人说明提前离开,核实无误',
      },
      version: record!.version,
    });
    // Who asked may not decide, and until another does, nothing moves.
    const decision = { body: { decision: 'APPROVE', reason: '核对现场照片无误' } };
    expect((await second.refusal('POST', `/decisions/${decisionId}/decisions`, decision)).code).toBe(
      'DECISION_UNKNOWN',
    );
    expect((await zhao.client.get<{ serviceMinutes: number }>('/me/ledger')).serviceMinutes).toBe(120);
    await staff.ok('POST', `/decisions/${decisionId}/decisions`, decision);
    // The reversal and the new entry are one step.
    await settle('posted anew', async () => {
      const { serviceMinutes } = await zhao.client.get<{ serviceMinutes: number }>('/me/ledger');
      return serviceMinutes === 90;
    });
    const { items } = await zhao.client.get<{ items: { amount: number; reversesSeq: number | null }[] }>(
      '/me/ledger/entries?accountKind=SERVICE_MINUTES',
    );
    expect(items.find(({ reversesSeq }) => reversesSeq === 1)?.amount).toBe(-120);
    await settle('superseded', async () => {
      const { items: certificates } = await zhao.client.get<{ items: { status: string }[] }>('/me/certificates');
      return certificates.some(({ status }) => status === 'SUPERSEDED');
    });
    expect((await booted.get(LedgerVerifier).verify()).findings).toEqual([]);
  });
});
