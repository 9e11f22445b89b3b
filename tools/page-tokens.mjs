/**
 * src/platform/delivery/http/page-tokens.ts: the light colours of web/src/tokens.css as values. The pages of the server have
 * the look of the web from it; they open on browsers that know no variables of CSS.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const css = readFileSync(path.join(root, 'web/src/tokens.css'), 'utf8');
const light = /^:root \{([^}]+)\}/m.exec(css)?.[1] ?? '';
const colours = [...light.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)]
  .filter(([, name]) => !name.startsWith('chart'))
  .map(([, name, value]) => [name.replace(/-(\w)/g, (_all, letter) => letter.toUpperCase()), value]);

const lines = colours.map(([name, value]) => `  ${name}: '${value}',`);
const text = [
  '/** Written by npm run generate from web/src/tokens.css; not edited by hand. */',
  'export const tokens = {',
  ...lines,
  '} as const;',
  '',
].join('\n');
writeFileSync(path.join(root, 'src/platform/delivery/http/page-tokens.ts'), text);
