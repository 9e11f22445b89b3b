import type { OpeningProblem } from './opening-plan';

/** What is wrong with a row and how to mend it, for the person with the spreadsheet. */
export const openingSentences: Readonly<Record<OpeningProblem, string>> = {
  NUMBER_MANGLED: '长编号的末几位已被电子表格改成 0,请把该列设为文本后重新填写。',
  VOLUNTEER_UNKNOWN: '没有找到这个志愿者编号,请核对,或先登记这位志愿者。',
  NAME_DIFFERS: '姓名与志愿者编号对不上,请核对编号和姓名。',
  SCOPE_FOREIGN: '这位志愿者不在所选区划内,或不在您负责的范围内,请由对应社区或街道办理。',
  VOLUNTEER_NOT_ACTIVE: '这位志愿者尚未通过审核或已停用,请先处理其状态。',
  HOURS_INVALID: '时长须为大于 0 的小时数,至多两位小数且折合整分钟(如 1.5),单行不超过 10000 小时。',
  HOURS_TOO_MANY: '时长超过了这段日子所能容纳的（按规则每天至多 24 小时或更少）；一行代表一段时间的，请填写结束日期。',
  DAYS_FULL: '这位志愿者在这段日子里各行（连同已公示、已入账的历史时长）合计超过每天的上限；请核对日期和时长。',
  DATE_INVALID: '日期须为真实的日期,如 2024-05-31;结束日期不得早于日期。',
  DATE_OUTSIDE: '日期不在资料所属的时间之内,请核对日期或资料时间。',
  KIND_UNKNOWN: '类别须为服务或培训,不填为服务。',
  GRADE_UNKNOWN: '等级须为 C(纸质登记)、D(管理员凭证明补录)或 E(本人申报),不填为 D。',
  ROW_TWICE: '与前面一行完全相同,请删去一行;确有两次时请合并时长。',
};
