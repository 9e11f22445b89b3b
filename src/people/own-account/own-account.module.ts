import { Module } from '@nestjs/common';
import { WhoAmI } from './application/who-am-i';
import { OwnAccountController } from './http/own-account.controller';
import { AccountFactsReader } from './persistence/account-facts';

/** Who somebody is here: the account, its places in words, the volunteer behind it and the teams it leads. */
@Module({ controllers: [OwnAccountController], providers: [WhoAmI, AccountFactsReader] })
export class OwnAccountModule {}
