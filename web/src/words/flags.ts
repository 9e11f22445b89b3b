import type { paths } from '../api/schema';
import type { Tone } from './record';

export type RecordFlag = NonNullable<NonNullable<paths['/api/v1/records']['get']['parameters']['query']>['flag']>;

/** What a reviewer reads beside a record whose computing met something, in the service's words. */
const known: Readonly<Record<RecordFlag, { readonly word: string; readonly tone: Tone }>> = {
  NO_PUNCHES: { word: '没有打卡', tone: 'warn' },
  MISSING_IN: { word: '没有签到', tone: 'warn' },
  REPEATED_IN: { word: '签到不止一次', tone: 'neutral' },
  REPEATED_OUT: { word: '签退不止一次', tone: 'neutral' },
  TOO_MANY_PAIRS: { word: '进出次数多', tone: 'warn' },
  AUTO_CLOSED: { word: '漏了签退', tone: 'warn' },
  OVERLAP: { word: '时间重叠', tone: 'warn' },
  DUTY_TIME: { word: '值班时间', tone: 'warn' },
  NOT_SERVICE: { word: '不计时长', tone: 'neutral' },
  BELOW_EFFECTIVE_SHARE: { word: '服务不足', tone: 'neutral' },
  OVER_DAY_CAP: { word: '当天超限', tone: 'warn' },
  INVESTIGATION: { word: '核实中', tone: 'bad' },
  LATE_START: { word: '先开始后补', tone: 'warn' },
  LATE_LINES: { word: '补传的打卡', tone: 'warn' },
  CALLED_WITHOUT_TRACE: { word: '只有点名', tone: 'warn' },
  REST_HERE: { word: '其余都到', tone: 'warn' },
  DENIED: { word: '本人否认', tone: 'bad' },
};

/** An older page may meet a flag of a newer service. */
const flagWord: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = known;

/** Every flag with its word, for a list to be narrowed by. */
export const flagChoices = Object.entries(known).map(([flag, { word }]) => [flag, word] as const);

const WEIGHT: Readonly<Record<Tone, number>> = { bad: 3, warn: 2, in: 1, ok: 1, neutral: 0 };

/** The heaviest of the marks of a record, for its one tag in a list; undefined where there is none. */
export function heaviestFlag(flags: readonly string[]): { readonly word: string; readonly tone: Tone } | undefined {
  const said = flags.flatMap((flag) => flagWord[flag] ?? []);
  return [...said].sort((a, b) => WEIGHT[b.tone] - WEIGHT[a.tone])[0];
}

export function flagWords(flags: readonly string[]): readonly string[] {
  return flags.map((flag) => flagWord[flag]?.word ?? '需要复核');
}
