import { defineErrors } from '../../kernel/domain-error';

export const headErrors = defineErrors({
  APPOINTMENT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这条任职,请刷新列表后再试。' },
  APPOINTMENT_DIVISION_WRONG: {
    kind: 'invalid',
    sentence: '任职的区划层级不对:网格长对网格,楼栋长对楼栋,单元长对单元,请重新选择。',
  },
  APPOINTMENT_PERIOD_INVALID: { kind: 'invalid', sentence: '任期有误:截止日须晚于开始日,请修改日期。' },
  APPOINTMENT_OVERLAP: {
    kind: 'conflict',
    sentence: '这个区划在这段时间已有人任同一职务,请先结束原任职,或改开始日期。',
  },
  APPOINTMENT_PAST: {
    kind: 'conflict',
    sentence: '办理到这一行时，任期的开始日已经过去，须由另一人批准；已经代为提出，批准后生效，不必重新导入。',
  },
  APPOINTMENT_ENDED: { kind: 'conflict', sentence: '这条任职已经结束,不能再改;需要时请新建任职。' },
});
