import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, InstantField } from '../../../platform/delivery/http/fields';
import { DivisionField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { LedgerFinding, LedgerVerification } from '../application/ledger-verifier';
import type { LinkedAccount } from '../application/linked-accounts';
import type { LedgerView, StatementQuery } from '../application/show-ledger';
import {
  accountKinds,
  type AccountKind,
  type CauseKind,
  causeKinds,
  type PostingReason,
  postingReasons,
} from '../domain/posting';
import type { AccountPosition, AsOf, Balances } from '../persistence/ledger-reader';
import type { StatementLine, StatementTotals } from '../persistence/statement-reader';

export class BalanceQuery {
  @InstantField({ label: '截至时间', optional: true, description: '不填则为当前余额' })
  at?: string;

  @ChoiceField({
    label: '截至口径',
    of: ['EFFECTIVE', 'RECORDED'],
    optional: true,
    description: '按发生时间(默认)或按入账时间',
  })
  by?: AsOf['by'];

  @InstantField({ label: '所知时间', optional: true, description: '只算此刻之前已入账的;须与截至时间一起填' })
  knownAt?: string;
}

export class StatementRequest extends PageQuery {
  @ChoiceField({ label: '账户', of: accountKinds })
  accountKind!: AccountKind;

  @ChoiceField({
    label: '时间口径',
    of: ['EFFECTIVE', 'RECORDED'],
    optional: true,
    description: '按发生时间或按入账时间排列;不填时,填了起止时间的按发生时间,否则按序号',
  })
  by?: AsOf['by'];

  @InstantField({ label: '开始时间', optional: true, description: '含;更早的合为期初余额' })
  from?: string;

  @InstantField({ label: '截至时间', optional: true, description: '含;不填则不限' })
  at?: string;

  @InstantField({ label: '所知时间', optional: true, description: '只列此刻之前已入账的' })
  knownAt?: string;

  @IdField({ label: '已并入的编号', optional: true, description: '填 linked 里的志愿者,则列出那个账户的明细' })
  linkedVolunteerId?: string;
}

export class AccountPositionResponse implements AccountPosition {
  @ApiProperty({ enum: [...accountKinds], description: '账户' })
  accountKind!: AccountKind;

  @ApiProperty({ description: '最后一笔的序号,0 为没有入账' })
  seq!: number;

  @ApiProperty({ description: '最后一笔的散列值(十六进制)' })
  headHash!: string;
}

export class BalancesResponse implements Balances {
  @ApiProperty({ description: '服务时长,分钟' })
  serviceMinutes!: number;

  @ApiProperty({ description: '培训时长,分钟' })
  trainingMinutes!: number;

  @ApiProperty({ description: '积分,十分之一分' })
  pointTenths!: number;
}

export class LinkedAccountResponse extends BalancesResponse implements LinkedAccount {
  @ApiProperty({ format: 'uuid', description: '已并入的志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '已并入的志愿者编号' })
  volunteerNo!: string;
}

export class LedgerResponse extends BalancesResponse implements LedgerView {
  @ApiProperty({ type: [LinkedAccountResponse], description: '已并入本编号的账户,账目保持原样' })
  linked!: readonly LinkedAccountResponse[];

  @ApiProperty({ type: BalancesResponse, description: '本账户与已并入账户的合计' })
  total!: BalancesResponse;

  @ApiProperty({ type: [AccountPositionResponse], description: '各账户的台账位置(当前)' })
  positions!: readonly AccountPositionResponse[];
}

export class StatementLineResponse implements StatementLine {
  @ApiProperty({ description: '序号' })
  seq!: number;

  @ApiProperty({ description: '数额:分钟或十分之一分,带正负号' })
  amount!: number;

  @ApiProperty({ description: '此笔之后的余额(按本明细的次序)' })
  balanceAfter!: number;

  @DivisionField('发放区划')
  issuerDivisionId!: string;

  @ApiProperty({ enum: [...postingReasons], description: '事由' })
  reason!: PostingReason;

  @ApiProperty({ enum: [...causeKinds], description: '来源种类' })
  causeKind!: CauseKind;

  @ApiProperty({ format: 'uuid', description: '来源编号' })
  causeId!: string;

  @ApiProperty({ type: Number, nullable: true, description: '被冲正的序号' })
  reversesSeq!: number | null;

  @ApiProperty({ description: '规则版本' })
  ruleVersion!: string;

  @ApiProperty({ format: 'date-time', type: String, description: '发生时间' })
  effectiveAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, description: '入账时间' })
  recordedAt!: Date;
}

export class StatementTotalsResponse implements StatementTotals {
  @ApiProperty({ description: '期初余额' })
  openingBalance!: number;

  @ApiProperty({ description: '本期增加' })
  added!: number;

  @ApiProperty({ description: '本期减少,不带负号' })
  taken!: number;

  @ApiProperty({ description: '期末余额 = 期初 + 增加 - 减少' })
  closingBalance!: number;

  @ApiProperty({ description: '本期笔数(全部各页)' })
  lineCount!: number;

  @ApiProperty({ description: '这份明细所知的最后一笔的序号;翻页期间的新入账不计入' })
  throughSeq!: number;
}

export class StatementResponse {
  @ApiProperty({ type: StatementTotalsResponse, description: '合计,各页相同' })
  totals!: StatementTotalsResponse;

  @ApiProperty({ type: [StatementLineResponse] })
  items!: readonly StatementLineResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class LedgerVerificationResponse implements LedgerVerification {
  @ApiProperty({ description: '是否完好' })
  isIntact!: boolean;

  @ApiProperty({ description: '核对的入账笔数' })
  entryCount!: number;

  @ApiProperty({ description: '核对的账户数' })
  accountCount!: number;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: '有问题的行:table、volunteerId、accountKind、seq、month、recordId、column',
  })
  findings!: readonly LedgerFinding[];
}

/** The past moment a query asks for, or null for now. */
export function asOfOf({ at, by, knownAt }: BalanceQuery): AsOf | null {
  if (at === undefined) return null;
  return { by: by ?? 'EFFECTIVE', at: new Date(at), ...(knownAt !== undefined && { knownAt: new Date(knownAt) }) };
}

/** The statement a request asks for. */
export function statementQueryOf({ from, at, knownAt, ...rest }: StatementRequest): StatementQuery {
  return {
    ...rest,
    ...(from !== undefined && { from: new Date(from) }),
    ...(at !== undefined && { until: new Date(at) }),
    ...(knownAt !== undefined && { knownAt: new Date(knownAt) }),
  };
}
