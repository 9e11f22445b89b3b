import { defineErrors } from '../../kernel/domain-error';

/** Refusals of photos and papers that are kept as proof. */
export const attachmentErrors = defineErrors({
  ATTACHMENT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这份附件,请重新上传后再提交。' },
  ATTACHMENT_TOO_LARGE: { kind: 'too-large', sentence: '附件超过 10 MB,没有保存;请压缩或重新拍照后再上传。' },
  ATTACHMENT_TYPE_UNKNOWN: {
    kind: 'invalid',
    sentence: '只接受 JPEG、PNG、WebP 照片或 PDF,没有保存;请换一种格式再上传。',
  },
  ATTACHMENT_LIMIT_REACHED: {
    kind: 'conflict',
    sentence: '这一场您上传的附件已达上限,没有保存;请联系社区工作人员。',
  },
  ATTACHMENT_FORGOTTEN: {
    kind: 'not-found',
    sentence: '本人已注销,只证明其本人记录的这份材料已按规定销毁,时长不受影响。',
  },
  ATTACHMENT_DAMAGED: {
    kind: 'gone',
    sentence: '附件文件缺失或已损坏,请联系管理员从备份恢复。',
  },
});
