import { randomUUID } from 'node:crypto';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { Client } from 'pg';
import { describeApi } from '../../../src/platform/operations/boot/application';
import { ROUTE_ACCESS, type RouteAccess } from '../../../src/platform/delivery/http/decorators';
import { grantableRoles, type Role } from '../../../src/platform/foundation/actor/permissions';
import { rolesGiving } from '../../../src/platform/security/identity/three-admins';
import { type StreetObjects, streetObjects } from '../../builders/street-objects';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { type JsonSchema, sampleOf } from '../../support/sample-body';
import { superuserOf } from '../../support/superuser';

/**
 * Every route of the OpenAPI document, as every role, inside and outside of its scope. What a role may call is told by the
 * permission table; what stands in another street answers as what nobody has.
 */
interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly access: RouteAccess;
  readonly names: readonly string[];
  readonly body: JsonSchema | undefined;
  readonly isUpload: boolean;
  /** What the query must hold. */
  readonly query: readonly { readonly name: string; readonly schema: JsonSchema }[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly field: string | undefined;
}

/** What is no secret: places and activities are published, and volunteers may serve wherever they like. */
const KNOWN_TO_ALL = new Set([
  ...['getDivision', 'getActivity', 'checkSignup', 'signUp', 'joinTeam', 'leaveTeam', 'storeAttachment'],
]);
/** A household of two: the other person of the body is not known either. */
const NAMES_ANOTHER = new Set(['declareHousehold']);

/**
 * What a path may name that is not made here: one's own session or identity elsewhere, a grant, which stands below its
 * account, and a request to see a minor's data or to correct the own, whose texts are sealed (minors.spec,
 * identity-corrections.spec), a decision, which its kind carries out, a sealed phone, and the code of a kind, whose place
 * stands in the body (nobody-alone).
 */
const NO_OBJECTS = [
  'sessionId',
  'identityId',
  'grantId',
  'requestId',
  'correctionId',
  'decisionId',
  'changeId',
  'deputyId',
  'kindCode',
];

/** Routes without sign-in. */
const PUBLIC = [
  ...[
    'signIn',
    'refreshTokens',
    'acceptInvitation',
    'requestPhoneCode',
    'signInWithPhone',
    'listSignInProviders',
    'beginExternalSignIn',
    'completeExternalSignIn',
    'completeExternalSecondFactor',
    'isAlive',
    'isReady',
    'registerSelf',
    'listActivities',
    'listShifts',
    'countShiftsByDay',
    'searchPublicDivisions',
    'listConsentTexts',
  ],
  ...['listActivityCategories', 'listTeamKinds', 'getActivity', 'showKioskBoard', 'punchAtKiosk', 'sendKioskBatch'],
  'verifyCertificate',
  ...['viewGuardianLink', 'confirmGuardianLink', 'denyGuardianLink', 'withdrawGuardianLink', 'sendGuardianCode'],
  'listChildSignups',
  ...['getSite', 'listHonours', 'listPublicity', 'listPublicPolicies'],
  ...['listCheckpoints', 'getCheckpoint', 'listLedgerKeys'],
];

let booted: BootedApp;
let superuser: Client;
let schemas: Readonly<Record<string, JsonSchema>>;
let operations: readonly Operation[];
let ids: StreetObjects;
/** By role: a token of the street, and one of another street. */
const inside = new Map<Role, string>();
const outside = new Map<Role, string>();
const roles: readonly Role[] = [...grantableRoles, 'VOLUNTEER'];

beforeAll(async () => {
  booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test' } });
  superuser = await superuserOf(booted.database);
  const street = await streetObjects(booted, superuser);
  ids = street.ids;
  const { people, tree } = street.service;
  const otherStreet = await people.division(tree.district, 'STREET', '河东街道');
  const otherCommunity = await people.division(otherStreet, 'COMMUNITY', '河东社区');
  for (const role of grantableRoles) {
    inside.set(role, (await people.staff(role, tree.street.id)).token);
    outside.set(role, (await people.staff(role, otherStreet.id)).token);
  }
  inside.set('VOLUNTEER', street.volunteerToken);
  outside.set('VOLUNTEER', (await people.signedInVolunteer(otherCommunity.id)).token);
  operations = readOperations();
}, 180_000);
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

function readOperations(): readonly Operation[] {
  const document = describeApi(booted.app);
  schemas = document.components?.schemas ?? {};
  const accesses = accessByOperation();
  return Object.entries(document.paths).flatMap(([template, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const content = (operation.requestBody as { content?: Record<string, { schema: JsonSchema }> } | undefined)
        ?.content;
      const id = operation.operationId ?? '';
      return [
        {
          id,
          method: method.toUpperCase(),
          template,
          access: accesses.get(id) ?? { kind: 'public' as const, reason: '' },
          names: [...template.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? ''),
          body: content?.['application/json']?.schema,
          isUpload: content?.['multipart/form-data'] !== undefined,
          query: ((operation.parameters ?? []) as Parameter[]).filter(
            ({ in: place, required }) => place === 'query' && required,
          ),
        },
      ];
    }),
  );
}

function accessByOperation(): ReadonlyMap<string, RouteAccess> {
  const reflector = booted.app.get(Reflector);
  const accesses = new Map<string, RouteAccess>();
  for (const module of booted.app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, () => void>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        if (!handler || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) continue;
        const named = Reflect.getMetadata('swagger/apiOperation', handler) as { operationId?: string } | undefined;
        const access = reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [handler, metatype]);
        if (named?.operationId !== undefined && access) accesses.set(named.operationId, access);
      }
    }
  }
  return accesses;
}

