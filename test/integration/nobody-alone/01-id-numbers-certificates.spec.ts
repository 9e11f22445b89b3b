import type { Client } from 'pg';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { probePdf } from '../../support/pdf-probe';
import { superuserOf } from '../../support/superuser';

/** Hole 1, a variant: what a clerk may not read of a number is not printed for the clerk either. */
const FIRST = '1*****************';

describe('an ID number on a certificate', () => {
  let booted: BootedApp;
  let superuser: Client;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let worker: SignedIn;
  let teamId: string;
  let sequence = 300;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(new Date('2026-11-24T02:00:00Z'));
    superuser = await superuserOf(booted.database);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    teamId = (await people.team(tree.community.id)).id;
  });

  afterAll(async () => {
    await superuser.end();
    await booted.close();
  });

  async function holder(birthDate = '1957-07-19') {
    const idNumber = idNumberOf((sequence += 1), birthDate);
    const who = await people.signedInVolunteer(tree.unit.id, { idNumber });
    const served = { volunteerId: who.volunteerId, servedOn: '2026-05-01', minutes: 60 };
    await new RecordBuilder(booted).confirmed({ ...served, teamId, divisionId: tree.community.id });
    return { ...who, idNumber };
  }

  const period = { periodFrom: '2026-01-01', periodTo: '2026-10-31' };

  async function issue(applied: ReturnType<PeopleApi['post']>): Promise<string> {
    const { status, body } = await applied;
    expect({ status, body }).toMatchObject({ status: 201 });
    const issuer = { personInCharge: '王主任', contact: '0431-80000000' };
    const id = String(body['id']);
    expect((await api.post(`certificates/${id}/issue`, { token: admin.token, body: issuer })).status).toBe(200);
    return id;
  }

  const chosen = ({ token }: SignedIn, idNumberDisplay: string) =>
    issue(api.post('me/certificates', { token, body: { ...period, idNumberDisplay } }));

  const onBehalf = (volunteerId: string, given: object) =>
    api.post(`volunteers/${volunteerId}/certificates`, { token: worker.token, body: { ...period, ...given } });

  async function printed(id: string, { token }: SignedIn): Promise<string> {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${booted.url}/api/v1/certificates/${id}/document`, { headers });
    if (response.status !== 200) return ((await response.json()) as { code: string }).code;
    const { text } = probePdf(Buffer.from(await response.arrayBuffer()));
    return text.replaceAll('\n', '');
  }

  it('is all of it, the last four or nothing, as the holder chooses; who only reads sees the first character', async () => {
    for (const [display, shows] of [
      ['FULL', (idNumber: string) => idNumber],
      ['LAST_FOUR', (idNumber: string) => `${'*'.repeat(14)}${idNumber.slice(-4)}`],
      ['NONE', () => '本人选择不显示'],
    ] as const) {
      const who = await holder();
      const id = await chosen(who, display);
      for (const reader of [who, admin]) expect(await printed(id, reader)).toContain(shows(who.idNumber));
      const seen = await printed(id, worker);
      expect(seen).toContain(display === 'NONE' ? '本人选择不显示' : FIRST);
      expect(seen).not.toContain(who.idNumber.slice(-4));
      const { body } = await api.get(`certificates/${id}`, worker.token);
      expect(body).toMatchObject({ idNumberDisplay: display, idNumberChosenBy: 'HOLDER' });
      expect(JSON.stringify(body)).not.toContain(who.idNumber.slice(-4));
      expect(await (await fetch(`${booted.url}/verify/${String(body['verificationCode'])}`)).text()).not.toContain(
        who.idNumber.slice(-4),
      );
    }
  });

  it('as it was issued before stays on the paper of the holder, and is on no print of staff', async () => {
    const who = await holder();
    const id = await chosen(who, 'NONE');
    const mask = `${who.idNumber.slice(0, 3)}${'*'.repeat(11)}${who.idNumber.slice(-4)}`;
    await superuser.query(
      `update certificate set id_number_display = 'MASKED',
         content = jsonb_set(content, '{holder,maskedIdNumber}', to_jsonb($2::text)) where id = $1`,
      [id, mask],
    );
    expect(await printed(id, who)).toContain(mask);
    for (const reader of [admin, worker]) {
      const seen = await printed(id, reader);
      expect(seen).toContain(FIRST);
      expect(seen).not.toContain(who.idNumber.slice(-4));
    }
    const asked = await api.post('me/certificates', {
      token: who.token,
      body: { ...period, idNumberDisplay: 'MASKED' },
    });
    expect(asked.status).toBe(400);
  });

  it('that staff chose in the holder’s name takes a reason and the right to see it; of a minor two people', async () => {
    const who = await holder();
    expect((await onBehalf(who.volunteerId, { idNumberDisplay: 'LAST_FOUR' })).body['code']).toBe(
      'CERTIFICATE_ID_NUMBER_REASON_REQUIRED',
    );
    const wish = { idNumberDisplay: 'FULL', idNumberReason: `本人要求用于入学 ${who.idNumber}` };
    const id = await issue(onBehalf(who.volunteerId, wish));
    expect(await printed(id, worker)).toContain(FIRST);
    expect(await printed(id, admin)).toContain(who.idNumber);
    const { rows } = await superuser.query<{ line: string }>(
      `select action || ' ' || coalesce(reason, '') || ' ' || actor_id as line from audit_log
       where subject_id = $1 and action in ('certificates.choose-id-number', 'volunteers.print-id-number') order by id`,
      [who.volunteerId],
    );
    expect(rows.map(({ line }) => line)).toEqual([
      `certificates.choose-id-number 本人要求用于入学 ${'*'.repeat(18)} ${worker.userId}`,
      `volunteers.print-id-number  ${admin.userId}`,
    ]);

    const child = await holder('2010-07-19');
    const ofChild = await issue(onBehalf(child.volunteerId, wish));
    expect(await printed(ofChild, admin)).toBe('REVEAL_APPROVAL_REQUIRED');
    expect(await printed(ofChild, child)).toContain(child.idNumber);
  });
});
