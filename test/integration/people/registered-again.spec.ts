import { TellOwner } from '../../../src/people/volunteer-access/application/tell-owner';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { TextMessages } from '../../support/text-messages';

const ID_NUMBER = idNumberOf(871);
const PHONE = '13900007001';
const STRANGERS = '13900007002';

/** Somebody fills in the public form with a number that is registered: nobody learns so but its owner. */
describe('an ID number that is registered again', () => {
  let booted: BootedApp;
  let texts: TextMessages;
  let api: PeopleApi;
  let tree: StreetTree;
  let owner: { readonly volunteerId: string; readonly token: string };

  beforeAll(async () => {
    texts = await TextMessages.start();
    booted = await bootApp({ env: texts.env });
    api = new PeopleApi(booted);
    const people = new PeopleBuilder(booted);
    tree = await people.street();
    owner = await people.signedInVolunteer(tree.unit.id, { idNumber: ID_NUMBER, phone: PHONE });
  });

  afterAll(async () => {
    await booted.close();
    texts.stop();
  });

  const register = (idNumber: string) => {
    const consents = [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }];
    const body = { divisionId: tree.unit.id, name: '某人', idNumber, phone: STRANGERS, consents };
    return api.post('volunteer-registrations', { body });
  };
  const hints = async (): Promise<readonly string[]> => {
    const { body } = await api.get('me/notices', owner.token);
    const items = body['items'] as { readonly kind: string; readonly sentence: string }[];
    return items.filter(({ kind }) => kind === 'REGISTERED_AGAIN').map(({ sentence }) => sentence);
  };
  const waiting = async (): Promise<number> =>
    (await booted.get(UnitOfWork).read(`select 1 from outbox where job like '%registered-again' or job like '%owner'`))
      .length;

  it('is answered like any other, and its owner is told in the inbox and by text, once a month', async () => {
    const [unknown, known] = [await register(idNumberOf(872)), await register(ID_NUMBER)];
    expect([known.status, Object.keys(known.body)]).toEqual([unknown.status, Object.keys(unknown.body)]);
    expect(await texts.latest(PHONE, '又登记了一次')).not.toMatch(/\d/);
    for (let count = 0; count < 4; count += 1) await register(ID_NUMBER);
    await eventually('what rang is done', async () => (await waiting()) === 0);
    await booted.get(TellOwner).execute(owner.volunteerId);
    expect(await hints()).toEqual([expect.stringContaining('原来的登记不变')]);
    expect(texts.to(PHONE)).toHaveLength(1);
    expect(texts.to(STRANGERS)).toEqual([]);
  });

  it('tells again when somebody does so in another month', async () => {
    booted.setNow(new Date(Date.now() + 32 * 86_400_000));
    await booted.get(TellOwner).execute(owner.volunteerId);
    booted.setNow(undefined);
    await eventually('the second text', () => texts.to(PHONE).length === 2);
  });
});
