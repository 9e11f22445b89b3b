import { v7 } from 'uuid';

/** As much of a JSON schema as the API's document uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly allOf?: readonly JsonSchema[];
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

/** A value that fits a schema: only what is required. @param named values for fields of these names, wherever they stand. */
export function sampleOf(
  schema: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
  named: Readonly<Record<string, unknown>> = {},
): unknown {
  const inner = schema.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema.allOf?.[0];
  if (inner) return sampleOf(inner, schemas, named);
  if (schema.properties) {
    const entries = (schema.required ?? []).map((name) => [
      name,
      name in named ? named[name] : sampleOf(schema.properties?.[name] ?? {}, schemas, named),
    ]);
    return Object.fromEntries(entries) as unknown;
  }
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sampleOf(schema.items ?? {}, schemas, named));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema);
    default:
      return {};
  }
}

function textOf({ format, minLength = 1 }: JsonSchema): string {
  if (format === 'uuid') return v7();
  if (format === 'date') return '2026-01-01';
  if (format === 'date-time') return '2026-12-05T09:00:00+08:00';
  return '任意内容'.padEnd(minLength, '一');
}
