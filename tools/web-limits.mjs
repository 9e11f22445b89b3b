/**
 * web/src/api/limits.ts: what the document says of every field of a request, as attributes of an input. One rule in one
 * place: the web checks nothing that the service does not check, and says it while somebody types. One export per request,
 * so that the build takes along only what pages use.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';

const root = path.resolve(import.meta.dirname, '..');
const { components } = JSON.parse(readFileSync(path.join(root, 'config/openapi.json'), 'utf8'));
const target = path.join(root, 'web/src/api/limits.ts');

/** A field may be null or left out: what counts is the type beside it. */
const typed = (field) => (field.anyOf ?? field.oneOf)?.find((one) => one.type !== 'null') ?? field;

function limitsOf(field, isRequired) {
  const { type, minLength, maxLength, minimum, maximum, pattern } = typed(field);
  const isNumber = [type].flat().some((one) => one === 'integer' || one === 'number');
  return {
    ...(isRequired ? { required: true } : {}),
    ...(minLength > 0 ? { minlength: minLength } : {}),
    ...(maxLength === undefined ? {} : { maxlength: maxLength }),
    ...(isNumber && minimum !== undefined ? { min: minimum } : {}),
    ...(isNumber && maximum !== undefined ? { max: maximum } : {}),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

const requests = Object.entries(components.schemas)
  .filter(([name, { properties }]) => /(Request|Body)$/.test(name) && properties)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { properties, required = [] }]) => {
    const fields = Object.entries(properties)
      .filter(([, field]) => !typed(field).$ref && typed(field).type !== 'array' && typed(field).type !== 'object')
      .map(([key, field]) => [key, limitsOf(field, required.includes(key))]);
    return `export const ${name[0].toLowerCase()}${name.slice(1)} = ${JSON.stringify(Object.fromEntries(fields))} as const;`;
  });

const head = '// Written by npm run generate from config/openapi.json; not edited by hand.';
const text = await format([head, '', ...requests, ''].join('\n'), {
  parser: 'typescript',
  printWidth: 120,
  singleQuote: true,
});
writeFileSync(target, text);
