import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeApi } from '../../src/platform/operations/boot/application';
import { ROUTE_ACCESS, type RouteAccess } from '../../src/platform/delivery/http/decorators';
import { namePlanOfRoute } from '../../src/platform/delivery/http/names/name-plan';
import { problemsPage } from '../../src/platform/delivery/http/problems-page';
import { permissionsPage } from '../../src/platform/security/identity/permissions-page';
import { bootApp, type BootedApp } from '../support/boot-app';

const root = path.resolve(__dirname, '../..');
const API_OPERATION = 'swagger/apiOperation';
const UNKNOWN_ID = '01900000-0000-7000-8000-000000000000';

interface Route {
  readonly name: string;
  readonly access: RouteAccess | undefined;
}

/** Posts that keep nothing twice by themselves. */
const withoutIdempotencyKey = new Set(['signIn', 'refreshTokens', 'signOut']);

describe('the HTTP contract', () => {
  let booted: BootedApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    document = describeApi(booted.app);
  });

  afterAll(async () => booted.close());

  function handlers(): readonly (readonly [name: string, handler: () => void, controller: Type])[] {
    const controllers = [...booted.app.get(ModulesContainer).values()].flatMap((module) => [
      ...module.controllers.values(),
    ]);
    return controllers.flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, unknown>;
      return Object.getOwnPropertyNames(prototype).flatMap((name) => {
        const handler = prototype[name];
        if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
        return [[`${metatype.name}.${name}`, handler as () => void, metatype as Type] as const];
      });
    });
  }

  function routes(): Route[] {
    const reflector = booted.app.get(Reflector);
    return handlers().map(([name, handler, controller]) => ({
      name,
      access: reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [handler, controller]),
    }));
  }

  function operations() {
    return Object.entries(document.paths).flatMap(([template, item]) =>
      (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
        const operation = item[method];
        return operation ? [{ method, template, url: template.replace(/\{[^}]+\}/g, UNKNOWN_ID), operation }] : [];
      }),
    );
  }

  /** Answers with every shape they are made of. */
  function wholeTextOf(part: object, above: readonly string[] = []): string {
    const text = JSON.stringify(part);
    const shapes = [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name = '']) => name);
    const deeper = [...new Set(shapes)].filter((name) => !above.includes(name));
    const schemas = document.components?.schemas ?? {};
    return [text, ...deeper.map((name) => wholeTextOf(schemas[name] ?? {}, [...above, name]))].join();
  }

  it('has a declared access on every route', () => {
    const undeclared = routes().filter(({ access }) => access === undefined);
    expect(routes().length).toBeGreaterThan(10);
    expect(undeclared).toEqual([]);
  });

  it('answers 401 as a problem to nobody, on every route that is not public', async () => {
    const open: string[] = [];
    for (const { method, url, operation } of operations()) {
      if ((operation.security ?? []).length === 0) continue;
      const response = await fetch(`${booted.url}${url}`, { method: method.toUpperCase() });
      if (response.status !== 401) open.push(`${method} ${url}: ${String(response.status)}`);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(open).toEqual([]);
  });

  it('documents exactly the routes that are not public as secured', () => {
    const secured = operations().filter(({ operation }) => (operation.security ?? []).length > 0).length;
    const declared = routes().filter(({ access }) => access?.kind !== 'public').length;
    expect(secured).toBe(declared);
  });

  it('asks for an idempotency key on every command', () => {
    const missing = operations().filter(({ method, operation }) => {
      const parameters = (operation.parameters ?? []) as { name?: string; $ref?: string }[];
      const hasKey = parameters.some(({ name, $ref }) => (name ?? $ref)?.endsWith('Idempotency-Key'));
      const hasOwnKey = operation.description?.includes('幂等') ?? false;
      return method === 'post' && !hasKey && !hasOwnKey && !withoutIdempotencyKey.has(operation.operationId ?? '');
    });
    expect(missing.map(({ template }) => template)).toEqual([]);
  });

  it('names every operation once', () => {
    const names = operations().map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has names put in wherever an answer has a member for them', () => {
    const planned = handlers().flatMap(([, handler]) =>
      namePlanOfRoute(handler)
        ? [(Reflect.getMetadata(API_OPERATION, handler) as { operationId: string }).operationId]
        : [],
    );
    const naming = operations().filter(({ operation }) => /"\w+ByNames?":/.test(wholeTextOf(operation.responses)));
    expect(naming.length).toBeGreaterThan(25);
    expect(naming.filter(({ operation }) => !planned.includes(operation.operationId ?? ''))).toEqual([]);
  });

  it('says of every shape and every member what it is', () => {
    const schemas = Object.entries(document.components?.schemas ?? {}) as [
      string,
      { description?: string; properties?: Record<string, { description?: string }> },
    ][];
    const silent = schemas.flatMap(([name, { description, properties }]) => [
      ...(description === undefined ? [name] : []),
      ...Object.entries(properties ?? {}).flatMap(([member, said]) =>
        said.description === undefined ? [`${name}.${member}`] : [],
      ),
    ]);
    expect(silent).toEqual([]);
  });

  it('knows at least one refusal of every operation', () => {
    const without = operations().filter(
      ({ operation }) => !Object.keys(operation.responses).some((status) => /^[45]/.test(status)),
    );
    expect(without.map(({ template }) => template)).toEqual([]);
  });

  it('is the committed document (npm run generate writes it)', async () => {
    const committed: unknown = JSON.parse(await readFile(path.join(root, 'config/openapi.json'), 'utf8'));
    expect(JSON.parse(JSON.stringify(document))).toEqual(committed);
  });

  it('has its refusals read from the code as it is (npm run generate reads them)', async () => {
    const tool = path.join(root, 'tools/operation-problems.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [tool, '--print'], { maxBuffer: 1 << 24 });
    expect(stdout).toBe(await readFile(path.join(root, 'config/operation-problems.json'), 'utf8'));
  }, 180_000);

  it('has its reference pages written (npm run generate writes them)', async () => {
    expect(await readFile(path.join(root, 'docs/permissions.md'), 'utf8')).toBe(permissionsPage());
    expect(await readFile(path.join(root, 'docs/problems.md'), 'utf8')).toBe(problemsPage());
  });
});
