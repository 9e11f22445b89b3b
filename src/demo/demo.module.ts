import { Module } from '@nestjs/common';
import { SetupModule } from '../place/setup';
import { KeepAliveHandler } from './keep-alive-handler';

/** What a practice installation needs while it runs. */
@Module({ imports: [SetupModule], providers: [KeepAliveHandler] })
export class DemoModule {}
