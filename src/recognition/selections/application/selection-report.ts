import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { WorkbookWriter } from '../../../platform/delivery/documents/workbook';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import { checkpointNote } from '../../../ledger/evidence';
import { PublicNames } from '../../../people/volunteers';
import { explainLine } from '../domain/explain-line';
import type { RoleSummary } from '../domain/score-sheet';
import { SCORE_COMPONENTS, type ScoreComponent } from '../domain/selection-policy';
import { selectionErrors } from '../errors';
import { RoundDirectory, type RoundSnapshot, type RoundView, type StoredLine } from '../persistence/round-directory';
import type { RawUnit, ReportLine, ReportRole, SelectionReport } from '../rendering/selection-report';
import { selectionReportWorkbook } from '../rendering/selection-report-workbook';
import { ShowSelectionRanking } from './show-ranking';

const COMPONENTS: Readonly<Record<ScoreComponent, { label: string; rawUnit: RawUnit }>> = {
  HOURS: { label: '服务时长', rawUnit: 'minutes' },
  POINTS: { label: '积分', rawUnit: 'pointTenths' },
  ASSESSMENT: { label: '考评', rawUnit: 'hundredths' },
  VOTE: { label: '居民投票', rawUnit: 'count' },
  COMMITTEE: { label: '评委评分', rawUnit: 'hundredths' },
};

const METHOD = [
  '候选人:评选范围内、周期内任职的三长,一人在一个角色里只计一次。',
  '资格:按规则要求的任职月数、已确认服务记录数和志愿者状态逐项判断,不具备资格的单列并注明原因。',
  '取数:冻结时刻从台账分录按发生日期求和,已冲正的分录不计;兑换和过期不减少积分;考评取周期内未作废得分的平均。',
  '标准化:同一角色内按规则把每一项折合为 0 到 100 分;没有数据的评分项,其权重按比例分给其余各项。',
  '并列:依次比较补录分钟少、服务天数多、居民投票高、任职时间长,仍相同的以公布的种子抽签,任何人都可复算。',
  '名额:按角色和社区分配,余额按最大余数法补足;本排名为建议名单,由评选委员会决定。',
];

interface Person {
  readonly displayName: string;
  readonly isNameMasked: boolean;
}

/** The 评选报告 of a frozen round as a workbook. Names are masked where the consent to publish them is missing. */
@Injectable()
export class SelectionReportFile {
  constructor(
    private readonly show: ShowSelectionRanking,
    private readonly directory: RoundDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly publicNames: PublicNames,
    private readonly writer: WorkbookWriter,
    private readonly clock: Clock,
  ) {}

  /** @returns the bytes of an XLSX file. @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_NOT_FROZEN */
  async execute(actor: Actor, roundId: string): Promise<Buffer> {
    const round = await this.show.round(actor, roundId);
    if (!round.snapshot) throw selectionErrors.refuse('SELECTION_NOT_FROZEN');
    const lines = await this.directory.lines(roundId);
    const ids = lines.map((line) => line.volunteerId);
    const nameOf = await this.publicNames.of(ids, 'SELECTION_REPORT');
    const labels = await this.divisions.labelsAt(round.divisionPath);
    const personOf = (line: StoredLine): Person => {
      const { text, isMasked } = nameOf(line.volunteerId);
      return { displayName: text, isNameMasked: isMasked };
    };
    const report: SelectionReport = {
      ...headOf(round, round.snapshot),
      preparedOn: localDayOf(this.clock.nowMs()),
      roles: round.snapshot.roles.map((summary) => roleOf(summary, labels[summary.role], lines, personOf)),
      ineligible: lines
        .filter((line) => line.place === null)
        .map((line) => ({
          displayName: personOf(line).displayName,
          roleLabel: labels[line.role],
          communityName: line.communityName,
          divisionName: line.divisionName,
          reasons: explainLine({ ...line, candidateId: line.appointmentId }),
        })),
    };
    return this.writer.write(selectionReportWorkbook(report));
  }
}

function headOf(
  round: RoundView,
  snapshot: RoundSnapshot,
): Omit<SelectionReport, 'preparedOn' | 'roles' | 'ineligible'> {
  return {
    roundName: round.name,
    organisation: round.divisionName,
    basisDocument: round.basisDocument,
    conditions: round.conditions ?? '',
    periodStart: round.periodFrom,
    periodEnd: round.periodTo,
    scope: round.divisionName,
    snapshot: {
      id: round.id,
      frozenOn: localDayOf(Date.parse(snapshot.takenAt)),
      ledgerSeals: [{ label: '候选人台账', lastSeq: snapshot.ledgerEntries, hash: snapshot.ledgerDigest }],
      checkpoint: checkpointNote(snapshot.checkpoint ?? null),
      policyVersions: [
        { label: '评选规则', version: snapshot.policyVersion },
        ...snapshot.ruleVersions.map((version) => ({ label: '记账规则', version })),
      ],
      lotSeed: snapshot.lotSeed,
    },
    method: METHOD,
    committee: {
      name: '评选委员会',
      members: [],
      ...(round.decidedAt !== null && { decidedOn: localDayOf(Date.parse(round.decidedAt)) }),
      ...(round.decisionNote !== null && { decisionNote: round.decisionNote }),
    },
  };
}

function roleOf(
  summary: RoleSummary,
  label: string,
  lines: readonly StoredLine[],
  personOf: (line: StoredLine) => Person,
): ReportRole {
  const components = SCORE_COMPONENTS.filter((component) => summary.weightBasisPoints[component] > 0);
  return {
    label,
    seats: summary.quota.reduce((sum, group) => sum + group.seats, 0),
    components: components.map((component) => ({
      ...COMPONENTS[component],
      weight: summary.weightBasisPoints[component] / 100,
    })),
    lines: lines
      .filter((line) => line.role === summary.role)
      .flatMap((line) => reportLine(line, components, personOf(line))),
  };
}

/** A ranked line; nothing for the ineligible, who are listed apart. */
function reportLine(line: StoredLine, components: readonly ScoreComponent[], person: Person): readonly ReportLine[] {
  if (line.place === null || line.totalHundredths === null) return [];
  const scores = new Map(line.components.map((score) => [score.component, score]));
  return [
    {
      ...person,
      place: line.place,
      communityName: line.communityName,
      divisionName: line.divisionName,
      serviceMinutes: line.facts.serviceMinutes,
      pointTenths: line.facts.pointTenths,
      assessmentHundredths: line.facts.assessmentHundredths,
      components: components.map((component) => {
        const score = scores.get(component);
        return {
          raw: score?.raw ?? null,
          normalisedHundredths: score?.normalisedHundredths ?? 0,
          weightedHundredths: score?.weightedHundredths ?? 0,
        };
      }),
      totalHundredths: line.totalHundredths,
      tieNote:
        line.tieDecidedBy === null ? '' : (explainLine({ ...line, candidateId: line.appointmentId }).at(-1) ?? ''),
      isProposed: line.isProposed,
    },
  ];
}
