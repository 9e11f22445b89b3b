/** What each line of the audit log says, by module. A test compares this with what the service writes. */
const byModule = {
  access: ['访问', { refuse: '请求被拒绝' }],
  activities: [
    '活动',
    {
      'add-shifts': '添加场次',
      cancel: '取消活动',
      'cancel-shift': '取消场次',
      'cancel-signup': '取消报名',
      close: '结束活动',
      'close-shift': '结束场次',
      create: '新建活动',
      'extend-shift': '延长场次',
      publish: '发布活动',
      'show-signups': '查看一个人的报名',
      'sign-up': '报名',
      update: '修改活动',
    },
  ],
  attachments: ['附件', { read: '查看附件', store: '上传附件', forget: '按规定删除附件' }],
  attendance: [
    '签到',
    {
      'decide-excuse': '决定请假',
      'issue-device': '授权平板',
      'print-card': '打印志愿者卡',
      'revoke-device': '收回平板',
      'set-geofence': '设定活动范围',
      'submit-excuse': '请假',
    },
  ],
  audit: ['审计', { read: '查看审计日志' }],
  awards: [
    '评选考评',
    {
      'cancel-round': '取消评选',
      'confirm-round': '评选定稿',
      'create-round': '发起评选',
      'freeze-round': '冻结评选名单',
      'record-assessment': '录入考评',
      report: '下载评选报告',
      'void-assessment': '作废考评',
    },
  ],
  certificates: [
    '证明',
    {
      apply: '申请证明',
      'choose-id-number': '决定证明上的证件号',
      register: '打印证明登记簿',
      decline: '不予开具证明',
      issue: '开具证明',
      print: '下载证明',
      revoke: '作废证明',
      supersede: '重新开具证明',
    },
  ],
  decisions: [
    '两人办理',
    { decide: '决定事项', release: '在服务器上放行事项', withdraw: '撤回事项', lapse: '事项过期' },
  ],
  divisions: ['区划', { create: '新建区划', import: '导入区划', 'import-rows': '导入区划', update: '修改区划' }],
  duty: ['值班', { 'set-exception': '登记临时值班', 'set-pattern': '登记值班安排' }],
  heads: ['三长', { appoint: '任命', end: '结束任职' }],
  households: ['同户', { declare: '登记同户', leave: '退出同户' }],
  identity: [
    '账号',
    {
      'accept-invitation': '打开账号',
      'ask-deputy': '提出代理人',
      'ask-person': '提出更改账号的本人',
      'ask-slip': '申请开户单',
      'change-password': '修改密码',
      'create-user': '新建账号',
      'end-deputy': '结束代理',
      'end-session': '退出登录',
      'grant-role': '授予角色',
      invite: '发出设密码的链接',
      'link-external': '关联外部平台',
      'print-slip': '打印开户单',
      'remove-totp': '停用动态码',
      'reset-totp': '重置动态码',
      'revoke-role': '收回角色',
      'set-up-totp': '启用动态码',
      'ask-restore': '提出恢复账号',
      suspend: '停用账号',
      'sign-in': '登录',
      'sign-in-refused': '登录被拒绝',
      'unlink-external': '取消关联外部平台',
    },
  ],
  jobs: ['后台任务', { retry: '重试失败的任务' }],
  keys: ['密钥', { rotate: '更换签名密钥' }],
  kinds: [
    '类别',
    {
      'add-category': '添加活动类别',
      'add-team-kind': '添加服务队类别',
      'change-category': '修改活动类别',
      'change-team-kind': '修改服务队类别',
      'retire-category': '停用活动类别',
    },
  ],
  'late-entries': [
    '事后登记',
    { declare: '自我申报', 'enter-sheet': '录入纸质表', 'open-sheet': '登记纸质表', 'punch-batch': '补传打卡' },
  ],
  ledger: ['台账', { 'post-manually': '手工记账', 'request-audit': '发起台账核对', verify: '快速核对台账' }],
  merges: [
    '合并',
    { answer: '本人答复合并', decide: '决定合并', 'paper-consent': '登记合并的书面同意', propose: '提出合并' },
  ],
  notices: ['通知', { read: '看过通知' }],
  openings: [
    '历史时长',
    {
      'answer-objection': '答复对历史时长的异议',
      decide: '决定历史时长',
      object: '对历史时长提异议',
      reverse: '冲正历史时长',
      submit: '提交历史时长',
    },
  ],
  oversight: [
    '监督抽查',
    {
      'commit-spot-check': '登记抽查',
      'decide-signal': '登记异常提示的结论',
      'impose-sanction': '限制自行补报',
      'lift-sanction': '提前解除限制',
      'publish-spot-check': '公布种子并抽取',
      'record-spot-check': '登记抽查结果',
      'record-visit': '登记上门核对',
    },
  ],
  'people-imports': [
    '人员导入',
    { cancel: '取消导入', confirm: '确认导入', 'download-errors': '下载导入错误表', stage: '上传导入文件' },
  ],
  policies: ['规则', { 'import-calendar': '导入工作日历', publish: '发布规则' }],
  reports: ['报表', { statement: '下载对账单' }],
  'service-hours': [
    '服务记录',
    {
      'answer-objection': '答复异议',
      approve: '通过服务记录',
      backfill: '补录服务',
      correct: '更正服务记录',
      'decide-cap': '决定超限时长',
      'decide-recompute': '决定重算',
      deny: '登记本人否认',
      object: '提异议',
      'propose-check-out': '补报签退',
      recompute: '发起重算',
      reject: '退回服务记录',
      'reply-to-call': '回复点名通知',
      'show-evidence': '查看记录的凭据',
    },
  ],
  setup: ['开通', { 'open-street': '开通街道' }],
  teams: [
    '服务队',
    {
      'appoint-deputy': '任命副队长',
      create: '新建服务队',
      'decide-membership': '决定入队',
      dissolve: '解散服务队',
      join: '申请入队',
      leave: '退队',
      'remove-deputy': '免去副队长',
      'show-memberships': '查看一个人的服务队',
      update: '修改服务队',
    },
  ],
  transfers: ['转移', { decide: '决定转移', request: '申请转移' }],
  'volunteer-access': [
    '志愿者账号',
    {
      'change-own-phone': '本人更换手机号',
      'change-phone': '更换手机号',
      'desk-code': '窗口验证码',
      'open-account': '开通账号',
      'phone-changed': '手机号已更换',
      'stop-phone-change': '停止更换手机号',
    },
  ],
  volunteers: [
    '志愿者',
    {
      'answer-guardian': '答复监护人',
      approve: '通过登记',
      'approve-reveal': '同意查看',
      'ask-guardian': '请监护人确认',
      'change-own-status': '本人暂停或恢复',
      'check-id-number': '核对证件号',
      close: '注销',
      'decide-closing': '决定注销',
      'decide-correction': '决定更正登记',
      'export-own-data': '导出本人资料',
      'grant-consent': '同意',
      'guardian-confirmed': '监护人同意',
      'guardian-denied': '监护人不同意',
      'guardian-look': '监护人查看',
      'guardian-withdrawn': '监护人撤回同意',
      'open-account': '开通账号',
      'print-id-number': '证明上印证件号',
      'prove-correction': '附更正的证明材料',
      'record-guardian': '登记监护人',
      register: '登记',
      reject: '不通过登记',
      'request-closing': '申请注销',
      'request-correction': '申请更正登记',
      'request-reveal': '申请查看',
      'reveal-address': '查看住址',
      'reveal-emergency-contact': '查看紧急联系人',
      'reveal-id-number': '查看证件号',
      'reveal-phone': '查看手机号',
      review: '审核登记',
      update: '修改资料',
      'withdraw-consent': '撤回同意',
    },
  ],
} as const satisfies Readonly<Record<string, readonly [name: string, actions: Readonly<Record<string, string>>]>>;

type Modules = typeof byModule;
type Known = { readonly [M in keyof Modules]: `${M}.${keyof Modules[M][1] & string}` }[keyof Modules];

const words: ReadonlyMap<string, string> = new Map(
  Object.entries(byModule).flatMap(([module, [, actions]]) =>
    Object.entries(actions).map(([verb, word]) => [`${module}.${verb}`, word] as const),
  ),
);

/** An action as people say it. */
export function actionWord(action: string): string {
  return words.get(action) ?? '以前版本的动作';
}

/** All actions that have words. */
export const knownActions = [...words.keys()] as readonly Known[];

/** The modules with their actions, for a choice: a module stands for all its actions. */
export const actionGroups: readonly {
  readonly module: string;
  readonly name: string;
  readonly actions: readonly (readonly [action: string, word: string])[];
}[] = Object.entries(byModule).map(([module, [name, actions]]) => ({
  module: `${module}.`,
  name,
  actions: Object.entries(actions).map(([verb, word]) => [`${module}.${verb}`, word] as const),
}));
