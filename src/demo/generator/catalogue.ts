import type { ActivityCategory } from '../../service/activities';
import type { TeamKind } from '../../people/teams';

/** What a community does regularly: which team, how often, when, with whom. */
export interface CatalogueEntry {
  readonly category: ActivityCategory;
  readonly title: string;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly team: TeamKind;
  /** `{社区}` stands for the community. */
  readonly place: string;
  readonly riskLevel: 'LOW' | 'MEDIUM' | 'HIGH';
  /** How presence is shown: each person by the rotating code, or all by the leader's roll call, without signing up. */
  readonly checkIn: 'CODE' | 'ROLL_CALL';
  /** Who comes: members of the team, residents of the community, or its building and unit heads. */
  readonly crowd: 'MEMBERS' | 'RESIDENTS' | 'HEADS';
  readonly people: readonly [min: number, max: number];
  readonly everyWeeks: number;
  /** Which of these weeks, counted from 0. */
  readonly phase: number;
  /** Monday is 1. */
  readonly weekday: number;
  readonly startMinuteOfDay: number;
  readonly durationMinutes: number;
  /** A break in the middle. */
  readonly breakMinutes?: number;
  /** Of a match: so many of those who come help, the others play and get no minutes. */
  readonly helpers?: number;
  /** Only in every such community, counted from the first. */
  readonly everyCommunities?: number;
}

const at = (hour: number, minute = 0): number => hour * 60 + minute;

/**
 * The year of a community. No two entries of one community meet on a day and time. Communities take turns: there is an
 * inspection somewhere every Monday and a service day somewhere every Friday.
 */
