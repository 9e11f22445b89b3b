import type { components } from '../../../api/schema';
import { clock } from '../../../words/time';

type Evidence = components['schemas']['RecordEvidenceResponse'];
interface Span {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** One bar on the axis: where it begins and how long it is, in percent of the whole. */
export interface Bar {
  readonly left: number;
  readonly width: number;
  readonly kind: 'other' | 'here' | 'counted' | 'lost';
  readonly words: string;
}

export interface Axis {
  readonly lines: readonly { readonly name: string; readonly bars: readonly Bar[] }[];
  readonly marks: readonly { readonly left: number; readonly words: string }[];
}

const HOUR_MS = 3_600_000;
const ms = (instant: string): number => Date.parse(instant);

/** Check-ins and check-outs in turn; a check-in without its check-out lasts until the plan's end. */
function stays({ punches, planned }: Evidence): readonly Span[] {
  const valid = punches.filter(({ isReplaced }) => !isReplaced);
  return valid.flatMap((punch, index) => {
    if (punch.direction !== 'IN') return [];
    const out = valid.slice(index + 1).find(({ direction }) => direction === 'OUT');
    return [{ startsAt: punch.punchedAt, endsAt: out?.punchedAt ?? planned.endsAt }];
  });
}

/** What of a stay is not counted. */
function lostOf(stay: Span, counted: readonly Span[]): readonly Span[] {
  let rest: readonly Span[] = [stay];
  for (const span of counted)
    rest = rest.flatMap(({ startsAt, endsAt }) => {
      const isApart = ms(span.endsAt) <= ms(startsAt) || ms(span.startsAt) >= ms(endsAt);
      if (isApart) return [{ startsAt, endsAt }];
      const before = { startsAt, endsAt: span.startsAt };
      const after = { startsAt: span.endsAt, endsAt };
      return [before, after].filter((one) => ms(one.startsAt) < ms(one.endsAt));
    });
  return rest;
}

/** The day of a record on one time axis: the other records, the punches, and what is counted of them. */
export function axisOf(evidence: Evidence): Axis {
  const here = stays(evidence);
  const others = evidence.sameDay.map((one) => ({ ...one, startsAt: one.startsAt, endsAt: one.endsAt }));
  const all: readonly Span[] = [evidence.planned, ...here, ...others];
  const from = Math.floor(Math.min(...all.map(({ startsAt }) => ms(startsAt))) / HOUR_MS) * HOUR_MS;
  const until = Math.ceil(Math.max(...all.map(({ endsAt }) => ms(endsAt))) / HOUR_MS) * HOUR_MS;
  const percent = (instant: number): number => ((instant - from) / (until - from)) * 100;
  const bar = ({ startsAt, endsAt }: Span, kind: Bar['kind'], words: string): Bar => {
    const left = percent(ms(startsAt));
    return { left, width: Math.max(0.8, percent(ms(endsAt)) - left), kind, words };
  };
  const said = ({ startsAt, endsAt }: Span): string => `${clock(startsAt)}–${clock(endsAt)}`;
  const step = until - from > 8 * HOUR_MS ? 2 * HOUR_MS : HOUR_MS;
  const count = Math.floor((until - from) / step) + 1;
  return {
    lines: [
      ...others.map((one) => ({ name: one.activityTitle, bars: [bar(one, 'other', said(one))] })),
      { name: '本条打卡', bars: here.map((one) => bar(one, 'here', said(one))) },
      {
        name: '本条计入',
        bars: [
          ...here.flatMap((one) => lostOf(one, evidence.counted)).map((one) => bar(one, 'lost', '')),
          ...evidence.counted.map((one) => bar(one, 'counted', said(one))),
        ],
      },
    ],
    marks: Array.from({ length: count }, (_, index) => from + index * step).map((at) => ({
      left: percent(at),
      words: clock(new Date(at).toISOString()),
    })),
  };
}
