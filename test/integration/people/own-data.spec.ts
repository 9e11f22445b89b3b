import { inflateRawSync } from 'node:zlib';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const NOW = new Date('2026-11-24T02:00:00Z');

describe('own data', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
  });

  afterAll(async () => booted.close());

  /** The files of an archive by name. */
  function unzipped(archive: Buffer): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    for (let at = 0; archive.readUInt32LE(at) === 0x04034b50;) {
      const [packed, nameLength] = [archive.readUInt32LE(at + 18), archive.readUInt16LE(at + 26)];
      const from = at + 30 + nameLength;
      const text = inflateRawSync(archive.subarray(from, from + packed)).toString('utf8');
      files.set(archive.subarray(at + 30, from).toString('utf8'), text);
      at = from + packed;
    }
    return files;
  }

  it('is handed out whole to the person, with Chinese heads and no cell that is a formula', async () => {
    const api = new PeopleApi(booted);
    const people = new PeopleBuilder(booted);
    const tree = await people.street();
    const admin = await people.staff('STREET_ADMIN', tree.street.id);
    const { id, volunteerNo } = await people.volunteer(tree.unit.id, {
      name: '欧阳令仪',
      idNumber: idNumberOf(501),
      phone: '13712349876',
      address: '槐荫里八号楼',
      occupation: '=HYPERLINK("http://x")',
      emergencyContact: { name: '上官婉清', relation: '女儿', phone: '13698761234' },
      account: { username: 'own.data', password: 'correct-horse-9' },
    });
    const tokens = await api.post('auth/sign-in', { body: { username: 'own.data', password: 'correct-horse-9' } });
    const token = String(tokens.body['accessToken']);
    const team = await people.team(tree.community.id);
    await new RecordBuilder(booted).confirmed({
      volunteerId: id,
      teamId: team.id,
      divisionId: tree.community.id,
      servedOn: '2026-11-02',
      minutes: 95,
    });
    const views = `volunteers/${id}/personal-data-views`;
    await api.post(views, { token: admin.token, body: { field: 'PHONE', reason: '核对保险名单' } });

    const unproven = await api.post('me/volunteer/exports', { token, body: {} });
    expect(unproven.body['code']).toBe('PROOF_REQUIRED');
    const response = await fetch(`${booted.url}/api/v1/me/volunteer/exports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'correct-horse-9' }),
    });
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      200,
      'application/zip',
      'no-store',
    ]);
    const files = unzipped(Buffer.from(await response.arrayBuffer()));
    const json = JSON.parse(files.get('全部数据.json') ?? '') as Record<string, Record<string, unknown>[]>;
    expect(json['个人资料']?.[0]).toMatchObject({
      volunteerNo,
      name: '欧阳令仪',
      idNumber: idNumberOf(501),
      phone: '13712349876',
      address: '槐荫里八号楼',
      emergencyContact: { name: '上官婉清', relation: '女儿', phone: '13698761234' },
    });
    expect(json['服务记录']).toEqual([expect.objectContaining({ servedOn: '2026-11-02', creditedMinutes: 95 })]);
    expect(json['台账']).toEqual([expect.objectContaining({ accountKind: 'SERVICE_MINUTES', seq: 1, amount: 95 })]);
    expect(json['同意记录']).toEqual([expect.objectContaining({ purpose: 'REGISTRATION' })]);
    expect(json['信息查看记录']).toContainEqual(
      expect.objectContaining({ action: 'volunteers.reveal-phone', reason: '核对保险名单' }),
    );
    for (const title of Object.keys(json)) expect([...files.keys()]).toContain(`${title}.csv`);
    expect(files.get('个人资料.csv')).toContain('"志愿者编号","姓名","身份证号码"');
    expect(files.get('个人资料.csv')).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(files.get('服务记录.csv')).toContain('"永春河巡河"');

    const [line] = await booted
      .get(UnitOfWork)
      .read(
        `select count(*)::int as count from audit_log where action = 'volunteers.export-own-data' and subject_id = $1`,
        [id],
      );
    expect(line).toEqual({ count: 1 });
    const foreign = await api.post('me/volunteer/exports', {
      token: admin.token,
      body: { password: 'correct-horse-9' },
    });
    expect(foreign.body['code']).toBe('PERMISSION_MISSING');
  });
});
