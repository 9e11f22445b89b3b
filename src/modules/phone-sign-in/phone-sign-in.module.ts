import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { Runtime } from '../../platform/config/runtime';
import { VolunteersModule } from '../volunteers';
import { HttpSms } from './application/http-sms';
import { PhoneCodes } from './application/phone-codes';
import { RequestCode } from './application/request-code';
import { SignInWithCode } from './application/sign-in-with-code';
import { Sms } from './application/sms';
import { NoSms, TerminalSms } from './application/terminal-sms';
import { PhoneSignInController } from './http/phone-sign-in.controller';
import { PhoneAccounts } from './persistence/phone-accounts';

/** Signing in by a code sent to the phone, for volunteers who remember no password. */
@Module({
  imports: [VolunteersModule],
  controllers: [PhoneSignInController],
  providers: [
    PhoneAccounts,
    PhoneCodes,
    RequestCode,
    SignInWithCode,
    {
      provide: Sms,
      inject: [Runtime, Clock],
      useFactory: ({ config }: Runtime, clock: Clock): Sms => {
        if (config.access.sms) return new HttpSms(config.access.sms, () => clock.nowMs());
        return config.demo ? new TerminalSms() : new NoSms();
      },
    },
  ],
  exports: [PhoneAccounts, Sms],
})
export class PhoneSignInModule {}
