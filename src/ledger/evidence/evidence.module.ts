import { Module, type OnModuleInit } from '@nestjs/common';
import { Sweeper } from '../../platform/data/outbox';
import { VolunteersModule } from '../../people/volunteers';
import { AuditLogAudit } from './application/audit-log-audit';
import { ExportLedger } from './application/export-ledger';
import { LedgerAudit } from './application/ledger-audit';
import { PrintedCheckpoints } from './application/printed-checkpoints';
import { MakeCheckpoint } from './application/make-checkpoint';
import { RequestAudit } from './application/request-audit';
import { RunAudit } from './application/run-audit';
import { RunRequestedAudit } from './application/run-requested-audit';
import { ShowAudits } from './application/show-audits';
import { WatchCustody } from './application/watch-custody';
import { ShowEvidence } from './application/show-evidence';
import { auditLedger, requestedAudit } from './evidence-jobs';
import { EvidenceController } from './http/evidence.controller';
import { EvidenceHandlers } from './jobs/evidence.handlers';
import { AuditRequests, waitingAuditSql } from './persistence/audit-requests';
import { AuditRuns, overdueAuditSql } from './persistence/audit-runs';
import { CheckpointRepository } from './persistence/checkpoint.repository';
import { LeafSource } from './persistence/leaf-source';
import { SigningKeys } from './persistence/signing-keys';
import { TreeReader } from './persistence/tree-reader';
import { Witness } from './persistence/witness';

/** Evidence that the ledger is whole: checkpoints, their witness, proofs and audits. */
@Module({
  imports: [VolunteersModule],
  controllers: [EvidenceController],
  providers: [
    ShowEvidence,
    WatchCustody,
    TreeReader,
    AuditLogAudit,
    ExportLedger,
    PrintedCheckpoints,
    LedgerAudit,
    MakeCheckpoint,
    RunAudit,
    RequestAudit,
    RunRequestedAudit,
    ShowAudits,
    EvidenceHandlers,
    AuditRequests,
    AuditRuns,
    CheckpointRepository,
    LeafSource,
    SigningKeys,
    Witness,
  ],
  exports: [
    AuditLogAudit,
    ExportLedger,
    PrintedCheckpoints,
    LedgerAudit,
    MakeCheckpoint,
    RunAudit,
    AuditRuns,
    CheckpointRepository,
    SigningKeys,
    WatchCustody,
    Witness,
  ],
})
export class EvidenceModule implements OnModuleInit {
  constructor(private readonly sweeper: Sweeper) {}

  onModuleInit(): void {
    this.sweeper.register({ job: auditLedger, sql: overdueAuditSql });
    this.sweeper.register({ job: requestedAudit, sql: waitingAuditSql });
  }
}
