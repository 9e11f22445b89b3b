import { defineErrors } from '../../../kernel/domain-error';

export const spreadsheetErrors = defineErrors({
  SPREADSHEET_UNREADABLE: {
    kind: 'invalid',
    sentence: '无法读取这个文件，请另存为未加密的 Excel 工作簿（.xlsx）后重新上传。',
  },
  SPREADSHEET_TOO_LARGE: { kind: 'too-large', sentence: '文件过大，请拆分为几个较小的文件后分别上传。' },
  SPREADSHEET_SUSPICIOUS: {
    kind: 'invalid',
    sentence: '文件的压缩内容异常，已停止读取。请用模板重新填写后上传。',
  },
  SPREADSHEET_TOO_MANY_ROWS: { kind: 'too-large', sentence: '表格行数超过上限，请拆分为几个文件后分别上传。' },
  SPREADSHEET_HEADER_MISSING: {
    kind: 'invalid',
    sentence: '表头缺少必需的列，请下载模板，补齐缺少的列后重新上传。',
  },
  SPREADSHEET_HEADER_TWICE: { kind: 'invalid', sentence: '表头中有重复的列，请删去多余的一列后重新上传。' },
  SPREADSHEET_NUMBER_MANGLED: {
    kind: 'invalid',
    sentence: '长号码已被 Excel 改成数字，末几位丢失。请把该列设为“文本”格式，重新填写号码后上传。',
  },
});
