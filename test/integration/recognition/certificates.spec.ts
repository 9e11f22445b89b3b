import { v7 } from 'uuid';
import { IssueCertificate } from '../../../src/recognition/certificates';
import { MakeCheckpoint, PrintedCheckpoints } from '../../../src/ledger/evidence';
import { DecideOpening } from '../../../src/service/openings/application/decide-opening';
import { postOldHours } from '../../support/old-hours';
import { OpeningRepository } from '../../../src/service/openings/persistence/opening.repository';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { type Answer, PeopleApi } from '../../builders/people.api';
import { idNumberOf, localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';
import { behindTheGuards } from '../../support/superuser';
import { eventually } from '../../support/eventually';
import { bySystem } from '../../support/system';

const period = { periodFrom: '2026-01-01', periodTo: '2026-10-31' };
const issuer = { personInCharge: '王主任', contact: '0431-80000000' };

const NOW = new Date('2026-11-24T02:00:00Z');

describe('certificates', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let records: RecordBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let worker: SignedIn;
  let teamId: string;

  beforeAll(async () => {
    booted = await bootApp({ env: { PUBLIC_URL: 'https://ledger.example.cn' } });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    records = new RecordBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    teamId = (await people.team(tree.community.id)).id;
  });

  afterAll(async () => booted.close());

  async function apply(volunteerId: string, given: Record<string, unknown> = {}): Promise<Answer> {
    const body = { ...period, idNumberDisplay: 'NONE', ...given };
    return api.post(`volunteers/${volunteerId}/certificates`, { token: worker.token, body });
  }

  async function issued(volunteerId: string, given: Record<string, unknown> = {}): Promise<Answer['body']> {
    const id = String((await apply(volunteerId, given)).body['id']);
    const answer = await api.post(`certificates/${id}/issue`, { token: admin.token, body: issuer });
    expect(answer).toMatchObject({ status: 200 });
    return answer.body;
  }

  function serve(volunteerId: string, servedOn: string, minutes: number, given = {}): Promise<string> {
    return records.confirmed({ volunteerId, teamId, divisionId: tree.community.id, servedOn, minutes, ...given });
  }

  function verify(code: unknown, accept = 'application/json'): Promise<Response> {
    return fetch(`${booted.url}/verify/${String(code)}`, { headers: { accept } });
  }

  it('a volunteer applies, the street issues, anybody verifies, and the paper is a PDF', async () => {
    const holder = await people.signedInVolunteer(tree.unit.id);
    await serve(holder.volunteerId, '2026-03-02', 120);
    await serve(holder.volunteerId, '2026-03-09', 95, { grade: 'B', title: '清理小片荒' });
    await serve(holder.volunteerId, '2026-04-01', 60, { kind: 'TRAINING' });
    await serve(holder.volunteerId, '2025-12-31', 480);
    const applied = await api.post('me/certificates', {
      token: holder.token,
      body: { ...period, idNumberDisplay: 'LAST_FOUR', purpose: '评优' },
    });
    expect(applied).toMatchObject({ status: 201, body: { status: 'APPLIED', certificateNo: null } });
    await checkpointed();
    const id = String(applied.body['id']);
    const { body } = await api.post(`certificates/${id}/issue`, { token: admin.token, body: issuer });
    expect(body).toMatchObject({
      status: 'VALID',
      certificateNo: `${tree.street.code}-2026-000001`,
      serviceMinutes: 215,
      trainingMinutes: 60,
      minutesByGrade: { A: 120, B: 95, C: 0, D: 0, E: 0 },
      ledgerSeal: [
        { kind: 'SERVICE_MINUTES', seq: 3, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { kind: 'TRAINING_MINUTES', seq: 1, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      ],
    });
    const verified = await verify(body['verificationCode']);
    expect([verified.status, await verified.json()]).toEqual([
      200,
      {
        certificateNo: body['certificateNo'],
        ...period,
        serviceMinutes: 215,
        serviceHours: '3.5',
        status: 'VALID',
        maskedName: '居*',
        checkpoint: expect.objectContaining({ isPublished: true }),
      },
    ]);
    const page = await verify(body['verificationCode'], 'text/html,*/*');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('证明有效');
    const pdf = await document(id, holder.token);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await document(id, holder.token)).toEqual(pdf);
  });

  async function checkpointed(): Promise<void> {
    await eventually('a checkpoint', async () => {
      await booted.get(MakeCheckpoint).execute();
      return (await booted.get(PrintedCheckpoints).latest()) !== null;
    });
  }

  it('carries the newest checkpoint, which anybody can look up; verification says where it is another', async () => {
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    await serve(volunteerId, '2026-03-02', 120);
    await checkpointed();
    const certificate = await issued(volunteerId);
    const printed = async () =>
      ((await (await verify(certificate['verificationCode'])).json()) as Answer['body'])['checkpoint'] as {
        readonly number: number;
        readonly url: string;
      };
    const { number, url, ...rest } = await printed();
    expect(url).toBe(`https://ledger.example.cn/api/v1/ledger/checkpoints/${number}`);
    const response = await fetch(url.replace('https://ledger.example.cn', booted.url));
    const published = (await response.json()) as Record<string, unknown>;
    expect({ number, ...rest }).toEqual({
      number,
      madeAt: published['madeAt'],
      root: published['root'],
      isPublished: true,
    });
    await behindTheGuards(
      booted.database,
      `update certificate set content = jsonb_set(content, '{checkpoint,root}', to_jsonb(repeat('0', 64)))
       where id = $1`,
      [certificate['id']],
    );
    expect(await printed()).toMatchObject({ number, isPublished: false });
  });

  it('shows old hours apart from the records, and is superseded when they are taken back', async () => {
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    await serve(volunteerId, '2026-03-02', 120);
    const openingId = v7();
    const row = {
      rowNumber: 2,
      kind: 'SERVICE',
      minutes: 6_000,
      grade: 'C',
      servedOn: localDay('2026-02-01'),
      servedTo: localDay('2026-02-28'),
    } as const;
    await booted.get(UnitOfWork).run((tx) =>
      booted.get(OpeningRepository).insert(tx, {
        id: openingId,
        divisionId: tree.street.id,
        documentTitle: '2026 年春志愿服务登记册',
        documentKeeper: '福镇街道办事处',
        periodFrom: localDay('2026-01-01'),
        periodTo: localDay('2026-02-28'),
        fileHash: 'a'.repeat(64),
        submittedBy: 'system:clerk',
        submittedAt: new Date('2026-11-01T00:00:00Z'),
        rows: [{ ...row, id: v7(), volunteerId }],
      }),
    );
    const decisions = booted.get(DecideOpening);
    await decisions.decide(bySystem(), { id: openingId, decision: 'APPROVE' });
    await postOldHours(booted, NOW);
    const certificate = await issued(volunteerId);
    expect(certificate).toMatchObject({ serviceMinutes: 120, minutesByGrade: { A: 120, C: 0 } });
    const [stored] = await booted
      .get(UnitOfWork)
      .read<{ opened: unknown }>(`select content->'openedHours' as opened from certificate where id = $1`, [
        certificate['id'],
      ]);
    expect(stored?.opened).toEqual([
      {
        kind: 'SERVICE',
        grade: 'C',
        minutes: 6_000,
        documentTitle: '2026 年春志愿服务登记册',
        documentKeeper: '福镇街道办事处',
      },
    ]);
    const { decisionId } = await decisions.askToReverse(bySystem(), { id: openingId, reason: '登记册有误' });
    await decideAsAnother(booted, decisionId);
    const state = async () => (await api.get(`certificates/${String(certificate['id'])}`, admin.token)).body;
    await eventually('superseded', async () => (await state())['status'] === 'SUPERSEDED');
    expect((await document(String((await state())['supersededById']), admin.token)).length).toBeGreaterThan(0);
  });

  async function document(id: string, token: string): Promise<Buffer> {
    const response = await fetch(`${booted.url}/api/v1/certificates/${id}/document`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    return Buffer.from(await response.arrayBuffer());
  }

  it('unknown and malformed codes get the same answer, as JSON and as a page', async () => {
    const answers = await Promise.all(
      ['0000000000000000', '0000000000000001', 'x', '%E5%BF%97%E6%84%BF'].map(async (code) => {
        const problem = (await (await verify(code)).json()) as Record<string, unknown>;
        const page = await (await verify(code, 'text/html')).text();
        return [{ ...problem, requestId: null }, page.replaceAll(/nonce="[^"]*"/g, '')];
      }),
    );
    expect(answers[0]).toMatchObject([
      { code: 'CERTIFICATE_NOT_FOUND', status: 404 },
      expect.stringContaining('没有查到'),
    ]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('the full ID number is printed at the holder’s choice only, logged each time, and never stored', async () => {
    const idNumber = idNumberOf(901);
    const { id: volunteerId } = await people.volunteer(tree.unit.id, { idNumber });
    await serve(volunteerId, '2026-05-01', 60);
    expect((await apply(volunteerId, { idNumberDisplay: 'FULL' })).body['code']).toBe(
      'CERTIFICATE_ID_NUMBER_REASON_REQUIRED',
    );
    const certificate = await issued(volunteerId, { idNumberDisplay: 'FULL', idNumberReason: '本人要求用于入学' });
    const leader = await people.staff('STREET_LEADER', tree.street.id);
    const printed = await document(String(certificate['id']), admin.token);
    expect(await document(String(certificate['id']), leader.token)).not.toEqual(printed);
    const logged = await booted
      .get(UnitOfWork)
      .read<{ actor_id: string }>(
        `select actor_id from audit_log where action = 'volunteers.print-id-number' and subject_id = $1`,
        [volunteerId],
      );
    expect(logged).toEqual([{ actor_id: admin.userId }]);
    const [stored] = await booted
      .get(UnitOfWork)
      .read<{ text: string }>(
        `select string_agg(c::text, ' ') || (select string_agg(k::text, ' ') from command_key k) as text from certificate c`,
      );
    expect(stored?.text).not.toContain(idNumber);
  });

  it('numbers have no gap and no twin when many are issued at once and some are refused', async () => {
    const [before] = await booted.get(UnitOfWork).read<{ last_no: number }>('select last_no from certificate_counter');
    const ids = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const { id } = await people.volunteer(tree.unit.id);
        if (index % 4 !== 3) await serve(id, '2026-06-01', 30 + index);
        return String((await apply(id)).body['id']);
      }),
    );
    const context = (key: string) => ({ actor: systemActor('test'), idempotencyKey: key });
    const results = await Promise.allSettled(
      ids.map((certificateId) =>
        booted.get(IssueCertificate).execute(context(`issue-${certificateId}`), { certificateId, ...issuer }),
      ),
    );
    const serials = results.flatMap((result) =>
      result.status === 'fulfilled' ? [Number(result.value.certificateNo?.slice(-6))] : [],
    );
    const first = before?.last_no ?? 0;
    expect(serials.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6].map((step) => first + step));
    expect(results.filter((result) => result.status === 'rejected').map((result) => String(result.reason))).toEqual([
      expect.stringContaining('CERTIFICATE_NO_SERVICE'),
      expect.stringContaining('CERTIFICATE_NO_SERVICE'),
    ]);
  });

  it('a reversal supersedes the certificate and a successor takes its place, once', async () => {
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    const wrong = await serve(volunteerId, '2026-03-02', 120);
    const right = await serve(volunteerId, '2026-03-09', 90);
    const old = await issued(volunteerId);
    await records.reverse(volunteerId, wrong);
    const state = async () => (await api.get(`certificates/${String(old['id'])}`, admin.token)).body;
    await eventually('superseded', async () => (await state())['status'] === 'SUPERSEDED');
    const next = await api.get(`certificates/${String((await state())['supersededById'])}`, admin.token);
    expect(next.body).toMatchObject({ status: 'VALID', serviceMinutes: 90, ...period });
    expect(await (await verify(old['verificationCode'])).json()).toMatchObject({
      status: 'SUPERSEDED',
      serviceMinutes: 210,
    });
    await records.reverse(volunteerId, right);
    const last = async () => (await api.get(`certificates/${String(next.body['id'])}`, admin.token)).body;
    await eventually('superseded again', async () => (await last())['status'] === 'SUPERSEDED');
    expect(await last()).toMatchObject({ supersededById: null });
  });

  it('revokes, and refuses what is not allowed', async () => {
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    await serve(volunteerId, '2026-03-02', 120);
    const application = await apply(volunteerId);
    expect((await apply(volunteerId)).body['code']).toBe('CERTIFICATE_APPLICATION_OPEN');
    expect((await apply(volunteerId, { periodTo: '2026-11-25' })).body['code']).toBe('CERTIFICATE_PERIOD_INVALID');
    const path = `certificates/${String(application.body['id'])}`;
    const reason = { reason: '信息有误' };
    expect((await api.post(`${path}/issue`, { token: worker.token, body: issuer })).body['code']).toBe(
      'PERMISSION_MISSING',
    );
    expect((await api.post(`${path}/revoke`, { token: admin.token, body: reason })).body['code']).toBe(
      'CERTIFICATE_NOT_VALID',
    );
    const { body } = await api.post(`${path}/issue`, { token: admin.token, body: issuer });
    expect((await api.post(`${path}/decline`, { token: admin.token, body: reason })).body['code']).toBe(
      'CERTIFICATE_NOT_APPLIED',
    );
    expect((await api.post(`${path}/revoke`, { token: admin.token, body: reason })).body['status']).toBe('REVOKED');
    expect(await (await verify(body['verificationCode'])).json()).toMatchObject({ status: 'REVOKED' });
    const stranger = await people.signedInVolunteer(tree.unit.id);
    expect((await api.get(path, stranger.token)).status).toBe(404);
    const outside = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    expect((await api.get(path, outside.token)).body['code']).toBe('CERTIFICATE_UNKNOWN');
  });

  it('nobody issues their own certificate; records that the ledger does not hold are not certified', async () => {
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    const recordId = await serve(volunteerId, '2026-03-02', 120);
    await behindTheGuards(
      booted.database,
      'update service_record set raw_minutes = 150, clipped_minutes = 150, credited_minutes = 150 where id = $1',
      [recordId],
    );
    const certificateId = String((await apply(volunteerId)).body['id']);
    const refused = await api.post(`certificates/${certificateId}/issue`, { token: admin.token, body: issuer });
    expect(refused.body['code']).toBe('CERTIFICATE_LEDGER_DISAGREES');
    const { userId } = await people.accountOf(volunteerId, 'STREET_ADMIN', tree.street.id);
    const actor = { ...PeopleBuilder.actor('STREET_ADMIN', tree.street), userId, volunteerId };
    const own = booted
      .get(IssueCertificate)
      .execute({ actor, idempotencyKey: 'own-certificate' }, { certificateId, ...issuer });
    await expect(own).rejects.toMatchObject({ code: 'DECISION_OWN' });
  });
});
