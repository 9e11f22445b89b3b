import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { httpErrors } from './http-errors';

/** An id in a path. What is not a UUID names nothing: the answer is the same as for an unknown id. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUUID(value)) throw httpErrors.refuse('NOT_FOUND');
    return value.toLowerCase();
  }
}
