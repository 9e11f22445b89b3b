import { type Answer, answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { moment } from '../../../../words/time';
import { reviewQueue } from '../queue';

type Row = components['schemas']['ImportSummaryResponse'];
type Line = components['schemas']['ImportReviewLineResponse'];

/** 导入的名单: everybody whom a list has registered, admitted together by somebody else than who confirmed it. */
export const importedPeople = reviewQueue<Row>({
  code: 'import-reviews',
  counted: { code: 'IMPORT_REVIEWS' },
  group: '人',
  name: '导入的名单',
  unit: '份',
  needs: 'volunteer.review',
  empty: '没有导入的名单在等审核。有人确认导入志愿者以后会出现在这里。',
  reasonFor: '退回的原因，名单里的人都会看到',
  list: (after) => api.GET('/api/v1/people-imports', { params: { query: { isWaiting: true, limit: 50, after } } }),
  line: (row) => ({
    id: row.id,
    title: `${row.divisionName ?? ''}的名单`,
    figure: `${row.waitingCount} 人`,
    second: [`${row.confirmedByName ?? ''}确认`, row.confirmedAt ? moment(row.confirmedAt) : ''],
    tag: row.duplicateCount > 0 ? { tone: 'warn', word: `疑似重复 ${row.duplicateCount}` } : undefined,
    standing: row,
  }),
  facts: (row) => [
    {
      title: '这份名单',
      facts: [
        ['区划', row.divisionName ?? ''],
        ['等审核', `${row.waitingCount} 人，共 ${row.rowCount} 行`],
        ['原已存在', `${row.knownCount} 行`],
        ['疑似重复', row.duplicateCount === 0 ? '没有' : `${row.duplicateCount} 行，请先到导入页逐个看一看`],
        ['上传', `${row.uploadedByName ?? ''} ${moment(row.uploadedAt)}`],
        ['确认', `${row.confirmedByName ?? ''} ${row.confirmedAt ? moment(row.confirmedAt) : ''}`],
      ],
    },
    {
      title: '通过以前',
      facts: [
        ['', '请抽几个人核对原来的花名册和签了字的同意书。要一个一个看的，在“登记”里逐人办。'],
        ['', '与您同户的、监护人要核实的，不会一起通过，留在“登记”里。'],
      ],
    },
  ],
  yes: (row) => ({ word: `通过，${row.waitingCount} 人成为志愿者`, done: '已通过', sentences: [] }),
  no: () => ({
    word: '退回全部',
    done: '已退回',
    sentences: [
      '和原来的花名册对不上，请核对后重新导入。',
      '没有看到签了字的同意书，请补齐。',
      '名单里有人不住在本社区。',
    ],
  }),
  word: (answer) => {
    const lines = answer as readonly Line[];
    const left = lines.filter(({ status }) => status === 'REFUSED').length;
    return left === 0 ? null : `${String(lines.length - left)} 人已办，${String(left)} 人没有办成，留在“登记”里`;
  },
  decide: (key, row, isYes, reason) => reviewAll(key, row.id, isYes, reason),
});

/** Some hundreds at a time, each under a key of its own, until the list is through. */
async function reviewAll(
  key: string,
  importId: string,
  isYes: boolean,
  reason: string,
): Promise<Answer<readonly Line[]>> {
  const lines: Line[] = [];
  let after: string | null = null;
  for (let round = 0; round === 0 || after !== null; round += 1) {
    const more: { after?: string } = after === null ? {} : { after };
    const answer: Answer<components['schemas']['ImportReviewPageResponse']> = await answered(
      api.POST('/api/v1/people-imports/{importId}/reviews', {
        params: {
          path: { importId },
          header: { 'Idempotency-Key': round === 0 ? key : `${key.slice(0, 28)}${String(round).padStart(4, '0')}` },
        },
        body: isYes ? { decision: 'APPROVE', ...more } : { decision: 'REJECT', reason, ...more },
        keepalive: true,
      }),
    );
    if (!('ok' in answer)) return answer;
    lines.push(...answer.ok.items);
    after = answer.ok.next;
  }
  return { ok: lines };
}
