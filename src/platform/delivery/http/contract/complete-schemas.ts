import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleOf } from './examples';

interface Schema {
  description?: string;
  example?: unknown;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  description?: string;
  readonly schema?: Schema;
}
type Schemas = Readonly<Record<string, Schema>>;

/** What members of one meaning are called, where their class does not say more. */
const NAMED: Readonly<Record<string, string>> = {
  items: '本页各条，按接口写明的次序',
  next: '下一页的位置；没有下一页为 null',
  id: '系统内的编号',
  shiftId: '场次的系统内编号',
  volunteerId: '志愿者的系统内编号',
  punchId: '打卡的系统内编号',
};
/** What stands in an address and is not the id of something by its name. */
const IN_PATHS: Readonly<Record<string, string>> = {
  id: '系统内的编号',
  code: '证明上的校验码',
  number: '序号',
};

/** Says of every shape which operation it belongs to, and of every member what it is and what it looks like. */
export function completeSchemas(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Schemas;
  for (const [name, said] of belongings(document, schemas)) {
    const schema = schemas[name];
    if (schema) schema.description ??= said;
  }
  for (const schema of Object.values(schemas)) {
    for (const [name, member] of Object.entries(schema.properties ?? {})) {
      const said = NAMED[name];
      if (said !== undefined) member.description ??= said;
      const example = exampleOf(name, member);
      if (example !== undefined) member.example ??= example;
    }
  }
  for (const item of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      for (const parameter of (item[method]?.parameters ?? []) as Parameter[]) completeParameter(parameter);
      for (const response of Object.values(item[method]?.responses ?? {})) {
        if (response && 'description' in response) response.description ||= '办好了。';
      }
    }
  }
}

/** A parameter of an address has no class that could say what it is. */
function completeParameter(parameter: Parameter): void {
  const { name, schema } = parameter;
  if (parameter.in === 'path') parameter.description ??= NAMED[name] ?? IN_PATHS[name] ?? '系统内的编号';
  if (!schema) return;
  const example = exampleOf(name, schema) ?? (parameter.in === 'path' ? exampleOf('id', schema) : undefined);
  if (example !== undefined) schema.example ??= example;
}

/** Each shape by the operation that takes or gives it, and what lies inside of it by where. */
function belongings(document: OpenAPIObject, schemas: Schemas): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (value: unknown, said: string): void => {
    for (const name of refsIn(value)) {
      if (found.has(name)) continue;
      found.set(name, said);
      for (const [member, schema] of Object.entries(schemas[name]?.properties ?? {})) {
        const what = schema.description ?? NAMED[member] ?? member;
        note(schema, `${said}里的：${what}`);
      }
      note({ ...schemas[name], properties: undefined }, said);
    }
  };
  for (const item of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (!operation) continue;
      const title = `「${operation.summary ?? operation.operationId ?? ''}」`;
      note(operation.requestBody, `${title}的请求`);
      for (const [status, response] of Object.entries(operation.responses)) {
        if (status.startsWith('2')) note(response, `${title}的回答`);
      }
    }
  }
  return found;
}

function refsIn(value: unknown): readonly string[] {
  const refs = JSON.stringify(value ?? null).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g);
  return [...new Set([...refs].map(([, name = '']) => name))];
}
