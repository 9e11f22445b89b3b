import { defineErrors } from '../../kernel/domain-error';

export const householdErrors = defineErrors({
  HOUSEHOLD_SELF: { kind: 'invalid', sentence: '不能把志愿者登记为与本人同户,请选择另一位志愿者。' },
  HOUSEHOLD_TAKEN: {
    kind: 'conflict',
    sentence: '两位志愿者已分别登记在不同的户,没有做任何改动;请先把其中一位移出原来的户,再登记。',
  },
  HOUSEHOLD_NONE: { kind: 'conflict', sentence: '这位志愿者没有登记同户关系,不需要移出。' },
});
