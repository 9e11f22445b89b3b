import { v7 } from 'uuid';
import { VolunteerCards } from '../../../src/service/attendance/cards/application/volunteer-cards';
import { DecideMembership, JoinTeam } from '../../../src/people/teams';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PdfRenderer } from '../../../src/platform/delivery/documents/pdf-renderer';
import { qrSvg } from '../../../src/platform/delivery/documents/qr';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { probePdf } from '../../support/pdf-probe';

describe('cards on paper', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let worker: SignedIn;
  let adult: string;
  let child: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(new Date('2026-11-24T02:00:00Z'));
    people = new PeopleBuilder(booted);
    tree = await people.street();
    worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    adult = (await people.volunteer(tree.unit.id, { name: '王桂兰' })).id;
    const idNumber = idNumberOf(7, '2010-03-01');
    child = (await people.volunteer(tree.unit.id, { name: '张小明', idNumber })).id;
  });
  afterAll(async () => booted.close());

  async function print(body: object, token = worker.token) {
    const response = await fetch(`${booted.url}/api/v1/volunteer-card-sheets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isPdf = response.headers.get('content-type') === 'application/pdf';
    return { bytes, code: isPdf ? 'PDF' : (JSON.parse(bytes.toString()) as { code: string }).code };
  }

  async function auditedPeople(): Promise<readonly string[]> {
    const rows = await booted
      .get(UnitOfWork)
      .read<{ id: string }>(
        `select a.subject_id as id from audit_log a where a.action = 'attendance.print-card' order by a.id`,
      );
    return rows.map(({ id }) => id);
  }

  it('are printed for a list, each with the code that tablets read, and each with an audit line', async () => {
    const render = jest.spyOn(booted.get<PdfRenderer>(PdfRenderer as never), 'render');
    const { code, bytes } = await print({ volunteerIds: [child, adult] });
    expect(code).toBe('PDF');
    expect(probePdf(bytes).pageCount).toBe(1);
    const cards = booted.get(VolunteerCards);
    const own = await Promise.all([adult, child].map(async (id) => (await cards.of(id)).card));
    expect(own.map((card) => cards.read(card))).toEqual([adult, child]);
    const place = ['福镇街道', '御景社区'];
    expect(render.mock.calls.at(-1)?.[1].values['cards']).toEqual([
      expect.objectContaining({ name: '王桂兰', place, qrSvg: await qrSvg(own[0] ?? '') }),
      expect.objectContaining({ name: '张*', place, qrSvg: await qrSvg(own[1] ?? '') }),
    ]);
    expect(await auditedPeople()).toEqual([adult, child]);
  });

  it('are printed for a team: whoever is active and in the scope of the clerk', async () => {
    const team = await people.team(tree.community.id);
    const away = (await people.volunteer(tree.otherCommunity.id)).id;
    const suspended = (await people.volunteer(tree.unit.id)).id;
    expect((await print({ teamId: team.id })).code).toBe('CARD_SHEET_EMPTY');
    for (const volunteerId of [adult, away, suspended]) {
      const { membershipId } = await booted.get(JoinTeam).execute(people.context(), { teamId: team.id, volunteerId });
      await booted.get(DecideMembership).execute(people.context(), { membershipId, decision: 'APPROVE' });
    }
    await booted.get(ReviewVolunteer).execute(people.context(), {
      ...{ volunteerId: suspended, expectedVersion: 2, decision: 'SUSPEND', reason: '本人申请' },
    });
    const before = (await auditedPeople()).length;
    expect((await print({ teamId: team.id })).code).toBe('PDF');
    expect((await auditedPeople()).slice(before)).toEqual([adult]);
  });

  it('are refused as a whole where one of the list may not be printed', async () => {
    const away = (await people.volunteer(tree.otherCommunity.id)).id;
    const waiting = (await people.registration(tree.unit.id)).id;
    const foreign = await people.team(tree.otherCommunity.id);
    const volunteer = await people.signedInVolunteer(tree.unit.id);
    const before = await auditedPeople();
    expect((await print({})).code).toBe('CARD_SHEET_CHOICE');
    expect((await print({ volunteerIds: [adult], teamId: foreign.id })).code).toBe('CARD_SHEET_CHOICE');
    expect((await print({ volunteerIds: [adult, adult] })).code).toBe('VALIDATION_FAILED');
    expect((await print({ volunteerIds: [adult, v7()] })).code).toBe('VOLUNTEER_UNKNOWN');
    expect((await print({ volunteerIds: [adult, away] })).code).toBe('SCOPE_FOREIGN');
    expect((await print({ volunteerIds: [adult, waiting] })).code).toBe('VOLUNTEER_NOT_ACTIVE');
    expect((await print({ teamId: foreign.id })).code).toBe('SCOPE_FOREIGN');
    expect((await print({ teamId: v7() })).code).toBe('TEAM_UNKNOWN');
    expect((await print({ volunteerIds: [volunteer.volunteerId] }, volunteer.token)).code).toBe('PERMISSION_MISSING');
    expect(await auditedPeople()).toEqual(before);
  });
});
