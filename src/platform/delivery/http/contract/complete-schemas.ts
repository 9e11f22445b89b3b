import type { OpenAPIObject } from '@nestjs/swagger';

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
const EXAMPLES: Readonly<Record<string, unknown>> = {
  uuid: '01900000-0000-7000-8000-000000000000',
  'date-time': '2026-11-28T09:00:00+08:00',
  date: '2026-11-28',
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
      const example = exampleOf(member);
      if (example !== undefined) member.example ??= example;
    }
  }
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

/** undefined for texts, of which the class says more than anybody here. */
function exampleOf({ type, format, enum: choices, minimum, maximum }: Schema): unknown {
  if (choices?.[0] !== undefined) return choices[0];
  if (format !== undefined && EXAMPLES[format] !== undefined) return EXAMPLES[format];
  const types = [type].flat();
  if (types.includes('boolean')) return true;
  if (!types.includes('integer') && !types.includes('number')) return undefined;
  return Math.min(Math.max(minimum ?? 1, 1), maximum ?? 60);
}
