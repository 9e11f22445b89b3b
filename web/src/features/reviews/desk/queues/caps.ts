import { answered } from '../../../../api/answer';
import { api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { longDay, minutes, nearDay } from '../../../../words/time';
import { type ReviewQueue, reviewQueue } from '../queue';

type Row = components['schemas']['CapItemResponse'];

/** 超限时长: minutes over a day's cap, which the community grants up to a limit and the street beyond it. */
const capsOf = (level: Row['level']): ReviewQueue<unknown> =>
  reviewQueue<Row>({
    code: level === 'COMMUNITY' ? 'caps-community' : 'caps-street',
    counted: { code: 'CAPS', part: level },
    group: '时长',
    name: level === 'COMMUNITY' ? '超限（社区批）' : '超限（街道批）',
    unit: '条',
    needs: 'record.review',
    empty: '没有超过一天上限的时长在等。',
    reasonFor: '理由，本人会看到',
    list: (after) => api.GET('/api/v1/pending-minutes', { params: { query: { level, limit: 50, after } } }),
    line: (row) => ({
      id: `${row.recordId}/${row.level}`,
      title: row.name,
      about: row.activityTitle,
      figure: `${row.pendingMinutes} 分`,
      second: [nearDay(row.servedOn), row.level === 'COMMUNITY' ? '社区批' : '街道批'],
      standing: row,
    }),
    facts: (row) => [
      {
        title: '超出一天上限的部分',
        facts: [
          ['志愿者', row.name],
          ['活动', `${row.activityTitle}，${longDay(row.servedOn)}`],
          ['社区', row.divisionName],
          ['已认定', minutes(row.creditedMinutes)],
          ['已批过', minutes(row.grantedMinutes)],
          ['等您批', `${minutes(row.pendingMinutes)}，由${row.level === 'COMMUNITY' ? '社区' : '街道'}批准`],
          ['凭证', `${row.grade} 级`],
        ],
      },
    ],
    yes: (row) => ({
      word: `批准 ${row.pendingMinutes} 分钟`,
      done: '已批准',
      sentences: ['当天任务确需延长，已向负责人核实。', '抢险、应急任务，确需超时。'],
    }),
    no: () => ({
      word: '不批',
      done: '没有批准',
      sentences: ['没有延长的必要，按一天上限计。', '没有材料能说明为什么超时。'],
    }),
    decide: (key, row, isYes, reason) =>
      answered(
        api.POST('/api/v1/records/{recordId}/pending-minutes', {
          params: { path: { recordId: row.recordId }, header: { 'Idempotency-Key': key } },
          body: { level: row.level, approvedMinutes: isYes ? row.pendingMinutes : 0, reason },
          keepalive: true,
        }),
      ),
  });

export const caps = [capsOf('COMMUNITY'), capsOf('STREET')];
