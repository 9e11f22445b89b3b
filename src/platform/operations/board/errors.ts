import { defineErrors } from '../../../kernel/domain-error';

export const operationsErrors = defineErrors({
  QUEUE_UNREACHABLE: { kind: 'unavailable', sentence: '任务队列暂时没有应答,请稍后再试;已入账的数据不受影响。' },
});
