import { actorWord, type LogLine, resultWord } from './log';

const line = (change: Partial<LogLine>): LogLine => ({
  ...{ id: '1', at: '2026-12-04T01:00:00Z', actorId: 'a', actorKind: 'USER', actorName: null, action: 'audit.read' },
  ...{ result: 'DONE', subjectKind: null, subjectId: null, reason: null, details: {}, remoteAddress: null },
  ...{ sessionId: null, requestId: null },
  ...change,
});

describe('a line of the audit log', () => {
  it('names staff, and nobody else', () => {
    expect(actorWord(line({ actorName: '王云霞' }))).toBe('王云霞');
    expect(actorWord(line({}))).toBe('一位志愿者');
    expect(actorWord(line({ actorKind: 'SYSTEM' }))).toBe('系统');
    expect(actorWord(line({ actorKind: 'ANONYMOUS' }))).toBe('没有登录的人');
  });

  it('says how often something was refused', () => {
    expect(resultWord(line({ result: 'REFUSED', details: { count: 3 } as unknown as LogLine['details'] }))).toBe(
      '被拒绝 3 次',
    );
    expect(resultWord(line({ result: 'REFUSED' }))).toBe('被拒绝');
  });
});
