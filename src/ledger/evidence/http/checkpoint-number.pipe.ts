import { Injectable, type PipeTransform } from '@nestjs/common';
import { evidenceErrors } from '../errors';

/** The number of a checkpoint in a path. What cannot be one is unknown. @throws CHECKPOINT_UNKNOWN */
@Injectable()
export class CheckpointNumberPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^[1-9]\d{0,14}$/.test(value)) throw evidenceErrors.refuse('CHECKPOINT_UNKNOWN');
    return Number(value);
  }
}
