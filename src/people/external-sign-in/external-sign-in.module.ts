import { Module } from '@nestjs/common';
import { DivisionsModule } from '../../place/divisions';
import { PhoneSignInModule } from '../phone-sign-in';
import { VolunteersModule } from '../volunteers';
import { ExternalSignIn } from './application/external-sign-in';
import { OAuthGateway } from './application/oauth-gateway';
import { SignInGateway } from './application/sign-in-gateway';
import { ExternalIdentitiesController } from './http/external-identities.controller';
import { ExternalSignInController } from './http/external-sign-in.controller';
import { SignInPageController } from './http/sign-in-page.controller';
import { SignInAttempts } from './persistence/sign-in-attempts';

/** Signing in through gateways that speak OpenID Connect or plain OAuth 2: those of the government, or what stands before WeChat. */
@Module({
  imports: [DivisionsModule, PhoneSignInModule, VolunteersModule],
  controllers: [ExternalSignInController, ExternalIdentitiesController, SignInPageController],
  providers: [ExternalSignIn, SignInAttempts, { provide: SignInGateway, useClass: OAuthGateway }],
})
export class ExternalSignInModule {}
