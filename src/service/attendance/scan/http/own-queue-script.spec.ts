import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ownQueue } from './own-queue-script';
import { scanScript } from './scan-script';

const web = (path: string): string => readFileSync(resolve(__dirname, '../../../../../web/src/offline', path), 'utf8');

/** Either page sends what the other has kept: they have to mean the same by it. */
describe('what the scan page keeps of a punch', () => {
  it('lies on the shelf of the phone', () => {
    expect(web('own-punches.ts')).toContain("shelf<OwnPunch>('own-punches')");
    expect(web('shelf.ts')).toContain('openDB(`volunteer-ledger.${store}`, 1,');
    expect(web('shelf.ts')).toContain("createObjectStore(store, { keyPath: 'punchId' })");
    expect(ownQueue).toContain("STORE='own-punches'");
    expect(ownQueue).toContain("indexedDB.open('volunteer-ledger.'+STORE,1)");
  });

  it('has the fields of a line there', () => {
    const [, fields = ''] = /export interface OwnPunch \{([^]*?)\n\}/.exec(web('own-punch-queue.ts')) ?? [];
    const needed = [...fields.matchAll(/readonly (\w+):/g)].map(([, name]) => name);
    const [, line = ''] = /line=\{([^]*?)\};/.exec(scanScript) ?? [];
    expect([...line.matchAll(/(\w+):(?!')|(\w+):'/g)].map(([, one, other]) => one ?? other)).toEqual(needed);
  });

  it('is done where the service knows it already, by the same codes', () => {
    const [, codes = ''] = /KNOWN = new Set\(\[(.*?)\]\)/.exec(web('own-punch-queue.ts')) ?? [];
    const known = [...codes.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    expect(ownQueue).toContain(`KNOWN=/^(${known.join('|')})$/`);
  });
});
