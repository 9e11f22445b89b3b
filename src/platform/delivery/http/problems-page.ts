import { errorCatalogue } from '../../../kernel/domain-error';
import { statusOfKind } from './problem';

/** First line of every page that is written from the code. */
export const GENERATED = '<!-- 由 npm run generate 生成,请勿手改 -->';

/** docs/problems.md: every refusal with its status and sentence. Complete once the application's modules are loaded. */
export function problemsPage(): string {
  const rows = [...errorCatalogue()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { kind, sentence }]) => `| \`${code}\` | ${String(statusOfKind[kind])} | ${sentence} |`);
  return [
    GENERATED,
    '# 错误代码',
    '',
    '所有错误都是 application/problem+json(RFC 9457),`code` 稳定不变,`title` 是给用户看的中文句子。',
    '',
    '| 代码 | HTTP | 提示 |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
