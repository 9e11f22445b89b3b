import { clock } from '../../words/time';
import type { RecordDetail } from './queries';

/** A part of the strip: counted, rest of the plan, or there but not counted. Per cent of the width. */
export interface StripPart {
  readonly kind: 'counted' | 'rest' | 'uncounted';
  readonly from: number;
  readonly width: number;
}

export interface Strip {
  readonly parts: readonly StripPart[];
  readonly planFrom: number;
  readonly planUntil: number;
  /** The same in words. */
  readonly words: string;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

const MARGIN = 0.02;

const spanOf = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }): Span => ({
  from: Date.parse(startsAt),
  until: Date.parse(endsAt),
});

/** What of a span lies outside of others. */
function outside(span: Span, others: readonly Span[]): readonly Span[] {
  return others.reduce<readonly Span[]>(
    (left, other) =>
      left.flatMap((part) =>
        [
          { from: part.from, until: Math.min(part.until, other.from) },
          { from: Math.max(part.from, other.until), until: part.until },
        ].filter(({ from, until }) => until > from),
      ),
    [span],
  );
}

/** The time of a record on one line, from the first of punch and plan to the last of them; null where there is none. */
export function stripOf(record: RecordDetail): Strip | null {
  const plan = spanOf(record);
  const counted = record.counted.map(spanOf);
  const breaks = record.breaks.map(spanOf);
  const present = record.punches.flatMap(({ checkedInAt, checkedOutAt }) =>
    checkedOutAt === null ? [] : [spanOf({ startsAt: checkedInAt, endsAt: checkedOutAt })],
  );
  if (counted.length === 0 && present.length === 0) return null;
  const all = [plan, ...counted, ...present];
  const from = Math.min(...all.map((span) => span.from));
  const length = Math.max(...all.map((span) => span.until)) - from;
  const place = (at: number): number => ((at - from) / length) * 100 * (1 - 2 * MARGIN) + MARGIN * 100;
  const part = (kind: StripPart['kind'], span: Span): StripPart => ({
    kind,
    from: place(span.from),
    width: place(span.until) - place(span.from),
  });
  const notCounted = present.flatMap((span) => outside(span, counted));
  const rests = notCounted.flatMap((span) =>
    breaks
      .map((pause) => ({ from: Math.max(pause.from, span.from), until: Math.min(pause.until, span.until) }))
      .filter((pause) => pause.until > pause.from),
  );
  return {
    parts: [
      ...notCounted.flatMap((span) => outside(span, rests)).map((span) => part('uncounted', span)),
      ...rests.map((span) => part('rest', span)),
      ...counted.map((span) => part('counted', span)),
    ],
    planFrom: place(plan.from),
    planUntil: place(plan.until),
    words: `计入的时段：${record.counted.map(({ startsAt, endsAt }) => `${clock(startsAt)} 到 ${clock(endsAt)}`).join('、') || '没有'}。`,
  };
}
