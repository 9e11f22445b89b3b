import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { openWorkbook, sheetOf, textsOf } from '../../support/workbook-probe';

const NOW = new Date('2026-11-24T02:00:00Z');
const period = { periodFrom: '2026-01-01', periodTo: '2026-10-31', idNumberDisplay: 'NONE' };
const issuer = { personInCharge: '王主任', contact: '0431-80000000' };

/** The register of certificates and the assessments of heads: every filter, the file of what is shown, and nobody else's. */
describe('registers of certificates and assessments', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let here: SignedIn;
  let elsewhere: SignedIn;

  beforeAll(async () => {
    booted = await bootApp();
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    here = await people.staff('COMMUNITY_WORKER', tree.community.id);
    elsewhere = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
  });

  afterAll(async () => booted.close());

  async function certificate(name: string): Promise<{ volunteerId: string; id: string; certificateNo: string }> {
    const { id: volunteerId } = await people.volunteer(tree.unit.id, { name });
    const team = await people.team(tree.community.id, { name: `${name}的队` });
    const service = { servedOn: '2026-03-02', minutes: 120, teamId: team.id, divisionId: tree.community.id };
    await new RecordBuilder(booted).confirmed({ volunteerId, ...service });
    const applied = await api.post(`volunteers/${volunteerId}/certificates`, { token: here.token, body: period });
    const id = String(applied.body['id']);
    const { body } = await api.post(`certificates/${id}/issue`, { token: admin.token, body: issuer });
    return { volunteerId, id, certificateNo: String(body['certificateNo']) };
  }

  async function found(path: string, token = admin.token): Promise<readonly string[]> {
    const { body } = await api.get(path, token);
    return (body['items'] as { id: string }[]).map(({ id }) => id);
  }

  it('certificates are found by state, place, person, number and day, with the name of the holder', async () => {
    const first = await certificate('金小梅');
    const second = await certificate('罗志强');
    await api.post(`certificates/${first.id}/revoke`, { token: admin.token, body: { reason: '信息有误' } });
    const ofNumber = await api.get(`certificates?certificateNo=${second.certificateNo}`, here.token);
    expect(ofNumber.body['items']).toMatchObject([{ id: second.id, holderName: '罗志强' }]);
    expect(await found('certificates?status=REVOKED')).toEqual([first.id]);
    expect(await found(`certificates?volunteerId=${first.volunteerId}`)).toEqual([first.id]);
    expect(await found(`certificates?divisionId=${tree.unit.id}`)).toEqual([second.id, first.id]);
    expect(await found(`certificates?divisionId=${tree.otherCommunity.id}`)).toEqual([]);
    expect(await found('certificates?from=2026-11-24&until=2026-11-24')).toEqual([second.id, first.id]);
    expect(await found('certificates?until=2026-11-23')).toEqual([]);
    expect(await found('certificates?from=2026-11-25')).toEqual([]);
    const paged = await api.get('certificates?limit=1', admin.token);
    expect(await found(`certificates?limit=1&after=${String(paged.body['next'])}`)).toEqual([first.id]);
    expect((await api.get('certificates?from=2026-11-02&until=2026-11-01', admin.token)).body).toMatchObject({
      code: 'CERTIFICATE_DAYS_INVALID',
      field: 'until',
    });
  });

  it('the file holds the rows of the list; of another community it holds none', async () => {
    const { certificateNo } = await certificate('=邱丽');
    const texts = async (token: string): Promise<readonly string[]> => {
      const path = `${booted.url}/api/v1/certificates/workbook?certificateNo=${certificateNo}`;
      const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(200);
      const workbook = await openWorkbook(Buffer.from(await answer.arrayBuffer()));
      return textsOf(sheetOf(workbook, '登记簿'));
    };
    expect(await texts(here.token)).toEqual(expect.arrayContaining([certificateNo, "'=邱丽", '有效', '2026-11-24']));
    expect(await texts(elsewhere.token)).not.toContain(certificateNo);
  });

  it('whoever takes the file away leaves a line with what it was narrowed to, under the person who was named', async () => {
    const { volunteerId } = await certificate('曹月');
    const take = (query: string) =>
      fetch(`${booted.url}/api/v1/certificates/workbook?${query}`, {
        headers: { authorization: `Bearer ${here.token}` },
      }).then(async (answer) => answer.arrayBuffer());
    await take(`volunteerId=${volunteerId}&status=VALID`);
    await take(`divisionId=${tree.community.id}&from=2026-11-01&until=2026-11-30`);
    const lines = await booted.get(UnitOfWork).read(
      `select subject_kind as "subjectKind", subject_id as "subjectId", details from audit_log
         where action = 'certificates.register' and actor_id = $1 order by id desc limit 2`,
      [here.userId],
    );
    expect(lines).toEqual([
      {
        ...{ subjectKind: 'actor', subjectId: here.userId },
        details: { divisionId: tree.community.id, from: '2026-11-01', until: '2026-11-30' },
      },
      { subjectKind: 'volunteer', subjectId: volunteerId, details: { volunteerId, status: 'VALID' } },
    ]);
  });

  it('assessments are found by office, place, day, item and state; of another community they are not', async () => {
    const { id: volunteerId } = await people.volunteer(tree.building.id, { name: '沈小燕' });
    const head = { volunteerId, divisionId: tree.building.id, role: 'BUILDING_HEAD' as const };
    const { appointmentId } = await people.head({ ...head, validFrom: localDay('2026-01-01') });
    const assess = async (assessedOn: string, item: string): Promise<string> => {
      const body = { appointmentId, assessedOn, item, scoreHundredths: 9000 };
      return String((await api.post('assessments', { token: here.token, body })).body['id']);
    };
    const monday = await assess('2026-11-23', '周一检查');
    const floor = await assess('2026-11-20', '楼道整治');
    const all = await api.get('assessments', admin.token);
    expect(all.body['items']).toMatchObject([
      { id: monday, name: '沈小燕', role: 'BUILDING_HEAD', divisionName: tree.building.name },
      { id: floor },
    ]);
    expect(await found(`assessments?appointmentId=${appointmentId}`)).toEqual([monday, floor]);
    expect(await found(`assessments?divisionId=${tree.community.id}&from=2026-11-21`)).toEqual([monday]);
    expect(await found('assessments?until=2026-11-22')).toEqual([floor]);
    expect(await found(`assessments?item=${encodeURIComponent('楼道整治')}`)).toEqual([floor]);
    expect(await found('assessments?state=VOIDED')).toEqual([]);
    expect(await found('assessments?state=COUNTED&limit=1')).toEqual([monday]);
    expect(await found('assessments', elsewhere.token)).toEqual([]);
    expect((await api.get(`assessments?appointmentId=${appointmentId}`, elsewhere.token)).body['code']).toBe(
      'SCOPE_FOREIGN',
    );
    expect((await api.get('assessments?from=2026-11-02&until=2026-11-01', admin.token)).body['code']).toBe(
      'ASSESSMENT_DAYS_INVALID',
    );
  });
});
