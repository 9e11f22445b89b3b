import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { knownActions } from '../../web/src/words/audit-actions';

/** Whoever reads the audit log reads words: every action that the service writes has some. */
const root = path.resolve(__dirname, '../../src');
const NAME = /^'([a-z-]+\.[a-z-]+)'$/;
/** Names that are put together of a beginning and a choice, with all that may come of them. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  'volunteers.reveal-': ['id-number', 'phone', 'address', 'emergency-contact'],
  'volunteers.guardian-': ['confirmed', 'denied', 'withdrawn'],
  'volunteers.': ['approve', 'reject'],
  'service-hours.': ['approve', 'reject'],
};

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => readFileSync(path.join(root, name), 'utf8'));

function actionsOf(text: string): readonly string[] {
  const commands = [...text.matchAll(/[cC]ommands\s*\.run(?:<[^(]*>)?\(\s*[^,]+,\s*([^,]+),/g)].map(([, name]) => name);
  const named = [...text.matchAll(/(?:AuditedRead\(|\baction: |\bcommand: )('[a-z-]+\.[a-z-]+')/g)].map(
    ([, name]) => name,
  );
  const steps = [...text.matchAll(/\.log\(tx, actor, ('[a-z-]+\.[a-z-]+')\)/g)].map(([, name]) => name);
  const chosen = [...text.matchAll(/`([a-z-]+\.(?:[a-z-]+-)?)\$\{/g)].flatMap(([, beginning = '']) =>
    (CHOICES[beginning] ?? []).map((end) => `'${beginning}${end}'`),
  );
  return [...commands, ...named, ...steps, ...chosen].flatMap((name) => NAME.exec(name?.trim() ?? '')?.[1] ?? []);
}

it('has words for every action of the audit log', () => {
  const written = new Set([...sources.flatMap(actionsOf), 'access.refuse']);
  const known = new Set<string>(knownActions);
  expect(written.size).toBeGreaterThan(150);
  expect([...written].filter((action) => !known.has(action))).toEqual([]);
});
