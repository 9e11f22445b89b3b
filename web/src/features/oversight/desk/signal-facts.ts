import { minutes, monthName } from '../../../words/time';

type Evidence = Readonly<Record<string, unknown>>;
const figure = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** What a sign rests on, in sentences; figures that it does not have are left out. */
export function signalFacts(evidence: Evidence): readonly string[] {
  const { month } = evidence;
  const say: readonly (readonly [name: string, words: (value: number) => string])[] = [
    ['peopleCount', (count) => `涉及 ${count} 个人。`],
    ['speedKmh', (speed) => `从一处到另一处要每小时 ${Math.round(speed)} 公里。`],
    ['percent', (share) => `补录和申报占 ${share}%。`],
    ['weakMinutes', (count) => `其中补录和申报 ${minutes(count)}。`],
    ['allMinutes', (count) => `合计 ${minutes(count)}。`],
    ['minutes', (count) => `共 ${minutes(count)}。`],
    ['ageMinutes', (count) => `登记后 ${count} 分钟就开始服务。`],
    ['creditedMinutes', (count) => `认定 ${minutes(count)}。`],
    ['pointTenths', (count) => `共 ${count / 10} 分。`],
    ['count', (count) => `共 ${count} 个。`],
  ];
  const facts = say.flatMap(([name, words]) => {
    const value = figure(evidence[name]);
    return value === null ? [] : [words(value)];
  });
  return typeof month === 'string' && /^\d{4}-\d{2}$/.test(month) ? [`${monthName(month)}。`, ...facts] : facts;
}

/** The volunteers that a sign names. */
export function signalPeople(evidence: Evidence): readonly string[] {
  const { volunteerId, volunteerIds } = evidence;
  const all: readonly unknown[] = [volunteerId, ...(Array.isArray(volunteerIds) ? (volunteerIds as unknown[]) : [])];
  return [...new Set(all.filter((id): id is string => typeof id === 'string'))];
}
