import { ApiProperty } from '@nestjs/swagger';
import { DayField, FlagField, IntField, TextField } from '../../../platform/delivery/http/fields';

export class ImportCalendarQuery {
  @TextField({ label: '来源', min: 2, max: 200, description: '放假安排的文件名称或文号;JSON 文件以文件内的为准' })
  source!: string;
}

export class AskedCalendarResponse {
  @ApiProperty({ format: 'uuid', description: '待决定的事项，由另一人批准' })
  decisionId!: string;

  @IntField({ label: '年份', min: 2000, max: 2100 })
  year!: number;

  @IntField({ label: '天数', min: 1, max: 400 })
  dayCount!: number;
}

export class CalendarQuery {
  @IntField({ label: '年份', min: 2000, max: 2100 })
  year!: number;
}

export class CalendarDayResponse {
  @DayField({ label: '日期' })
  day!: string;

  @FlagField({ label: '上班' })
  isWorking!: boolean;

  @ApiProperty({ type: String, nullable: true, description: '说明', example: '国庆节' })
  label!: string | null;

  @TextField({ label: '来源', max: 200 })
  source!: string;
}

export class CalendarResponse {
  @FlagField({ label: '该年已导入', description: '没有导入的年份不能计算工作日' })
  isKnown!: boolean;

  @ApiProperty({ type: [CalendarDayResponse], description: '与普通周历不同的日子' })
  items!: readonly CalendarDayResponse[];
}
