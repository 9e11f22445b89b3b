import type { RowProblem } from './import-plan';

/** What is wrong with a row and how to mend it, for the person with the spreadsheet. */
export const importSentences: Readonly<Record<RowProblem, string>> = {
  NUMBER_MANGLED: '长代码的末几位已被电子表格改成 0,请把该列设为文本后重新填写。',
  KIND_UNKNOWN: '层级须为区、街道、社区、网格、楼栋、单元之一,请改正。',
  CODE_INVALID: '代码须为 1 到 40 位的字母、数字或 . _ -,请改正。',
  CODE_TWICE: '这个代码在表里出现了两次,请删去一行或改代码。',
  NAME_INVALID: '名称须为 1 到 60 个字,请填写。',
  COMPOUND_INVALID: '所在小区最多 60 个字,请缩短。',
  SORT_INVALID: '排序须为 0 到 100000 的整数,请改正。',
  PARENT_UNKNOWN: '没有找到上级代码,请核对,或把上级也列入表中。',
  PARENT_WRONG: '上级的层级不对,须逐级设立,请核对上级代码。',
  PARENT_CLOSED: '上级区划已停用,请换一个上级,或先恢复它。',
  MOVED: '这个代码已在别处使用,区划不能改层级或上级,请换一个代码。',
  SCOPE_FOREIGN: '不在您负责的区划范围内,请由上级办理。',
};
