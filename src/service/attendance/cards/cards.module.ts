import { Module } from '@nestjs/common';
import { TeamsModule } from '../../../people/teams';
import { VolunteersModule } from '../../../people/volunteers';
import { DivisionsModule } from '../../../place/divisions';
import { OwnCardController } from './http/own-card.controller';
import { CardSheetsController } from './http/card-sheets.controller';
import { PrintCardSheet } from './application/print-card-sheet';
import { VolunteerCards } from './application/volunteer-cards';

/** Cards on paper and on the phone: they say who somebody is. */
@Module({
  imports: [TeamsModule, VolunteersModule, DivisionsModule],
  controllers: [OwnCardController, CardSheetsController],
  providers: [PrintCardSheet, VolunteerCards],
  exports: [VolunteerCards],
})
export class VolunteerCardsModule {}
