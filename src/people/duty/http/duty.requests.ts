import { ApiProperty } from '@nestjs/swagger';
import { DayField, FlagField, IdField, IntField, NestedField, TextField } from '../../../platform/delivery/http/fields';
import type { LocalDay } from '../../../kernel/local-day';

const TIME = /^\d{2}:\d{2}$/;

export class DutySpanBody {
  @TextField({ label: '开始', min: 5, max: 5, pattern: TIME, hint: '如 09:00' })
  from!: string;

  @TextField({ label: '结束', min: 5, max: 5, pattern: TIME, hint: '如 17:30', description: '不晚于开始的算次日' })
  until!: string;
}

export class WeeklySpanBody extends DutySpanBody {
  @IntField({ label: '星期', min: 1, max: 7, description: '1 星期一 … 7 星期日' })
  weekday!: number;
}

export class SetDutyPatternRequest {
  @DayField({ label: '生效日期' })
  validFrom!: string;

  @NestedField(() => WeeklySpanBody, { label: '每周值班', list: { min: 0, max: 42 } })
  weekly!: WeeklySpanBody[];

  @FlagField({ label: '随工作日历', description: '法定节假日休息,调休日按星期一的时间上班' })
  followsCalendar!: boolean;

  @TextField({ label: '依据', min: 2, max: 200 })
  source!: string;
}

export class SetDutyExceptionRequest {
  @DayField({ label: '日期' })
  day!: string;

  @NestedField(() => DutySpanBody, { label: '当天值班', list: { min: 0, max: 6 }, description: '空列表表示当天不值班' })
  spans!: DutySpanBody[];

  @TextField({ label: '原因', min: 2, max: 200 })
  reason!: string;
}

export class DutyPatternRefResponse {
  @IdField({ label: '值班表' })
  id!: string;
}

export class DutyExceptionRefResponse {
  @DayField({ label: '日期' })
  day!: string;
}

export class DutyPatternResponse {
  @IdField({ label: '值班表' })
  id!: string;

  @DayField({ label: '生效日期' })
  validFrom!: LocalDay;

  @DayField({ label: '失效日期', nullable: true, description: '从这一天起不再适用' })
  validTo!: LocalDay | null;

  @ApiProperty({ type: [WeeklySpanBody], description: '每周的值班时段' })
  weekly!: readonly WeeklySpanBody[];

  @FlagField({ label: '随工作日历' })
  followsCalendar!: boolean;

  @TextField({ label: '依据', max: 200 })
  source!: string;
}

export class DutyExceptionResponse {
  @DayField({ label: '日期' })
  day!: LocalDay;

  @ApiProperty({ type: [DutySpanBody], description: '这一天改成的时段；空为不值班' })
  spans!: readonly DutySpanBody[];

  @TextField({ label: '原因', max: 200 })
  reason!: string;
}

export class DutyResponse {
  @ApiProperty({ type: [DutyPatternResponse], description: '各段时间的值班表' })
  patterns!: readonly DutyPatternResponse[];

  @ApiProperty({ type: [DutyExceptionResponse], description: '与值班表不同的日子' })
  exceptions!: readonly DutyExceptionResponse[];
}
