import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { requirePermission } from '../../../platform/security/identity/access';
import { LedgerVerifier, type LedgerVerification } from './ledger-verifier';

/** Has the whole ledger recomputed on an auditor's word; who asked and when stands in the audit log. */
@Injectable()
export class VerifyLedger {
  private running: Promise<LedgerVerification> | undefined;

  constructor(
    private readonly verifier: LedgerVerifier,
    private readonly commands: Commands,
  ) {}

  /** Those who ask while a verification runs in this process get its result. @throws PERMISSION_MISSING */
  async execute(context: CommandContext): Promise<LedgerVerification> {
    requirePermission(context.actor, 'ledger.read');
    requirePermission(context.actor, 'audit.read');
    // Outside of the command's transaction, which must not stay open for as long as a verification takes.
    this.running ??= this.verifier.verify().finally(() => (this.running = undefined));
    const verification = await this.running;
    return this.commands.run(context, 'ledger.verify', {}, () => Promise.resolve(verification));
  }
}
