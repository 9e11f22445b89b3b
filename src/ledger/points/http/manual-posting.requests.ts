import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, IntField, TextField } from '../../../platform/delivery/http/fields';
import type { AskedManualPosting, AskManualPostingCommand } from '../application/ask-manual-posting';
import type { ManualPostingAnswer } from '../application/post-manually';
import { MAX_AMOUNT } from '../../ledger';

export class ManualPostingRequest {
  @IdField({ label: '入账', description: '设备生成的 UUIDv7,永久有效的幂等键,重试时沿用' })
  id!: string;

  @ChoiceField({ label: '事由', of: ['BONUS', 'PENALTY'] })
  reason!: AskManualPostingCommand['reason'];

  @IntField({ label: '积分', description: '十分之一分,正数;扣减时按此数扣除', min: 1, max: MAX_AMOUNT })
  pointTenths!: number;

  @TextField({ label: '依据', min: 2, max: 500 })
  grounds!: string;
}

export class AskedManualPostingResponse implements AskedManualPosting {
  @ApiProperty({ format: 'uuid', description: '待决定的事项，由另一人批准后入账' })
  decisionId!: string;

  @ApiProperty({ format: 'uuid', description: '入账编号' })
  id!: string;
}

export class ManualPostingResponse implements ManualPostingAnswer {
  @ApiProperty({ format: 'uuid', description: '入账编号' })
  id!: string;

  @ApiProperty({ description: '积分账户里的序号' })
  seq!: number;

  @ApiProperty({ description: '积分,十分之一分,带正负号' })
  pointTenths!: number;

  @ApiProperty({ description: '入账后的积分余额,十分之一分' })
  balanceAfterPointTenths!: number;
}
