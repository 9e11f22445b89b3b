import { Injectable } from '@nestjs/common';
import { Runtime } from '../../foundation/config/runtime';
import { InstallationMode } from '../../data/installation';
import type { Permission, Role } from '../../foundation/actor/permissions';
import { rolesGiving } from './three-admins';

/** How strictly accounts are kept apart here: by the settings, and by what the installation is for. */
@Injectable()
export class AccountRules {
  constructor(
    private readonly runtime: Runtime,
    private readonly mode: InstallationMode,
  ) {}

  /** Whether only security administrators manage accounts. Everywhere but in practice, unless the settings say otherwise. */
  get isSeparated(): boolean {
    return this.runtime.config.access.threeAdmins ?? !this.mode.isPractice;
  }

  /** Whether roles, openings and deputies need a second administrator, and nobody types another's password. */
  get needsTwo(): boolean {
    return !this.mode.isPractice;
  }

  /** The roles that give a permission here. */
  rolesWith(permission: Permission): readonly Role[] {
    return rolesGiving(permission, this.isSeparated);
  }
}
