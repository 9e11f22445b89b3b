import { defineErrors } from '../../../kernel/domain-error';

export const certificateRenderingErrors = defineErrors({
  CERTIFICATE_TOTALS_DISAGREE: {
    kind: 'conflict',
    sentence: '证明的合计时长与服务明细或证据等级合计不一致，未生成文件。请核对台账后重新签发。',
  },
});
