import type { components } from '../api/schema';

type Volunteer = components['schemas']['OwnVolunteerResponse'];
export type VolunteerStatus = Volunteer['status'];
export type PoliticalStatus = Volunteer['politicalStatus'];

/** Where a registration stands, and the colour it is said in. */
export const volunteerState: Readonly<
  Record<VolunteerStatus, { readonly word: string; readonly tone: 'in' | 'ok' | 'warn' | 'bad' | 'neutral' }>
> = {
  PENDING: { word: '等社区审核', tone: 'in' },
  ACTIVE: { word: '已登记', tone: 'ok' },
  REJECTED: { word: '没有通过', tone: 'bad' },
  SUSPENDED: { word: '暂停中', tone: 'warn' },
  CLOSED: { word: '已注销', tone: 'neutral' },
};

export const politicalWord: Readonly<Record<PoliticalStatus, string>> = {
  UNSPECIFIED: '不说明',
  MASSES: '群众',
  LEAGUE_MEMBER: '共青团员',
  PROBATIONARY_PARTY_MEMBER: '预备党员',
  PARTY_MEMBER: '中共党员',
  DEMOCRATIC_PARTY_MEMBER: '民主党派成员',
  NON_PARTY: '无党派人士',
};

type Consent = components['schemas']['ConsentResponse'];

/** What somebody has agreed to, as staff read it. */
export const consentWord: Readonly<Record<Consent['purpose'], string>> = {
  REGISTRATION: '登记使用',
  LOCATION: '位置',
  PHOTO: '照片',
  RANKING_DISPLAY: '排名展示',
  NAME_PUBLICITY: '姓名公示',
  SHARING: '向上级平台提供',
  GUARDIAN: '监护人同意',
  SMS: '短信',
};

export const consentChannel: Readonly<Record<Consent['channel'], string>> = {
  SELF: '本人',
  PAPER: '签字',
  GUARDIAN: '监护人',
  ASSISTED: '工作人员代办，本人在场',
  SMS: '监护人短信',
};

export const registeredBy: Readonly<
  Record<components['schemas']['ReviewedVolunteerResponse']['registrationChannel'], string>
> = { SELF: '本人登记', STAFF: '工作人员登记', IMPORT: '名单导入' };

export const genderWord = { MALE: '男', FEMALE: '女' } as const;

/** What is shown of somebody only for a reason. */
export const hiddenField: Readonly<Record<components['schemas']['RevealRequest']['field'], string>> = {
  ID_NUMBER: '证件号',
  PHONE: '手机号',
  ADDRESS: '住址',
  EMERGENCY_CONTACT: '紧急联系人',
};
