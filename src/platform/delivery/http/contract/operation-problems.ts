import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { errorCatalogue } from '../../../../kernel/domain-error';
import { projectRoot } from '../../../foundation/config/project-root';
import { unknownCodeOf } from '../foreign';
import { statusOfKind } from '../problem';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type ResponseObject = Exclude<Operation['responses'][string], { $ref: string } | undefined>;

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

/** Gives every operation its problem responses, one per status with its codes, shared by all that refuse the same. */
export function addProblems(document: OpenAPIObject): void {
  const codesOf = known();
  const shared: Record<string, ResponseObject> = {};
  for (const [template, item] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      const own = codesOf[operation.operationId ?? ''] ?? [];
      describe(operation, [...allCodes(operation, template, own), ...(method === 'get' ? [] : CROSS_SITE)], shared);
    }
  }
  const inOrder = Object.fromEntries(Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)));
  document.components = { ...document.components, responses: inOrder };
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

/** What a status says before one looks at the code. */
const OF_STATUS: Readonly<Record<number, string>> = {
  400: '填写有误',
  401: '没有登录，或登录已失效',
  403: '没有权限，或须由他人办理',
  404: '没有找到',
  409: '与现在的情况不符',
  410: '已失效',
  412: '内容已被他人改过',
  413: '内容太大',
  428: '没有带上版本',
  429: '太频繁',
  503: '暂时不能办理',
};

/** Gives an operation its refusals, one shared answer for each set of codes. */
function describe(operation: Operation, codes: readonly string[], shared: Record<string, ResponseObject>): void {
  const byStatus = new Map<number, Set<string>>();
  for (const code of codes) {
    const definition = errorCatalogue().get(code);
    if (!definition) continue;
    const status = statusOfKind[definition.kind];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  for (const [status, set] of [...byStatus].sort(([a], [b]) => a - b)) {
    const list = [...set].sort();
    const name = nameOf(status, list);
    shared[name] = problemResponse(status, list);
    operation.responses[String(status)] = { $ref: `#/components/responses/${name}` };
  }
}

/** Says the codes where they are few; of many the first, and a mark that is the same as long as the codes are. */
function nameOf(status: number, codes: readonly string[]): string {
  if (codes.length <= 2) return [status, ...codes].join('.');
  const mark = createHash('sha256').update(codes.join()).digest('hex').slice(0, 6);
  return [status, codes[0], mark].join('.');
}

function problemResponse(status: number, codes: readonly string[]): ResponseObject {
  return {
    description: `办理不成：${OF_STATUS[status] ?? String(status)}。每个代码的意思见 docs/problems.md。`,
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }],
          properties: { code: { enum: [...codes] } },
        },
      },
    },
  };
}
