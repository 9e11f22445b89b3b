import { errorCatalogue } from '../../../kernel/domain-error';
import { divisionRowSentences } from '../../../place/divisions';
import { rowSentences } from '../domain/row-sentences';
import { DIVISION_ROW } from './kinds/division-import';

const sentences = new Map<string, string>([
  ...Object.entries(rowSentences),
  ...Object.entries(divisionRowSentences).map(([problem, sentence]) => [DIVISION_ROW + problem, sentence] as const),
]);

/** The sentence of a problem: of an import's own, or of the use case that refused the row. */
export function sentenceOf(problem: string): string {
  return (
    sentences.get(problem) ?? errorCatalogue().get(problem)?.sentence ?? '这一行没有导入,请联系街道管理员查看原因。'
  );
}
