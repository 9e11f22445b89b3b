import type {
  ReportComponent,
  ReportLine,
  ReportRole,
  SelectionReport,
} from '../../src/recognition/selections/rendering/selection-report';
import { checkpointNote } from '../../src/ledger/evidence/rendering/printed-checkpoint';
import { aCheckpoint } from './checkpoint.builder';
import { day } from './day';

const COMPONENTS: readonly ReportComponent[] = [
  { label: '服务时长', rawUnit: 'minutes', weight: 25 },
  { label: '积分', rawUnit: 'pointTenths', weight: 15 },
  { label: '考评', rawUnit: 'hundredths', weight: 25 },
  { label: '居民投票', rawUnit: 'count', weight: 25 },
  { label: '委员会评议', rawUnit: 'hundredths', weight: 10 },
];
const NAMES = ['欧阳𬭎䶮', '王㛃', '张*', '李秀英', '赵国强', '欧阳*', '陈静', '刘洋'] as const;

/** A plausible report with `lineCount` building heads and a few grid heads, for specs and for looking at the print. */
export function aSelectionReport(lineCount: number, changes: Partial<SelectionReport> = {}): SelectionReport {
  return {
    roundName: '福镇街道 2026 年度优秀“三长”',
    organisation: '福镇街道办事处',
    preparedOn: day('2026-11-24'),
    basisDocument: '《福镇街道优秀“三长”评选办法（试行）》（福街发〔2026〕12 号）',
    conditions: '评选期内任职满 9 个月、实名核验通过、至少有一条确认的服务记录，且没有未了结的一票否决事项。',
    periodStart: day('2025-11-01'),
    periodEnd: day('2026-10-31'),
    scope: '福镇街道所辖 7 个社区的网格长、楼栋长、单元长',
    snapshot: {
      id: 'SNAP-2026-0031',
      frozenOn: day('2026-11-20'),
      ledgerSeals: [
        { label: '服务时长', lastSeq: 148_233, hash: '9f2c4e1ab07d55c3e8841f6a20b9d7c4' },
        { label: '积分', lastSeq: 97_310, hash: '04be77d2915ac86630f1e4ab9c5d2e88' },
      ],
      checkpoint: checkpointNote(aCheckpoint),
      policyVersions: [
        { label: '时长规则', version: 'hours-2026.1' },
        { label: '积分规则', version: 'points-2026.2' },
        { label: '评选规则', version: 'selection-2026.1' },
      ],
      lotSeed: '福镇街道公示栏 2026-11-19 彩票第 2026133 期',
    },
    roles: [role('网格长', 3, Math.min(lineCount, 8)), role('楼栋长', 15, lineCount)],
    ineligible: [
      {
        displayName: '周*',
        roleLabel: '楼栋长',
        communityName: '惠工社区',
        divisionName: '惠工小区 7 号楼',
        reasons: ['评选期内任职不足 9 个月（6 个月）。', '评选期内没有确认的服务记录。'],
      },
      {
        displayName: '吴建华',
        roleLabel: '网格长',
        communityName: '永春社区',
        divisionName: '永春第三网格',
        reasons: ['有一项未了结的一票否决事项：无正当理由拒不履职 3 次。'],
      },
    ],
    method: [
      '每项原始值在同一岗位的候选人中标准化：标准分 = 100 × min(原始值 ÷ 第 90 百分位, 1)。',
      '加权分 = 标准分 × 权重 ÷ 100；总分为各项加权分之和，满分 100 分。',
      '总分相同的，依次比较：补录分钟较少者、服务天数较多者、得票较高者、任职较长者；仍相同的，用公开的抽签种子抽签。',
      '名额按岗位与社区分配：各社区先按比例取整，剩余名额按最大余数法分配。',
    ],
    committee: {
      name: '福镇街道优秀“三长”评选委员会',
      members: [
        { duty: '主任', name: '孙立新' },
        { duty: '副主任', name: '王㛃' },
        { duty: '委员', name: '何伟' },
        { duty: '委员', name: '居民代表 郑桂兰' },
      ],
    },
    ...changes,
  };
}

function role(label: string, seats: number, lineCount: number): ReportRole {
  return { label, seats, components: COMPONENTS, lines: Array.from({ length: lineCount }, (_, i) => line(i, seats)) };
}

function line(index: number, seats: number): ReportLine {
  const displayName = NAMES[index % NAMES.length] ?? NAMES[0];
  const serviceMinutes = Math.max(30, 6605 - index * 61);
  const raws = [serviceMinutes, 3055 - index * 17, 9650 - index * 35, 120 - index, 9200 - index * 20];
  const components = COMPONENTS.map(({ weight }, part) => {
    const normalisedHundredths = Math.max(0, 10_000 - index * (50 + part * 7));
    return {
      raw: raws[part] ?? null,
      normalisedHundredths,
      weightedHundredths: Math.floor((normalisedHundredths * weight) / 100),
    };
  });
  return {
    place: index + 1,
    displayName,
    isNameMasked: displayName.includes('*'),
    communityName: ['惠工社区', '永春社区', '福安社区'][index % 3] ?? '',
    divisionName: `惠工小区 ${(index % 24) + 1} 号楼`,
    serviceMinutes,
    pointTenths: 3055 - index * 17,
    assessmentHundredths: index === 5 ? null : 9650 - index * 35,
    components,
    totalHundredths: components.reduce((sum, component) => sum + component.weightedHundredths, 0),
    tieNote: index === 3 ? '与第 3 名总分相同，补录分钟较多，列后。' : '',
    isProposed: index < seats,
  };
}
