import { defineErrors } from '../../kernel/domain-error';

export const divisionErrors = defineErrors({
  DIVISION_UNKNOWN: { kind: 'not-found', sentence: '没有找到这个区划,请检查区划编号或代码。' },
  DIVISION_CODE_TAKEN: { kind: 'conflict', sentence: '这个区划代码已被使用,请换一个代码。' },
  DIVISION_PARENT_WRONG: {
    kind: 'invalid',
    sentence: '上级区划的层级不对:区、街道、社区、网格、楼栋、单元须逐级设立。',
  },
  IMPORT_FILE_CHANGED: { kind: 'conflict', sentence: '文件与检查时的不是同一份,请重新检查后再确认导入。' },
  IMPORT_HAS_ERRORS: { kind: 'invalid', sentence: '表格里还有错误,一行也没有导入;请按检查结果逐行改正后再试。' },
  DIVISION_CLOSED: { kind: 'conflict', sentence: '这个区划已停用,不能再在其下办理业务。' },
});
