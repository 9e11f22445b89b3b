import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, InstantField } from '../../../platform/http/fields';
import { PageQuery } from '../../../platform/http/paging';
import type { LedgerFinding, LedgerVerification } from '../application/ledger-verifier';
import type { LedgerView } from '../application/show-ledger';
import {
  accountKinds,
  type AccountKind,
  type CauseKind,
  causeKinds,
  type PostingReason,
  postingReasons,
} from '../domain/posting';
import type { AccountPosition, AsOf, StatementLine } from '../persistence/ledger-reader';

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
}

export class StatementRequest extends PageQuery {
  @ChoiceField({ label: '账户', of: accountKinds })
  accountKind!: AccountKind;
}

export class AccountPositionResponse implements AccountPosition {
  @ApiProperty({ enum: [...accountKinds], description: '账户' })
  accountKind!: AccountKind;

  @ApiProperty({ description: '最后一笔的序号,0 为没有入账' })
  seq!: number;

  @ApiProperty({ description: '最后一笔的散列值(十六进制)' })
  headHash!: string;
}

export class LedgerResponse implements LedgerView {
  @ApiProperty({ description: '服务时长,分钟' })
  serviceMinutes!: number;

  @ApiProperty({ description: '培训时长,分钟' })
  trainingMinutes!: number;

  @ApiProperty({ description: '积分,十分之一分' })
  pointTenths!: number;

  @ApiProperty({ type: [AccountPositionResponse], description: '各账户的台账位置(当前)' })
  positions!: readonly AccountPositionResponse[];
}

export class StatementLineResponse implements StatementLine {
  @ApiProperty({ description: '序号' })
  seq!: number;

  @ApiProperty({ description: '数额:分钟或十分之一分,带正负号' })
  amount!: number;

  @ApiProperty({ description: '入账后余额' })
  balanceAfter!: number;

  @ApiProperty({ format: 'uuid', description: '发放区划' })
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

export class StatementResponse {
  @ApiProperty({ type: [StatementLineResponse] })
  items!: readonly StatementLineResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class VerificationResponse implements LedgerVerification {
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
export function asOfOf(query: BalanceQuery): AsOf | null {
  return query.at === undefined ? null : { by: query.by ?? 'EFFECTIVE', at: new Date(query.at) };
}
