import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldProblem } from './problem';

/** A request whose fields are wrong: all of them at once, each with a Chinese sentence. */
export class ValidationFailed extends Error {
  constructor(readonly errors: readonly FieldProblem[]) {
    super('validation failed');
  }
}

/** The pipe that turns request JSON into request classes; unknown fields are refused, not dropped in silence. */
export function requestPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    exceptionFactory: (errors) => new ValidationFailed(flatten(errors, '')),
  });
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
