import { startOfDayMs } from '../../../kernel/local-day';
import { chineseDate, hourTenthsOf, hoursText, tenthsText } from '../../../platform/delivery/documents/document-text';
import {
  type CellContent,
  columnLetters,
  firstBodyRow,
  type TableColumn,
  type TableSheet,
  type WorkbookContent,
} from '../../../platform/delivery/documents/workbook';
import { reportRenderingErrors } from './errors';
import type { StatementAccount, StatementEntry, VolunteerStatement } from './volunteer-statement';

const SHORT_HASH_LENGTH = 16;
const AMOUNT_COLUMN = 6;
const BALANCE_COLUMN = 7;

/**
 * The statement as a workbook, one sheet per account; the balance is a running formula from the opening balance on.
 *
 * @throws STATEMENT_BALANCE_BROKEN when an entry's balance is not the one before it plus its amount.
 */
export function volunteerStatementWorkbook(statement: VolunteerStatement): WorkbookContent {
  statement.accounts.forEach(assertContinuous);
  return {
    title: `${statement.volunteerName}个人台账对账单`,
    author: statement.organisation,
    documentDateMs: startOfDayMs(statement.preparedOn),
    sheets: statement.accounts.map((account) => accountSheet(statement, account)),
  };
}

function assertContinuous(account: StatementAccount): void {
  let balance = account.openingBalance;
  for (const entry of account.entries) {
    balance += entry.amount;
    if (balance !== entry.balanceAfter) {
      throw reportRenderingErrors.refuse('STATEMENT_BALANCE_BROKEN', { details: { seq: entry.seq } });
    }
  }
}

function columnsOf(account: StatementAccount): readonly TableColumn[] {
  const isMinutes = account.unit === 'minutes';
  const kind = isMinutes ? 'integer' : 'decimal1';
  const unit = isMinutes ? '分钟' : '分';
  return [
    { header: '分录号', kind: 'ordinal', widthChars: 9 },
    { header: '发生日期', kind: 'day', widthChars: 13 },
    { header: '入账日期', kind: 'day', widthChars: 13 },
    { header: '事由', kind: 'text', widthChars: 10 },
    { header: '说明', kind: 'wrapped', widthChars: 44 },
    { header: '冲正分录', kind: 'ordinal', widthChars: 10 },
    { header: `变动（${unit}）`, kind, widthChars: 13 },
    { header: `余额（${unit}）`, kind, widthChars: 13 },
    ...(isMinutes ? [{ header: '余额（小时）', kind: 'decimal1', widthChars: 13 } as const] : []),
    { header: '规则版本', kind: 'text', widthChars: 18 },
  ];
}

function accountSheet(statement: VolunteerStatement, account: StatementAccount): TableSheet {
  const columns = columnsOf(account);
  const first = firstBodyRow({ columns });
  const period = `${chineseDate(statement.periodStart)}至${chineseDate(statement.periodEnd)}`;
  const { lastSeq, hash } = account.ledgerSeal;
  return {
    kind: 'table',
    name: account.label,
    title: `个人台账对账单\u3000${account.label}`,
    subtitle: `${statement.volunteerName}\u3000${statement.volunteerNo}\u3000${period}\u3000${statement.organisation}`,
    columns,
    rows: [
      openingCells(statement, account, first),
      ...account.entries.map((entry, index) => entryCells(account, entry, first + 1 + index)),
    ],
    totals: totalCells(account, first),
    notes: [
      `期初 ${amountText(account, account.openingBalance)}，期末 ${amountText(account, closingBalance(account))}。余额列为公式：余额 = 上一行余额 + 本行变动。`,
      `台账印记：截至第 ${lastSeq} 号分录 · ${hash.slice(0, SHORT_HASH_LENGTH)}\u3000制表日期：${chineseDate(statement.preparedOn)}`,
      `台账检查点：${statement.checkpoint.text}`,
      statement.checkpoint.meaning,
      '台账只追加、不修改：更正以冲正分录加新分录表示。如有疑问，请在公示期内向所在社区提出。',
    ],
  };
}

function closingBalance(account: StatementAccount): number {
  return account.entries.at(-1)?.balanceAfter ?? account.openingBalance;
}

function amountText(account: StatementAccount, amount: number): string {
  return account.unit === 'minutes' ? `${amount} 分钟（${hoursText(amount)} 小时）` : `${tenthsText(amount)} 分`;
}

/** Minutes as they are, points with their tenth. */
function shown(account: StatementAccount, amount: number): number {
  return account.unit === 'minutes' ? amount : amount / 10;
}

function openingCells(statement: VolunteerStatement, account: StatementAccount, row: number): readonly CellContent[] {
  const balance = shown(account, account.openingBalance);
  const middle = [null, statement.periodStart, null, '期初', '期初余额', null, null, balance];
  return [...middle, ...hoursCell(account, account.openingBalance, row), ''];
}

function entryCells(account: StatementAccount, entry: StatementEntry, row: number): readonly CellContent[] {
  const amountCell = `${columnLetters(AMOUNT_COLUMN)}${row}`;
  const previousCell = `${columnLetters(BALANCE_COLUMN)}${row - 1}`;
  const sum = `${previousCell}+${amountCell}`;
  return [
    entry.seq,
    entry.effectiveOn,
    entry.recordedOn,
    entry.reasonLabel,
    entry.description,
    entry.reversesSeq,
    shown(account, entry.amount),
    {
      formula: account.unit === 'minutes' ? sum : `ROUND(${sum},1)`,
      result: shown(account, entry.balanceAfter),
    },
    ...hoursCell(account, entry.balanceAfter, row),
    entry.ruleVersion,
  ];
}

function hoursCell(account: StatementAccount, minutes: number, row: number): readonly CellContent[] {
  if (account.unit !== 'minutes') return [];
  return [{ formula: `TRUNC(${columnLetters(BALANCE_COLUMN)}${row}/6)/10`, result: hourTenthsOf(minutes) / 10 }];
}

function totalCells(account: StatementAccount, first: number): readonly CellContent[] {
  const last = first + account.entries.length;
  const amountColumn = columnLetters(AMOUNT_COLUMN);
  const change = closingBalance(account) - account.openingBalance;
  return [
    null,
    null,
    null,
    '合计',
    `共 ${account.entries.length} 笔`,
    null,
    { formula: `SUM(${amountColumn}${first}:${amountColumn}${last})`, result: shown(account, change) },
    { formula: `${columnLetters(BALANCE_COLUMN)}${last}`, result: shown(account, closingBalance(account)) },
    ...hoursCell(account, closingBalance(account), last + 1),
    '',
  ];
}
