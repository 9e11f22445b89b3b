import { Injectable } from '@nestjs/common';

/** The wall clock. The only place that asks the machine for the time; tests and the demo hand in another one. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  nowMs(): number {
    return this.now().getTime();
  }
}
