import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { permissionsOfRole } from '../../src/platform/foundation/actor/permissions';
import { uncalledOperations } from '../../web/uncalled-operations';

/**
 * What volunteers, leaders, guardians and strangers may do they can do on some page: an operation meant for them is called
 * by a page of the phone or of the server, or stands in `web/uncalled-operations.ts` with the reason.
 */
interface Route {
  readonly id: string;
  readonly method: string;
  readonly template: string;
}

const root = path.resolve(__dirname, '../..');
const METHODS = /@(?:Get|Post|Patch|Put|Delete|Sse)\(/;

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

/** Whom each handler lets in, as its decorators say it; true where that is somebody who is no staff. */
function meantForPeople(): ReadonlyMap<string, boolean> {
  const handlers = filesUnder('src', /controller\.ts$/).flatMap((text) => text.split(METHODS).slice(1));
  return new Map([
    ...handlers.flatMap((handler) => {
      const id = /operationId:\s*'(\w+)'/.exec(handler)?.[1];
      return id === undefined ? [] : [[id, isForPeople(handler)] as const];
    }),
    ...reportsForPeople(),
  ]);
}

/** Routes of reports follow from their definitions: each is shown and downloaded by who has its permission. */
function reportsForPeople(): readonly (readonly [string, boolean])[] {
  return filesUnder('src/recognition/reports/definitions', /\.ts$/).flatMap((text) => {
    const operation = /\boperation: '(\w+)'/.exec(text)?.[1];
    const permission = /\bpermission: '([\w.]+)'/.exec(text)?.[1];
    if (operation === undefined || permission === undefined) return [];
    const isHeld = (permissionsOfRole.VOLUNTEER as readonly string[]).includes(permission);
    return [[`get${operation}`, isHeld] as const, [`download${operation}`, isHeld] as const];
  });
}

function isForPeople(handler: string): boolean {
  if (/@Public\(|@AllowSignedIn\(/.test(handler) || handler.includes('orTeamLeader: true')) return true;
  const permission = /@Allow\(\s*'([\w.]+)'/.exec(handler)?.[1] ?? '';
  return (permissionsOfRole.VOLUNTEER as readonly string[]).includes(permission);
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

describe('what people may do', () => {
  const routes = routesOfDocument();
  const forPeople = meantForPeople();
  const pages = [...filesUnder('web/src', /\.(ts|vue)$/), ...filesUnder('src', /(page|script|tools)[\w-]*\.ts$/)].join(
    '\n',
  );
  const uncalled = routes.filter((route) => forPeople.get(route.id) !== false && !isCalledIn(pages, route));

  it('is known of every operation of the document', () => {
    expect(routes.filter(({ id }) => !forPeople.has(id)).map(({ id }) => id)).toEqual([]);
    expect([...forPeople.values()].filter(Boolean).length).toBeGreaterThan(100);
  });

  it('is called by a page, or stands in the list with its reason', () => {
    expect(uncalled.map(({ id }) => id).filter((id) => !(id in uncalledOperations))).toEqual([]);
  });

  it('is listed only while no page calls it, each with a reason', () => {
    const open = new Set(uncalled.map(({ id }) => id));
    expect(Object.keys(uncalledOperations).filter((id) => !open.has(id))).toEqual([]);
    expect(Object.values(uncalledOperations).filter((reason) => reason.length < 10)).toEqual([]);
  });
});
