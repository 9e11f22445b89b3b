import type { components } from '../api/schema';

export type PolicyKind = components['schemas']['PolicyResponse']['kind'];

export const policyKind: Readonly<Record<PolicyKind, string>> = {
  HOURS: '时长规则',
  POINTS: '积分规则',
  STARS: '星级规则',
  SELECTION: '评选规则',
  SIGNUP: '报名规则',
  SIGNALS: '异常提示规则',
  ATTENDANCE: '签到规则',
  MANUAL: '奖励扣减规则',
  GUARDIAN: '监护人短信规则',
};

/** How a figure of a policy is said: its sentence, its unit, and by what the stored number is divided. */
export type FieldWords = readonly [label: string, unit: string, scale?: number];

const ROLES = { GRID_HEAD: '网格长', BUILDING_HEAD: '楼栋长', UNIT_HEAD: '单元长' } as const;
const PARTS = {
  HOURS: '服务时长',
  POINTS: '积分',
  ASSESSMENT: '考评',
  VOTE: '居民投票',
  COMMITTEE: '评委评分',
} as const;
const entriesOf = <T extends object>(words: T): [string, string][] => Object.entries(words) as [string, string][];
const weights = entriesOf(ROLES).flatMap(([role, name]) =>
  entriesOf(PARTS).map(([part, word]) => [`weights.${role}.${part}`, [`${name}的${word}占`, '%']] as const),
);
const bands = entriesOf(PARTS).flatMap(([part, word]) => [
  [`normalisation.${part}.low`, [`${word}折合时，多少分算 0 分`, '分', 100]] as const,
  [`normalisation.${part}.high`, [`${word}折合时，多少分算满分`, '分', 100]] as const,
]);
const grades = ['A', 'B', 'C', 'D', 'E'].map(
  (grade) => [`gradePercent.${grade}`, [`凭证 ${grade} 级的服务，积分按`, '%']] as const,
);

/** Figures of policies by their place; members of lists by `*`. A place without words is not shown, and stays as it is. */
export const policyField: Readonly<Record<string, FieldWords>> = Object.fromEntries<FieldWords>([
  ...weights,
  ...bands,
  ...grades,
  ['earlyPunchMinutes', ['最早提前多久可以签到', '分钟']],
  ['latePunchMinutes', ['结束以后最晚多久可以签退', '分钟']],
  ['duplicateWindowMs', ['多久之内重复扫码只算一次', '秒', 1000]],
  ['maxPairsPerDay', ['一场里进出多于几次要审核', '次']],
  ['missingOutCapMinutes', ['漏签退按上限算时，最多', '分钟']],
  ['missingOutFixedMinutes', ['漏签退按固定时长算时', '分钟']],
  ['effectiveSharePercent', ['到场不足计划的几成不计积分', '%']],
  ['dayCaps.automaticMinutes', ['一天自动认定最多', '分钟']],
  ['dayCaps.communityMinutes', ['一天由社区批准最多', '分钟']],
  ['dayCaps.investigationMinutes', ['一天超过多少要核实', '分钟']],
  ['publicityWorkingDays', ['公示', '个工作日']],
  ['correctionWorkingDays', ['补报、更正的期限', '个工作日']],
  ['completionWorkingDays', ['办结的期限', '个工作日']],
  ['reminderWorkingDays', ['第几个工作日起提醒', '个工作日']],
  ['objectionWorkingDays', ['答复异议的期限', '个工作日']],
  ['checkOutReminderMinutes', ['结束前多久提醒签退', '分钟']],
  ['weakGradeMonthMinutes', ['D、E 级一人一月超过多少要两人批', '分钟']],
  ['openingDayMinutes', ['历史时长一天最多', '分钟']],
  ['rates.*.pointTenthsPerHour', ['每小时得', '分', 10]],
  ['multipliers.*.percent', ['按', '%']],
  ['bonuses.leaderPointTenths', ['负责人每场另加', '分', 10]],
  ['bonuses.firstTimePointTenths', ['第一次参加另加', '分', 10]],
  ['bonuses.emergencyPointTenths', ['应急任务另加', '分', 10]],
  ['caps.recordPointTenths', ['一次最多得', '分', 10]],
  ['caps.dayPointTenths', ['一天最多得', '分', 10]],
  ['caps.monthPointTenths', ['一个月最多得', '分', 10]],
  ['hoursPerStar.*', ['颗星要累计服务', '小时']],
  ['eligibility.minAppointedMonths', ['周期内至少任职', '个月']],
  ['eligibility.minRecords', ['周期内已确认的服务至少', '次']],
  ['quota.ratioBasisPoints', ['每个社区有资格的人里取', '%', 100]],
  ['quota.minPerGroup', ['每个社区至少', '人']],
  ['quota.totalCap', ['全街道最多', '人']],
  ['lateAssessmentDays', ['考评补录多久以后要两人批', '天']],
  ['lateCancelMinutes', ['开始前多久以内取消算临时取消', '分钟']],
  ['excuseMinutes', ['结束以后多久以内可以补请假', '分钟']],
  ['load.restMinutes', ['两场之间至少休息', '分钟']],
  ['load.dayMinutes', ['一天报名多于多少要提醒', '分钟']],
  ['load.weekMinutes', ['一周报名多于多少要提醒', '分钟']],
  ['load.elder.fromAge', ['从多少岁起按长者算', '岁']],
  ['load.elder.dayMinutes', ['长者一天报名多于多少要提醒', '分钟']],
  ['load.elder.weekMinutes', ['长者一周报名多于多少要提醒', '分钟']],
  ['sharedDevicePeople', ['一部手机给几人以上打卡要看', '人']],
  ['sharedDeviceMinutes', ['多久之内同一部手机算一起', '分钟']],
  ['identicalPeople', ['几人以上时间分秒不差要看', '人']],
  ['speedKmh', ['两次打卡之间快过多少要看', '公里每小时']],
  ['backfillPercent', ['一队补录超过几成要看', '%']],
  ['backfillTeamMinutes', ['一队补录超过多少才看', '分钟']],
  ['recorderMinutes', ['一人代记超过多少要看', '分钟']],
  ['youngAccountMinutes', ['新账号办了多少要看', '分钟']],
  ['lateStartMinutes', ['先开始后补录，晚于多久要标记', '分钟']],
  ['lateLineMinutes', ['补传的打卡，晚于多久要标记', '分钟']],
  ['ownLineMinutes', ['本人补传，晚于多久要审核', '分钟']],
  ['staffTabletLineMinutes', ['平板补传，晚于多久要审核', '分钟']],
  ['calledPercent', ['一场里只点名的超过几成要标记', '%']],
  ['deputyLeaders', ['每队副队长最多', '人']],
  ['personMonthPointTenths', ['一人一个月手工增减最多', '分', 10]],
  ['askerMonthPointTenths', ['一位工作人员一个月提出最多', '分', 10]],
  ['linkDays', ['监护人的链接几天有效', '天']],
  ['nameTries', ['姓名最多填错', '次']],
  ['textsPerPhoneDay', ['一个手机号一天最多发', '条']],
  ['childrenPerPhone', ['一个手机号最多监护', '个孩子']],
]);
