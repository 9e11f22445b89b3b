import { Module } from '@nestjs/common';
import { PointsModule } from '../../ledger/points';
import { PhoneSignInModule } from '../../people/phone-sign-in';
import { VolunteersModule } from '../../people/volunteers';
import { DivisionsModule } from '../../place/divisions';
import { ServiceHoursModule } from '../../service/service-hours';
import { ShowHonours } from './application/show-honours';
import { ShowSite } from './application/show-site';
import { PublicSiteController } from './http/public-site.controller';
import { HonoursReader } from './persistence/honours-reader';

/** What the street says about itself to whoever has not signed in. */
@Module({
  imports: [DivisionsModule, PhoneSignInModule, PointsModule, ServiceHoursModule, VolunteersModule],
  controllers: [PublicSiteController],
  providers: [ShowSite, ShowHonours, HonoursReader],
})
export class PublicSiteModule {}
