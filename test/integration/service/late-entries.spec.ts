import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { Sanctions } from '../../../src/service/oversight';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

interface Body {
  readonly id?: string;
  readonly code?: string;
  readonly field?: string;
  readonly [key: string]: unknown;
}

const PHOTO = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from('签到表')]);

describe('what is entered after the fact', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'late-entries-'));
  let booted: BootedApp;
  let street: ServiceBuilder;
  let first: SignedIn;
  let second: SignedIn;
  let person: SignedIn & { readonly volunteerId: string };
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api', env: { DATA_DIR: dataDir } });
    street = await ServiceBuilder.on(booted);
    first = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
    second = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  });
  afterAll(async () => {
    await booted.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  beforeEach(async () => {
    person = await street.people.signedInVolunteer(street.tree.unit.id);
    shift = await street.shift('09:00', '11:00');
  });

  async function call(who: SignedIn, method: string, path: string, body?: object, key = v7()) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${booted.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${who.token}`,
        'idempotency-key': key,
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : {}) as Body };
  }

  async function upload(who: SignedIn, bytes = Buffer.concat([PHOTO, Buffer.from(v7())]), shiftId = shift.shiftId) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), '../../evil.html');
    return call(who, 'POST', `shifts/${shiftId}/attachments`, form);
  }

  async function closed(): Promise<void> {
    await street.closeAndCompute(shift);
  }

  describe('an attachment', () => {
    it('is kept under its hash, and given only to who may see it', async () => {
      const stored = await upload(person);
      expect(stored).toMatchObject({ status: 201, body: { mediaType: 'image/jpeg' } });
      const path = `attachments/${String(stored.body.id)}`;
      const stranger = await street.people.signedInVolunteer(street.tree.unit.id);
      const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
      expect((await call(person, 'GET', path)).status).toBe(200);
      const seen = await call(first, 'GET', path);
      expect(seen.headers.get('content-type')).toBe('image/jpeg');
      expect(seen.headers.get('content-disposition')).toBe('attachment');
      expect(seen.headers.get('x-content-type-options')).toBe('nosniff');
      expect((await call(stranger, 'GET', path)).body.code).toBe('ATTACHMENT_UNKNOWN');
      expect((await call(foreign, 'GET', path)).body.code).toBe('ATTACHMENT_UNKNOWN');
      expect((await call(first, 'GET', `attachments/${v7()}`)).body.code).toBe('ATTACHMENT_UNKNOWN');
    });

    it('that was changed on disk is not given out', async () => {
      const stored = await upload(first);
      const hash = String(stored.body['sha256']);
      const folder = join(dataDir, 'attachments', hash.slice(0, 2));
      expect(readdirSync(folder)).toContain(hash);
      writeFileSync(join(folder, hash), 'something else');
      expect((await call(first, 'GET', `attachments/${String(stored.body.id)}`)).body.code).toBe('ATTACHMENT_DAMAGED');
    });

    it.each([
      ['SHIFT_UNKNOWN', async () => upload(first, PHOTO, v7())],
      ['UPLOAD_MISSING', async () => call(first, 'POST', `shifts/${shift.shiftId}/attachments`, {})],
      ['ATTACHMENT_TOO_LARGE', async () => upload(first, Buffer.concat([Buffer.alloc(10 * 1_048_576), PHOTO]))],
      ['ATTACHMENT_TYPE_UNKNOWN', async () => upload(first, Buffer.from('<script>alert(1)</script>'))],
      [
        'ATTACHMENT_LIMIT_REACHED',
        async () => {
          for (let n = 0; n < 5; n += 1) await upload(person);
          return upload(person);
        },
      ],
    ])('%s, in the order of precedence', async (code, attempt) => {
      expect((await attempt()).body.code).toBe(code);
    });
  });

  describe('a paper sheet', () => {
    const sheetOf = async (who = first) => {
      const photo = await upload(who);
      return call(who, 'POST', `shifts/${shift.shiftId}/paper-sheets`, {
        photoId: photo.body.id,
        leaderSignature: '张三',
        witnessSignature: '李四',
      });
    };
    const lines = (volunteerIds: readonly string[], inAt = '09:00') =>
      volunteerIds.map((volunteerId) => ({ volunteerId, checkedInAt: at(inAt), checkedOutAt: at('11:00') }));
    const enter = (who: SignedIn, sheetId: unknown, given: object) =>
      call(who, 'POST', `paper-sheets/${String(sheetId)}/entries`, { lines: given });

    it('counts once two people read the same, and shows row by row where they do not', async () => {
      await closed();
      const others = [await street.volunteer(), await street.volunteer()];
      booted.setNow(new Date('2026-11-29T20:00:00+08:00'));
      const { body: sheet } = await sheetOf();
      const all = [person.volunteerId, ...others];
      expect((await enter(first, sheet.id, lines(all))).body).toMatchObject({ status: 'ENTERING', differences: [] });
      // The same person twice is one reading.
      expect((await enter(first, sheet.id, lines(all))).body).toMatchObject({ status: 'ENTERING' });
      expect((await call(second, 'GET', `paper-sheets/${String(sheet.id)}`)).body['differences']).toEqual([]);
      const differing = [...lines(all.slice(0, 1), '09:30'), ...lines(all.slice(1, 2))];
      const { body: different } = await enter(second, sheet.id, differing);
      expect(different).toMatchObject({
        status: 'DIFFERENT',
        differences: [{ volunteerId: all[0] }, { volunteerId: all[2], second: null }],
      });
      expect(await street.count('punch', person.volunteerId)).toBe(0);
      const agreed = await enter(second, sheet.id, [...lines(all)].reverse());
      expect(agreed.body).toMatchObject({ status: 'APPLIED', differences: [] });
      for (const id of all) {
        expect(await street.records(id)).toMatchObject([
          { status: 'UNDER_REVIEW', grade: 'C', creditedMinutes: 120, revision: 1 },
        ]);
      }
      expect((await enter(second, sheet.id, lines(all))).body.code).toBe('SHEET_APPLIED');
      const [record] = await street.records(person.volunteerId);
      for (const reader of [first, second]) {
        const decision = await call(reader, 'POST', `records/${record?.id ?? ''}/decisions`, {
          decision: 'APPROVE',
          reason: '核对无误',
        });
        expect(decision.body.code).toBe('DECISION_HANDS_IN_IT');
      }
    });

    it('leaves alone who is recorded already, and waits for the shift where it is still open', async () => {
      await street.attend(person.volunteerId, shift, '09:05', null);
      const other = await street.volunteer();
      const { body: sheet } = await sheetOf();
      await enter(first, sheet.id, lines([person.volunteerId, other]));
      const { body } = await enter(second, sheet.id, lines([person.volunteerId, other]));
      expect(body['outcome']).toEqual([
        { volunteerId: person.volunteerId, outcome: 'ALREADY_RECORDED' },
        { volunteerId: other, outcome: 'APPLIED' },
      ]);
      expect(await street.records(other)).toEqual([]);
      await closed();
      expect(await street.records(other)).toMatchObject([{ grade: 'C', creditedMinutes: 120 }]);
    });

    it('is applied once, however many agree at the same time', async () => {
      await closed();
      const { body: sheet } = await sheetOf();
      await enter(first, sheet.id, lines([person.volunteerId]));
      const third = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
      booted.setNow(new Date('2026-11-29T20:00:00+08:00'));
      const answers = await Promise.all(
        [second, third, second, third].map((who) => enter(who, sheet.id, lines([person.volunteerId]))),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(await street.count('punch', person.volunteerId)).toBe(2);
    });

    it.each([
      ['SHEET_UNKNOWN', async () => enter(first, v7(), lines([person.volunteerId]))],
      [
        'SHEET_UNKNOWN',
        async () => {
          const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
          return enter(foreign, (await sheetOf()).body.id, lines([person.volunteerId]));
        },
      ],
      [
        'SHEET_LINE_DOUBLE',
        async () => enter(first, (await sheetOf()).body.id, lines([person.volunteerId, person.volunteerId, v7()])),
      ],
      ['VOLUNTEER_UNKNOWN', async () => enter(first, (await sheetOf()).body.id, lines([v7()], '12:00'))],
      [
        'ENTRY_TIMES_INVALID',
        async () => enter(first, (await sheetOf()).body.id, lines([person.volunteerId], '11:00')),
      ],
      [
        'SHEET_SIGNED_TWICE_BY_ONE',
        async () =>
          call(first, 'POST', `shifts/${shift.shiftId}/paper-sheets`, {
            photoId: v7(),
            leaderSignature: '张三',
            witnessSignature: '张三',
          }),
      ],
      [
        'ATTACHMENT_UNKNOWN',
        async () =>
          call(first, 'POST', `shifts/${shift.shiftId}/paper-sheets`, {
            photoId: v7(),
            leaderSignature: '张三',
            witnessSignature: '李四',
          }),
      ],
      [
        'SHEET_PHOTO_USED',
        async () => {
          const { body } = await sheetOf();
          return call(first, 'POST', `shifts/${shift.shiftId}/paper-sheets`, {
            photoId: body['photoId'],
            leaderSignature: '张三',
            witnessSignature: '李四',
          });
        },
      ],
    ])('%s: nothing is written', async (code, attempt) => {
      expect((await attempt()).body.code).toBe(code);
      expect(await street.count('punch', person.volunteerId)).toBe(0);
    });
  });

  describe('a declaration of the volunteer', () => {
    const declare = (given: object = {}, key = v7()) =>
      call(
        person,
        'POST',
        'me/declarations',
        { shiftId: shift.shiftId, checkedInAt: at('09:00'), checkedOutAt: at('11:00'), reason: '手机没电', ...given },
        key,
      );

    it('makes a record of grade E that waits for review, once, with its proof', async () => {
      await closed();
      const proof = await upload(person);
      const key = v7();
      const { body } = await declare({ proofId: proof.body.id }, key);
      expect((await declare({ proofId: proof.body.id }, key)).body).toEqual(body);
      expect(await street.records(person.volunteerId)).toMatchObject([
        { id: body['recordId'], status: 'UNDER_REVIEW', grade: 'E', creditedMinutes: 120 },
      ]);
      const { body: listed } = await call(first, 'GET', `shifts/${shift.shiftId}/attachments`);
      expect(listed['items']).toMatchObject([{ subjects: [{ kind: 'SERVICE_RECORD', id: body['recordId'] }] }]);
      expect((await declare()).body.code).toBe('DECLARATION_NOT_NEEDED');
    });

    it.each([
      ['SHIFT_UNKNOWN', async () => declare({ shiftId: v7() })],
      [
        'SELF_BACKFILL_BARRED',
        async () => {
          await booted
            .get(Sanctions)
            .impose(street.context(PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community)), {
              volunteerId: person.volunteerId,
              kind: 'NO_SELF_BACKFILL',
              reason: '抽查不实',
            });
          return declare({ checkedOutAt: at('09:00') });
        },
      ],
      ['DECLARATION_TOO_EARLY', async () => declare({ checkedOutAt: at('09:00') })],
      [
        'DECLARATION_TOO_LATE',
        async () => {
          await closed();
          booted.setNow(new Date('2026-12-29T11:01:00+08:00'));
          return declare({ checkedOutAt: at('09:00') });
        },
      ],
      [
        'ENTRY_TIMES_INVALID',
        async () => {
          await closed();
          return declare({ checkedOutAt: at('12:00'), proofId: v7() });
        },
      ],
      [
        'ATTACHMENT_UNKNOWN',
        async () => {
          await closed();
          return declare({ proofId: (await upload(first)).body.id });
        },
      ],
    ])('%s, in the order of precedence: nothing is written', async (code, attempt) => {
      expect((await attempt()).body.code).toBe(code);
      expect(await street.count('punch', person.volunteerId)).toBe(0);
    });
  });

  it('a back-fill may name its proof, which must belong to the shift', async () => {
    await closed();
    const fill = (proofId: unknown) =>
      call(first, 'POST', `shifts/${shift.shiftId}/backfills`, {
        volunteerId: person.volunteerId,
        checkedInAt: at('09:00'),
        checkedOutAt: at('11:00'),
        reason: '现场照片为证',
        proofId,
      });
    expect((await fill(v7())).body).toMatchObject({ code: 'ATTACHMENT_UNKNOWN', field: 'proofId' });
    const { body } = await fill((await upload(first)).body.id);
    const { body: listed } = await call(first, 'GET', `shifts/${shift.shiftId}/attachments`);
    expect(listed['items']).toMatchObject([{ subjects: [{ kind: 'SERVICE_RECORD', id: body.id }] }]);
  });
});
