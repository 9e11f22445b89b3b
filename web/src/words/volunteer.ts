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
