import type { MenuPart } from '../kit/desk/menu';

/**
 * The menu of the console. A line is there for whoever holds one of its permissions somewhere; one without is there for
 * everybody. A page that comes adds its line.
 */
export const consoleMenu: readonly MenuPart[] = [
  {
    name: '',
    lines: [
      { to: '/console', name: '待办', icon: 'inbox' },
      {
        to: '/console/reviews',
        name: '审核台',
        icon: 'clipboard',
        needs: [
          'record.review',
          'volunteer.review',
          'certificate.issue',
          'ledger.open',
          'team.decide',
          'selection.decide',
          'user.manage',
          'policy.manage',
        ],
      },
    ],
  },
  {
    name: '人',
    lines: [
      { to: '/console/volunteers', name: '志愿者', icon: 'people', needs: ['volunteer.read'] },
      { to: '/console/imports', name: '导入', icon: 'upload', needs: ['volunteer.register', 'ledger.open'] },
      { to: '/console/divisions', name: '区划与三长', icon: 'home', needs: ['division.read'] },
      { to: '/console/teams', name: '服务队', icon: 'flag', needs: ['team.read'] },
      { to: '/console/guardian-requests', name: '监护人确认', icon: 'people', needs: ['volunteer.review'] },
    ],
  },
  {
    name: '服务',
    lines: [
      { to: '/console/activities', name: '活动', icon: 'calendar', needs: ['activity.read'] },
      { to: '/console/paper-sheets', name: '纸质签到表', icon: 'clipboard', needs: ['attendance.run'] },
      { to: '/console/records', name: '服务记录', icon: 'clock', needs: ['record.read'] },
      { to: '/console/publicity', name: '公示', icon: 'board', needs: ['record.read'] },
      { to: '/console/points', name: '积分', icon: 'star', needs: ['report.read', 'ledger.adjust'] },
      { to: '/console/kinds', name: '类别', icon: 'list', needs: ['policy.manage'] },
    ],
  },
  {
    name: '评价',
    lines: [
      { to: '/console/assessments', name: '考评', icon: 'list', needs: ['assessment.record'] },
      { to: '/console/selections', name: '评选', icon: 'medal', needs: ['ranking.read'] },
      { to: '/console/certificates', name: '证明', icon: 'paper', needs: ['certificate.read'] },
    ],
  },
  {
    name: '治理',
    lines: [{ to: '/console/policies', name: '规则', icon: 'scale', needs: ['policy.manage', 'report.read'] }],
  },
  {
    name: '看全局',
    lines: [
      { to: '/console/reports', name: '月报', icon: 'star', needs: ['report.read'] },
      { to: '/console/coverage', name: '全员注册', icon: 'people', needs: ['report.read'] },
      { to: '/console/oversight', name: '监督', icon: 'scale', needs: ['record.read'] },
    ],
  },
  {
    name: '审计',
    lines: [
      { to: '/console/audit', name: '凭据与核对', icon: 'shield', needs: ['audit.read'] },
      { to: '/console/audit/proof', name: '证明一笔', icon: 'check', needs: ['audit.read'] },
      { to: '/console/audit/log', name: '审计日志', icon: 'list', needs: ['audit.read'] },
    ],
  },
  {
    name: '系统',
    lines: [
      { to: '/console/system', name: '运行', icon: 'board', needs: ['system.operate'] },
      { to: '/console/accounts', name: '账号与角色', icon: 'person', needs: ['user.manage'] },
      { to: '/console/calendar', name: '工作日历', icon: 'today', needs: ['system.operate', 'policy.manage'] },
    ],
  },
];
