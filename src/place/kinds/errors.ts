import { defineErrors } from '../../kernel/domain-error';

export const kindErrors = defineErrors({
  ACTIVITY_CATEGORY_UNKNOWN: {
    kind: 'invalid',
    sentence: '这个地方没有这个活动类别，或类别已停用；请在活动类别列表里选择，列表的地址见 details.list。',
  },
  TEAM_KIND_UNKNOWN: {
    kind: 'invalid',
    sentence: '这个地方没有这种服务队，或这一种已停用；请在服务队类别列表里选择，列表的地址见 details.list。',
  },
  KIND_PLACE_WRONG: { kind: 'invalid', sentence: '类别由区或街道设定，不设到社区以下；请选择区或街道。' },
  KIND_CODE_TAKEN: {
    kind: 'conflict',
    sentence: '这个代码在这里已有类别（停用的也算）；要改它的名称或重新启用，请办理“变更”。',
  },
  KIND_NAME_TAKEN: { kind: 'conflict', sentence: '这个名称在这里已被另一个类别使用（停用的也算），请换一个名称。' },
  KIND_UNCHANGED: { kind: 'invalid', sentence: '填写的内容与现在的一样，没有可以变更的，请修改后再提出。' },
  KIND_RETIRED: { kind: 'conflict', sentence: '这个类别已经停用，无需再次停用。' },
  KIND_NOT_FORWARD: {
    kind: 'invalid',
    sentence:
      '类别的变更最早从批准的次日起生效（练习数据可以当天生效），且不早于已经定下的变更；请修改生效日期后重新提出。',
  },
  KIND_CHANGED_MEANWHILE: {
    kind: 'conflict',
    sentence: '提出以后，这个类别已有别的变更，没有执行；请看过现在的内容后重新提出。',
  },
  CATEGORY_TRAINING_APART: {
    kind: 'invalid',
    sentence: '培训的学时与服务时长分开计，“志愿者培训”这一类不能改为服务。',
  },
});
