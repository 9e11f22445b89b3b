import type { components } from '../api/schema';

type LoadKind = components['schemas']['SignupWarningResponse']['kind'];

/** What a leader reads beside somebody who has signed up for much and knows it. */
export const loadWord: Readonly<Record<LoadKind, string>> = { REST: '休息少', DAY: '当天排得满', WEEK: '本周排得满' };
