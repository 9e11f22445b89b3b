import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PersonalFields } from '../../../src/people/volunteers/person/persistence/personal-fields';
import { type Answer, PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { ActivitiesBuilder } from '../../builders/activities.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { probePdf } from '../../support/pdf-probe';
import { buildServer, type SpawnedServer, spawnServer } from '../../support/spawn-server';

const person = {
  name: '欧阳令仪',
  idNumber: idNumberOf(417, '1951-03-09'),
  phone: '13712349876',
  address: '槐荫里八号楼四零二室',
  occupation: '镜片研磨师',
  username: 'ouyang.lingyi',
  contact: { name: '上官婉清', relation: '女儿', phone: '13698761234' },
};
/** What must not be found anywhere, in any writing. */
const secrets = [
  person.name,
  person.idNumber,
  person.phone,
  person.address,
  person.occupation,
  person.username,
  person.contact.name,
  person.contact.phone,
];
const consents = [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }];
/** Somebody writes into every free text what does not belong there. */
const gossip = `${person.name},${person.phone},住${person.address}`;

describe('closing an account', () => {
  let booted: BootedApp;
  let server: SpawnedServer;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let second: SignedIn;
  let admin: SignedIn;
  const dataDir = mkdtempSync(join(tmpdir(), 'vl-closing-'));

  beforeAll(async () => {
    buildServer();
    booted = await bootApp({ role: 'api' });
    const { jwtSecret, dataKeys, indexKey } = booted.runtime.secrets;
    server = await spawnServer({
      dataDir,
      env: {
        DATABASE_URL: booted.database.url,
        ALLOW_WEAK_DATABASE: 'true',
        LOG_LEVEL: 'debug',
        JWT_SECRET: jwtSecret,
        DATA_KEYS: `1:${dataKeys.get(1)?.toString('base64') ?? ''}`,
        INDEX_KEY: indexKey.toString('base64'),
      },
    });
    // People speak to a process of its own, because its whole output is searched.
    api = new PeopleApi({ ...booted, url: server.url });
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    second = await people.staff('COMMUNITY_WORKER', tree.community.id);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
  });

  afterAll(async () => {
    server.kill('SIGTERM');
    await server.exited;
    await booted.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function done(answer: Promise<Answer>): Promise<Answer['body']> {
    const { status, body } = await answer;
    expect([status < 300, body]).toEqual([true, body]);
    return body;
  }

  /** Every row of every table of every schema, as text; bytes appear in hex. */
  async function dump(): Promise<string> {
    const owner = new Client(booted.database.ownerUrl);
    await owner.connect();
    const { rows: tables } = await owner.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of tables) {
      const { rows } = await owner.query<{ row: string }>(`select t::text as row from ${name} t`);
      text += rows.map(({ row }) => `${name} ${row}\n`).join('');
    }
    await owner.end();
    return text;
  }

  function foundIn(text: string): readonly string[] {
    const writings = (secret: string): string[] => [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
      JSON.stringify(secret).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ];
    return secrets.flatMap((secret) =>
      writings(secret)
        .filter((writing) => text.includes(writing))
        .map(
          (writing) => `${secret}: …${text.slice(Math.max(0, text.indexOf(writing) - 80), text.indexOf(writing) + 20)}`,
        ),
    );
  }

  it('leaves nothing of the person in any table, nor in the logs, and the certificate verifiable', async () => {
    const registered = await done(
      api.post('volunteer-registrations', {
        body: {
          divisionId: tree.unit.id,
          name: person.name,
          idNumber: person.idNumber,
          phone: person.phone,
          address: person.address,
          occupation: person.occupation,
          emergencyContact: person.contact,
          consents,
          account: { username: person.username, password: 'correct-horse-9' },
        },
      }),
    );
    const id = String(registered['id']);
    const review = (version: number, decision: string, reason?: string) =>
      done(api.post(`volunteers/${id}/reviews`, { token: clerk.token, version, body: { decision, reason } }));
    await review(1, 'REJECT', gossip);
    const tokens = await done(
      api.post('auth/sign-in', { body: { username: person.username, password: 'correct-horse-9' } }),
    );
    const token = String(tokens['accessToken']);
    await done(api.post('me/volunteer/status-changes', { token, version: 2, body: { decision: 'RESUBMIT' } }));
    await review(3, 'APPROVE');
    await review(4, 'SUSPEND', gossip);
    await review(5, 'RESUME');
    // Refusals do not speak of the person either.
    await api.post('volunteer-registrations', {
      body: { divisionId: tree.unit.id, name: person.name, idNumber: person.idNumber, phone: person.phone, consents },
    });
    await done(
      api.post(`volunteers/${id}/personal-data-views`, {
        token: admin.token,
        body: { field: 'ID_NUMBER', reason: `核对 ${gossip}` },
      }),
    );

    const team = await people.team(tree.community.id);
    const joined = await done(api.post(`teams/${team.id}/membership-requests`, { token, body: { message: gossip } }));
    await done(
      api.post(`team-memberships/${String(joined['membershipId'])}/decision`, {
        token: clerk.token,
        body: { decision: 'DECLINE', reason: gossip },
      }),
    );
    const activity = await new ActivitiesBuilder(booted, team.id).published();
    const shift = activity.shifts[0]!;
    const signup = await done(
      api.post(`shifts/${shift.id}/signups`, { token, body: { positionId: activity.positions[0]!.id } }),
    );
    await done(api.post(`signups/${String(signup['id'])}/cancel`, { token, version: 1, body: { reason: gossip } }));
    const servedOn = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
    const recordId = await new RecordBuilder(booted).confirmed({
      volunteerId: id,
      teamId: team.id,
      divisionId: tree.community.id,
      servedOn,
      minutes: 120,
    });
    await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query(`update service_record set decision_reason = $2, proposal_reason = $2 where id = $1`, [
          recordId,
          gossip,
        ]),
      );
    const sanction = { token: admin.token, key: 'sanction-of-417', body: { kind: 'NO_SELF_BACKFILL', reason: gossip } };
    await done(api.post(`volunteers/${id}/sanctions`, sanction));
    const applied = await done(
      api.post('me/certificates', {
        token,
        body: { periodFrom: servedOn, periodTo: servedOn, idNumberDisplay: 'FULL', purpose: gossip },
      }),
    );
    const certificate = await done(
      api.post(`certificates/${String(applied['id'])}/issue`, {
        token: admin.token,
        body: { personInCharge: '王主任', contact: '0431-80000000' },
      }),
    );
    const document = async (): Promise<Buffer> => {
      const response = await fetch(`${server.url}/api/v1/certificates/${String(applied['id'])}/document`, {
        headers: { authorization: `Bearer ${admin.token}` },
      });
      expect(response.status).toBe(200);
      return Buffer.from(await response.arrayBuffer());
    };
    const printedCharacters = async (): Promise<ReadonlySet<string>> => probePdf(await document()).characters;
    const before = await printedCharacters();
    expect([...person.name].every((character) => before.has(character))).toBe(true);
    expect(foundIn(await dump())).not.toEqual([]);
    const [backup] = await booted
      .get(UnitOfWork)
      .read<{ phone: Buffer }>('select phone_cipher as phone from volunteer where id = $1', [id]);
    const fields = booted.get(PersonalFields);
    expect((await fields.opener([id])).open('phone', id, backup!.phone)).toBe(person.phone);

    await done(
      api.post('me/volunteer/status-changes', {
        token,
        version: 6,
        body: { decision: 'CLOSE', password: 'correct-horse-9' },
      }),
    );

    expect(foundIn(await dump())).toEqual([]);
    expect(foundIn(server.output())).toEqual([]);
    expect(server.output()).toContain('"path"');
    // A copy of the cipher text, from a backup for example, opens no more.
    const opener = await fields.opener([id]);
    expect(() => opener.open('phone', id, backup!.phone)).toThrow('no data key');

    const verified = await fetch(`${server.url}/verify/${String(certificate['verificationCode'])}`, {
      headers: { accept: 'application/json' },
    });
    expect(await verified.json()).toMatchObject({
      certificateNo: certificate['certificateNo'],
      serviceMinutes: 120,
      status: 'VALID',
      maskedName: null,
    });
    const after = await printedCharacters();
    expect(['令', '仪'].some((character) => after.has(character))).toBe(false);
    expect([...'持有人已注销'].every((character) => after.has(character))).toBe(true);
    // Nor does a repeated request bring back the old answer.
    expect((await api.post(`volunteers/${id}/sanctions`, sanction)).body['code']).toBe('IDEMPOTENCY_ANSWER_FORGOTTEN');
    const [balance] = await booted
      .get(UnitOfWork)
      .read<{ balance: string }>('select sum(amount) as balance from ledger_entry where volunteer_id = $1', [id]);
    expect(Number(balance?.balance)).toBe(120);
    expect((await api.get('me/volunteer', token)).status).toBe(401);
    expect((await api.get(`volunteers/${id}`, admin.token)).body).toMatchObject({ name: null, status: 'CLOSED' });
  });

  describe('by staff', () => {
    const ask = (volunteerId: string, reason = 'MOVED_AWAY') => ({
      path: `volunteers/${volunteerId}/closings`,
      body: { reason },
    });

    it('takes two people, and happens with the second', async () => {
      const { id } = await people.volunteer(tree.unit.id);
      const { path, body } = ask(id);
      const closing = await done(api.post(path, { token: clerk.token, body }));
      expect(await api.refused(path, { token: second.token, body })).toBe('CLOSING_OPEN');
      const list = await api.get('closings', second.token);
      expect(list.body['items']).toEqual([
        expect.objectContaining({
          id: closing['id'],
          volunteerId: id,
          reason: 'MOVED_AWAY',
          requestedBy: clerk.userId,
        }),
      ]);
      const decisions = `closings/${String(closing['id'])}/decisions`;
      const agree = { body: { decision: 'APPROVE' } };
      expect(await api.refused(decisions, { token: clerk.token, ...agree })).toBe('DECISION_SAME_PERSON');
      const outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      expect(await api.refused(decisions, { token: outsider.token, ...agree })).toBe('CLOSING_UNKNOWN');
      expect((await api.post(decisions, { token: second.token, ...agree })).body).toMatchObject({ status: 'APPROVED' });
      expect(await api.refused(decisions, { token: second.token, ...agree })).toBe('CLOSING_DECIDED');
      const [row] = await booted.get(UnitOfWork).read(
        `select v.status, v.name, k.wrapped_key as key, k.destroyed_at is not null as "isDestroyed"
           from volunteer v join subject_key k on k.subject_id = v.id where v.id = $1`,
        [id],
      );
      expect(row).toEqual({ status: 'CLOSED', name: null, key: null, isDestroyed: true });
      expect(await api.refused(path, { token: clerk.token, body })).toBe('VOLUNTEER_CLOSED');
    });

    it('leaves everything as it was when the second person declines', async () => {
      const { id } = await people.volunteer(tree.unit.id);
      const { path, body } = ask(id, 'DUPLICATE');
      const closing = await done(api.post(path, { token: clerk.token, body }));
      const decisions = `closings/${String(closing['id'])}/decisions`;
      await done(api.post(decisions, { token: second.token, body: { decision: 'DECLINE' } }));
      expect((await api.get(`volunteers/${id}`, clerk.token)).body).toMatchObject({ status: 'ACTIVE' });
      await done(api.post(path, { token: second.token, body }));
    });

    it('is refused in this order', async () => {
      const { id } = await people.volunteer(tree.unit.id);
      const outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const auditor = await people.staff('AUDITOR', tree.street.id);
      const unknown = '01900000-0000-7000-8000-000000000000';
      const { path, body } = ask(id);
      expect(await api.refused(ask(unknown).path, { token: clerk.token, body })).toBe('VOLUNTEER_UNKNOWN');
      expect(await api.refused(path, { token: auditor.token, body })).toBe('PERMISSION_MISSING');
      expect(await api.refused(path, { token: outsider.token, body })).toBe('VOLUNTEER_UNKNOWN');
      const wrong = { token: clerk.token, body: { reason: '张三搬走了' } };
      expect(await api.refused(path, wrong)).toBe('VALIDATION_FAILED');
      expect(
        await api.refused(`closings/${unknown}/decisions`, { token: clerk.token, body: { decision: 'APPROVE' } }),
      ).toBe('CLOSING_UNKNOWN');
      const alone = { token: clerk.token, version: 2, body: { decision: 'CLOSE' } };
      expect(await api.refused(`volunteers/${id}/reviews`, alone)).toBe('VALIDATION_FAILED');
    });

    it('lets no key come back', async () => {
      const { id } = await people.volunteer(tree.unit.id);
      const closing = await done(api.post(ask(id).path, { token: clerk.token, body: ask(id).body }));
      await done(
        api.post(`closings/${String(closing['id'])}/decisions`, { token: second.token, body: { decision: 'APPROVE' } }),
      );
      const revive = booted
        .get(UnitOfWork)
        .run((tx) =>
          tx.query(`update subject_key set wrapped_key = '\\x00', destroyed_at = null where subject_id = $1`, [id]),
        );
      await expect(revive).rejects.toThrow('cannot come back');
    });
  });
});
