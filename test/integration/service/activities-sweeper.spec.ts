import { ExtendShift, ShiftDirectory } from '../../../src/service/activities';
import { Sweeper } from '../../../src/platform/data/outbox';
import { ActivitiesBuilder, commandOf, firstShift } from '../../builders/activities.builder';
import { PeopleBuilder } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';

describe('a shift that nobody closed', () => {
  let booted: BootedApp;

  beforeAll(async () => {
    booted = await bootApp({ role: 'all' });
  });
  afterAll(() => booted.close());

  it('is closed by the system an hour after its end, the extended one where there is one', async () => {
    const people = new PeopleBuilder(booted);
    const tree = await people.street();
    const activities = new ActivitiesBuilder(booted, (await people.team(tree.community.id)).id);
    const wallMs = Date.now();
    const iso = (minutes: number): string => new Date(wallMs + minutes * 60_000).toISOString();
    booted.setNow(new Date(wallMs - 5 * 3_600_000));
    const due = await activities.published({ shifts: [{ startsAt: iso(-240), endsAt: iso(-61) }] });
    const extended = await activities.published({ shifts: [{ startsAt: iso(-240), endsAt: iso(-90) }] });
    await booted.get(ExtendShift).execute(commandOf(), { shiftId: firstShift(extended).id, extendedTo: iso(-30) });
    booted.setNow(undefined);
    await booted.get(Sweeper).sweep();
    const shiftOf = (id: string) => booted.get(ShiftDirectory).byId(id);
    await eventually('the system closes', async () => (await shiftOf(firstShift(due).id)).status === 'CLOSED');
    expect((await shiftOf(firstShift(extended).id)).status).toBe('SCHEDULED');
  });
});
