import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';

/** Hands out ids: UUIDv7, so that keys grow with time and index pages stay warm. */
@Injectable()
export class IdSource {
  next(): string {
    return v7();
  }
}
