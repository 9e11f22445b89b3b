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

/** Why a registration ends. */
export const closingReason: Readonly<Record<components['schemas']['ClosingReasonRequest']['reason'], string>> = {
  OWN_WISH: '本人要求',
  MOVED_AWAY: '搬走了',
  DECEASED: '去世',
  DUPLICATE: '重复登记',
  REGISTERED_WRONGLY: '登记错了',
};

interface Word {
  readonly word: string;
  readonly tone: 'in' | 'ok' | 'warn' | 'bad' | 'neutral';
}

export const membershipState: Readonly<Record<components['schemas']['OwnMembershipResponse']['status'], Word>> = {
  REQUESTED: { word: '等队长同意', tone: 'in' },
  ACTIVE: { word: '在队', tone: 'ok' },
  DECLINED: { word: '没有同意', tone: 'bad' },
  LEFT: { word: '已退队', tone: 'neutral' },
};

export const signupState: Readonly<Record<components['schemas']['OwnSignupResponse']['status'], Word>> = {
  CONFIRMED: { word: '已报名', tone: 'ok' },
  WAITLISTED: { word: '候补', tone: 'in' },
  CANCELLED: { word: '已取消', tone: 'neutral' },
};

export const transferState: Readonly<Record<components['schemas']['ReceivedTransferResponse']['status'], Word>> = {
  REQUESTED: { word: '等接收方决定', tone: 'in' },
  ACCEPTED: { word: '已转入', tone: 'ok' },
  DECLINED: { word: '没有接收', tone: 'bad' },
};

export const phoneChangeState: Readonly<Record<components['schemas']['PhoneChangeResponse']['status'], Word>> = {
  WAITING: { word: '等另一位同事同意', tone: 'in' },
  DUE: { word: '已同意，满 24 小时生效', tone: 'in' },
  IN_FORCE: { word: '已生效', tone: 'ok' },
  STOPPED: { word: '已撤回', tone: 'neutral' },
};

export const sanctionWord: Readonly<Record<components['schemas']['SanctionResponse']['kind'], string>> = {
  NO_SELF_BACKFILL: '一年内不能自行补报时间',
};
