import { Module } from '@nestjs/common';
import { DivisionsModule } from '../divisions';
import { FirstAdministrators } from './application/first-administrators';
import { OpenStreet } from './application/open-street';
import { PracticeSeed } from './application/practice-seed';
import { PracticeWriter } from './application/practice-writer';
import { SetUp } from './application/set-up';
import { SetupCodes } from './application/setup-codes';
import { SetupStage } from './application/setup-stage';
import { PracticePageController } from './http/practice-page.controller';
import { SetupPageController } from './http/setup-page.controller';
import { SetupController } from './http/setup.controller';

const providers = [FirstAdministrators, OpenStreet, PracticeSeed, PracticeWriter, SetUp, SetupCodes, SetupStage];

/** The commands' way to the choice, its page (which says where to go once it is made), and the page of a practice installation. */
@Module({
  imports: [DivisionsModule],
  controllers: [SetupPageController, PracticePageController],
  providers,
  exports: providers,
})
export class SetupModule {}

/** What the page asks and does; only in the application that is served before the choice. */
@Module({ imports: [SetupModule], controllers: [SetupController] })
export class FirstUseModule {}
