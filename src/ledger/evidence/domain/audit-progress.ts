export const auditSteps = ['CHECKPOINTS', 'PARTITIONS', 'FACTS', 'LINKS'] as const;

/** How far one step of an audit is. */
export interface StepProgress {
  readonly step: (typeof auditSteps)[number];
  readonly done: number;
  readonly of: number;
}

/** What an audit says after every piece. */
export interface AuditProgress extends StepProgress {
  /** So far, of all steps together. */
  readonly findings: number;
}

/** How far an audit is, step by step; steps go on side by side. */
export class AuditSteps {
  private readonly byStep = new Map<StepProgress['step'], StepProgress>();

  note({ step, done, of }: StepProgress): void {
    this.byStep.set(step, { step, done, of });
  }

  all(): readonly StepProgress[] {
    return auditSteps.flatMap((step) => this.byStep.get(step) ?? []);
  }
}
