import { download } from '../../../api/download';
import { api } from '../../../api/client';
import { type ImportKindCode, importKind } from '../../../words/imports';

/** The workbooks around an import, under names that say what they are. */
export function downloadTemplate(kind: ImportKindCode, divisionId: string) {
  return download(
    api.GET('/api/v1/people-import-templates', { params: { query: { kind, divisionId } }, parseAs: 'blob' }),
    `${importKind[kind].word}导入模板.xlsx`,
  );
}

export function downloadErrors(kind: ImportKindCode, importId: string) {
  return download(
    api.GET('/api/v1/people-imports/{importId}/error-workbook', { params: { path: { importId } }, parseAs: 'blob' }),
    `${importKind[kind].word}错误表.xlsx`,
  );
}

export function downloadReport(kind: ImportKindCode, importId: string) {
  return download(
    api.GET('/api/v1/people-imports/{importId}/report', { params: { path: { importId } }, parseAs: 'blob' }),
    `${importKind[kind].word}导入报告.xlsx`,
  );
}
