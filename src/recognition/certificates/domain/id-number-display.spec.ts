import { displayOfSuccessor, type PrintedFor, printedIdNumber } from './id-number-display';

const holder = { isHolder: true, mayIssue: false, mayReveal: false };
const desk = { isHolder: false, mayIssue: true, mayReveal: true };
const issuer = { isHolder: false, mayIssue: true, mayReveal: false };
const reader = { isHolder: false, mayIssue: false, mayReveal: true };

describe('printedIdNumber', () => {
  it.each<[PrintedFor['display'], PrintedFor['chosenBy'], Omit<PrintedFor, 'display' | 'chosenBy'>, string]>([
    ['FULL', 'HOLDER', holder, 'FULL'],
    ['FULL', 'HOLDER', issuer, 'FULL'],
    ['FULL', 'HOLDER', reader, 'FIRST'],
    ['FULL', 'STAFF', holder, 'FULL'],
    ['FULL', 'STAFF', desk, 'FULL'],
    ['FULL', 'STAFF', issuer, 'FIRST'],
    ['FULL', 'STAFF', reader, 'FIRST'],
    ['LAST_FOUR', 'HOLDER', holder, 'LAST_FOUR'],
    ['LAST_FOUR', 'HOLDER', issuer, 'LAST_FOUR'],
    ['LAST_FOUR', 'STAFF', issuer, 'FIRST'],
    ['LAST_FOUR', 'STAFF', desk, 'LAST_FOUR'],
    ['LAST_FOUR', 'HOLDER', reader, 'FIRST'],
    ['MASKED', 'HOLDER', holder, 'AS_ISSUED'],
    ['MASKED', 'HOLDER', desk, 'FIRST'],
    ['MASKED', 'STAFF', reader, 'FIRST'],
    ['NONE', 'HOLDER', holder, 'NONE'],
    ['NONE', 'STAFF', desk, 'NONE'],
  ])('%s, chosen by %s, for %j: %s', (display, chosenBy, who, printed) => {
    expect(printedIdNumber({ display, chosenBy, ...who })).toBe(printed);
  });
});

it('a successor says no more than the paper before', () => {
  expect((['FULL', 'LAST_FOUR', 'NONE', 'MASKED'] as const).map(displayOfSuccessor)).toEqual([
    ...['FULL', 'LAST_FOUR', 'NONE'],
    'LAST_FOUR',
  ]);
});
