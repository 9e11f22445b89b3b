import { defineErrors } from '../../../kernel/domain-error';

/** Refusals of the HTTP layer itself. */
export const httpErrors = defineErrors({
  VALIDATION_FAILED: { kind: 'invalid', sentence: '提交的内容有误,请按下列提示逐项修改后再提交。' },
  BODY_UNREADABLE: { kind: 'invalid', sentence: '请求内容无法解析,请检查是否为正确的 JSON。' },
  TEXT_UNSTORABLE: { kind: 'invalid', sentence: '提交的文字里有无法保存的字符(如空字符),请删去后再提交。' },
  VALUE_OUT_OF_RANGE: { kind: 'invalid', sentence: '提交的数字或时间超出了可用的范围,请改正后再提交。' },
  BODY_TOO_LARGE: { kind: 'too-large', sentence: '提交的内容太大,请减小后再提交。' },
  ROUTE_UNKNOWN: { kind: 'not-found', sentence: '没有这个地址,请检查网址。' },
  NOT_FOUND: { kind: 'not-found', sentence: '没有找到,可能已被删除,或不在您的范围内。' },
  IF_MATCH_REQUIRED: {
    kind: 'precondition-required',
    sentence: '修改前请先读取最新内容,并在 If-Match 头里带上它的版本。',
  },
  VERSION_OUTDATED: {
    kind: 'precondition-failed',
    sentence: '内容已被别人修改,请刷新后在最新内容上再改一次。',
  },
  CURSOR_INVALID: { kind: 'invalid', sentence: '翻页位置无效,请从第一页重新开始。' },
  RATE_LIMITED: { kind: 'too-many', sentence: '操作太频繁,请稍等一会儿再试。' },
  SERVICE_BUSY: { kind: 'unavailable', sentence: '系统暂时繁忙,请稍后重试;已提交的内容不会丢失。' },
  SERVICE_NOT_READY: {
    kind: 'unavailable',
    sentence: '服务暂时不能使用,details.down 列出没有应答的部分;请稍后再试,一直如此请检查数据库和队列。',
  },
  INTERNAL_ERROR: { kind: 'unavailable', sentence: '系统出现意外错误,请稍后重试;如仍失败,请把请求编号告诉管理员。' },
});
