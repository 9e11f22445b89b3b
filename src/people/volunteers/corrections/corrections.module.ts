import { Module } from '@nestjs/common';
import { PersonModule } from '../person';
import { IdNumbersModule } from '../id-numbers';
import { MinorsModule } from '../minors';
import { CorrectionsController } from './http/corrections.controller';
import { CorrectionTexts } from './application/correction-texts';
import { DecideCorrection } from './application/decide-correction';
import { CheckIdNumber } from './application/check-id-number';
import { RequestCorrection } from './application/request-correction';
import { CorrectionLooks } from './application/correction-looks';
import { RevealCorrections } from './application/reveal-corrections';
import { ShowCorrections } from './application/show-corrections';
import { IdentityCorrections } from './persistence/identity-corrections';

/** A name or a number that was registered wrongly. */
@Module({
  imports: [PersonModule, IdNumbersModule, MinorsModule],
  controllers: [CorrectionsController],
  providers: [
    CorrectionTexts,
    DecideCorrection,
    CheckIdNumber,
    RequestCorrection,
    CorrectionLooks,
    RevealCorrections,
    ShowCorrections,
    IdentityCorrections,
  ],
  exports: [CheckIdNumber, RequestCorrection],
})
export class IdentityCorrectionsModule {}
