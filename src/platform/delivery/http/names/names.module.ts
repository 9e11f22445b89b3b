import { Global, Module } from '@nestjs/common';
import { Names } from './names';

/** Names beside ids; rooms declare whose names they keep. */
@Global()
@Module({ providers: [Names], exports: [Names] })
export class NamesModule {}
