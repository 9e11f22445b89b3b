import { v7 } from 'uuid';
import { BackfillRecord } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

interface Line {
  readonly recordId: string;
  readonly status: string;
  readonly code: string | null;
}

/** What is refused alone is refused in a batch, and stops nothing else. */
describe('many decisions at once', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let street: ServiceBuilder;
  let [clerk, colleague, outsider]: SignedIn[] = [];
  let ownVolunteer: string;

  const version = async (id: string): Promise<number> => {
    const sql = 'select version from service_record where id = $1';
    const [row] = await booted.get(UnitOfWork).read<{ version: number }>(sql, [id]);
    return row?.version ?? 0;
  };
  const line = async (recordId: string, given: object = {}) => {
    return { recordId, version: await version(recordId), decision: 'APPROVE', reason: '核对属实', ...given };
  };
  const send = async (lines: readonly object[], reader = clerk, key = v7()) =>
    api.post('records/decisions', { token: reader?.token ?? '', body: { lines }, key });
  const told = (body: Record<string, unknown>) => (body['items'] as readonly Line[]).map(({ code }) => code);

  async function backfilled(by: string, day: string, volunteerId?: string): Promise<string> {
    const shift = await street.shift(`${day} 09:00`, `${day} 10:00`);
    await street.close(shift, '2026-12-01 12:00');
    await street.closeAndCompute(shift);
    const times = { checkedInAt: at(`${day} 09:00`), checkedOutAt: at(`${day} 10:00`) };
    const person = volunteerId ?? (await street.volunteer());
    const actor = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: by };
    const command = { shiftId: shift.shiftId, volunteerId: person, ...times, reason: '签到表照片在案' };
    return (await booted.get(BackfillRecord).execute(street.context(actor), command)).id;
  }

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    street = await ServiceBuilder.on(booted);
    const { people, tree } = street;
    const own = await people.volunteer(tree.unit.id);
    clerk = await people.accountOf(own.id, 'COMMUNITY_WORKER', tree.community.id);
    colleague = await people.staff('COMMUNITY_WORKER', tree.community.id);
    outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    ownVolunteer = own.id;
  }, 60_000);
  afterAll(async () => booted.close());

  it('leave out the own record, the one recorded by oneself and the one that changed, and do the rest', async () => {
    const by = colleague?.userId ?? '';
    const fine = await backfilled(by, '2026-11-21');
    const own = await backfilled(by, '2026-11-22', ownVolunteer);
    const recorded = await backfilled(clerk?.userId ?? '', '2026-11-23');
    const changed = await backfilled(by, '2026-11-24');
    const last = await backfilled(by, '2026-11-25');
    const lines = [
      await line(own),
      await line(recorded),
      await line(changed, { version: (await version(changed)) + 1 }),
      await line(v7(), { version: 1 }),
      await line(fine),
      await line(last, { decision: 'REJECT', reason: '当天没有到场' }),
    ];
    const answer = await send(lines);
    expect(answer.status).toBe(200);
    const refused = ['DECISION_OWN', 'DECISION_HANDS_IN_IT', 'VERSION_OUTDATED', 'RECORD_UNKNOWN'];
    expect(told(answer.body)).toEqual([...refused, null, null]);
    expect(answer.body['items']).toMatchObject([
      ...[{ recordId: own, status: 'REFUSED', result: null }, {}, {}, {}],
      { recordId: fine, status: 'DONE', result: { id: fine, status: 'PUBLICITY' } },
      { recordId: last, status: 'DONE', result: { status: 'REJECTED' } },
    ]);
  });

  it('answer the same under the same key, also when sent twice at one moment', async () => {
    const lines = [await line(await backfilled(colleague?.userId ?? '', '2026-11-26'))];
    const key = v7();
    const both = await Promise.all([send(lines, clerk, key), send(lines, clerk, key)]);
    const again = await send(lines, clerk, key);
    for (const { body } of [...both, again]) expect(body).toEqual(both[0].body);
    expect(told(again.body)).toEqual([null]);
    const anew = await send(lines);
    expect(told(anew.body)).toEqual(['RECORD_STATE_WRONG']);
    const other = [{ ...lines[0], decision: 'REJECT' }];
    expect(told((await send(other, clerk, key)).body)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('tell who is of another place nothing, and take no line twice, none and no fifty-one', async () => {
    const one = await line(await backfilled(colleague?.userId ?? '', '2026-11-27'));
    expect(told((await send([one], outsider)).body)).toEqual(['RECORD_UNKNOWN']);
    for (const lines of [[], [one, one], Array.from({ length: 51 }, () => ({ ...one, recordId: v7() }))]) {
      expect((await send(lines)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
    }
  });

  it('decide minutes above a cap likewise', async () => {
    const facts = { teamId: street.teamId, divisionId: street.tree.community.id, minutes: 600 };
    const records = new RecordBuilder(booted);
    const mine = await records.confirmed({ ...facts, volunteerId: ownVolunteer, servedOn: '2026-10-10' });
    const theirs = await records.confirmed({ ...facts, volunteerId: await street.volunteer(), servedOn: '2026-10-10' });
    const pending =
      'update service_record set credited_minutes = 540, pending_community_minutes = 60 where id = any ($1)';
    await behindTheGuards(booted.database, pending, [[mine, theirs]]);
    const lines = [mine, theirs].map((recordId) => {
      return { recordId, level: 'COMMUNITY', approvedMinutes: 0, reason: '当天没有这么久' };
    });
    const answer = await api.post('pending-minutes/decisions', { token: clerk?.token ?? '', body: { lines } });
    expect(answer.status).toBe(200);
    expect(told(answer.body)).toEqual(['DECISION_OWN', null]);
    expect(answer.body['items']).toMatchObject([{}, { recordId: theirs, result: { refusedMinutes: 60 } }]);
  });
});
