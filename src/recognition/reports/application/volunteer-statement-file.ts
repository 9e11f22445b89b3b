import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, localDayOf, startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { WorkbookWriter } from '../../../platform/delivery/documents/workbook';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { checkpointNote, PrintedCheckpoints } from '../../../ledger/evidence';
import { type AccountKind, type Balances, LedgerReader, type PostingReason } from '../../../ledger/ledger';
import { VolunteerDirectory, type VolunteerView } from '../../../people/volunteers';
import { reportErrors } from '../errors';
import { StatementQuery, type StatementRow } from '../persistence/statement-query';
import type { StatementAccount, VolunteerStatement } from '../rendering/volunteer-statement';
import { volunteerStatementWorkbook } from '../rendering/volunteer-statement-workbook';

export interface StatementRequest {
  /** Left out: the account's own volunteer. */
  readonly volunteerId?: string;
  /** Days on which the ledger recorded, both inclusive. */
  readonly from: LocalDay;
  readonly to: LocalDay;
}

const MAX_PERIOD_DAYS = 3660;
const MAX_ENTRIES = 20_000;

const REASONS: Readonly<Record<PostingReason, string>> = {
  SERVICE: '服务',
  TRAINING: '培训',
  BONUS: '奖励',
  PENALTY: '扣减',
  REDEMPTION: '兑换',
  EXPIRY: '过期',
  REVERSAL: '冲正',
};

const ACCOUNTS: readonly {
  readonly kind: AccountKind;
  readonly label: string;
  readonly unit: StatementAccount['unit'];
  readonly balance: keyof Balances;
}[] = [
  { kind: 'SERVICE_MINUTES', label: '服务时长', unit: 'minutes', balance: 'serviceMinutes' },
  { kind: 'TRAINING_MINUTES', label: '培训学时', unit: 'minutes', balance: 'trainingMinutes' },
  { kind: 'POINT_TENTHS', label: '积分', unit: 'pointTenths', balance: 'pointTenths' },
];

/** The 个人台账对账单 as a workbook: own, or of somebody in scope. All accounts are read at one instant. */
@Injectable()
export class VolunteerStatementFile {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly volunteers: VolunteerDirectory,
    private readonly ledger: LedgerReader,
    private readonly query: StatementQuery,
    private readonly checkpoints: PrintedCheckpoints,
    private readonly writer: WorkbookWriter,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the bytes of an XLSX file.
   * @throws VOLUNTEER_UNKNOWN, VOLUNTEER_ACCOUNT_REQUIRED, PERMISSION_MISSING, SCOPE_FOREIGN, REPORT_PERIOD_INVALID,
   * REPORT_TOO_LARGE
   */
  async execute(actor: Actor, request: StatementRequest): Promise<Buffer> {
    if (request.to < request.from || request.to > addDays(request.from, MAX_PERIOD_DAYS)) {
      throw reportErrors.refuse('REPORT_PERIOD_INVALID', { field: 'to' });
    }
    const volunteerId = request.volunteerId ?? requireVolunteer(actor);
    const statement = await this.unitOfWork.snapshot(async (tx) => {
      const volunteer = await this.volunteers.byId(volunteerId, tx);
      const isOwn = actor.kind === 'USER' && actor.volunteerId === volunteer.id;
      if (!isOwn) requireScope(actor, 'ledger.read', volunteer.divisionPath);
      return this.read(tx, volunteer, request);
    });
    return this.writer.write(volunteerStatementWorkbook(statement));
  }

  private async read(
    tx: Transaction,
    volunteer: VolunteerView,
    request: StatementRequest,
  ): Promise<VolunteerStatement> {
    const accounts = [...(await this.accountsOf(tx, volunteer.id, request, ''))];
    // Numbers that were merged into this one keep their own accounts; they stand behind, where they hold anything.
    for (const { id, volunteerNo } of await this.volunteers.mergedInto(volunteer.id, tx)) {
      const linked = await this.accountsOf(tx, id, request, ` ${volunteerNo}`);
      accounts.push(...linked.filter((account) => account.ledgerSeal.lastSeq > 0));
    }
    return {
      volunteerName: volunteer.name ?? '(已注销)',
      volunteerNo: volunteer.volunteerNo,
      organisation: '志愿服务积分与时长台账',
      periodStart: request.from,
      periodEnd: request.to,
      preparedOn: localDayOf(this.clock.nowMs()),
      checkpoint: checkpointNote(await this.checkpoints.latest(tx)),
      accounts,
    };
  }

  private async accountsOf(
    tx: Transaction,
    volunteerId: string,
    request: StatementRequest,
    suffix: string,
  ): Promise<readonly StatementAccount[]> {
    const rows = await this.query.recordedBetween(tx, volunteerId, request, MAX_ENTRIES + 1);
    if (rows.length > MAX_ENTRIES) throw reportErrors.refuse('REPORT_TOO_LARGE');
    const before = { by: 'RECORDED' as const, at: new Date(startOfDayMs(request.from) - 1) };
    const opening = await this.ledger.balancesAsOf(volunteerId, before, tx);
    const positions = await this.ledger.position(volunteerId, tx);
    return ACCOUNTS.map(({ kind, label, unit, balance }) => {
      const position = positions.find((one) => one.accountKind === kind);
      return {
        label: label + suffix,
        unit,
        openingBalance: opening[balance],
        entries: rows.filter((row) => row.accountKind === kind).map(entryOf),
        ledgerSeal: { lastSeq: position?.seq ?? 0, hash: position?.headHash ?? '' },
      };
    });
  }
}

function entryOf(row: StatementRow): StatementAccount['entries'][number] {
  return {
    seq: row.seq,
    effectiveOn: localDayOf(row.effectiveAt.getTime()),
    recordedOn: localDayOf(row.recordedAt.getTime()),
    reasonLabel: REASONS[row.reason],
    description: row.activityTitle ?? '',
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    reversesSeq: row.reversesSeq,
    ruleVersion: row.ruleVersion,
  };
}
