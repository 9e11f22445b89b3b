import { periodsOf } from './periods';

it('offers this year first, up to today', () => {
  const [year, last, all] = periodsOf('2026-12-04', '2025-03-01');
  expect(year).toMatchObject({ from: '2026-01-01', to: '2026-12-04' });
  expect(last).toMatchObject({ from: '2025-01-01', to: '2025-12-31' });
  expect(all).toMatchObject({ from: '2025-03-01', to: '2026-12-04' });
});
