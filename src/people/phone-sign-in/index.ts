/** The only door of this module. */
export { PhoneCodes } from './application/phone-codes';
export { ProvePerson } from './application/prove-person';
export { SendCode } from './application/send-code';
export { Sms, SmsRefused } from './application/sms';
export { PhoneSignInModule } from './phone-sign-in.module';
export { phoneSignInErrors } from './errors';
export { OwnPhones } from './persistence/own-phones';
export { PhoneAccounts } from './persistence/phone-accounts';
