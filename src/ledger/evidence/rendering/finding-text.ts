import type { Finding } from '../../../kernel/finding';

const TABLES: Readonly<Record<string, string>> = {
  ledger_entry: '台账分录',
  ledger_account: '台账账户',
  ledger_month: '月度合计',
  ledger_checkpoint: '检查点',
  ledger_tree_head: '检查点的树',
  ledger_signing_key: '签名公钥',
  service_record: '服务记录',
  punch: '打卡',
  visit_draw: '上门核对的抽取',
  registration_visit: '上门核对',
  opening_row: '历史时长',
  opening_import: '历史时长导入',
  opening_objection: '对历史时长的异议',
  manual_posting: '手工记账',
  day_cap_decision: '超额审批',
  witness: '见证文件',
};
const COLUMNS: Readonly<Record<string, string>> = {
  amount: '数额',
  balance_after: '余额',
  balance: '余额',
  hash: '某一列或散列值',
  head_hash: '末笔散列值',
  seq: '序号',
  reverses_seq: '冲正序号',
  cause_id: '事由',
  number: '编号',
  root: '根',
  signature: '签名',
  credited_minutes: '认定分钟',
  status: '状态',
  '*': '某一列',
};
const ACCOUNTS: Readonly<Record<string, string>> = {
  SERVICE_MINUTES: '服务时长',
  TRAINING_MINUTES: '培训学时',
  POINT_TENTHS: '积分',
};
const PROBLEMS = { CHANGED: '被改动', MISSING: '缺失', UNEXPECTED: '来历不明' } as const;

/** Where the bad row stands, in Chinese with the names of table and column. Internal ids only: it may be handed on. */
export function findingText(finding: Finding): string {
  const { table, column, problem, accountKind } = finding;
  const place = [
    finding.volunteerId && `志愿者 ${finding.volunteerId}`,
    accountKind && `${ACCOUNTS[accountKind] ?? accountKind}账户`,
    finding.seq !== undefined && `第 ${finding.seq} 号`,
    finding.month && `${finding.month} 月`,
    finding.recordId && `服务记录 ${finding.recordId}`,
    finding.key && `行 ${finding.key}`,
    finding.tree && `树 ${finding.tree}`,
    finding.checkpoint !== undefined && `检查点 ${finding.checkpoint}`,
  ].filter(Boolean);
  return `${named(TABLES, table)}的${named(COLUMNS, column)}${PROBLEMS[problem]}:${place.join(',')}`;
}

function named(names: Readonly<Record<string, string>>, name: string): string {
  const text = names[name];
  return text === undefined ? ` ${name} ` : `${text}(${name})`;
}
