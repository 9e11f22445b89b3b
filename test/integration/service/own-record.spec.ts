import { ProposeCheckOut, RaiseObjection, ShowOwnRecord } from '../../../src/service/service-hours';
import { at, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('one record, as its person sees it', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let volunteerId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
  });

  async function served(inAt: string, outAt: string | null): Promise<string> {
    const shift = await street.shift('09:00', '11:00');
    await street.attend(volunteerId, shift, inAt, outAt);
    await street.closeAndCompute(shift);
    const [record] = await street.records(volunteerId);
    if (!record) throw new Error('no record');
    return record.id;
  }
  const show = (recordId: string, of = volunteerId) => booted.get(ShowOwnRecord).execute(volunteerActor(of), recordId);

  it('says every step with its minutes and times, and what counted', async () => {
    const record = await show(await served('08:50', '11:20'));
    expect(record.steps.map(({ role, beforeMinutes, afterMinutes }) => [role, beforeMinutes, afterMinutes])).toEqual(
      expect.arrayContaining([
        ['START', 0, 150],
        ['CHANGED', 150, 120],
        ['RESULT', 120, 120],
      ]),
    );
    expect(record.steps[0]?.sentence).toBe('08:50 签到，11:20 签退，您在现场 150 分钟。');
    expect(record.counted).toEqual([
      { startsAt: new Date(at('09:00')).toISOString(), endsAt: new Date(at('11:00')).toISOString() },
    ]);
    expect(record).toMatchObject({ mayObject: true, hasOpenObjection: false, missingCheckOut: null });
  });

  it('foresees points during publicity and says what was posted after it', async () => {
    const recordId = await served('09:00', '11:00');
    expect((await show(recordId)).points).toMatchObject({ pointTenths: 200, isPosted: false });
    await street.confirmAll();
    const confirmed = await show(recordId);
    expect(confirmed.points).toMatchObject({ pointTenths: 200, isPosted: true });
    expect(confirmed.points?.sentences[0]).toBe('120 分钟，每小时 10 分。');
    expect(confirmed.mayObject).toBe(false);
  });

  it('offers the missing check-out until it is proposed', async () => {
    const recordId = await served('09:10', null);
    const before = await show(recordId);
    expect(before.missingCheckOut?.suggestedOutAt).toBe(new Date(at('11:00')).toISOString());
    expect(before.punches).toMatchObject([{ checkedOutAt: null, outWords: null }]);
    await booted.get(ProposeCheckOut).execute(street.context(volunteerActor(volunteerId)), { recordId });
    const after = await show(recordId);
    expect(after.missingCheckOut).toBeNull();
    expect(after.proposedOutAt).toBe(new Date(at('11:00')).toISOString());
  });

  it('says that an objection waits for its answer', async () => {
    const recordId = await served('09:00', '11:00');
    const context = street.context(volunteerActor(volunteerId));
    await booted.get(RaiseObjection).execute(context, { recordId, grounds: '我做到了十一点半' });
    expect(await show(recordId)).toMatchObject({ hasOpenObjection: true });
  });

  it('does not know the records of others', async () => {
    const recordId = await served('09:00', '11:00');
    const other = await street.volunteer();
    await expect(show(recordId, other)).rejects.toMatchObject({ code: 'RECORD_UNKNOWN' });
  });
});
