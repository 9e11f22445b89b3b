/**
 * What a route or use case may ask for. A permission is held through a role, inside the subtree of divisions of the
 * role's grant; `self.*` permissions belong to every account that is linked to a volunteer and reach only that person.
 */
export const permissions = {
  'division.read': '查看区划',
  'division.manage': '维护区划',
  'appointment.manage': '维护三长任职',
  'volunteer.read': '查看志愿者',
  'volunteer.register': '登记志愿者',
  'volunteer.review': '审核志愿者',
  'volunteer.reveal': '查看完整证件号',
  'team.read': '查看服务队',
  'team.manage': '维护服务队',
  'team.decide': '审批入队',
  'activity.read': '查看活动',
  'activity.manage': '发布与维护活动',
  'signup.manage': '代为报名与取消',
  'attendance.run': '出示签到码、点名、结束场次',
  'attendance.staff': '工作人员代打卡',
  'record.read': '查看服务记录',
  'record.review': '审核、公示服务记录',
  'ledger.read': '查看台账',
  'ledger.reverse': '冲正',
  'ledger.adjust': '奖励与扣减积分',
  'ledger.open': '导入历史时长、审批导入',
  'ranking.read': '查看排名',
  'assessment.record': '录入考评',
  'selection.manage': '组织评选',
  'selection.decide': '评选定稿',
  'certificate.read': '查看证明',
  'certificate.issue': '出具与作废证明',
  'report.read': '查看报表',
  'policy.manage': '维护规则',
  'user.manage': '管理账号与角色',
  'audit.read': '查看审计日志',
  'system.operate': '任务与运行维护',
  'self.profile': '本人资料',
  'self.team': '本人入队退队',
  'self.signup': '本人报名',
  'self.punch': '本人签到签退',
  'self.record': '本人服务记录与异议',
  'self.ledger': '本人台账',
  'self.certificate': '本人证明',
} as const;

export type Permission = keyof typeof permissions;

export const roles = {
  SYSTEM_ADMIN: '系统管理员',
  SECURITY_ADMIN: '安全管理员',
  STREET_ADMIN: '街道管理员',
  STREET_LEADER: '街道领导',
  COMMUNITY_WORKER: '社区工作者',
  AUDITOR: '审计员',
  VOLUNTEER: '志愿者',
} as const;

export type Role = keyof typeof roles;

/** Roles that are granted with a division; VOLUNTEER comes with the link to a volunteer. */
export const grantableRoles = Object.keys(roles).filter((role) => role !== 'VOLUNTEER') as Exclude<Role, 'VOLUNTEER'>[];

const readAll = [
  'division.read',
  'volunteer.read',
  'team.read',
  'activity.read',
  'record.read',
  'ledger.read',
  'ranking.read',
  'certificate.read',
  'report.read',
] as const satisfies readonly Permission[];

const communityWork = [
  ...readAll,
  'appointment.manage',
  'volunteer.register',
  'volunteer.review',
  'team.manage',
  'team.decide',
  'activity.manage',
  'signup.manage',
  'attendance.run',
  'attendance.staff',
  'record.review',
  'assessment.record',
] as const satisfies readonly Permission[];

/** Who may do what. The documentation's matrix is written from this table. */
export const permissionsOfRole: Readonly<Record<Role, readonly Permission[]>> = {
  SYSTEM_ADMIN: ['division.read', 'division.manage', 'user.manage', 'policy.manage', 'system.operate'],
  SECURITY_ADMIN: ['division.read', 'user.manage'],
  STREET_ADMIN: [
    ...communityWork,
    'division.manage',
    'volunteer.reveal',
    'ledger.reverse',
    'ledger.adjust',
    'ledger.open',
    'selection.manage',
    'certificate.issue',
    'user.manage',
    'policy.manage',
  ],
  STREET_LEADER: [...readAll, 'selection.decide'],
  COMMUNITY_WORKER: communityWork,
  AUDITOR: [...readAll, 'audit.read'],
  VOLUNTEER: [
    'division.read',
    'team.read',
    'activity.read',
    'ranking.read',
    'self.profile',
    'self.team',
    'self.signup',
    'self.punch',
    'self.record',
    'self.ledger',
    'self.certificate',
  ],
};
