import { Global, Module } from '@nestjs/common';
import { IdSource } from '../ids/id-source';
import { Clock } from './clock';

/** Time and ids, handed to every use case; rules get them as plain values. */
@Global()
@Module({ providers: [Clock, IdSource], exports: [Clock, IdSource] })
export class ClockModule {}
