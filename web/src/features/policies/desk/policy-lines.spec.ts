import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { linesOf, nextVersion, problemInWords, withValue } from './policy-lines';

const folder = path.resolve(__dirname, '../../../../../config/policies');
const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, unknown>;

/** How many figures a policy has, whatever they are called. */
function figuresIn(value: unknown): number {
  if (typeof value === 'number' || value === null) return 1;
  if (typeof value !== 'object') return 0;
  return Object.values(value).reduce((sum: number, one) => sum + figuresIn(one), 0);
}

describe('a policy as lines that people read', () => {
  it.each(readdirSync(folder))('%s has words for every figure', (name) => {
    const body = read(name);
    expect(linesOf(body)).toHaveLength(figuresIn(body));
  });

  it('says figures as people write them, and stores them as the service does', () => {
    const body = read('points.default.json');
    const [training] = linesOf(body);
    expect(training).toEqual({ path: 'rates.0.pointTenthsPerHour', label: '培训，每小时得', unit: '分', value: 5 });
    expect(linesOf(withValue(body, 'rates.0.pointTenthsPerHour', 7.5))[0]?.value).toBe(7.5);
    expect((withValue(body, 'caps.dayPointTenths', null) as { caps: object }).caps).toMatchObject({
      dayPointTenths: null,
    });
    expect(linesOf(body)[0]?.value).toBe(5);
  });

  it('numbers the next version, and says a refusal in words', () => {
    expect(nextVersion('points-1', ['points-1', 'points-2'])).toBe('points-3');
    expect(problemInWords('body.dayCaps.automaticMinutes:须在 60 到 600 之间')).toBe(
      '一天自动认定最多：须在 60 到 600 之间',
    );
    expect(problemInWords('body.nothing:x')).toBe('有一项填得不对，请再核对。');
  });
});
