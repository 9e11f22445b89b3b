import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { uncalledOperations } from '../../web/uncalled-operations';

/**
 * What the service can do somebody can do on some page: every operation of the document is called by a page of the phone, of
 * the console or of the server, or stands in `web/uncalled-operations.ts` with the reason.
 */
interface Route {
  readonly id: string;
  readonly method: string;
  readonly template: string;
}

const root = path.resolve(__dirname, '../..');
/** So many may stay without a page. */
const MOST = 15;

function filesUnder(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name) && !/\.spec\.ts$|schema\.d\.ts$|api\/limits\.ts$/.test(name))
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8'));
}

function routesOfDocument(): readonly Route[] {
  const document = JSON.parse(readFileSync(path.join(root, 'config/openapi.json'), 'utf8')) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
  };
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => ({ id: operationId, method, template })),
  );
}

/**
 * An address in a page, whichever way its places are filled in: by the client, in a template or piece by piece. Pages of the
 * server leave out the beginning that all addresses share. Where the method stands before the address it counts too.
 */
function isCalledIn(pages: string, { method, template }: Route): boolean {
  const place = String.raw`(?:\{\w+\}|\$\{[^}]+\}|'\s*\+[^+]+\+\s*')`;
  const [first = '', ...rest] = template.split(/\{\w+\}/).map((part) => part.replace(/[.]/g, String.raw`\.`));
  const begin = first.replace('/api/v1/', '(?:/api/v1)?/');
  const by = String.raw`(?:(?:\.(GET|POST|PATCH|PUT|DELETE)\(|\('(GET|POST|PATCH|PUT|DELETE)',)\s*(?:is\w+\?)?)?`;
  const quote = String.raw`['"\`]`;
  const call = new RegExp(String.raw`${by}${quote}(?:\$\{\w+\})?${[begin, ...rest].join(place)}(?=['"\`?])`, 'g');
  return [...pages.matchAll(call)].some(([, one, two]) => (one ?? two ?? method).toLowerCase() === method);
}

describe('what the service can do', () => {
  const pages = [...filesUnder('web/src', /\.(ts|vue)$/), ...filesUnder('src', /(page|script|tools)[\w-]*\.ts$/)].join(
    '\n',
  );
  const uncalled = routesOfDocument().filter((route) => !isCalledIn(pages, route));

  it('is called by a page, or stands in the list with its reason', () => {
    expect(uncalled.map(({ id }) => id).filter((id) => !(id in uncalledOperations))).toEqual([]);
  });

  it('is listed only while no page calls it, each with a reason, and few are', () => {
    const open = new Set(uncalled.map(({ id }) => id));
    expect(Object.keys(uncalledOperations).filter((id) => !open.has(id))).toEqual([]);
    expect(Object.values(uncalledOperations).filter((reason) => reason.length < 10)).toEqual([]);
    expect(Object.keys(uncalledOperations).length).toBeLessThanOrEqual(MOST);
  });
});
