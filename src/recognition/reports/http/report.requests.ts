import type { LocalDay } from '../../../kernel/local-day';
import { DayField, IdField, TextField } from '../../../platform/delivery/http/fields';

export class StatementQueryRequest {
  @DayField({ label: '开始日', example: '2026-01-01', description: '按入账日期' })
  from!: LocalDay;

  @DayField({ label: '截止日', example: '2026-10-31', description: '含当日' })
  to!: LocalDay;
}

export class ReportRequestOfMonth {
  @IdField({ label: '区划' })
  divisionId!: string;

  @TextField({ label: '月份', max: 7, pattern: /^\d{4}-(0[1-9]|1[0-2])$/, hint: '如 2026-10', example: '2026-10' })
  month!: string;
}
