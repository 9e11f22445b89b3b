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
    sentence: '上传的表格含完整的个人信息，只有上传的人可以下载和改正，请由上传人办理。',
  },
  PEOPLE_IMPORT_OTHER_LIST: {
    kind: 'conflict',
    sentence: '改正后的表格要和原来的是同一种名单、同一个区划；如果是另一份名单，请从导入首页上传。',
  },
  PEOPLE_IMPORT_NOTHING_WRONG: {
    kind: 'conflict',
    sentence: '这份名单没有错误，不用改正；如果要换一份，请先取消这次导入，再重新上传。',
  },
  PEOPLE_IMPORT_ROW_UNKNOWN: {
    kind: 'invalid',
    sentence: '错误表格里有的行没有原行号，或者和上次的对不上；请不要改动原行号这一列，改正后重新上传。',
  },
  PEOPLE_IMPORT_ROWS_GONE: { kind: 'gone', sentence: '上传的内容已按规定清除,请重新上传表格。' },
});
