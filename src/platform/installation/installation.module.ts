import { Global, Module } from '@nestjs/common';
import { InstallationMode } from './installation-mode';

/** Practice or real: asked by rules, pages and papers everywhere. */
@Global()
@Module({ providers: [InstallationMode], exports: [InstallationMode] })
export class InstallationModule {}