/** Sends what the document asks for. @param named ids for the path; the body's ids are the same. */
async function call(operation: Operation, token: string | null, named: StreetObjects): Promise<Answer> {
  const address = operation.template.replace(/\{([^}]+)\}/g, (_, name: string) => named[name] ?? '1');
  const query = new URLSearchParams(
    operation.query.map(({ name, schema }) => [name, String(sampleOf(schema, schemas))] as [string, string]),
  );
  const headers: Record<string, string> = {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    'idempotency-key': randomUUID(),
    'if-match': '"1"',
  };
  const init: RequestInit = { method: operation.method, headers };
  if (operation.isUpload) {
    const form = new FormData();
    form.append('file', new Blob([Buffer.from('89504e470d0a1a0a', 'hex')], { type: 'image/png' }), 'photo.png');
    init.body = form;
  } else if (operation.body) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(sampleOf(operation.body, schemas, { ...formsOf(operation) }));
  }
  const response = await fetch(`${booted.url}${address}?${query.toString()}`, init);
  const isStream = response.headers.get('content-type')?.includes('event-stream') ?? false;
  if (isStream) await response.body?.cancel();
  const text = isStream ? '' : await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
  const problem = isProblem ? (JSON.parse(text) as Partial<Answer>) : {};
  return { status: response.status, code: problem.code ?? '', title: problem.title ?? '', field: problem.field };
}

/** What a schema does not tell. */
function formsOf({ id }: Operation): Readonly<Record<string, unknown>> {
  if (id.startsWith('setDuty')) return { from: '09:00', until: '11:00', to: '11:00' };
  return { username: `name.${randomUUID().slice(0, 8)}`, password: 'correct-horse-9' };
}

function unknownIds(): StreetObjects {
  return Object.fromEntries(Object.keys(ids).map((name) => [name, randomUUID()]));
}

function mayPass(role: Role, access: RouteAccess): boolean {
  if (access.kind !== 'permission') return true;
  if (role === 'VOLUNTEER' && access.orTeamLeader) return true;
  // An installation that is no practice keeps the three administrators apart.
  return rolesGiving(access.permission, true).includes(role);
}

describe('every route, as every role', () => {
  it('is in the document with its access', () => {
    expect(operations.length).toBeGreaterThan(150);
    expect(
      operations
        .filter(({ access }) => access.kind === 'public')
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...PUBLIC].sort());
  });

  it('names nothing by id that is not looked for in another street below', () => {
    const names = new Set(operations.flatMap(({ access, names: own }) => (access.kind === 'public' ? [] : own)));
    expect([...names].filter((name) => !(name in ids)).sort()).toEqual([...NO_OBJECTS].sort());
  });

  it('asks nobody in without a token', async () => {
    const wrong: string[] = [];
    for (const operation of operations) {
      const { status } = await call(operation, null, unknownIds());
      const isOpen = operation.access.kind === 'public';
      if (!isOpen && status !== 401) wrong.push(`${operation.id}: ${status}`);
      if (status >= 500) wrong.push(`${operation.id}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(roles)('lets %s do what the permission table says, and nothing else', async (role) => {
    const wrong: string[] = [];
    for (const operation of operations) {
      if (operation.id === 'signOut') continue;
      const { status, code } = await call(operation, inside.get(role) ?? '', unknownIds());
      const isShut = status === 403 && code === 'PERMISSION_MISSING';
      if (mayPass(role, operation.access) === isShut) wrong.push(`${operation.id}: ${status} ${code}`);
      if (code === 'SIGN_IN_REQUIRED' || code === 'TOKEN_EXPIRED') wrong.push(`${operation.id}: ${status} ${code}`);
      if (status >= 500) wrong.push(`${operation.id}: ${status} ${code}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('what belongs to another street', () => {
  const byId = () =>
    operations.filter(
      ({ names, access }) => names.length > 0 && access.kind !== 'public' && names.every((name) => name in ids),
    );

  it.each(roles)('answers %s as what nobody has', async (role) => {
    const wrong: string[] = [];
    for (const operation of byId()) {
      if (KNOWN_TO_ALL.has(operation.id)) continue;
      const token = outside.get(role) ?? '';
      const foreign = await call(operation, token, ids);
      const unknown = await call(operation, token, unknownIds());
      if (JSON.stringify(foreign) === JSON.stringify(unknown)) continue;
      wrong.push(`${operation.id}: ${JSON.stringify(foreign)} instead of ${JSON.stringify(unknown)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is there for those of the street: somebody hears something else than "unknown"', async () => {
    const same: string[] = [];
    // A suspended account is not known to most others of these, and only such a one is asked back: these come last.
    const last = (id: string): number => ['suspendUser', 'askToRestoreUser'].indexOf(id);
    for (const operation of [...byId()].sort((a, b) => last(a.id) - last(b.id))) {
      if (NAMES_ANOTHER.has(operation.id)) continue;
      const asked = roles.filter((role) => mayPass(role, operation.access));
      let isKnown = false;
      for (const role of asked) {
        const unknown = await call(operation, inside.get(role) ?? '', unknownIds());
        const known = await call(operation, inside.get(role) ?? '', ids);
        if (JSON.stringify(known) !== JSON.stringify(unknown)) isKnown = true;
        if (isKnown) break;
      }
      if (!isKnown) {
        const seen = await call(operation, inside.get(asked[0] ?? 'STREET_ADMIN') ?? '', ids);
        same.push(`${operation.id}: ${JSON.stringify(seen)}`);
      }
    }
    expect(same).toEqual([]);
  });
});
