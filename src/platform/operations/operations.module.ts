import { Module } from '@nestjs/common';
import { DeadLetters } from './dead-letters';
import { DeadLettersController } from './dead-letters.controller';

/** What an administrator needs to keep the service running. */
@Module({ controllers: [DeadLettersController], providers: [DeadLetters], exports: [DeadLetters] })
export class OperationsModule {}
