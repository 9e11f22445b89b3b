import { type ArgumentMetadata, type PipeTransform, ValidationPipe, type ValidationError } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';
import { QUERY_GROUP } from './fields';
import type { FieldProblem } from './problem';

/** A request whose fields are wrong: all of them at once, each with a Chinese sentence. */
export class ValidationFailed extends Error {
  constructor(readonly errors: readonly FieldProblem[]) {
    super('validation failed');
  }
}

/**
 * The pipe that turns request JSON into request classes; unknown fields are refused, not dropped in silence, and only a query,
 * which has nothing but texts, has texts turned into numbers.
 */
export function requestPipe(): PipeTransform {
  rememberRules();
  const [ofBody, ofQuery] = [[], [QUERY_GROUP]].map(
    (groups) =>
      new ValidationPipe({
        transform: true,
        transformOptions: { groups },
        whitelist: true,
        forbidNonWhitelisted: true,
        stopAtFirstError: true,
        exceptionFactory: (errors) => new ValidationFailed(flatten(errors, '')),
      }),
  );
  return {
    transform: (value: unknown, metadata: ArgumentMetadata): unknown =>
      (metadata.type === 'query' ? ofQuery : ofBody)?.transform(value, metadata),
  };
}

/**
 * The rules of a class, with those it inherits. To find them, class-validator goes through every class of the process
 * at every value; they are fixed by the time the first request comes, so once is enough.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  if (Object.hasOwn(storage, 'getTargetValidationMetadatas')) return;
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<string, WeakMap<object, ReturnType<typeof find>>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || groups) return find(target, schema, always, strictGroups, groups);
    const variant = `${String(always)} ${String(strictGroups)}`;
    const ofVariant = known.get(variant) ?? new WeakMap<object, ReturnType<typeof find>>();
    known.set(variant, ofVariant);
    const rules = ofVariant.get(target) ?? find(target, schema, always, strictGroups, groups);
    ofVariant.set(target, rules);
    return rules;
  };
}

function flatten(errors: readonly ValidationError[], prefix: string): FieldProblem[] {
  return errors.flatMap((error) => {
    const isIndex = /^\d+$/.test(error.property);
    const path = isIndex ? `${prefix}[${error.property}]` : prefix ? `${prefix}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field: path,
      message: rule === 'whitelistValidation' ? '没有这个字段,请检查拼写。' : message,
    }));
    return [...own, ...flatten(error.children ?? [], path)];
  });
}
