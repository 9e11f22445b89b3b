import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DayField, FlagField, InstantField, IntField, TextField } from '../../../delivery/http/fields';
import type { WaitingNumbers } from '../count-waiting';
import { type QueueUnit, queueUnits } from '../waiting-queue';

const count = { min: 0, max: 10_000, example: 2 };

export class WaitingPartResponse {
  @TextField({ label: '代码', max: 60, description: '队列里再分的稳定代码', example: 'STREET' })
  code!: string;

  @TextField({ label: '名称', max: 60, example: '街道' })
  name!: string;

  @IntField({ label: '数目', ...count })
  count!: number;
}

export class UncountedResponse {
  @TextField({ label: '代码', max: 60, description: '稳定的代码', example: 'CALENDAR_YEAR_MISSING' })
  code!: string;

  @TextField({ label: '原因', max: 200, description: '一句话', example: '还没有这一年的工作日历，请街道先导入。' })
  sentence!: string;
}

export class WaitingQueueResponse implements WaitingNumbers {
  @TextField({ label: '队列', max: 40, description: '稳定的代码', example: 'OBJECTIONS' })
  code!: string;

  @TextField({ label: '名称', max: 20, example: '异议' })
  name!: string;

  @ChoiceField({ label: '量词', of: queueUnits, example: '件' })
  unit!: QueueUnit;

  @IntField({ label: '在等的数目', ...count, nullable: true, description: '最多数到 10000；现在数不出时为空' })
  count!: number | null;

  @FlagField({ label: '不止这些', description: '多于 10000，其余数目只算等得最久的 10000', example: false })
  isCapped!: boolean;

  @InstantField({
    label: '最早的',
    nullable: true,
    description: '等得最久的从何时起；服务记录和超限时长以服务开始的时间计',
  })
  oldestAt!: string | null;

  @DayField({ label: '最近的期限', nullable: true, description: '含当天；这一队列没有期限时为空' })
  dueOn!: string | null;

  @IntField({ label: '已逾期的数目', ...count, example: 1 })
  overdueCount!: number;

  @IntField({ label: '今天到期的数目', ...count, example: 0 })
  dueTodayCount!: number;

  @IntField({
    label: '须由别人办的数目',
    ...count,
    example: 0,
    description: '您本人提出、经手或当事的；同户、同队的不在其内，以清单里每条写明的为准',
  })
  ownCount!: number;

  @FlagField({ label: '您办理这一队列', description: '否：您只能查看', example: true })
  mayDecide!: boolean;

  @ApiProperty({ type: [WaitingPartResponse], description: '队列里的分类，没有在等的不列' })
  parts!: readonly WaitingPartResponse[];

  @ApiProperty({ type: UncountedResponse, nullable: true, description: '现在数不出的原因' })
  problem!: UncountedResponse | null;
}

export class WaitingQueuesResponse {
  @ApiProperty({ type: [WaitingQueueResponse], description: '您能看到的队列' })
  items!: readonly WaitingQueueResponse[];
}
