import { defineErrors } from '../../kernel/domain-error';

export const dutyErrors = defineErrors({
  DUTY_TIMES_INVALID: { kind: 'invalid', sentence: '值班时间不对,没有保存:时间须为 HH:mm,同一天的时段不能重叠。' },
  DUTY_NOT_FORWARD: {
    kind: 'conflict',
    sentence: '新的值班表须晚于现有值班表的生效日期,没有保存;请修改生效日期。',
  },
  DUTY_OWN: { kind: 'forbidden', sentence: '不能维护本人的值班表,没有保存;请由其他工作人员办理。' },
  DUTY_CALENDAR_MISSING: {
    kind: 'unavailable',
    sentence: '系统缺少这一年的工作日历,暂不能判断职务工作时间;请联系管理员导入工作日历,之后会自动继续。',
  },
});
