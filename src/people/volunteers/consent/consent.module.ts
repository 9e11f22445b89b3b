import { Module } from '@nestjs/common';
import { PersonModule } from '../person';
import { ConsentTextsController } from './http/consent-texts.controller';
import { GrantConsent } from './application/grant-consent';
import { WithdrawConsent } from './application/withdraw-consent';
import { PublicNames } from './persistence/public-names';

/** What a person agreed to, and the name that the public sees by it. */
@Module({
  imports: [PersonModule],
  controllers: [ConsentTextsController],
  providers: [GrantConsent, WithdrawConsent, PublicNames],
  exports: [GrantConsent, WithdrawConsent, PublicNames],
})
export class ConsentModule {}
