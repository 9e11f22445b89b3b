import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sessionTools } from './page-tools';

/** Tabs of either kind wait for each other, and go on with each other's attempts: only under the same names. */
it('renews the session under the names of the phone', () => {
  const there = readFileSync(resolve(__dirname, '../../../../web/src/api/renew.ts'), 'utf8');
  const names = [...there.matchAll(/'(volunteer-ledger\.[\w-]+)'/g)].map(([, name]) => name);
  expect(new Set(names)).toEqual(new Set(['volunteer-ledger.renewal', 'volunteer-ledger.renewals']));
  for (const name of names) expect(sessionTools).toContain(`'${name ?? ''}'`);
});
