import { startOfDayMs } from '../../../kernel/local-day';
import { chineseDate } from '../../../platform/delivery/documents/document-text';
import type {
  PageBlock,
  PageSheet,
  TableColumn,
  TableSheet,
  WorkbookContent,
} from '../../../platform/delivery/documents/workbook';
import { selectionRenderingErrors } from './errors';
import { rankingSheet } from './ranking-sheet';
import type { ReportRole, SelectionReport } from './selection-report';

const SHORT_HASH_LENGTH = 16;

/**
 * The report as a workbook: cover, one ranking per role, the candidates who were not eligible, the method, and the
 * page to sign.
 *
 * @throws SELECTION_TOTALS_DISAGREE when a total is not the sum of its weighted parts.
 */
export function selectionReportWorkbook(report: SelectionReport): WorkbookContent {
  report.roles.forEach(assertTotals);
  return {
    title: `${report.roundName}评选报告`,
    author: report.organisation,
    documentDateMs: startOfDayMs(report.preparedOn),
    sheets: [
      coverSheet(report),
      ...report.roles.map((role) => rankingSheet(report, role)),
      ineligibleSheet(report),
      methodSheet(report),
      signatureSheet(report),
    ],
  };
}

function assertTotals(role: ReportRole): void {
  for (const line of role.lines) {
    const sum = line.components.reduce((total, component) => total + component.weightedHundredths, 0);
    if (sum !== line.totalHundredths || line.components.length !== role.components.length) {
      throw selectionRenderingErrors.refuse('SELECTION_TOTALS_DISAGREE', { details: { place: line.place } });
    }
  }
}

function periodText(report: SelectionReport): string {
  return `${chineseDate(report.periodStart)}至${chineseDate(report.periodEnd)}`;
}

function coverSheet(report: SelectionReport): PageSheet {
  const { snapshot } = report;
  const field = (label: string, text: string): PageBlock => ({ kind: 'field', label, text });
  return {
    kind: 'page',
    name: '封面',
    title: `${report.roundName}评选报告`,
    subtitle: report.organisation,
    blocks: [
      { kind: 'heading', text: '一、评选依据' },
      field('依据文件', report.basisDocument),
      field('评选条件', report.conditions),
      field('评选期间', periodText(report)),
      field('评选范围', report.scope),
      { kind: 'heading', text: '二、名额与候选人' },
      ...report.roles.map((role) => field(role.label, roleSummary(role))),
      field('未列入排名', `${report.ineligible.length} 人，理由见“未列入排名”`),
      { kind: 'heading', text: '三、数据快照' },
      field('快照编号', snapshot.id),
      field('冻结日期', chineseDate(snapshot.frozenOn)),
      ...snapshot.ledgerSeals.map((seal) =>
        field('台账印记', `${seal.label}：截至第 ${seal.lastSeq} 号分录 · ${seal.hash.slice(0, SHORT_HASH_LENGTH)}`),
      ),
      field('台账检查点', snapshot.checkpoint.text),
      field('如何核对', snapshot.checkpoint.meaning),
      ...snapshot.policyVersions.map((policy) => field('规则版本', `${policy.label}：${policy.version}`)),
      field('抽签种子', snapshot.lotSeed),
      { kind: 'heading', text: '四、说明' },
      {
        kind: 'paragraph',
        text: '本报告的排名由系统依据冻结的数据快照计算，仅为建议；评选结果由评选委员会集体讨论决定，经公示无异议后生效。',
      },
      { kind: 'paragraph', text: `报告日期：${chineseDate(report.preparedOn)}` },
    ],
  };
}

function roleSummary(role: ReportRole): string {
  const proposed = role.lines.filter((line) => line.isProposed).length;
  const weights = role.components.map((component) => `${component.label} ${component.weight}`).join('、');
  return `参评 ${role.lines.length} 人，名额 ${role.seats} 个，建议入选 ${proposed} 人；权重：${weights}`;
}

const INELIGIBLE_COLUMNS: readonly TableColumn[] = [
  { header: '序号', kind: 'ordinal', widthChars: 7 },
  { header: '姓名', kind: 'text', widthChars: 14 },
  { header: '岗位', kind: 'text', widthChars: 12 },
  { header: '社区', kind: 'text', widthChars: 18 },
  { header: '网格、楼栋或单元', kind: 'wrapped', widthChars: 26 },
  { header: '未列入排名的理由', kind: 'wrapped', widthChars: 58 },
];

function ineligibleSheet(report: SelectionReport): TableSheet {
  return {
    kind: 'table',
    name: '未列入排名',
    title: '未列入排名人员及理由',
    subtitle: `${report.roundName}\u3000${periodText(report)}`,
    columns: INELIGIBLE_COLUMNS,
    rows: report.ineligible.map((candidate, index) => [
      index + 1,
      candidate.displayName,
      candidate.roleLabel,
      candidate.communityName,
      candidate.divisionName,
      candidate.reasons.join('\n'),
    ]),
    ...(report.ineligible.length === 0 ? { notes: ['本轮全部候选人均符合条件。'] } : {}),
  };
}

function methodSheet(report: SelectionReport): PageSheet {
  const weights = report.roles.map((role): PageBlock => {
    const parts = role.components.map((component) => `${component.label} ${component.weight} 分`);
    const sum = role.components.reduce((total, component) => total + component.weight, 0);
    return { kind: 'field', label: role.label, text: `${parts.join(' + ')} = ${sum} 分` };
  });
  return {
    kind: 'page',
    name: '权重与方法',
    title: '权重与计算方法',
    subtitle: report.roundName,
    blocks: [
      { kind: 'heading', text: '一、权重' },
      ...weights,
      { kind: 'heading', text: '二、计算方法' },
      ...report.method.map((text, index): PageBlock => ({ kind: 'paragraph', text: `${index + 1}．${text}` })),
      { kind: 'heading', text: '三、如何复核' },
      {
        kind: 'paragraph',
        text: '排名表中“小时”“总分”为公式单元格，可在表格软件中重新计算：小时 = 分钟 ÷ 60，舍去第二位小数；总分 = 各项加权分之和。标准分与加权分保留两位小数。',
      },
    ],
  };
}

function signatureSheet(report: SelectionReport): PageSheet {
  const { committee } = report;
  const decision =
    committee.decisionNote ??
    '经评选委员会集体讨论，□ 同意本报告的建议名单\u3000□ 调整后同意（调整情况另附说明）\u3000□ 不同意。';
  return {
    kind: 'page',
    name: '签字页',
    title: '评选委员会签字页',
    subtitle: `${report.roundName}\u3000${committee.name}`,
    blocks: [
      { kind: 'heading', text: '评议意见' },
      { kind: 'paragraph', text: decision },
      { kind: 'space' },
      { kind: 'heading', text: '委员签字' },
      ...committee.members.map((member): PageBlock => ({ kind: 'signature', label: member.duty, name: member.name })),
      { kind: 'space' },
      {
        kind: 'seal',
        organisation: report.organisation,
        dateText: committee.decidedOn ? chineseDate(committee.decidedOn) : '年\u3000\u3000月\u3000\u3000日',
      },
    ],
  };
}
