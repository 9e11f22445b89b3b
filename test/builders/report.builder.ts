import { addDays, type LocalMonth } from '../../src/kernel/local-day';
import type { MonthlySummaryDocument, SummaryLine } from '../../src/recognition/reports/rendering/monthly-summary';
import type { StatementEntry, VolunteerStatement } from '../../src/recognition/reports/rendering/volunteer-statement';
import { checkpointNote } from '../../src/ledger/evidence/rendering/printed-checkpoint';
import { aCheckpoint } from './checkpoint.builder';
import { day } from './day';

/** A statement of minutes and points; every seventh entry of minutes reverses the one before it. */
export function aVolunteerStatement(entryCount: number, changes: Partial<VolunteerStatement> = {}): VolunteerStatement {
  const ledgerSeal = { lastSeq: entryCount, hash: '9f2c4e1ab07d55c3e8841f6a20b9d7c4' };
  return {
    volunteerName: '欧阳𬭎䶮',
    volunteerNo: 'V26-0001873',
    organisation: '福镇街道新时代文明实践所',
    periodStart: day('2026-01-01'),
    periodEnd: day('2026-10-31'),
    preparedOn: day('2026-11-24'),
    checkpoint: checkpointNote(aCheckpoint),
    accounts: [
      {
        label: '服务时长',
        unit: 'minutes',
        openingBalance: 1205,
        entries: entriesOf(1205, entryCount, 95),
        ledgerSeal,
      },
      { label: '积分', unit: 'pointTenths', openingBalance: 403, entries: entriesOf(403, entryCount, 153), ledgerSeal },
    ],
    ...changes,
  };
}

function entriesOf(openingBalance: number, count: number, step: number): readonly StatementEntry[] {
  const entries: StatementEntry[] = [];
  let balanceAfter = openingBalance;
  for (let index = 0; index < count; index++) {
    const previous = entries.at(-1);
    const reversed = index % 7 === 6 ? previous : undefined;
    const amount = reversed ? -reversed.amount : step + index;
    balanceAfter += amount;
    entries.push({
      seq: index + 1,
      effectiveOn: addDays(day('2026-01-04'), index * 3),
      recordedOn: addDays(day('2026-01-09'), index * 3),
      reasonLabel: reversed ? '冲正' : '服务',
      description: reversed ? '更正：签退时间有误，经队长核实后冲正' : '早高峰交通志愿值守',
      amount,
      balanceAfter,
      reversesSeq: reversed ? reversed.seq : null,
      ruleVersion: 'hours-2026.1',
    });
  }
  return entries;
}

export function aMonthlySummary(changes: Partial<MonthlySummaryDocument> = {}): MonthlySummaryDocument {
  return {
    streetName: '福镇街道',
    month: '2026-10' as LocalMonth,
    preparedOn: day('2026-11-02'),
    volunteerCount: 812,
    checkpoint: checkpointNote(aCheckpoint),
    byCommunity: ['惠工社区', '永春社区', '福安社区', '长平社区', '东兴社区', '新发社区', '南湖社区'].map(summaryLine),
    byTeam: ['福镇街道居民志愿服务队', '在职党员先锋队', '楼栋长志愿服务队', '包保单位（市水务集团）志愿服务队'].map(
      summaryLine,
    ),
    byCategory: ['巡河护河', '清理小片荒', '交通志愿值守', '关爱未成年人', '文明劝导', '=HYPERLINK("x")'].map(
      summaryLine,
    ),
    ...changes,
  };
}

function summaryLine(name: string, index: number): SummaryLine {
  return {
    name,
    activityCount: 42 - index * 3,
    volunteerCount: 210 - index * 17,
    attendanceCount: 640 - index * 51,
    creditedMinutes: 61_205 - index * 4_711,
    pointTenths: 102_015 - index * 7_703,
  };
}
