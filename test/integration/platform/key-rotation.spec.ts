import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { KeyRotations } from '../../../src/platform/security/keys';
import { FieldCipher } from '../../../src/platform/foundation/crypto/cipher';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { Secrets } from '../../../src/platform/foundation/config/runtime';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';

const [first, second] = [randomBytes(32), randomBytes(32)];
const indexKey = randomBytes(32);
const jwtSecret = randomBytes(32).toString('hex');
const secrets = (...keys: [number, Buffer][]): Secrets => ({ jwtSecret, indexKey, dataKeys: new Map(keys) });
const both = secrets([1, first], [2, second]);

describe('a new master key', () => {
  let database: TestDatabase;
  const open: BootedApp[] = [];

  beforeEach(async () => {
    database = await cloneDatabase();
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((booted) => booted.close()));
    await database.drop();
  });

  async function boot(given: Parameters<typeof bootApp>[0] = {}): Promise<BootedApp> {
    const booted = await bootApp({ role: 'api', database, ...given });
    open.push(booted);
    return booted;
  }

  /** Somebody registered before there were data keys: sealed by the master key, the occupation in plain text. */
  async function oldVolunteer(
    booted: BootedApp,
    people: PeopleBuilder,
    tree: StreetTree,
    sequence: number,
  ): Promise<string> {
    const { id } = await people.registration(tree.unit.id, { idNumber: idNumberOf(sequence), phone: '13900001234' });
    const cipher = booted.get(FieldCipher);
    await booted.get(UnitOfWork).run(async (tx) => {
      await tx.query(
        `update volunteer set id_number_cipher = $2, phone_cipher = $3, private_cipher = null, occupation = '教师'
         where id = $1`,
        [
          id,
          cipher.encrypt(idNumberOf(sequence), `volunteer.id_number:${id}`),
          cipher.encrypt('13900001234', `volunteer.phone:${id}`),
        ],
      );
    });
    // No right of the application removes a key.
    const owner = new Client(database.ownerUrl);
    await owner.connect();
    await owner.query('delete from subject_key where subject_id = $1', [id]);
    await owner.end();
    return id;
  }

  async function masked(booted: BootedApp, token: string, id: string): Promise<unknown> {
    const { body } = await new PeopleApi(booted).get(`volunteers/${id}`, token);
    return [body['idNumberMasked'], body['phoneMasked'], body['occupation']];
  }

  const expected = ['1*****************', '139****1234', '教师'];

  it('takes over old rows and new ones while both keys are read, and then the old key can go', async () => {
    const before = await boot({ secrets: secrets([1, first]) });
    const people = new PeopleBuilder(before);
    const tree = await people.street();
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const old = await oldVolunteer(before, people, tree, 901);
    const { id: young } = await people.registration(tree.unit.id, {
      idNumber: idNumberOf(902),
      phone: '13900001234',
      occupation: '教师',
    });
    expect(await masked(before, clerk.token, old)).toEqual(expected);

    // The new key is handed out first, the old one still seals: processes of both sorts read what either writes.
    const handedOut = await boot({ secrets: both, env: { DATA_KEY_ACTIVE: '1' } });
    expect(handedOut.get(FieldCipher).currentVersion).toBe(1);

    const after = await boot({ secrets: both });
    const rotations = after.get(KeyRotations);
    expect(await rotations.uses()).toContainEqual(
      expect.objectContaining({ step: 'volunteer', version: 1, isCurrent: false, count: 2 }),
    );
    const id = await rotations.start(systemActor('test'));
    expect(await rotations.start(systemActor('test'))).toBe(id);
    // A process that was not restarted yet leaves the work to the others.
    await expect(handedOut.get(KeyRotations).work(id)).rejects.toThrow('seals with key 1');
    expect(await rotations.work(id)).toBe(false);
    expect(await rotations.work(id)).toBe(false);
    expect((await rotations.uses()).every(({ isCurrent, version }) => isCurrent && version === 2)).toBe(true);
    const [row] = await after
      .get(UnitOfWork)
      .read('select occupation, (select resealed_count from key_rotation)::int as count from volunteer where id = $1', [
        old,
      ]);
    expect(row).toMatchObject({ occupation: null });
    expect(Number(row?.['count'])).toBeGreaterThanOrEqual(2);

    const without = await boot({ secrets: secrets([2, second]) });
    expect(await masked(without, clerk.token, old)).toEqual(expected);
    expect(await masked(without, clerk.token, young)).toEqual(expected);
  });

  it('changes to SM4 and SM3 by the queued job, and reads both side by side until then', async () => {
    const before = await boot({ secrets: both });
    const people = new PeopleBuilder(before);
    const tree = await people.street();
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const ids = [await oldVolunteer(before, people, tree, 911), await oldVolunteer(before, people, tree, 912)];

    const after = await boot({ secrets: both, role: 'all', env: { CRYPTO_SUITE: 'SM' } });
    const { body } = await new PeopleApi(after).post('volunteers', {
      token: clerk.token,
      body: {
        divisionId: tree.unit.id,
        name: '欧阳志远',
        idNumber: idNumberOf(913),
        phone: '13900001234',
        occupation: '教师',
        consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' }],
      },
    });
    const young = String(body['id']);
    expect(await masked(after, clerk.token, ids[0] ?? '')).toEqual(expected);
    expect(await masked(before, clerk.token, young)).toEqual(expected);

    const rotations = after.get(KeyRotations);
    const id = await rotations.start(systemActor('test'));
    await eventually('the rotation ends', async () => !(await rotations.isRunning(id)));
    expect((await rotations.uses()).every(({ isCurrent }) => isCurrent)).toBe(true);
    expect(await masked(after, clerk.token, ids[1] ?? '')).toEqual(expected);
  });

  it('goes on where it was interrupted', async () => {
    const booted = await boot({ secrets: both });
    const people = new PeopleBuilder(booted);
    const tree = await people.street();
    const id = await oldVolunteer(booted, people, tree, 921);
    const rotations = booted.get(KeyRotations);
    const rotation = await rotations.start(systemActor('test'));
    await booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query(
          `update key_rotation set step = 'volunteer', position = array['00000000-0000-0000-0000-000000000000']`,
        ),
      );
    expect(await rotations.work(rotation)).toBe(false);
    const rows = await booted
      .get(UnitOfWork)
      .read('select 1 from volunteer where id = $1 and occupation is null', [id]);
    expect(rows).toHaveLength(1);
  });
});
