import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { knownJobs } from '../../web/src/words/jobs';

/** Whoever tries a job again reads what it does: every kind of job has its sentence. */
const root = path.resolve(__dirname, '../../src');

it('has a sentence for every kind of job', () => {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(path.join(root, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/defineJob\(\{\s*name: '([\w.-]+)'/g)].map(([, name]) => name ?? ''));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !knownJobs.includes(name))).toEqual([]);
});
