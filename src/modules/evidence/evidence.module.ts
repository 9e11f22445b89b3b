import { Module, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../platform/outbox';
import { VolunteersModule } from '../volunteers';
import { LedgerAudit } from './application/ledger-audit';
import { MakeCheckpoint } from './application/make-checkpoint';
import { RunAudit } from './application/run-audit';
import { auditLedger } from './evidence-jobs';
import { EvidenceHandlers } from './jobs/evidence.handlers';
import { AuditRuns, overdueAuditSql } from './persistence/audit-runs';
import { CheckpointRepository } from './persistence/checkpoint.repository';
import { LeafSource } from './persistence/leaf-source';
import { SigningKeys } from './persistence/signing-keys';
import { Witness } from './persistence/witness';

/** Evidence that the ledger is whole: checkpoints, their witness, proofs and audits. */
@Module({
  imports: [VolunteersModule],
  providers: [
    LedgerAudit,
    MakeCheckpoint,
    RunAudit,
    EvidenceHandlers,
    AuditRuns,
    CheckpointRepository,
    LeafSource,
    SigningKeys,
    Witness,
  ],
  exports: [LedgerAudit, MakeCheckpoint, RunAudit, AuditRuns, CheckpointRepository, SigningKeys, Witness],
})
export class EvidenceModule implements OnModuleInit {
  constructor(private readonly sweeper: Sweeper) {}

  onModuleInit(): void {
    this.sweeper.register({ job: auditLedger, sql: overdueAuditSql });
  }
}
