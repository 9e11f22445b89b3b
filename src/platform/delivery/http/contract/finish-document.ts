import type { OpenAPIObject } from '@nestjs/swagger';
import { completeSchemas } from './complete-schemas';
import { addProblems } from './operation-problems';

type ComponentsObject = NonNullable<OpenAPIObject['components']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The body of every refusal (RFC 9457). */
const problem = {
  type: 'object',
  description: '办理不成时的回答（RFC 9457）：稳定的代码、给用户看的一句话、有关的字段。',
  required: ['type', 'status', 'code', 'title'],
  properties: {
    type: { type: 'string', description: '代码的网址形式', example: 'urn:volunteer-ledger:problem:VALIDATION_FAILED' },
    status: { type: 'integer', description: 'HTTP 状态', example: 400 },
    code: { type: 'string', description: '稳定不变的代码，程序按它处理', example: 'VALIDATION_FAILED' },
    title: {
      type: 'string',
      description: '给用户看的一句话：发生了什么，下一步怎么办',
      example: '提交的内容有误,请按下列提示逐项修改后再提交。',
    },
    field: { type: 'string', description: '有关的字段，与请求里的写法相同', example: 'phone' },
    errors: {
      type: 'array',
      description: '每个填错的字段各一条',
      example: [{ field: 'phone', message: '手机号码格式不对。' }],
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: {
          field: { type: 'string', description: '字段' },
          message: { type: 'string', description: '哪里不对' },
        },
      },
    },
    details: {
      type: 'object',
      description: '与代码有关的数字、时间或编号',
      example: { count: 3 },
      additionalProperties: true,
    },
    requestId: { type: 'string', description: '请求编号，报障时请提供', example: 'req-7f3a' },
  },
} as const;

/**
 * Makes the document that the library writes one that programs can be generated from: null as a type, as OpenAPI 3.1 has
 * it, and a problem for every refusal an operation knows.
 */
export function finishDocument(document: OpenAPIObject): OpenAPIObject {
  completeSchemas(document);
  addProblems(document);
  shareParameters(document);
  const finished = withNullTypes(document) as OpenAPIObject;
  for (const item of Object.values(finished.paths)) {
    for (const method of METHODS) if (item[method]) item[method].security ??= [];
  }
  finished.components = {
    ...finished.components,
    schemas: { ...withStandingOnce(finished.components?.schemas ?? {}), Problem: problem as never },
  };
  return finished;
}

/** Parameters that many operations have word for word, said once. */
const SHARED = [
  ...['Idempotency-Key', 'If-Match', 'limit', 'after'],
  ...['volunteerId', 'shiftId', 'recordId', 'teamId', 'activityId', 'importId', 'userId', 'divisionId'],
];

function shareParameters(document: OpenAPIObject): void {
  const shared: NonNullable<ComponentsObject['parameters']> = {};
  const operations = Object.values(document.paths).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));
  for (const name of SHARED) {
    const said = operations.flatMap(({ parameters = [] }) =>
      parameters.filter((parameter) => 'name' in parameter && parameter.name === name),
    );
    const usual = mostFrequent(said.map((parameter) => JSON.stringify(parameter)));
    if (usual === undefined) continue;
    shared[name] = JSON.parse(usual) as (typeof shared)[string];
    for (const operation of operations) {
      if (!operation.parameters) continue;
      operation.parameters = operation.parameters.map((parameter) =>
        JSON.stringify(parameter) === usual ? { $ref: `#/components/parameters/${name}` } : parameter,
      );
    }
  }
  document.components = { ...document.components, parameters: shared };
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Where the reader stands to a thing that waits: members that many lists have word for word, said once. */
const STANDING = ['mayDecide', 'whyNot', 'whoMay', 'missing'];

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function withStandingOnce(schemas: NonNullable<ComponentsObject['schemas']>): NonNullable<ComponentsObject['schemas']> {
  let standing: ObjectSchema | undefined;
  const shared = Object.entries(schemas).map(([name, schema]) => {
    const { properties = {}, required = [], ...rest } = schema as ObjectSchema;
    const own = { type: 'object', required: STANDING, properties: pick(properties, (key) => STANDING.includes(key)) };
    if (Object.keys(own.properties).length < STANDING.length) return [name, schema] as const;
    standing ??= own;
    if (JSON.stringify(standing) !== JSON.stringify(own)) return [name, schema] as const;
    return [
      name,
      {
        ...rest,
        allOf: [{ $ref: '#/components/schemas/Standing' }],
        properties: pick(properties, (key) => !STANDING.includes(key)),
        required: required.filter((key) => !STANDING.includes(key)),
      },
    ] as const;
  });
  const said = { description: '您与一件在等的事：能不能决定，为什么，谁能。', ...standing };
  return { ...Object.fromEntries(shared), ...(standing && { Standing: said }) } as typeof schemas;
}

function pick(
  properties: Readonly<Record<string, unknown>>,
  isWanted: (key: string) => boolean,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => isWanted(key)));
}

/** `nullable: true`, which 3.1 does not know any more, as a type or an alternative. */
function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withNullTypes(member)]));
  if (members['nullable'] !== true) return members;
  delete members['nullable'];
  return orNull(members);
}

function orNull(schema: Record<string, unknown>): Record<string, unknown> {
  const { type, allOf, $ref, description, example, ...rest } = schema;
  const one = Array.isArray(allOf) ? (allOf as unknown[]) : $ref !== undefined ? [{ $ref }] : [];
  const said = { ...(description !== undefined && { description }), ...(example !== undefined && { example }) };
  if (one.length === 0 && typeof type === 'string') {
    const { enum: choices, ...others } = rest;
    return {
      ...said,
      ...others,
      type: [type, 'null'],
      ...(Array.isArray(choices) && { enum: [...(choices as unknown[]), null] }),
    };
  }
  return { ...said, ...rest, anyOf: [...one, { type: 'null' }] };
}
