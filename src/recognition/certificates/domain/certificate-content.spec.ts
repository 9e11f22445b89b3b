import fc from 'fast-check';
import { parseLocalDay, type LocalDay } from '../../../kernel/local-day';
import { certificateFigures, type ConfirmedRecord } from './certificate-content';
import { certificateNoOf } from './certificate-no';

function day(text: string): LocalDay {
  const parsed = parseLocalDay(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

function record(recordId: string, changes: Partial<ConfirmedRecord> = {}): ConfirmedRecord {
  return {
    recordId,
    kind: 'SERVICE',
    day: day('2026-05-01'),
    activityName: '巡河',
    teamName: '居民志愿服务队',
    creditedMinutes: 120,
    grade: 'A',
    ...changes,
  };
}

describe('certificate figures', () => {
  it('adds service by grade and keeps training apart', () => {
    const figures = certificateFigures([
      record('b', { day: day('2026-05-02'), grade: 'D', creditedMinutes: 30 }),
      record('a'),
      record('t', { kind: 'TRAINING', creditedMinutes: 45 }),
      record('z', { creditedMinutes: 0 }),
    ]);
    expect(figures).toMatchObject({
      serviceMinutes: 150,
      trainingMinutes: 45,
      minutesByGrade: { A: 120, B: 0, C: 0, D: 30, E: 0 },
      contentSummary: '参加巡河志愿服务活动，共 2 次。',
      recordIds: ['a', 'b', 't'],
    });
    expect(figures.details.map((detail) => detail.recordId)).toEqual(['a', 'b']);
  });

  it('names the five activities with the most minutes', () => {
    const figures = certificateFigures(
      ['甲', '乙', '丙', '丁', '戊', '己'].map((activityName, index) =>
        record(activityName, { activityName, creditedMinutes: 10 + index }),
      ),
    );
    expect(figures.contentSummary).toBe('参加己、戊、丁、丙、乙等志愿服务活动，共 6 次。');
  });

  it('always adds up: total, grades, details', () => {
    const records = fc.array(
      fc.record({
        recordId: fc.uuid(),
        creditedMinutes: fc.nat(480),
        grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const, 'E' as const),
        kind: fc.constantFrom('SERVICE' as const, 'TRAINING' as const),
      }),
    );
    fc.assert(
      fc.property(records, (some) => {
        const figures = certificateFigures(some.map(({ recordId, ...rest }) => record(recordId, rest)));
        const byGrade = Object.values(figures.minutesByGrade).reduce((sum, minutes) => sum + minutes, 0);
        const byDetail = figures.details.reduce((sum, detail) => sum + detail.creditedMinutes, 0);
        expect([byGrade, byDetail]).toEqual([figures.serviceMinutes, figures.serviceMinutes]);
      }),
    );
  });
});

describe('certificate number', () => {
  it('has street, year and six digits', () => {
    expect(certificateNoOf('FZ', 2026, 137)).toBe('FZ-2026-000137');
    expect(() => certificateNoOf('FZ', 2026, 1_000_000)).toThrow(RangeError);
  });
});
