import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { errorCatalogue } from '../../../../kernel/domain-error';
import { projectRoot } from '../../../foundation/config/project-root';
import { unknownCodeOf } from '../foreign';
import { statusOfKind } from '../problem';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** Codes that any operation may answer with. */
const EVERYWHERE = ['RATE_LIMITED', 'SERVICE_BUSY', 'SETUP_REQUIRED'];
const SIGNED_IN = ['SIGN_IN_REQUIRED', 'TOKEN_EXPIRED', 'PERMISSION_MISSING', 'TOTP_SETUP_REQUIRED'];
const WITH_BODY = ['VALIDATION_FAILED', 'BODY_UNREADABLE', 'BODY_TOO_LARGE', 'TEXT_UNSTORABLE', 'VALUE_OUT_OF_RANGE'];
const UPLOADING = ['UPLOAD_MISSING'];
/** A browser that signs in by cookie says where a request comes from. */
const CROSS_SITE = ['ORIGIN_FOREIGN', 'CSRF_TOKEN_WRONG'];
const TELLING = ['SCOPE_FOREIGN', 'PERMISSION_MISSING', 'OBJECTION_NOT_CONCERNED'];

/** Refusals per operation id, as `npm run generate` reads them from the code. */
function known(): Readonly<Record<string, readonly string[]>> {
  const file = join(projectRoot(), 'config/operation-problems.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, readonly string[]>;
}

/** Gives every operation its problem responses: one per status, with its codes. */
export function addProblems(document: OpenAPIObject): void {
  const codesOf = known();
  for (const [template, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      const own = codesOf[operation.operationId ?? ''] ?? [];
      describe(operation, [...allCodes(operation, template, own), ...(method === 'get' ? [] : CROSS_SITE)]);
    }
  }
}

function allCodes(operation: Operation, template: string, own: readonly string[]): readonly string[] {
  const parameters = (operation.parameters ?? []) as { readonly name?: string; readonly in?: string }[];
  const names = [...template.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
  const has = (name: string) => parameters.some((parameter) => parameter.name === name);
  const isSecured = operation.security !== undefined;
  return [
    ...EVERYWHERE,
    ...own,
    ...(isSecured ? SIGNED_IN : []),
    ...(operation.requestBody ? WITH_BODY : []),
    ...(JSON.stringify(operation.requestBody ?? '').includes('multipart/form-data') ? UPLOADING : []),
    ...(parameters.some((parameter) => parameter.in === 'query')
      ? ['VALIDATION_FAILED', 'TEXT_UNSTORABLE', 'VALUE_OUT_OF_RANGE']
      : []),
    ...(has('Idempotency-Key') ? ['IDEMPOTENCY_KEY_REQUIRED'] : []),
    ...(has('If-Match') ? ['IF_MATCH_REQUIRED', 'VERSION_OUTDATED'] : []),
    ...(names.length > 0 ? ['NOT_FOUND'] : []),
    // What exists but is another's is answered as what nobody has.
    ...(own.some((code) => TELLING.includes(code)) ? [unknownCodeOf(names) ?? ''] : []),
  ];
}

function describe(operation: Operation, codes: readonly string[]): void {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) {
    const definition = errorCatalogue().get(code);
    if (!definition) continue;
    const status = statusOfKind[definition.kind];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  for (const [status, set] of [...byStatus].sort(([a], [b]) => a - b)) {
    const list = [...set].sort();
    operation.responses[String(status)] = {
      description: `办理不成：${list.join('、')}。每个代码的意思见 docs/problems.md。`,
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              { $ref: '#/components/schemas/Problem' },
              { type: 'object', properties: { code: { type: 'string', enum: list } } },
            ],
          },
        },
      },
    };
  }
}
