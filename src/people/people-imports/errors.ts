import { defineErrors } from '../../kernel/domain-error';

export const peopleImportErrors = defineErrors({
  PEOPLE_IMPORT_NO_PEOPLE: {
    kind: 'conflict',
    sentence: '这次导入的不是志愿者名单,没有要审核的登记,请选择志愿者的导入。',
  },
  PEOPLE_IMPORT_UNKNOWN: { kind: 'not-found', sentence: '没有找到这次导入,请刷新列表后再试。' },
  PEOPLE_IMPORT_EMPTY: { kind: 'invalid', sentence: '表格里没有可导入的行,请从第一行起填写后重新上传。' },
  PEOPLE_IMPORT_HAS_ERRORS: {
    kind: 'conflict',
    sentence: '表格里还有错误,一行也没有导入;请下载错误表格,改正后重新上传。',
  },
  PEOPLE_IMPORT_STARTED: { kind: 'conflict', sentence: '这次导入已经开始,请查看进度,不要重复确认。' },
  PEOPLE_IMPORT_OVER: { kind: 'conflict', sentence: '这次导入已经结束、取消或过期,如需导入请重新上传表格。' },
  PEOPLE_IMPORT_NOT_YOURS: {
    kind: 'forbidden',
    sentence: '错误表格含完整的个人信息,只有上传的人可以下载,请由上传人办理。',
  },
  PEOPLE_IMPORT_ROWS_GONE: { kind: 'gone', sentence: '上传的内容已按规定清除,请重新上传表格。' },
});
