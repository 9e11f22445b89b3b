import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { systemActor } from '../../../platform/foundation/actor/actor';
import { UserAccounts } from '../../../platform/security/accounts/user-accounts';
import { InstallationMode } from '../../../platform/data/installation';
import { CreateDivision } from '../../divisions';
import { divisionCodeOf } from '../domain/division-code';
import type { PreparedAdministrator } from './first-administrators';
import { SetupCodes } from './setup-codes';

export interface NewStreet {
  /** The district the street belongs to; the root of the tree. */
  readonly districtName: string;
  readonly streetName: string;
  readonly administrators: readonly [PreparedAdministrator, PreparedAdministrator];
  readonly through: 'PAGE' | 'COMMAND';
}

export interface OpenedStreet {
  readonly districtId: string;
  readonly streetId: string;
  readonly usernames: readonly string[];
}

/**
 * Opens an installation for real use: the choice, district and street, and the two first security administrators, who then
 * invite everybody else. All of it or nothing.
 */
@Injectable()
export class OpenStreet {
  constructor(
    private readonly commands: Commands,
    private readonly mode: InstallationMode,
    private readonly codes: SetupCodes,
    private readonly divisions: CreateDivision,
    private readonly accounts: UserAccounts,
  ) {}

  /** @throws INSTALLATION_CHOSEN, USERNAME_TAKEN */
  async execute(street: NewStreet): Promise<OpenedStreet> {
    const context: CommandContext = { actor: systemActor('setup'), idempotencyKey: randomUUID() };
    const { administrators, ...named } = street;
    const request = { ...named, usernames: administrators.map(({ username }) => username) };
    return this.commands.run(context, 'setup.open-street', request, (tx) => this.open(tx, context, street));
  }

  private async open(tx: Transaction, context: CommandContext, street: NewStreet): Promise<OpenedStreet> {
    const { streetName, districtName, through, administrators } = street;
    // First, so that of two who press at once the second waits here and is refused.
    await this.mode.choose(tx, { mode: 'REAL', streetName, through });
    await this.codes.voidAll(tx);
    const district = await this.divisions.within(tx, context, {
      parentId: null,
      kind: 'DISTRICT',
      code: divisionCodeOf(districtName),
      name: districtName,
    });
    const place = await this.divisions.within(tx, context, {
      parentId: district.id,
      kind: 'STREET',
      code: `${divisionCodeOf(districtName)}-${divisionCodeOf(streetName)}`,
      name: streetName,
    });
    for (const administrator of administrators) {
      await this.accounts.createWithin(tx, context, {
        ...administrator,
        grants: [{ role: 'SECURITY_ADMIN', divisionId: district.id }],
      });
    }
    return {
      districtId: district.id,
      streetId: place.id,
      usernames: administrators.map(({ username }) => username),
    };
  }
}
