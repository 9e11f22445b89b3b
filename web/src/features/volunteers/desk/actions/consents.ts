import { answered, read } from '../../../../api/answer';
import { api } from '../../../../api/client';
import { guardianRequest, namedGuardianRequest } from '../../../../api/limits';
import type { components } from '../../../../api/schema';
import { consentWord } from '../../../../words/volunteer';
import type { Person } from '../people';
import { consentWays, isOpen, personAction, type PersonAction } from './action';

type Purpose = components['schemas']['ConsentRequest']['purpose'];
const ADULT = 18;

const headed = (person: Person, key: string) => ({
  path: { volunteerId: person.id },
  header: { 'Idempotency-Key': key },
});
const isMinor = (person: Person): boolean => isOpen(person) && person.age !== null && person.age <= ADULT;
const held = (person: Person): readonly string[] => person.consents.map(({ purpose }) => purpose);
const choices = (person: Person, isGiven: boolean): readonly (readonly [string, string])[] =>
  Object.entries(consentWord).filter(
    ([purpose]) => purpose !== 'GUARDIAN' && held(person).includes(purpose) === isGiven,
  );
const currentVersion = async (): Promise<string> => (await read(api.GET('/api/v1/consent-texts'))).currentVersion;

const grant = personAction({
  code: 'consent',
  name: '登记同意',
  about: '本人在场读过同意书、当面同意的，由您记录；本人随时可以收回。',
  needs: 'volunteer.register',
  submit: '记下本人同意',
  isThere: (person) => isOpen(person) && choices(person, false).length > 0,
  fields: (person) => [
    { name: 'purpose', label: '同意什么', kind: 'CHOICE', choices: choices(person, false) },
    { name: 'channel', label: '怎样同意的', kind: 'CHOICE', choices: consentWays },
  ],
  send: async (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/consents', {
        params: headed(person, key),
        body: {
          purpose: values['purpose'] as Purpose,
          channel: values['channel'] === 'PAPER' ? 'PAPER' : 'ASSISTED',
          textVersion: await currentVersion(),
        },
      }),
    ),
  done: () => '已记下本人同意，按现行版同意书。',
});

const withdraw = personAction({
  code: 'withdraw',
  name: '收回同意',
  about: '本人要求收回的马上生效；收回“登记使用”要走注销。',
  needs: 'volunteer.register',
  submit: '收回这项同意',
  isThere: (person) => isOpen(person) && choices(person, true).some(([purpose]) => purpose !== 'REGISTRATION'),
  fields: (person) => [
    {
      name: 'purpose',
      label: '收回哪一项',
      kind: 'CHOICE',
      choices: choices(person, true).filter(([purpose]) => purpose !== 'REGISTRATION'),
    },
  ],
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/consent-withdrawals', {
        params: headed(person, key),
        body: { purpose: values['purpose'] as Purpose },
      }),
    ),
  done: () => '已收回，从现在起不再使用。',
});

const who = [
  { name: 'name', label: '监护人姓名', limits: namedGuardianRequest.name },
  { name: 'relation', label: '和孩子的关系', limits: namedGuardianRequest.relation },
  { name: 'phone', label: '监护人手机号', limits: namedGuardianRequest.phone },
] as const;

const guardian = personAction({
  code: 'guardian',
  name: '登记监护人同意',
  about: '监护人签了纸质同意书的，写明原件放在哪里。',
  needs: 'volunteer.register',
  submit: '记下监护人同意',
  isThere: isMinor,
  fields: () => [
    ...who,
    { name: 'proof', label: '同意书存放处', limits: guardianRequest.proof, hint: '如“社区档案柜 2026-17 号”' },
  ],
  send: async (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/guardians', {
        params: headed(person, key),
        body: {
          name: values['name'] ?? '',
          relation: values['relation'] ?? '',
          phone: values['phone'] ?? '',
          proof: values['proof'] ?? '',
          textVersion: await currentVersion(),
        },
      }),
    ),
  done: () => '已记下监护人同意。',
});

const ask = personAction({
  code: 'ask-guardian',
  name: '发短信请监护人确认',
  about: '监护人不在场的，发一条短信，点开就能同意或者说不是。',
  needs: 'volunteer.register',
  submit: '发短信给监护人',
  isThere: isMinor,
  fields: () => who,
  send: (key, person, values) =>
    answered(
      api.POST('/api/v1/volunteers/{volunteerId}/guardian-requests', {
        params: headed(person, key),
        body: { name: values['name'] ?? '', relation: values['relation'] ?? '', phone: values['phone'] ?? '' },
      }),
    ),
  done: () => '短信已发给监护人；答复以后这一页会写出来。',
});

export const consentActions: readonly PersonAction[] = [grant, withdraw, guardian, ask];
