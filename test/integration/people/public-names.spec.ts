import { PublicNames } from '../../../src/people/volunteers';
import type { ConsentPurpose } from '../../../src/people/volunteers';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

const NOW = new Date('2026-11-24T02:00:00Z');
const period = { periodFrom: '2026-01-01', periodTo: '2026-11-24' };

describe('names in public', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let viewer: SignedIn;
  let teamId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    viewer = await people.signedInVolunteer(tree.unit.id);
    teamId = (await people.team(tree.community.id)).id;
  });

  afterAll(async () => booted.close());

  let sequence = 300;
  /** Somebody with a served record that is being made public and an issued certificate. */
  async function person(name: string, birthDate: string, purposes: readonly ConsentPurpose[]) {
    sequence += 1;
    const { id } = await people.volunteer(tree.unit.id, {
      name,
      idNumber: idNumberOf(sequence, birthDate),
      consents: ['REGISTRATION' as const, ...purposes].map((purpose) => ({
        purpose,
        textVersion: '2026-1',
        channel: 'PAPER' as const,
      })),
    });
    const facts = { volunteerId: id, teamId, divisionId: tree.community.id, minutes: 120 };
    await new RecordBuilder(booted).confirmed({ ...facts, servedOn: '2026-11-02' });
    const applied = await api.post(`volunteers/${id}/certificates`, {
      token: admin.token,
      body: { ...period, idNumberDisplay: 'LAST_FOUR' },
    });
    const certificate = await api.post(`certificates/${String(applied.body['id'])}/issue`, {
      token: admin.token,
      body: { personInCharge: '王主任', contact: '0431-80000000' },
    });
    await behindTheGuards(
      booted.database,
      `update service_record set status = 'PUBLICITY', publicity_until = $2, confirmed_at = null where volunteer_id = $1`,
      [id, new Date('2026-12-24T02:00:00Z')],
    );
    return { id, code: String(certificate.body['verificationCode']) };
  }

  /** Everything that somebody without any office can read, as one text. */
  async function publicText(code: string): Promise<string> {
    const texts = await Promise.all([
      ...['json', 'html'].map(async (type) =>
        (
          await fetch(`${booted.url}/verify/${code}`, { headers: { accept: `text/${type}, application/${type}` } })
        ).text(),
      ),
      ...['publicity', `rankings?divisionId=${tree.street.id}&period=2026&measure=SERVICE_MINUTES`, 'activities'].map(
        async (route) => {
          const answer = await api.get(route, viewer.token);
          expect([route, answer.status]).toEqual([route, 200]);
          return JSON.stringify(answer.body);
        },
      ),
    ]);
    return texts.join('\n');
  }

  it('stand in full only for adults who agreed, and only where they agreed to', async () => {
    const agreed = await person('司马长河', '1970-02-03', ['NAME_PUBLICITY', 'RANKING_DISPLAY']);
    const silent = await person('诸葛子瞻', '1975-04-05', []);
    const minor = await person('慕容小满', '2010-06-07', ['NAME_PUBLICITY', 'RANKING_DISPLAY']);

    expect(await publicText(agreed.code)).toContain('司马长河');
    expect(await publicText(silent.code)).toContain('诸葛*');
    for (const { code } of [silent, minor]) {
      const text = await publicText(code);
      expect(text).not.toContain('诸葛子瞻');
      expect(text).not.toContain('慕容小满');
    }
    const nameAt = async (place: 'PUBLICITY' | 'KIOSK' | 'SELECTION_REPORT', id: string): Promise<string> =>
      (await booted.get(PublicNames).of([id], place))(id).text;
    expect(await nameAt('SELECTION_REPORT', agreed.id)).toBe('司马长河');
    expect(await nameAt('KIOSK', agreed.id)).toBe('司马*');

    await api.post(`volunteers/${agreed.id}/consent-withdrawals`, {
      token: admin.token,
      body: { purpose: 'NAME_PUBLICITY' },
    });
    expect(await publicText(agreed.code)).not.toContain('司马长河');
  });
});