export const catalogue: readonly CatalogueEntry[] = [
  {
    ...{
      category: 'MONDAY_INSPECTION',
      title: '周一小区环境检查',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '{社区}各小区',
    },
    ...{ riskLevel: 'LOW', checkIn: 'ROLL_CALL', crowd: 'HEADS', people: [4, 6], everyWeeks: 7, phase: 0 },
    ...{ weekday: 1, startMinuteOfDay: at(8, 30), durationMinutes: 90 },
  },
  {
    ...{
      category: 'WEEKLY_SERVICE_DAY',
      title: '“周五有我”志愿服务日',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '{社区}实践站',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'RESIDENTS', people: [5, 7], everyWeeks: 3, phase: 0 },
    ...{ weekday: 5, startMinuteOfDay: at(9), durationMinutes: 120 },
  },
  {
    ...{
      category: 'RIVER_PATROL',
      title: '东辽河巡河护河',
      kind: 'SERVICE',
      team: 'PARTY_MEMBER',
      place: '东辽河福镇段（{社区}）',
    },
    ...{ riskLevel: 'MEDIUM', checkIn: 'CODE', crowd: 'MEMBERS', people: [3, 5], everyWeeks: 6, phase: 0 },
    ...{ weekday: 3, startMinuteOfDay: at(14), durationMinutes: 90, everyCommunities: 3 },
  },
  {
    ...{
      category: 'TRAFFIC_DUTY',
      title: '交通志愿值守',
      kind: 'SERVICE',
      team: 'IN_SERVICE_PARTY_MEMBER',
      place: '{社区}学校门前路口',
    },
    ...{ riskLevel: 'MEDIUM', checkIn: 'CODE', crowd: 'MEMBERS', people: [2, 4], everyWeeks: 12, phase: 0 },
    ...{ weekday: 2, startMinuteOfDay: at(6, 50), durationMinutes: 80 },
  },
  {
    ...{ category: 'PERSUASION', title: '文明劝导', kind: 'SERVICE', team: 'RESIDENT', place: '{社区}农贸市场周边' },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [4, 6], everyWeeks: 12, phase: 0 },
    ...{ weekday: 4, startMinuteOfDay: at(15), durationMinutes: 90 },
  },
  {
    ...{ category: 'LECTURE', title: '理论政策宣讲', kind: 'SERVICE', team: 'LECTURERS', place: '{社区}实践站讲堂' },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [5, 8], everyWeeks: 12, phase: 2 },
    ...{ weekday: 4, startMinuteOfDay: at(14, 30), durationMinutes: 90 },
  },
  {
    ...{
      category: 'MICRO_WISH',
      title: '微心愿认领圆梦',
      kind: 'SERVICE',
      team: 'OFFICE_STAFF',
      place: '{社区}困难居民家中',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [3, 5], everyWeeks: 12, phase: 4 },
    ...{ weekday: 4, startMinuteOfDay: at(14), durationMinutes: 120 },
  },
  {
    ...{
      category: 'EPIDEMIC_CONTROL',
      title: '公共场所消杀与健康宣传',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '{社区}公共场所',
    },
    ...{ riskLevel: 'HIGH', checkIn: 'CODE', crowd: 'MEMBERS', people: [4, 6], everyWeeks: 12, phase: 3 },
    ...{ weekday: 4, startMinuteOfDay: at(9), durationMinutes: 150 },
  },
  {
    ...{
      category: 'STREET_CLEANING',
      title: '街面清扫',
      kind: 'SERVICE',
      team: 'PARTNER_UNIT',
      place: '福镇大路（{社区}段）',
    },
    ...{ riskLevel: 'LOW', checkIn: 'ROLL_CALL', crowd: 'MEMBERS', people: [4, 6], everyWeeks: 24, phase: 0 },
    ...{ weekday: 6, startMinuteOfDay: at(8), durationMinutes: 120 },
  },
  {
    ...{
      category: 'STAIRWELL_CLEANUP',
      title: '楼道堆积物清理',
      kind: 'SERVICE',
      team: 'RESIDENT',
      place: '{社区}各楼道',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'RESIDENTS', people: [4, 6], everyWeeks: 24, phase: 3 },
    ...{ weekday: 6, startMinuteOfDay: at(9), durationMinutes: 120 },
  },
  {
    ...{ category: 'PLOT_CLEARING', title: '清理小片荒', kind: 'SERVICE', team: 'RESIDENT', place: '{社区}小区空地' },
    ...{ riskLevel: 'MEDIUM', checkIn: 'ROLL_CALL', crowd: 'RESIDENTS', people: [4, 6], everyWeeks: 24, phase: 6 },
    ...{ weekday: 6, startMinuteOfDay: at(8, 30), durationMinutes: 180, breakMinutes: 15 },
  },
  {
    ...{ category: 'CITY_GARDEN', title: '城市花园共建', kind: 'SERVICE', team: 'RESIDENT', place: '{社区}口袋公园' },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'RESIDENTS', people: [4, 6], everyWeeks: 24, phase: 9 },
    ...{ weekday: 6, startMinuteOfDay: at(8, 30), durationMinutes: 150, breakMinutes: 15 },
  },
  {
    ...{
      category: 'CARE_FOR_MINORS',
      title: '关爱未成年人·周末课堂',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '{社区}儿童之家',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [4, 6], everyWeeks: 24, phase: 0 },
    ...{ weekday: 6, startMinuteOfDay: at(14), durationMinutes: 120 },
  },
  {
    ...{
      category: 'RECTIFICATION',
      title: '小区整改集中行动',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '{社区}整改台账点位',
    },
    ...{ riskLevel: 'MEDIUM', checkIn: 'ROLL_CALL', crowd: 'HEADS', people: [4, 6], everyWeeks: 24, phase: 6 },
    ...{ weekday: 6, startMinuteOfDay: at(14), durationMinutes: 150 },
  },
  {
    ...{
      category: 'TRAINING',
      title: '志愿者业务培训',
      kind: 'TRAINING',
      team: 'COMMUNITY',
      place: '{社区}实践站讲堂',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'RESIDENTS', people: [12, 16], everyWeeks: 12, phase: 5 },
    ...{ weekday: 6, startMinuteOfDay: at(14), durationMinutes: 150 },
  },
  {
    ...{
      category: 'TABLE_TENNIS',
      title: '“实践杯”乒乓球赛',
      kind: 'SERVICE',
      team: 'RESIDENT',
      place: '{社区}文体活动室',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [6, 8], everyWeeks: 24, phase: 7, helpers: 3 },
    ...{ weekday: 7, startMinuteOfDay: at(9), durationMinutes: 240, breakMinutes: 30 },
  },
  {
    ...{
      category: 'FOOTBALL_MATCH',
      title: '社区足球赛',
      kind: 'SERVICE',
      team: 'RESIDENT',
      place: '文化广场笼式球场',
    },
    ...{
      riskLevel: 'MEDIUM',
      checkIn: 'CODE',
      crowd: 'MEMBERS',
      people: [9, 12],
      everyWeeks: 24,
      phase: 11,
      helpers: 3,
    },
    ...{ weekday: 7, startMinuteOfDay: at(9), durationMinutes: 120, breakMinutes: 15 },
  },
  {
    ...{ category: 'FREE_CLINIC', title: '义诊进社区', kind: 'SERVICE', team: 'PARTNER_UNIT', place: '{社区}实践站' },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [3, 5], everyWeeks: 24, phase: 1 },
    ...{ weekday: 7, startMinuteOfDay: at(9), durationMinutes: 150 },
  },
  {
    ...{
      category: 'WASTE_SORTING',
      title: '垃圾分类桶边值守',
      kind: 'SERVICE',
      team: 'RESIDENT',
      place: '{社区}分类亭',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'RESIDENTS', people: [3, 4], everyWeeks: 24, phase: 2 },
    ...{ weekday: 3, startMinuteOfDay: at(17, 30), durationMinutes: 90 },
  },
  {
    ...{
      category: 'SHOPFRONT_CARE',
      title: '门前三包入户劝导',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '福镇大路沿街商户（{社区}段）',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [3, 5], everyWeeks: 24, phase: 4 },
    ...{ weekday: 2, startMinuteOfDay: at(15), durationMinutes: 90 },
  },
  {
    ...{ category: 'DOG_KEEPING', title: '文明养犬宣传', kind: 'SERVICE', team: 'RESIDENT', place: '{社区}小区广场' },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [3, 4], everyWeeks: 24, phase: 8 },
    ...{ weekday: 4, startMinuteOfDay: at(18), durationMinutes: 60 },
  },
  {
    ...{ category: 'TREE_PLANTING', title: '植树护绿', kind: 'SERVICE', team: 'PARTY_MEMBER', place: '{社区}绿化带' },
    ...{ riskLevel: 'MEDIUM', checkIn: 'CODE', crowd: 'MEMBERS', people: [4, 6], everyWeeks: 24, phase: 15 },
    ...{ weekday: 6, startMinuteOfDay: at(8, 30), durationMinutes: 180, breakMinutes: 15 },
  },
  {
    ...{
      category: 'ART_PERFORMANCE',
      title: '惠民文艺演出',
      kind: 'SERVICE',
      team: 'COMMUNITY',
      place: '{社区}文化广场',
    },
    ...{ riskLevel: 'LOW', checkIn: 'CODE', crowd: 'MEMBERS', people: [5, 8], everyWeeks: 24, phase: 13 },
    ...{ weekday: 7, startMinuteOfDay: at(14), durationMinutes: 120 },
  },
  {
    ...{ category: 'AD_CLEANUP', title: '小广告清理', kind: 'SERVICE', team: 'PARTNER_UNIT', place: '{社区}各楼道' },
    ...{ riskLevel: 'LOW', checkIn: 'ROLL_CALL', crowd: 'MEMBERS', people: [4, 6], everyWeeks: 24, phase: 18 },
    ...{ weekday: 6, startMinuteOfDay: at(8, 30), durationMinutes: 120 },
  },
];

/** Whether the entry takes place in this week of this community; communities are out of step on purpose. */
export function takesPlace(entry: CatalogueEntry, week: number, communityIndex: number): boolean {
  if (communityIndex % (entry.everyCommunities ?? 1) !== 0) return false;
  return (week + communityIndex) % entry.everyWeeks === entry.phase;
}

/** Where the entry takes place in a community. */
export function placeOf({ place }: CatalogueEntry, communityName: string): string {
  return place.replace('{社区}', communityName);
}
